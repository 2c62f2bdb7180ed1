"""Complaints: received and routed, accepted, handed over, merged, answered, within their days."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from departments.choices import MemberRole
from departments.models import Activity, Department, Reminder
from departments.services.deadlines import recompute_deadlines as recompute_reminders
from inspections.choices.complaint import ComplaintAction, ComplaintKind, ComplaintStatus
from inspections.models import Complaint, ComplaintRoute
from inspections.services.complaint import (
    CODE_ALPHABET,
    CODE_LENGTH,
    accept_complaint,
    answer_complaint,
    complaint_key,
    digest_of,
    found_by_code,
    hand_over_complaint,
    merge_complaint,
    submit_complaint,
)
from inspections.services.deadlines import recompute_deadlines
from inspections.workflow.complaint import COMPLAINT_TRANSITIONS, available_complaint_actions
from tests.departments.factories import at, make_member, make_user
from tests.inspections.complaints import complaint_about, make_complaint, unregistered
from tests.registry.factories import make_director, make_officer
from tests.registry.listed import put_on_register
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def afresh(complaint):
    return Complaint.objects.get(pk=complaint.pk)


def handled(complaint, actor=None):
    actor = actor or make_officer(complaint.department.code)
    return accept_complaint(complaint, actor=actor), actor


def answer(complaint, actor, **said):
    said = {
        "outcome": "substantiated",
        "reply": "情况属实，已要求机构加强看护。",
        "is_checked": False,
        "version": afresh(complaint).version,
    } | said
    return answer_complaint(complaint, actor=actor, **said)


# Received and routed


@pytest.mark.parametrize("kind", ComplaintKind.values)
def test_every_kind_has_its_route(kind):
    route = ComplaintRoute.objects.get(kind=kind)

    assert route.duty is None or route.duty.department == route.department


@pytest.mark.parametrize(
    ("kind", "unit", "days"),
    [("food", "scj", 15), ("fire", "xfz", 15), ("care", "wjw", 15), ("abuse", "gaj", 1)],
)
def test_a_complaint_goes_to_the_unit_of_its_kind(kind, unit, days):
    complaint = complaint_about(kind=kind)

    reminder = Reminder.objects.get(key=complaint_key(complaint))
    assert (complaint.department.code, complaint.days) == (unit, days)
    assert (reminder.department.code, reminder.due_on) == (unit, complaint.due_on)


def test_a_place_nobody_filed_goes_to_its_township_or_else_to_the_commission():
    assert unregistered(kind="unfiled").department.code == "120114001"
    assert unregistered(kind="unfiled", township=None).department.code == "wjw"


def test_the_code_cannot_be_guessed_and_is_not_kept():
    complaint, code = make_complaint()

    assert len(CODE_ALPHABET) == 32
    assert CODE_LENGTH * 5 >= 128
    assert found_by_code(code.lower().replace("-", " ")) == complaint
    assert found_by_code(code[:-1]) is None
    assert complaint.code_digest == digest_of(code)
    row = Complaint.objects.filter(pk=complaint.pk).values().get()
    assert [value for value in row.values() if code.replace("-", "") in str(value)] == []


def test_a_form_sent_twice_is_one_complaint_and_the_second_answer_carries_the_code():
    facts = {"kind": "food", "content": "饭菜变质", "facility": put_on_register()}

    first, old = submit_complaint(facts=facts, photos=[], submission="same")
    second, new = submit_complaint(facts=facts, photos=[], submission="same")

    assert first == second
    assert (found_by_code(old), found_by_code(new)) == (None, first)
    assert Complaint.objects.count() == 1


def test_a_complaint_without_a_place_cannot_be_kept():
    with pytest.raises(IntegrityError, match="complaint_facility_or_address"):
        submit_complaint(
            facts={"kind": "food", "content": "饭菜变质"}, photos=[], submission="nowhere"
        )


# The table: role × action


ROLES = ("officer", "director", "liaison", "other_unit", "commission", "office", "operator")
MAY = {
    ComplaintAction.ACCEPT: {"officer", "director"},
    ComplaintAction.HAND_OVER: {"officer", "director"},
    ComplaintAction.MERGE: {"officer", "director"},
    ComplaintAction.ANSWER: {"officer", "director"},
}


def person(role):
    match role:
        case "officer":
            return make_officer("scj")
        case "director":
            return make_director("scj")
        case "liaison":
            return make_member("scj", MemberRole.LIAISON).user
        case "other_unit":
            return make_officer("zjw")
        case "commission":
            return make_director()
        case "office":
            return make_officer("lxh")
        case _:
            return make_user()


def attempt(complaint, action, actor, into):
    match action:
        case ComplaintAction.ACCEPT:
            accept_complaint(complaint, actor=actor)
        case ComplaintAction.HAND_OVER:
            unit = Department.objects.get(code="xfz")
            hand_over_complaint(complaint, actor=actor, to=unit, note="归消防管")
        case ComplaintAction.MERGE:
            merge_complaint(complaint, actor=actor, into=into)
        case ComplaintAction.ANSWER:
            answer(complaint, actor)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", MAY)
def test_who_may_do_what_with_a_complaint(role, action):
    complaint = complaint_about(kind="food")
    into = complaint_about(complaint.facility, kind="food")
    if action == ComplaintAction.ANSWER:
        handled(complaint)
    actor = person(role)

    may = role in MAY[action]
    assert (action in available_complaint_actions(afresh(complaint), actor)) == may
    if may:
        attempt(complaint, action, actor, into)
        assert afresh(complaint).events.last().action == action
    else:
        with pytest.raises(PermissionDenied):
            attempt(complaint, action, actor, into)


@pytest.mark.parametrize("action", MAY)
@pytest.mark.parametrize("status", ["closed", "merged"])
def test_nothing_is_done_to_what_is_settled(action, status):
    complaint = complaint_about(kind="food")
    into = complaint_about(complaint.facility, kind="food")
    complaint, actor = handled(complaint)
    if status == "closed":
        answer(complaint, actor)
    else:
        merge_complaint(complaint, actor=actor, into=into)

    with pytest.raises(DomainError, match="当前状态为“已"):
        attempt(complaint, action, actor, into)


def test_nobody_but_the_public_form_submits():
    assert COMPLAINT_TRANSITIONS[ComplaintAction.SUBMIT].permits is None


# Handed over, merged, answered


def test_a_hand_over_asks_the_other_unit_and_keeps_the_day():
    complaint, actor = handled(complaint_about(kind="other"))
    police = Department.objects.get(code="gaj")

    hand_over_complaint(complaint, actor=actor, to=police, note="疑似伤害孩子")

    after = afresh(complaint)
    reminder = Reminder.objects.get(key=complaint_key(complaint))
    assert (after.department, after.status, after.handler) == (police, "received", None)
    assert (reminder.department, reminder.due_on, reminder.handler) == (
        police,
        complaint.due_on,
        None,
    )


@pytest.mark.parametrize(
    ("code", "note", "sentence"),
    [
        ("scj", "不归我们", "不用转办"),
        ("lxh", "请协调", "不办理投诉举报"),
        ("xfz", " ", "请写明转办的理由"),
    ],
)
def test_a_hand_over_needs_another_unit_and_a_reason(code, note, sentence):
    complaint, actor = handled(complaint_about(kind="food"))

    with pytest.raises(DomainError, match=sentence):
        hand_over_complaint(complaint, actor=actor, to=Department.objects.get(code=code), note=note)


def test_merged_complaints_are_answered_together():
    first, first_code = make_complaint(kind="food")
    second, second_code = make_complaint(facility=first.facility, kind="food")
    third, third_code = make_complaint(facility=first.facility, kind="food")
    actor = make_officer("scj")

    merge_complaint(third, actor=actor, into=second)
    merge_complaint(second, actor=actor, into=first)
    first, _ = handled(first, actor)
    answer(first, actor, reply="已责令改正。")

    codes = (first_code, second_code, third_code)
    assert {found_by_code(code).leading.reply for code in codes} == {"已责令改正。"}
    assert Reminder.objects.open().filter(key__startswith="complaint:").count() == 0


def test_only_open_ones_of_the_same_unit_and_place_are_merged():
    complaint, actor = handled(complaint_about(kind="food"))
    elsewhere = complaint_about(kind="food")
    other_unit = complaint_about(complaint.facility, kind="fire")

    for into in (elsewhere, other_unit, complaint):
        with pytest.raises(DomainError, match="只能并入"):
            merge_complaint(complaint, actor=actor, into=into)


def test_an_answer_closes_and_counts_for_the_duty():
    complaint, actor = handled(complaint_about(kind="food"))

    closed = answer(complaint, actor)

    activity = Activity.objects.get(key=complaint_key(complaint))
    assert (closed.status, closed.closed_at is not None) == (ComplaintStatus.CLOSED, True)
    assert (activity.department.code, activity.duty.position) == ("scj", 2)
    assert complaint.place not in activity.title
    assert not Reminder.objects.open().filter(key=complaint_key(complaint)).exists()


@pytest.mark.parametrize(
    "reply",
    ["郑晓梅反映的情况属实。", "请联系 13800138000。", "王小明小朋友的伤已经好了。"],
)
def test_a_reply_that_names_somebody_needs_a_person_to_look(reply):
    complaint, actor = handled(complaint_about())

    with pytest.raises(DomainError, match="可能有个人信息"):
        answer(complaint, actor, reply=reply)

    assert answer(complaint, actor, reply=reply, is_checked=True).reply == reply


def test_an_answer_to_an_old_page_is_refused():
    complaint, actor = handled(complaint_about())

    with pytest.raises(DomainError, match="同事刚刚更新了"):
        answer(complaint, actor, version=complaint.version - 1)


def test_a_new_calendar_moves_the_day_and_its_reminder():
    with at(date(2026, 3, 6)):
        complaint = complaint_about()
    Complaint.objects.filter(pk=complaint.pk).update(due_on=clock.today(), due_is_estimate=True)
    Reminder.objects.filter(key=complaint_key(complaint)).update(due_on=clock.today())

    assert len(recompute_deadlines(check=True)) == 1
    recompute_deadlines()
    recompute_reminders()

    after = afresh(complaint)
    assert (after.due_on, after.due_is_estimate) == (complaint.due_on, False)
    assert Reminder.objects.get(key=complaint_key(complaint)).due_on == complaint.due_on
    assert recompute_deadlines() == []
