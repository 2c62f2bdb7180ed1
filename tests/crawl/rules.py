"""Who may open what, said a second time and independently of the portal's own permissions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from inspections.models import Complaint
from registry.models import Document, Facility, Filing, Notice, Representative, Review
from tests.crawl.cast import Person
from tests.crawl.world import is_confirmed, is_pending
from wuqing_tuoyu import clock

NOT_THERE, NOT_YOURS, FINE = {404}, {403}, {200, 302}


# Who knows of what (architecture, 6)


def sees_filing(person: Person, filing: Filing) -> bool:
    if person.is_operator:
        return writes_filing(person, filing)
    if filing.submitted_at is None:
        return False
    if person.unit in ("wjw", "lxh"):
        return True
    if person.is_township and filing.declaration.township.code == person.unit:
        return True
    return filing.reviews.filter(department__code=person.unit).exists()


def writes_filing(person: Person, filing: Filing) -> bool:
    if not person.is_operator:
        return False
    operator = filing.facility.operator
    return is_confirmed(person.user, operator) or (
        is_pending(person.user, operator) and filing.created_by_id == person.user.pk
    )


def sees_facility(person: Person, facility: Facility) -> bool:
    if person.is_operator:
        return writes_facility(person, facility)
    received = facility.filings.exclude(submitted_at=None)
    if person.is_commission:
        return is_recorded(facility) or received.exists()
    if person.is_township:
        local = received.filter(declaration__township__code=person.unit)
        return is_recorded(facility) or local.exists()
    return bool(person.unit) and is_recorded(facility)


def is_recorded(facility: Facility) -> bool:
    return facility.number is not None


def opens_facility(person: Person, facility: Facility) -> bool:
    """The page of what stands on the register is everybody's."""
    return is_recorded(facility) or sees_facility(person, facility)


def writes_facility(person: Person, facility: Facility) -> bool:
    if not person.is_operator:
        return False
    if is_confirmed(person.user, facility.operator):
        return True
    own = facility.filings.filter(created_by=person.user)
    return is_pending(person.user, facility.operator) and own.exists()


def sees_document(person: Person, document: Document) -> bool:
    if person.is_operator:
        return writes_facility(person, document.facility)
    if person.is_commission:
        return document.facility.filings.exclude(submitted_at=None).exists()
    asked = document.review_set if hasattr(document, "review_set") else document.reviews
    return any(
        review.status == "open" or (review.status == "answered" and is_recent(review.answered_at))
        for review in asked.filter(department__code=person.unit)
    )


def is_recent(moment) -> bool:
    return clock.now() - moment <= timedelta(days=30)


def sees_notice(person: Person, notice: Notice) -> bool:
    if person.is_operator:
        filing = notice.filing
        own = filing is not None and filing.created_by_id == person.user.pk
        operator = notice.facility.operator
        return is_confirmed(person.user, operator) or (own and is_pending(person.user, operator))
    return person.is_commission


def sees_review(person: Person, review: Review) -> bool:
    return person.unit in ("wjw", "lxh", review.department.code)


def sees_representative(person: Person, representative: Representative) -> bool:
    if person.is_operator:
        own = representative.user_id == person.user.pk
        return own or is_confirmed(person.user, representative.operator)
    return person.is_commission


# Who may do what


def acts_in_unit(person: Person, asked: Review | Complaint) -> bool:
    return person.unit == asked.department.code and person.role in ("officer", "director")


def directs_unit(person: Person, review: Review) -> bool:
    return person.unit == review.department.code and person.role == "director"


def is_officer(person: Person, _) -> bool:
    return person.is_officer


def is_director(person: Person, _) -> bool:
    return person.is_director


def returns(person: Person, filing: Filing) -> bool:
    return person.is_director if filing.status == "proposed" else person.is_officer


def decides(person: Person, filing: Filing) -> bool:
    return person.is_director and filing.proposed_by_id != person.user.pk


def verifies(person: Person, facility: Facility) -> bool:
    return person.is_director if facility.standing == "nonconforming" else person.is_officer


def pauses(person: Person, facility: Facility) -> bool:
    own = person.is_operator and is_confirmed(person.user, facility.operator)
    return person.is_director or own


def sets_point(person: Person, facility: Facility) -> bool:
    own = person.is_operator and is_confirmed(person.user, facility.operator)
    return person.is_officer or own


def resumes(person: Person, facility: Facility) -> bool:
    pause = facility.pauses.filter(ended_on=None).first()
    if pause is not None and pause.is_ordered:
        return person.is_director
    return pauses(person, facility)


def reads_papers(person: Person, filing: Filing) -> bool:
    return person.is_commission or writes_filing(person, filing)


def reads_roster(person: Person, facility: Facility) -> bool:
    return person.is_commission or writes_facility(person, facility)


def confirms(person: Person, representative: Representative) -> bool:
    others = representative.user_id != person.user.pk
    mates = person.is_operator and is_confirmed(person.user, representative.operator)
    return person.is_officer or (others and mates)


def ends(person: Person, representative: Representative) -> bool:
    if person.is_officer or representative.user_id == person.user.pk:
        return True
    return representative.status == "pending" and confirms(person, representative)


def sees_complaint(person: Person, complaint: Complaint) -> bool:
    if person.is_commission:
        return True
    asked = complaint.events.filter(department__code=person.unit)
    return bool(person.unit) and asked.exists()


def reads_complaint(person: Person, complaint: Complaint) -> bool:
    """What was reported is for the unit that is asked now."""
    return person.unit == complaint.department.code


def anybody(person: Person, _) -> bool:
    return True


@dataclass(frozen=True)
class Rule:
    """Who learns that a thing exists, and who of those may do this with it."""

    sees: Callable
    may: Callable = anybody

    def expected(self, person: Person, thing) -> set[int]:
        if not self.sees(person, thing):
            return NOT_THERE
        return FINE if self.may(person, thing) else NOT_YOURS


def filing(may=anybody):
    return Rule(sees_filing, may)


def facility(may=anybody):
    return Rule(sees_facility, may)
