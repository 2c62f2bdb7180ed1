"""Drafts (草稿): begun, continued from what is known, thrown away."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from departments.choices import ReminderKind
from departments.services.reminder import close_reminder, open_reminder
from registry.choices import (
    LIVING_STANDINGS,
    FilingAction,
    FilingKind,
    Section,
    Standing,
)
from registry.models import Declaration, Document, Facility, Filing, Operator
from registry.models.sections import SECTION_FIELDS
from registry.permissions import can_act_for_facility, is_pending_representative, represents
from registry.services.declaration import clone_declaration, new_declaration
from registry.services.document import drop_pages, is_judged
from registry.services.keys import draft_key
from registry.workflow import begin_filing, discard
from registry.workflow.transition import lock_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError


@transaction.atomic
def start_filing(
    operator: Operator,
    *,
    actor: User,
    kind: FilingKind = FilingKind.INITIAL,
    facility: Facility | None = None,
    moved_from: Facility | None = None,
) -> Filing:
    """Begin a draft (新建备案): first filing, change, cancellation, or a move to a new address."""
    if facility is None:
        if kind != FilingKind.INITIAL:
            raise DomainError(f"请选择要办理{kind.label}的机构。")
        return _start_first(operator, actor=actor, moved_from=moved_from)
    facility = lock_facility(facility.pk)
    if not can_act_for_facility(actor, facility):
        raise PermissionDenied
    if facility.operator_id != operator.pk:
        raise DomainError("这家机构属于另一个举办者。")
    _demand_no_open_filing(facility)
    if kind == FilingKind.INITIAL and facility.standing != Standing.UNRECORDED:
        raise DomainError(f"{facility}已经备案，请办理变更备案或注销备案。")
    if kind != FilingKind.INITIAL and facility.standing not in LIVING_STANDINGS:
        raise DomainError(
            f"{facility}当前为“{facility.get_standing_display()}”，不能办理{kind.label}。"
        )
    source = facility.declaration or facility.declarations.order_by("-version").first()
    if kind == FilingKind.CANCELLATION:
        declaration = source
    elif source is None:
        declaration = new_declaration(facility, actor=actor, credit_code=operator.credit_code)
    else:
        declaration = clone_declaration(source, facility=facility, actor=actor)
    return _create(facility, declaration, kind, actor)


def _start_first(operator: Operator, *, actor: User, moved_from: Facility | None) -> Filing:
    if not (represents(actor, operator) or is_pending_representative(actor, operator)):
        raise PermissionDenied
    if moved_from is not None:
        moved_from = lock_facility(moved_from.pk)
        _demand_movable(moved_from, operator, actor)
    facility = Facility.objects.create(
        operator=operator, moved_from=moved_from, created_at=clock.now()
    )
    if moved_from is not None and moved_from.declaration is not None:
        declaration = clone_declaration(moved_from.declaration, facility=facility, actor=actor)
        _forget_the_old_site(declaration)
        facility.name, facility.form = declaration.name, declaration.form
        facility.save(update_fields=["name", "form"])
    else:
        declaration = new_declaration(facility, actor=actor, credit_code=operator.credit_code)
    return _create(facility, declaration, FilingKind.INITIAL, actor)


def _demand_movable(facility: Facility, operator: Operator, actor: User) -> None:
    if facility.operator_id != operator.pk or not represents(actor, operator):
        raise PermissionDenied
    if facility.standing not in LIVING_STANDINGS:
        raise DomainError(f"{facility}现在没有备案，不用办理迁址；在新址办理首次备案即可。")
    if Facility.objects.filter(moved_from=facility).exists():
        raise DomainError(f"{facility}的迁址备案已经开始，请继续填写那一份。")


def _forget_the_old_site(declaration: Declaration) -> None:
    """At a new address everything about the site is told anew."""
    declaration.address, declaration.township = "", None
    declaration.latitude = declaration.longitude = None
    for name in SECTION_FIELDS[Section.SITE]:
        column = Declaration._meta.get_field(name)
        setattr(declaration, name, None if column.null else "")
    declaration.saved_sections = ""
    declaration.save()


def _demand_no_open_filing(facility: Facility) -> None:
    if facility.has_open_filing:
        raise DomainError(f"{facility}已有办理中的备案申请，请在原申请中继续。")


def _create(facility: Facility, declaration: Declaration, kind: FilingKind, actor: User) -> Filing:
    filing = Filing.objects.create(
        facility=facility,
        declaration=declaration,
        kind=kind,
        created_at=clock.now(),
        created_by=actor,
    )
    open_reminder(
        draft_key(filing),
        kind=ReminderKind.DRAFT,
        title=f"{kind.label}：{facility.name or facility.operator}",
        body="还是草稿，填好后提交",
        link=filing.get_absolute_url(),
        addressees=[actor],
    )
    return filing


@transaction.atomic
def discard_filing(filing: Filing, *, actor: User) -> None:
    """Throw a draft away (删除草稿): the row, its files, and a facility that never was."""
    remove_draft(begin_filing(filing, FilingAction.DISCARD, actor))


def remove_draft(filing: Filing) -> None:
    """What was written and handed in for a draft goes with it. Inside an act that has begun."""
    facility, declaration = filing.facility, filing.declaration
    is_shared = filing.kind == FilingKind.CANCELLATION
    started_at = filing.created_at
    close_reminder(draft_key(filing), note="草稿已删除")
    discard(filing)
    if not is_shared and not declaration.is_frozen:
        declaration.delete()
    if facility.standing == Standing.UNRECORDED and not facility.filings.exists():
        _remove_papers(facility.documents.all())
        facility.delete()
    else:
        # People and their certificates live without a filing; only its own papers go.
        _remove_papers(facility.documents.of_facility_itself().filter(created_at__gte=started_at))


def _remove_papers(documents: QuerySet[Document]) -> None:
    """The newest first, since it stands on the one before; what was ever judged stays."""
    for document in documents.order_by("-id"):
        if not is_judged(document):
            drop_pages(document.pages.select_related("file"))
            document.delete()
