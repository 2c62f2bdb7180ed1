"""Who may do what in the register: one question a function, no request, no writes."""

from datetime import timedelta

from django.db.models import Q

from accounts.models import User
from departments.choices import CONFERENCE_OFFICE, HEALTH_COMMISSION
from departments.models import Department
from departments.permissions import (
    acting_departments,
    active_member,
    departments_of,
    is_administrator,
    is_commission_director,
    is_commission_officer,
    is_director_of,
    is_member_of,
    is_of,
    is_officer_of,
)
from registry.choices import FilingStatus, RepresentativeStatus, ReviewStatus, Standing
from registry.models import (
    Document,
    Facility,
    Filing,
    FilingItem,
    Operator,
    Representative,
    Review,
    ReviewRoute,
)
from wuqing_tuoyu import clock

DOCUMENTS_STAY_OPEN = timedelta(days=30)


def represents(user: User, operator: Operator) -> bool:
    """Is this person's representation of the operator confirmed?"""
    return operator.representatives.confirmed().filter(user=user).exists()


def is_pending_representative(user: User, operator: Operator) -> bool:
    return operator.representatives.pending().filter(user=user).exists()


def can_act_for_facility(user: User, facility: Facility) -> bool:
    """A confirmed representative may; a pending one only for what it created itself."""
    if represents(user, facility.operator):
        return True
    return (
        facility.standing == Standing.UNRECORDED
        and is_pending_representative(user, facility.operator)
        and facility.filings.filter(created_by=user).exists()
    )


def can_submit_filing(user: User, filing: Filing) -> bool:
    if represents(user, filing.facility.operator):
        return True
    return filing.created_by_id == user.pk and is_pending_representative(
        user, filing.facility.operator
    )


def can_review_filing(user: User, filing: Filing) -> bool:
    return is_commission_officer(user)


def can_return_filing(user: User, filing: Filing) -> bool:
    """An officer while it is being checked, the director once it lies before them."""
    if filing.status == FilingStatus.PROPOSED:
        return is_commission_director(user)
    return is_commission_officer(user)


def can_send_back_filing(user: User, filing: Filing) -> bool:
    return is_commission_director(user)


def can_decide_filing(user: User, filing: Filing) -> bool:
    """A director who neither proposed it (拟办人不得签发) nor acts for the operator."""
    if not is_commission_director(user) or filing.proposed_by_id == user.pk:
        return False
    return not filing.facility.operator.representatives.living().filter(user=user).exists()


def can_assign_filing(user: User, filing: Filing) -> bool:
    return is_commission_director(user)


def can_verify_facility(user: User, facility: Facility) -> bool:
    """An officer; the way back from nonconforming is the director's."""
    if facility.standing == Standing.NONCONFORMING:
        return is_commission_director(user)
    return is_commission_officer(user)


def can_find_nonconforming(user: User, facility: Facility) -> bool:
    return is_commission_director(user)


def can_extend_correction(user: User, facility: Facility) -> bool:
    return is_commission_director(user)


def can_pause_facility(user: User, facility: Facility) -> bool:
    """Its operator; a stop by order is the director's."""
    return represents(user, facility.operator) or is_commission_director(user)


def can_resume_facility(user: User, facility: Facility) -> bool:
    """Whoever may open that kind of pause may end it."""
    pause = facility.open_pause
    if pause is None:
        return can_pause_facility(user, facility)
    if pause.is_ordered:
        return is_commission_director(user)
    return represents(user, facility.operator)


def can_close_facility(user: User, facility: Facility) -> bool:
    return is_commission_director(user)


def can_record_verification(user: User, facility: Facility) -> bool:
    return is_commission_officer(user)


def can_set_point(user: User, facility: Facility) -> bool:
    """Whoever stands at its door: a confirmed representative, or an officer of the commission."""
    return represents(user, facility.operator) or is_commission_officer(user)


def can_mark_inclusive(user: User, facility: Facility) -> bool:
    return is_commission_officer(user)


def can_overrule_finding(user: User, filing: Filing) -> bool:
    """Whoever checks a filing may find the machine wrong."""
    return is_commission_officer(user)


def can_read_checks(user: User) -> bool:
    """The rules, how often they spoke and were overruled: all staff, and administrators."""
    return active_member(user) is not None or is_administrator(user)


def can_set_checks(user: User) -> bool:
    return is_administrator(user)


def can_answer_review(user: User, review: Review) -> bool:
    return is_officer_of(user, review.department)


def can_hand_over_review(user: User, review: Review) -> bool:
    return is_director_of(user, review.department)


def can_overrule_review(user: User, review: Review) -> bool:
    return is_commission_director(user)


