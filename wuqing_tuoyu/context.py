"""What every page says about the portal itself."""

from django.apps import apps
from django.conf import settings
from django.utils.functional import SimpleLazyObject

from wuqing_tuoyu import navigation


def portal(request):
    """Names and telephone numbers of the portal and of the office that runs it."""
    return {
        "portal_name": settings.PORTAL_NAME,
        "office_name": settings.OFFICE_NAME,
        "office_telephone": settings.OFFICE_TELEPHONE,
        "office_address": settings.OFFICE_ADDRESS,
        "supervision_telephone": settings.SUPERVISION_TELEPHONE,
        "site_url": settings.SITE_URL,
        "is_demonstration": settings.IS_DEMONSTRATION,
    }


def viewer(request):
    """Who looks at the page; asked only where a page shows it."""
    return {"viewer": SimpleLazyObject(lambda: viewer_of(request.user))}


def viewer_of(user) -> navigation.Viewer:
    """Name, unit and roles of a user; a person without a unit is an operator."""
    if not user.is_authenticated:
        return navigation.Viewer()
    units = []
    if apps.is_installed("departments"):
        from departments.permissions import departments_of

        units = departments_of(user)
    roles = {role for unit in units for role in roles_in(unit)}
    if apps.is_installed("registry") and navigation.UNIT in roles:
        from registry.permissions import can_list_registrations

        if can_list_registrations(user):
            roles.add(navigation.REGISTRAR)
    if user.is_staff:
        roles.add(navigation.ADMINISTRATOR)
    return navigation.Viewer(
        name=str(user),
        unit="、".join(unit.name for unit in units),
        roles=frozenset(roles or {navigation.OPERATOR}),
    )


def roles_in(unit):
    """What a member of this unit is offered."""
    from departments.choices import CONFERENCE_OFFICE, HEALTH_COMMISSION, DepartmentKind

    if unit.code == CONFERENCE_OFFICE:
        yield navigation.OFFICE
    elif unit.code == HEALTH_COMMISSION:
        yield navigation.COMMISSION
    elif unit.kind == DepartmentKind.TOWNSHIP:
        yield navigation.TOWNSHIP
    else:
        yield navigation.UNIT
    if unit.may_inspect:
        yield navigation.INSPECTING_UNIT
