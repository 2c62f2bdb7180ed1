"""Whom an event concerns (当事人): the same predicates the pages ask."""

from accounts.models import User
from departments.models import Department, Member
from registry.models import Facility, Filing, Representative, Review
from wuqing_tuoyu import clock


def speakers_of(filing: Filing) -> list[User]:
    """Those who may act in a filing for its operator (举办者代表)."""
    rows = Representative.objects.acting_in(filing).select_related("user").order_by("pk")
    return [row.user for row in rows]


def operators_people(facility: Facility) -> list[User]:
    """Confirmed representatives of a facility's operator."""
    rows = facility.operator.representatives.confirmed().select_related("user").order_by("pk")
    return [row.user for row in rows]


def commission_officers() -> list[User]:
    """Everybody who may act for the health commission (区卫生健康委)."""
    return _users(Member.objects.active(clock.today()).acting().of_commission())


def commission_directors() -> list[User]:
    """Those who sign for the health commission (签发人)."""
    return _users(Member.objects.active(clock.today()).directors().of_commission())


def officer_or_all(officer: User | None) -> list[User]:
    """The one who handles it (承办人) while they may act, else everybody who may."""
    everybody = commission_officers()
    return [officer] if officer in everybody else everybody


def officers_of(department: Department | None) -> list[User]:
    """A unit's officers; a unit without officers is told through its director."""
    if department is None:
        return []
    acting = Member.objects.active(clock.today()).acting().filter(department=department)
    return _users(acting.officers()) or _users(acting)


def answerers_of(review: Review) -> list[User]:
    """Who has a review to answer: the one it was handed to, else the unit's officers."""
    acting = Member.objects.active(clock.today()).acting()
    everybody = _users(acting.filter(department=review.department))
    return [review.handler] if review.handler in everybody else officers_of(review.department)


def _users(members) -> list[User]:
    rows = members.select_related("user").order_by("pk")
    return list(dict.fromkeys(row.user for row in rows))