def can_list_reviews(user: User) -> bool:
    """Staff of any unit; the conference office reads states only."""
    return active_member(user) is not None


def can_read_review(user: User, review: Review) -> bool:
    """What was asked and said: the commission and the unit itself."""
    return is_of(user, HEALTH_COMMISSION) or is_member_of(user, review.department)


def can_read_review_papers(user: User, review: Review) -> bool:
    """Facts and papers: the commission always, the unit while it is asked and thirty days on."""
    if is_of(user, HEALTH_COMMISSION):
        return True
    return is_member_of(user, review.department) and is_readable_review(review)


def can_confirm_representative(user: User, representative: Representative) -> bool:
    """An officer, or somebody whose own representation of the operator is confirmed."""
    if is_commission_officer(user):
        return True
    return representative.user_id != user.pk and represents(user, representative.operator)


def can_end_representative(user: User, representative: Representative) -> bool:
    """An officer, the person themselves, or a confirmed one who turns a request down."""
    if is_commission_officer(user) or representative.user_id == user.pk:
        return True
    return representative.status == RepresentativeStatus.PENDING and represents(
        user, representative.operator
    )


def can_settle_import(user: User) -> bool:
    return is_commission_director(user)


def can_upload_import(user: User) -> bool:
    return is_commission_officer(user)


def registrars_acted_for(user: User) -> list[Department]:
    """The registrars (登记机关) this person may act for: those asked about registrations."""
    return [unit for unit in acting_departments(user) if is_registrar(unit)]


def is_registrar(unit: Department) -> bool:
    return ReviewRoute.objects.to_registrars().filter(department=unit).exists()


def can_list_registrations(user: User) -> bool:
    """The commission, registrars, and townships for what lies in them."""
    units = departments_of(user)
    return is_of(user, HEALTH_COMMISSION) or any(
        unit.is_township or is_registrar(unit) for unit in units
    )


def can_push_registrations(user: User) -> bool:
    return bool(registrars_acted_for(user))


def can_read_everything(user: User) -> bool:
    """The commission reads documents, notes and history of all that was received."""
    return is_of(user, HEALTH_COMMISSION)


def can_read_notes(user: User, filing: Filing) -> bool:
    """Internal notes and the units' words stay within the commission."""
    return is_of(user, HEALTH_COMMISSION)


def can_read_history(user: User, filing: Filing) -> bool:
    """The course of a filing: its operator's, the commission's."""
    return is_of(user, HEALTH_COMMISSION) or can_submit_filing(user, filing)


def can_read_state_of_reviews(user: User, filing: Filing) -> bool:
    return is_of(user, HEALTH_COMMISSION) or is_of(user, CONFERENCE_OFFICE)


def can_read_documents(user: User, filing: Filing) -> bool:
    """All papers of a filing: its operator and the commission."""
    return is_of(user, HEALTH_COMMISSION) or can_submit_filing(user, filing)


def can_read_identity(user: User, facility: Facility) -> bool:
    """Whole identity numbers: the commission's officers, each look recorded."""
    return is_commission_officer(user)


def can_open_document(user: User, document: Document) -> bool:
    """Operator and commission; a unit the papers it is asked about, and for thirty days after."""
    if is_of(user, HEALTH_COMMISSION):
        return was_handed_in(document)
    if can_act_for_facility(user, document.facility):
        return True
    asked = Review.objects.filter(department__in=departments_of(user), document=document)
    return any(is_readable_review(review) for review in asked)


def was_handed_in(document: Document) -> bool:
    """Papers of a draft or of a correction not yet sent stay the operator's own."""
    if FilingItem.objects.filter(Q(document=document) | Q(certificates=document)).exists():
        return True
    if document.accepted_at is not None or document.reviews.exists():
        return True
    facility = document.facility
    being_written = facility.filings.filter(
        status__in=(FilingStatus.DRAFT, FilingStatus.RETURNED), created_at__lte=document.created_at
    )
    return facility.standing != Standing.UNRECORDED and not being_written.exists()


def is_readable_review(review: Review) -> bool:
    """Papers stay open to the unit while it is asked, and thirty days after its answer."""
    if review.status == ReviewStatus.OPEN:
        return True
    if review.status == ReviewStatus.ANSWERED:
        return clock.now() - review.answered_at <= DOCUMENTS_STAY_OPEN
    return False


def can_act_as_operator(user: User) -> bool:
    """Neither staff of a unit nor administrators file: their accounts serve another purpose."""
    return active_member(user) is None and not is_administrator(user)


def has_any_operator(user: User) -> bool:
    """Is this the account of an operator, confirmed or waiting?"""
    return Representative.objects.living().filter(user=user).exists()
