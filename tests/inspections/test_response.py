"""An operator answers a published result in its own name (机构回应): who, when, and until when."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Message
from departments.choices import MemberRole
from inspections.models import Event, Response
from inspections.services.publication import published_record, withdraw_result
from inspections.services.published import digest_of_record
from inspections.services.response import (
    current_response,
    last_words,
    respond,
    retract_response,
    take_response_down,
)
from registry.choices import StaffRole
from registry.models import Representative
from tests.departments.factories import make_member, make_user
from tests.inspections import factories as make
from tests.inspections.complaints import complaint_about
from tests.inspections.published import WORDS, heard, public, publish, say, told
from tests.registry.factories import make_director, make_staff
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.usefixtures("spring")


# Who, and when


def test_what_the_operator_says_stands_beside_the_finding(client, inspection):
    say(inspection)

    page = public(client, inspection.facility)

    assert f"<strong>机构回应：</strong>{WORDS}" in page
    assert page.index(make.NOTE) < page.index(WORDS)
    assert "不代表检查单位的意见" in page


def test_its_own_words_take_the_place_of_what_the_unit_wrote_down(client, inspection):
    publish(inspection, reply="机构称已更换")
    assert "机构的答复：机构称已更换" in public(client, inspection.facility)

    say(inspection)
    assert "机构称已更换" not in public(client, inspection.facility)

    retract_response(inspection, actor=make.operator(inspection))
    assert "机构的答复：机构称已更换" in public(client, inspection.facility)


def test_nothing_is_answered_that_is_not_public():
    inspection = told(failed=(1,))

    with pytest.raises(DomainError, match="检查结果现在没有公开"):
        respond(inspection, actor=make.operator(inspection), words=WORDS, is_checked=False, seen="")


def test_a_clean_result_may_be_answered_too(client):
    inspection = told()
    publish(inspection)

    say(inspection, "谢谢检查人员的建议。")

    assert "谢谢检查人员的建议。" in public(client, inspection.facility)


@pytest.mark.parametrize(
    ("who", "responds", "takes_down"),
    [
        ("operator", True, False),
        ("pending", False, False),
        ("another operator", False, False),
        ("officer", False, False),
        ("director", False, True),
        ("director of another unit", False, False),
        ("commission", False, False),
        ("township", False, False),
    ],
)
def test_who_answers_and_who_takes_an_answer_down(inspection, who, responds, takes_down):
    actor = {
        "operator": lambda: make.operator(inspection),
        "pending": lambda: pending(inspection),
        "another operator": lambda: make.operator(make.make_place(name="别家托育园")),
        "officer": lambda: make.officer("scj"),
        "director": lambda: make.director("scj"),
        "director of another unit": lambda: make.director("xfz"),
        "commission": make_director,
        "township": lambda: make_member("120114001", MemberRole.DIRECTOR).user,
    }[who]()

    def refuses(act):
        try:
            act()
        except PermissionDenied:
            return True
        return False

    say(inspection)
    assert refuses(lambda: say(inspection, "再说一句。", actor=actor)) is not responds
    assert refuses(lambda: retract_response(inspection, actor=actor)) is not responds
    if responds:
        say(inspection)
    assert (
        refuses(lambda: take_response_down(inspection, actor=actor, note="含有姓名"))
        is not takes_down
    )


def pending(inspection):
    """Asked to act for the operator, not confirmed yet."""
    user = make_user()
    Representative.objects.create(
        operator=inspection.facility.operator,
        user=user,
        status="pending",
        requested_at=clock.now() + timedelta(hours=1),
    )
    return user


# What is looked at first


@pytest.mark.parametrize(
    "words", ["赵春华老师已经补训", "请拨打13800138000", "王小明小朋友已经回园"]
)
def test_what_looks_personal_becomes_public_only_after_a_look(inspection, words):
    make_staff(inspection.facility, "赵春华", StaffRole.PRINCIPAL)

    with pytest.raises(DomainError, match="可能有个人信息"):
        say(inspection, words)
    assert current_response(inspection) is None

    assert say(inspection, words, is_checked=True).words == words


def test_no_flag_tells_the_operator_who_complained(client, inspection):
    complaint_about(inspection.facility)  # by 郑晓梅

    client.force_login(make.operator(inspection))
    place = f"{inspection.get_absolute_url()}respond/"
    preview = client.post(place, {"preview": "1", "words": "郑晓梅说的不对"}).text

    assert "可能有个人信息" not in preview
    assert say(inspection, "郑晓梅说的不对").words == "郑晓梅说的不对"


@pytest.mark.parametrize(
    ("words", "sentence"), [(" \n", "请写下要公开的回应"), ("长" * 501, "最多 500 字，现在 501 字")]
)
def test_an_answer_has_words_and_not_too_many(inspection, words, sentence):
    with pytest.raises(DomainError, match=sentence):
        say(inspection, words)


def test_an_answer_to_what_has_changed_since_is_refused(inspection):
    seen = digest_of_record(published_record(inspection))
    publish(inspection, body="又补充了一项。")

    for stale in (seen, ""):
        with pytest.raises(DomainError, match="刚刚有变化"):
            say(inspection, seen=stale)

    assert Response.objects.count() == 0


# How it ends


def test_saying_it_anew_keeps_what_was_public_before(client, inspection):
    say(inspection, "第一次的话。")
    say(inspection, "第二次的话。")

    page = public(client, inspection.facility)
    assert ("第二次的话。" in page, "第一次的话。" in page) == (True, False)
    ended = Response.objects.exclude(withdrawn_at=None).get()
    assert (ended.words, ended.withdraw_note) == ("第一次的话。", "有新的回应")


def test_taking_down_needs_a_reason_that_the_operator_hears(client, inspection):
    say(inspection)
    director = make.director("scj")
    with pytest.raises(DomainError, match="请写明撤下的理由"):
        take_response_down(inspection, actor=director, note=" ")

    take_response_down(inspection, actor=director, note="写了孩子的小名")

    assert WORDS not in public(client, inspection.facility)
    speaker = make.operator(inspection)
    assert heard(speaker)[-1] == f"{inspection.facility}：区市场监管局撤下了您公开的回应"
    assert "写了孩子的小名" in Message.objects.filter(recipient=speaker).latest("pk").body
    with pytest.raises(DomainError, match="现在没有公开的机构回应"):
        take_response_down(inspection, actor=director, note="再撤一次")
    say(inspection, "改好了再说。")


def test_a_result_taken_back_takes_the_answer_along(client, inspection):
    say(inspection)
    withdraw_result(inspection, actor=make.director("scj"), note="项数写错")
    assert WORDS not in public(client, inspection.facility)

    publish(inspection, body="只有一项。")

    page = public(client, inspection.facility)
    assert ("只有一项。" in page, WORDS in page) == (True, False)
    assert current_response(inspection) is None
    assert last_words(inspection) == WORDS
    assert Response.objects.get().withdraw_note == "检查结果已撤下"
    acts = Event.objects.filter(inspection=inspection, action="retract")
    assert [(event.actor, event.note) for event in acts] == [(None, "随检查结果一起撤下")]


def test_what_is_put_right_later_leaves_the_answer_where_it_is(client):
    rectification = make.ordered(failed=(1, 2))
    publish(rectification.inspection)
    say(rectification.inspection)

    make.verdicts(make.submit(rectification), refused=(2,))
    publish(rectification.inspection, reply="")

    page = public(client, rectification.facility)
    assert [words for words in ("1 项已整改", WORDS) if words not in page] == []


def test_a_facility_that_nobody_speaks_for_any_more_keeps_its_answer(client, inspection):
    speaker = make.operator(inspection)
    say(inspection)
    Representative.objects.filter(user=speaker).update(status="ended", ended_at=clock.now())

    assert WORDS in public(client, inspection.facility)
    with pytest.raises(PermissionDenied):
        retract_response(inspection, actor=speaker)
