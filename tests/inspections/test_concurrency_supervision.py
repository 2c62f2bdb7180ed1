"""Two people at once in supervision: the second waits for the first (PostgreSQL)."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.management import call_command

from inspections.choices import InspectionStatus, RectificationStatus
from inspections.models import Event, Inspection, Rectification, RectificationAnswer
from inspections.services.answer import save_answer, submit_rectification
from inspections.services.inspection import (
    close_inspection,
    conclude_inspection,
    plan_recheck,
    tell_result,
)
from inspections.services.order import order_rectification
from inspections.services.rectification import (
    accept_answer,
    extend_rectification,
    refuse_answer,
    verify_rectification,
)
from tests.concurrency import second_while_first_is_open
from tests.inspections import factories as make
from wuqing_tuoyu import clock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture(autouse=True)
def units(transactional_db):
    call_command("load_reference", verbosity=0)


def two_officers(code="scj"):
    return [member.user for member in make.officers(code)]


def fresh(row):
    return type(row).objects.get(pk=row.pk)


# Two officers


def test_the_second_to_close_a_rectification_waits_and_is_refused():
    rectification = make.verdicts(make.submit(make.ordered()))
    one, other = two_officers()

    outcome = second_while_first_is_open(
        partial(verify_rectification, fresh(rectification), actor=one),
        partial(verify_rectification, fresh(rectification), actor=other),
    )

    assert str(outcome) == "当前状态为“已销号”，不能销号。"
    closing = Event.objects.filter(rectification=rectification, action="verify")
    assert [event.actor for event in closing] == [one]
    assert Inspection.objects.get(pk=rectification.inspection_id).status == "closed"


def test_the_second_to_close_an_inspection_by_hand_waits_and_is_refused():
    rectification = make.ordered()
    closed = {"status": RectificationStatus.CLOSED, "closed_at": clock.now()}
    Rectification.objects.filter(pk=rectification.pk).update(**closed)
    inspection = rectification.inspection
    one, other = two_officers()

    outcome = second_while_first_is_open(
        partial(close_inspection, fresh(inspection), actor=one),
        partial(close_inspection, fresh(inspection), actor=other),
    )

    assert str(outcome) == "当前状态为“已办结”，不能办结。"
    assert Event.objects.filter(inspection=inspection, action="close").count() == 1


def test_two_officers_plan_one_recheck():
    rectification = make.submit(make.ordered())
    one, other = two_officers()

    outcome = second_while_first_is_open(
        partial(plan_recheck, fresh(rectification), actor=one, held_on=clock.today()),
        partial(plan_recheck, fresh(rectification), actor=other, held_on=clock.today()),
    )

    assert "复查" in str(outcome)
    assert rectification.rechecks.open().count() == 1


def test_a_recheck_that_ends_first_leaves_nothing_to_close():
    rectification = make.submit(make.ordered())
    recheck = plan_recheck(rectification, actor=make.officer(), held_on=clock.today())
    recheck = make.judge(make.begin(recheck))
    one, other = two_officers()

    outcome = second_while_first_is_open(
        partial(conclude_inspection, fresh(recheck), actor=one, signature="signed", opinion="无"),
        partial(verify_rectification, fresh(rectification), actor=other),
    )

    assert str(outcome) == "当前状态为“已销号”，不能销号。"
    assert fresh(rectification).status == RectificationStatus.CLOSED


def test_two_officers_who_judge_one_answer_do_not_overwrite_each_other():
    rectification = make.submit(make.ordered())
    item = rectification.items.first()
    one, other = two_officers()

    outcome = second_while_first_is_open(
        partial(accept_answer, item, actor=one, version=item.version),
        partial(refuse_answer, item, actor=other, version=item.version, note="看不清。"),
    )

    assert str(outcome) == "这一项刚刚有了变化，请看过最新内容后再决定。"
    assert RectificationAnswer.objects.get(item=item).verdict == "accepted"


def test_two_officers_order_one_finding_once():
    inspection = make.concluded(failed=(1,))
    [finding] = inspection.findings.all()
    one, other = two_officers()
    due_on = clock.today() + timedelta(days=15)

    outcome = second_while_first_is_open(
        partial(
            order_rectification, fresh(inspection), actor=one, findings=[finding.pk], due_on=due_on
        ),
        partial(
            order_rectification,
            fresh(inspection),
            actor=other,
            findings=[finding.pk],
            due_on=due_on,
        ),
    )

    assert str(outcome) == "没有待处理的问题。"
    assert Rectification.objects.count() == 1


# The operator and the unit


def test_an_extension_waits_for_the_answers_and_is_refused_once_they_are_in():
    rectification = make.answer(make.ordered())
    later = rectification.due_on + timedelta(days=10)

    outcome = second_while_first_is_open(
        partial(submit_rectification, fresh(rectification), actor=make.operator(rectification)),
        partial(
            extend_rectification,
            fresh(rectification),
            actor=make.director(),
            due_on=later,
            note="等配件",
        ),
    )

    assert str(outcome) == "当前状态为“待核查”，不能延长整改期限。"
    assert not fresh(rectification).is_extended
    assert rectification.papers.count() == 1


def test_answers_wait_for_an_extension_and_keep_it():
    rectification = make.answer(make.ordered())
    later = rectification.due_on + timedelta(days=10)

    outcome = second_while_first_is_open(
        partial(
            extend_rectification,
            fresh(rectification),
            actor=make.director(),
            due_on=later,
            note="等配件",
        ),
        partial(submit_rectification, fresh(rectification), actor=make.operator(rectification)),
    )

    assert outcome.status == RectificationStatus.SUBMITTED
    assert (fresh(rectification).due_on, fresh(rectification).is_extended) == (later, True)


def test_more_time_is_given_once_however_many_directors_give_it():
    rectification = make.ordered()
    later = rectification.due_on + timedelta(days=10)
    give = partial(extend_rectification, fresh(rectification), actor=make.director(), note="等配件")

    outcome = second_while_first_is_open(
        partial(give, due_on=later), partial(give, due_on=later + timedelta(days=5))
    )

    assert str(outcome) == "整改期限已经延长过一次，不能再延长。"
    assert fresh(rectification).due_on == later
    assert rectification.papers.filter(kind="extension").count() == 1


def test_words_written_while_the_answers_are_handed_in_come_too_late():
    rectification = make.answer(make.ordered(failed=(1,)))
    item, speaker = rectification.items.get(), make.operator(rectification)

    outcome = second_while_first_is_open(
        partial(submit_rectification, fresh(rectification), actor=speaker),
        partial(save_answer, item, actor=speaker, words="再改一改"),
    )

    assert str(outcome) == "这一项现在是“待核查”，不能再填写。"
    assert RectificationAnswer.objects.get(item=item).words == "已更换"


def test_telling_waits_for_the_order_that_settles_the_last_finding():
    inspection = make.concluded(failed=(1,))
    due_on = clock.today() + timedelta(days=15)
    finding = inspection.findings.get()

    outcome = second_while_first_is_open(
        partial(
            order_rectification,
            fresh(inspection),
            actor=make.officer(),
            findings=[finding.pk],
            due_on=due_on,
        ),
        partial(tell_result, fresh(inspection), actor=make.officer(), told_on=clock.today()),
    )

    assert outcome.status == InspectionStatus.TOLD
