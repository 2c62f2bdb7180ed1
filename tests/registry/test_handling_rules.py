"""The officer's desk: taking, judging, proposing; what a unit's no and a missing person hold up."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from departments.choices import HEALTH_COMMISSION, MemberRole
from departments.models import Reminder
from registry.choices import DeclineGround, DocumentKind, FilingStatus, Outcome, ReviewAnswer
from registry.models import Event
from registry.services.digest import digest_of_filing
from registry.services.handling import assign, propose, save_internal_note, send_back, take_next
from registry.services.judging import accept_item, refuse_item
from registry.services.keys import decision_key, receipt_key
from registry.services.representative import confirm_representative
from tests.departments.factories import at, make_member
from tests.registry.acts import answer, fresh
from tests.registry.factories import (
    judge_all,
    make_director,
    make_draft,
    make_filing,
    make_officer,
    make_operator,
    propose_outcome,
    representative_of,
    submit,
)
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]

NO = ReviewAnswer.INCONSISTENT
NAMES = ("武清区杨村街道春芽托育园", "武清区杨村街道童画托育园", "武清区杨村街道星宝托育园")


def propose_(filing, *, actor=None, **said):
    filing = fresh(filing)
    said = {"outcome": Outcome.RECEIPT, "digest": digest_of_filing(filing)} | said
    return propose(filing, actor=actor or make_officer(), **said)


def paper(filing, kind):
    return filing.items.current().select_related("filing").get(document__kind=kind)


def test_the_next_one_is_ones_own_then_nobodys_the_nearest_day_first():
    officer, colleague = make_officer(), make_officer()
    with at(date(2026, 3, 3)):
        later = make_filing(name=NAMES[0])
    sooner, taken = make_filing(name=NAMES[1]), make_filing(name=NAMES[2])
    assign(taken, actor=make_director(), officer=colleague)

    assert take_next(actor=officer) == sooner
    assert take_next(actor=officer) == sooner
    propose_outcome(fresh(sooner), actor=officer)
    assert take_next(actor=officer) == later
    propose_outcome(fresh(later), actor=officer)
    assert take_next(actor=officer) is None
    assert Reminder.objects.get(key=receipt_key(taken)).handler == colleague


def test_judging_makes_an_officer_the_one_who_handles_it_and_is_reminded():
    filing, officer = make_filing(), make_officer()
    item = paper(filing, DocumentKind.PREMISES)

    accept_item(item, actor=officer, version=item.version)

    assert fresh(filing).officer == officer
    assert Reminder.objects.get(key=receipt_key(filing)).handler == officer


def test_only_a_director_assigns_and_only_to_somebody_who_may_act():
    filing = make_filing()
    liaison = make_member(HEALTH_COMMISSION, MemberRole.LIAISON).user

    with pytest.raises(PermissionDenied):
        assign(filing, actor=make_officer(), officer=make_officer())
    with pytest.raises(DomainError, match="不是区卫生健康委的经办人"):
        assign(filing, actor=make_director(), officer=liaison)
    with pytest.raises(DomainError, match="不能指定承办人"):
        assign(make_draft(name=NAMES[0]), actor=make_director(), officer=make_officer())


def test_a_verdict_carries_the_version_of_what_was_on_the_screen():
    filing, officer = make_filing(), make_officer()
    item = paper(filing, DocumentKind.PREMISES)
    accept_item(item, actor=officer, version=item.version)

    with pytest.raises(DomainError, match="“场地证明”刚刚有人核对过"):
        refuse_item(item, actor=officer, version=item.version, reason="缺签字页")

    assert paper(filing, DocumentKind.PREMISES).verdict == "accepted"


def test_refusing_says_why_and_what_to_do():
    item = paper(make_filing(), DocumentKind.PREMISES)

    with pytest.raises(DomainError, match="请写明不通过的原因"):
        refuse_item(item, actor=make_officer(), version=item.version, reason=" ")


def test_a_units_word_on_its_paper_is_the_verdict():
    filing = make_filing()
    answer(filing, "fire", NO)
    item = paper(filing, DocumentKind.FIRE_ACCEPTANCE)

    with pytest.raises(DomainError, match="其答复“核验不一致”就是这一项的结论"):
        accept_item(item, actor=make_officer(), version=item.version)


def test_every_item_has_a_verdict_before_an_outcome_is_proposed():
    filing = make_filing()
    judge_all(filing, actor=make_officer())
    item = paper(filing, DocumentKind.PREMISES)
    item.verdict, item.judged_at, item.judged_by = "pending", None, None
    item.save()

    with pytest.raises(DomainError, match="还有 1 项没有核对：“场地证明”"):
        propose_(filing)


def test_the_representative_is_confirmed_before_an_outcome_is_proposed():
    operator = make_operator(status="pending")
    filing, officer = submit(make_draft(operator)), make_officer()
    judge_all(filing, actor=officer)

    with pytest.raises(DomainError, match="举办者代表还没有确认"):
        propose_(filing, actor=officer)
    confirm_representative(operator.representatives.get(), actor=officer)

    assert propose_(filing, actor=officer).status == FilingStatus.PROPOSED


def test_somebody_elses_confirmation_does_not_confirm_who_handed_it_in():
    operator = make_operator()
    newcomer = representative_of(make_operator(status="pending"))
    operator.representatives.create(
        user=newcomer, status="pending", requested_at=operator.created_at
    )
    filing = submit(make_draft(operator, actor=newcomer), actor=newcomer)
    judge_all(filing, actor=make_officer())

    with pytest.raises(DomainError, match="举办者代表还没有确认"):
        propose_(filing)


def test_a_no_at_the_receipt_gate_is_cured_or_its_overruling_is_requested():
    filing = make_filing()
    review = answer(filing, "fire", NO)
    judge_all(filing, actor=make_officer())

    with pytest.raises(DomainError, match="对消防验收文书答复“核验不一致”：请告知机构补正，或者"):
        propose_(filing)
    filing = propose_(filing, overrule={str(review.pk): "已向属地核实，地址为新门牌号。"})

    review.refresh_from_db()
    assert review.overruling_requested == "已向属地核实，地址为新门牌号。"
    assert review.overruled_at is None


def test_silence_is_listed_and_holds_nothing_up():
    filing = make_filing()
    answer(filing, "fire", ReviewAnswer.CONSISTENT)
    judge_all(filing, actor=make_officer())

    propose_(filing)

    note = Event.objects.get(filing=filing, action="propose").note
    silent = filing.reviews.filter(gate="receipt").exclude(subject="fire")
    assert all(review.department.name in note for review in silent)
    assert filing.reviews.get(subject="fire").department.name not in note


def test_an_item_that_did_not_pass_cannot_go_out_with_a_receipt():
    filing = make_filing()
    judge_all(filing, actor=make_officer(), refused=(DocumentKind.PREMISES,))

    with pytest.raises(DomainError, match="“场地证明”没有通过，请一次性告知机构补正"):
        propose_(filing)


@pytest.mark.parametrize("ground", ["", "too_small", "still_incomplete"])
def test_declining_needs_one_of_the_listed_grounds(ground):
    filing = make_filing()
    judge_all(filing, actor=make_officer())

    with pytest.raises(DomainError, match=r"只能是列出的四种之一|要求已经告知过补正"):
        propose_(filing, outcome=Outcome.DECLINE, ground=ground, note="不予备案")


def test_declining_states_the_facts():
    filing = make_filing()
    judge_all(filing, actor=make_officer())

    with pytest.raises(DomainError, match="请写明事实和理由"):
        propose_(filing, outcome=Outcome.DECLINE, ground=DeclineGround.OUTSIDE_DISTRICT)


def test_what_is_proposed_lies_before_the_directors_who_did_not_propose_it():
    proposer, other = make_director(), make_director()

    filing = propose_outcome(make_filing(), actor=proposer)

    assert list(Reminder.objects.get(key=decision_key(filing)).addressees.all()) == [other]
    assert Reminder.objects.get(key=receipt_key(filing)).is_silent


def test_sending_back_needs_a_reason_and_asks_the_officer_again():
    filing = propose_outcome(make_filing())
    director = make_director()

    with pytest.raises(DomainError, match="请写明退回经办的理由"):
        send_back(filing, actor=director, note="", digest=digest_of_filing(filing))
    filing = send_back(filing, actor=director, note="请核对面积", digest=digest_of_filing(filing))

    assert (filing.status, filing.proposed_by, filing.ground) == (FilingStatus.SUBMITTED, None, "")
    assert filing.receipt_due_on == date(2026, 3, 9)
    assert Reminder.objects.get(key=decision_key(filing)).closed_at is not None
    reminder = Reminder.objects.get(key=receipt_key(filing))
    assert (reminder.closed_at, reminder.is_silent) == (None, False)


@pytest.mark.parametrize("digest", ["", "f1", "something else"])
def test_a_decision_without_what_was_on_the_screen_is_refused(digest):
    filing = make_filing()
    judge_all(filing, actor=make_officer())

    with pytest.raises(DomainError, match="页面打开以后情况有变化"):
        propose_(filing, digest=digest)


def test_a_stale_decision_is_refused_by_name_of_what_changed():
    filing = make_filing()
    judge_all(filing, actor=make_officer())
    seen = digest_of_filing(fresh(filing))
    answer(filing, "fire", NO)

    with pytest.raises(DomainError) as refusal:
        propose_(filing, digest=seen)

    unit = filing.reviews.get(subject="fire").department.name
    assert str(refusal.value) == (
        f"页面打开以后情况有变化：消防验收文书、{unit}的核验答复。请看过最新内容再办理。"
    )


def test_internal_notes_are_the_officers_own():
    filing = make_filing()
    save_internal_note(filing, actor=make_officer(), text="联系人电话打不通")

    for stranger in (representative_of(filing), make_officer("zjw")):
        with pytest.raises(PermissionDenied):
            save_internal_note(filing, actor=stranger, text="看看")

    assert fresh(filing).internal_note == "联系人电话打不通"
