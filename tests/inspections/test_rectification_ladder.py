"""Who is told about a rectification, and when (催办阶梯、告知)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Message
from departments.models import Reminder
from departments.services.ladder import run_ladders
from inspections.notifications import tell_untold
from inspections.services.inspection import plan_recheck
from inspections.services.rectification import (
    accept_answer,
    extend_rectification,
    return_rectification,
)
from tests.departments.factories import at, make_member
from tests.inspections import factories as make
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.usefixtures("spring")


def told(day):
    before = set(Message.objects.values_list("pk", flat=True))
    with at(day):
        run_ladders(day)
    return {message.recipient for message in Message.objects.exclude(pk__in=before)}


def test_more_time_is_given_once_by_the_director_and_with_a_reason():
    rectification = make.ordered()
    later = rectification.due_on + timedelta(days=10)

    with pytest.raises(PermissionDenied):
        extend_rectification(rectification, actor=make.officer(), due_on=later, note="等配件")
    with pytest.raises(DomainError, match="请写明延长整改期限的理由。"):
        extend_rectification(rectification, actor=make.director(), due_on=later, note=" ")
    extend_rectification(rectification, actor=make.director(), due_on=later, note="等配件")
    with pytest.raises(DomainError, match="已经延长过一次"):
        extend_rectification(
            rectification, actor=make.director(), due_on=later + timedelta(days=1), note="再等等"
        )

    assert Reminder.objects.get(kind="rectification").due_on == later


def test_an_overdue_rectification_climbs_the_ladder_until_it_is_handed_in():
    office = make_member("lxh").user
    rectification = make.ordered(failed=(1,), days=8)
    speaker, officer, director = make.operator(rectification), make.officer(), make.director()
    due = rectification.due_on

    assert told(due) == {speaker}
    assert told(due + timedelta(days=1)) == {speaker, officer}
    assert told(due + timedelta(days=3)) == {director}
    assert told(due + timedelta(days=7)) == {office}


def test_who_waits_for_the_unit_is_not_urged():
    rectification = make.submit(make.ordered(failed=(1,), days=8))

    recipients = told(rectification.due_on + timedelta(days=1))

    assert make.operator(rectification) not in recipients


def test_the_operator_hears_of_the_order_and_of_every_turn():
    rectification = make.ordered(failed=(1,))
    speaker = make.operator(rectification)
    tell_untold()
    make.verdicts(make.submit(rectification), refused=(1,))
    return_rectification(rectification, actor=make.officer())
    tell_untold()
    tell_untold()

    titles = [message.title for message in Message.objects.filter(recipient=speaker)]
    assert sorted(title.split("：")[1] for title in titles) == sorted(
        ["区市场监管局责令限期改正", "区市场监管局检查结果", "整改没有全部通过，请继续整改"]
    )


def said(kind):
    reminder = Reminder.objects.get(kind=kind)
    return reminder.body, reminder.officer_body, reminder.director_body


def test_reminders_say_how_many_items_are_left_today():
    rectification = make.ordered(failed=(1, 2, 3))
    assert "责令整改 3 项，请逐项改正" in said("rectification")[0]

    make.submit(rectification)
    assert "机构提交了 3 项整改情况，请逐项核查" in said("rectification_check")[0]
    first = rectification.items.answered().first()
    accept_answer(first, actor=make.officer(), version=first.version)

    assert "还有 2 项没有核查" in said("rectification_check")[0]
    assert [
        "责令" in words and "3 项，还有 2 项没有改好" in words for words in said("rectification")
    ] == [
        True,
        True,
        True,
    ]


def test_whoever_gets_items_back_is_reminded_of_those_alone():
    rectification = make.ordered(failed=(1, 2, 3))
    make.verdicts(make.submit(rectification), refused=(2,))
    assert said("rectification_check")[0] == "各项都已核查，请销号或者退回"

    return_rectification(rectification, actor=make.officer())

    assert "责令整改 3 项，还有 1 项没有改好，请逐项改正并上传照片" in said("rectification")[0]
    make.submit(rectification)
    assert said("rectification_check")[0] == "机构提交了 1 项整改情况，请逐项核查"


def test_what_a_recheck_finds_put_right_is_no_longer_asked_for():
    rectification = make.ordered(failed=(1, 2, 3))
    recheck = plan_recheck(rectification, actor=make.officer(), held_on=clock.today())

    make.conclude(make.begin(recheck), failed=(2,))

    assert "还有 1 项没有改好" in said("rectification")[0]
