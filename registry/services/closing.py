"""Closing (注销): on the day, after a move, or by the director with a ground and a remedy."""

from django.db import transaction

from accounts.models import User
from departments.services.reminder import close_reminders
from registry.choices import (
    ClosureGround,
    FilingStatus,
    NoticeKind,
    PublicRecordKind,
    StandingAction,
)
from registry.models import Facility, Pause, Review
from registry.services.correction import withdraw_filing
from registry.services.drafts import remove_draft
from registry.services.handling import take_back_proposal
from registry.services.notice import closure_content, issue_notice
from registry.services.pause import end_pause
from registry.services.record import publish
from registry.services.routing import cancel_reviews, settle_late_noes
from registry.workflow import begin_facility, finish_standing
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

CLOSED = "机构已注销备案"


@transaction.atomic
def close_by_system(facility: Facility, *, note: str) -> Facility:
    """The day of closing has come, or the facility moved (系统注销)."""
    facility = begin_facility(facility, StandingAction.CLOSE, None)
    return _close(facility, None, note)


@transaction.atomic
def close_facility(facility: Facility, *, actor: User, ground: str, note: str) -> Facility:
    """The director closes a facility (依职权注销), on a listed ground, with a notice."""
    facility = begin_facility(facility, StandingAction.CLOSE, actor)
    if ground not in ClosureGround.values:
        raise DomainError("请选择注销的理由。")
    if not note.strip():
        raise DomainError("请写明事实和依据，会写进注销决定告知书。")
    facility = _close(facility, actor, f"{ClosureGround(ground).label}。{note.strip()}")
    issue_notice(
        NoticeKind.CLOSURE,
        facility=facility,
        content=closure_content(facility, ClosureGround(ground), note.strip()),
    )
    return facility


def _end_open_filings(facility: Facility) -> None:
    """A draft goes; what lies with the commission is withdrawn, from the director's desk too."""
    for filing in facility.filings.open().select_related("declaration"):
        filing.facility = facility
        if filing.status == FilingStatus.DRAFT:
            remove_draft(filing)
            continue
        if filing.status == FilingStatus.PROPOSED:
            filing = take_back_proposal(filing, None, note=CLOSED)
        withdraw_filing(filing, actor=None, note=CLOSED)


def _close(facility: Facility, actor: User | None, note: str) -> Facility:
    today = clock.today()
    _end_open_filings(facility)
    facility = finish_standing(
        facility,
        StandingAction.CLOSE,
        actor,
        note=note,
        closed_on=today,
        closes_on=None,
        verification_due_on=None,
        verification_due_is_estimate=False,
        correct_by=None,
        correct_by_extended=False,
        vacancies=None,
        vacancies_stated_on=None,
    )
    reviews = Review.objects.filter(filing__facility=facility)
    cancel_reviews(reviews, note=CLOSED)
    settle_late_noes(reviews, note=CLOSED)
    for pause in Pause.objects.open().filter(facility=facility):
        end_pause(pause, actor, note=CLOSED)
    close_reminders(f"facility:{facility.pk}:", note=CLOSED)
    publish(
        facility,
        key=f"facility:{facility.pk}:closed",
        kind=PublicRecordKind.CLOSED,
        title="注销备案，不再提供托育服务",
        body=note,
    )
    return facility
