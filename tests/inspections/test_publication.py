"""What an inspection found becomes public: previewed, confirmed by a person, kept true since."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from departments.choices import MemberRole
from departments.models import Department, Reminder
from departments.services.calendar import add_working_days
from inspections.choices import InspectionStatus, ReferralKind
from inspections.services.complaint import accept_complaint, answer_complaint
from inspections.services.deadlines import recompute_deadlines
from inspections.services.finding import correct_on_the_spot
from inspections.services.inspection import plan_recheck, tell_result
from inspections.services.keys import publication_key
from inspections.services.publication import (
    proposed_reply,
    published_record,
    withdraw_result,
)
from inspections.services.rectification import return_rectification, verify_rectification
from inspections.services.referral import refer, return_referral
from registry.choices import StaffRole
from tests.departments.factories import at, make_member, make_user
from tests.inspections import factories as make
from tests.inspections.complaints import complaint_about
from tests.inspections.published import public, publish, told
from tests.registry.browsing import act
from tests.registry.factories import make_director, make_staff
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.usefixtures("spring")


def asked(inspection):
    return Reminder.objects.open().filter(key=publication_key(inspection)).first()


# When, and by whom


def test_a_told_result_asks_to_be_published_within_twenty_working_days():
    inspection = told()

    reminder = asked(inspection)
    assert reminder.due_on == add_working_days(clock.today(), 20).on
    assert reminder.department == inspection.department

    publish(inspection)
    assert asked(inspection) is None


def test_a_new_calendar_moves_the_day_of_publishing():
    inspection = told()
    due = asked(inspection).due_on
    Reminder.objects.filter(pk=asked(inspection).pk).update(due_on=due + timedelta(days=3))

    assert len(recompute_deadlines(check=True)) == 1
    recompute_deadlines()

    assert asked(inspection).due_on == due


def test_nothing_is_published_before_the_facility_was_told():
    inspection = make.concluded()

    with pytest.raises(DomainError, match="待告知结果"):
        publish(inspection)


@pytest.mark.parametrize(
    ("who", "publishes", "withdraws"),
    [
        ("officer", True, False),
        ("director", True, True),
        ("liaison", False, False),
        ("other_unit", False, False),
        ("commission", False, False),
        ("township", False, False),
        ("office", False, False),
        ("operator", False, False),
    ],
)
def test_who_publishes_and_who_takes_back(who, publishes, withdraws):
    inspection = told()
    actor = {
        "officer": lambda: make.officer("scj"),
        "director": lambda: make.director("scj"),
        "liaison": lambda: make_member("scj", MemberRole.LIAISON).user,
        "other_unit": lambda: make.director("xfz"),
        "commission": make_director,
        "township": lambda: make_member("120114001", MemberRole.DIRECTOR).user,
        "office": lambda: make_member("lxh", MemberRole.DIRECTOR).user,
        "operator": lambda: make.operator(inspection),
    }[who]()

    if publishes:
        publish(inspection, actor=actor)
    else:
        with pytest.raises(PermissionDenied):
            publish(inspection, actor=actor)
        publish(inspection)
    if withdraws:
        withdraw_result(inspection, actor=actor, note="项数写错")
        assert published_record(inspection) is None
    else:
        with pytest.raises(PermissionDenied):
            withdraw_result(inspection, actor=actor, note="项数写错")
        assert published_record(inspection) is not None


def test_a_recheck_is_no_inspection_of_its_own_to_families():
    rectification = make.ordered()
    recheck = plan_recheck(rectification, actor=make.officer(), held_on=clock.today())
    recheck = make.conclude(make.begin(recheck))
    recheck = tell_result(recheck, actor=make.officer(), told_on=clock.today())

    assert asked(recheck) is None
    with pytest.raises(DomainError, match="随原来的检查"):
        publish(recheck)


# What is looked at first


@pytest.mark.parametrize(
    "words", ["赵春华没有健康证", "郑晓梅反映的情况属实", "电话13800138000", "王小明小朋友受伤"]
)
def test_what_looks_personal_is_published_only_after_a_person_looked(words):
    inspection = told(failed=(1,))
    make_staff(inspection.facility, "赵春华", StaffRole.PRINCIPAL)
    complaint_about(inspection.facility)

    for texts in ({"body": words}, {"reply": words}):
        with pytest.raises(DomainError, match="可能有个人信息"):
            publish(inspection, **texts)
    assert published_record(inspection) is None

    assert publish(inspection, body=words, is_checked=True).body == words


def test_words_still_being_written_are_no_reply_yet():
    rectification = make.ordered()
    make.answer(rectification, words="还没写完")

    assert "还没写完" not in proposed_reply(rectification.inspection)


# What families read


def test_a_clean_inspection_is_published_too(client):
    inspection = told()
    publish(inspection)

    page = public(client, inspection.facility)

    assert f"{clock.today().year} 年检查 1 次：1 次全部符合" in page
    assert f"日常检查：检查 {inspection.checked_count} 项，全部符合" in page


def test_what_is_put_right_shows_at_once_and_new_words_wait_for_a_person(client):
    rectification = make.ordered(failed=(1, 2))
    inspection, facility = rectification.inspection, rectification.facility
    publish(inspection)
    assert "1 次有 2 项不符合（正在整改）" in public(client, facility)

    make.verdicts(make.submit(rectification, words="已全部更换"), refused=(2,))
    rectification.refresh_from_db()
    return_rectification(rectification, actor=make.officer())
    assert "1 项已整改，1 项正在整改" in public(client, facility)

    rectification.refresh_from_db()
    make.verdicts(make.submit(rectification, words="重新拍照"))
    verify_rectification(rectification, actor=make.officer())
    page = public(client, facility)
    assert "1 次有 2 项不符合（已整改）" in page
    assert "责令改正的 2 项" in page
    assert "已全部更换" not in page
    assert "有整改进展" in asked(inspection).body

    publish(inspection)
    page = public(client, facility)
    assert [words for words in ("已全部更换", "重新拍照") if words not in page] == []


def test_what_another_unit_gives_back_is_public_at_once_as_what_became_of_it():
    inspection = make.concluded(failed=(1,))
    finding = inspection.findings.get()

    def hand_over(to):
        return refer(
            inspection,
            actor=make.officer(),
            kind=ReferralKind.FAILED_ITEMS,
            to_department=Department.objects.get(code=to),
            note="请处理",
            items=[finding.pk],
        )

    referral = hand_over("xfz")
    publish(tell_result(inspection, actor=make.officer(), told_on=clock.today()))
    assert published_record(inspection).follow_up == "移送其他单位 1 项。"

    return_referral(referral, actor=make.officer("xfz"), note="不归我们管")
    assert published_record(inspection).follow_up == ""

    referral = hand_over("jyj")
    assert published_record(inspection).follow_up == "移送其他单位 1 项。"

    return_referral(referral, actor=make.officer("jyj"), note="不归我们管")
    correct_on_the_spot(finding, actor=make.officer(), note="当场改好")

    record = published_record(inspection)
    assert (record.follow_up, record.items_corrected) == ("当场改正 1 项。", 1)
    inspection.refresh_from_db()
    assert inspection.status == InspectionStatus.CLOSED


def test_time_alone_makes_what_is_public_late(client):
    rectification = make.ordered(days=5)
    publish(rectification.inspection)

    with at(clock.today() + timedelta(days=6)):
        assert "（尚未整改）" in public(client, rectification.facility)


def test_an_inspection_nobody_published_stays_unpublished_when_put_right(client):
    rectification = make.ordered()
    make.verdicts(make.submit(rectification))
    verify_rectification(rectification, actor=make.officer())

    assert "还没有公开的检查记录" in public(client, rectification.facility)


# The page


def test_the_preview_is_what_families_will_read(client):
    inspection = told(failed=(1,))
    place = f"{inspection.get_absolute_url()}publish/"
    client.force_login(make.officer("scj"))

    first = client.get(place).text
    again = client.post(place, {"preview": "1", "body": "灭火器过期", "reply": "已换新"}).text
    unconfirmed = act(client, place, body="灭火器过期", reply="已换新")
    done = act(client, place, body="灭火器过期", reply="已换新", is_confirmed="on")

    assert make.NOTE in first
    assert "<p>灭火器过期</p>" in again
    assert unconfirmed.status_code == 200
    assert done.headers["Location"] == inspection.get_absolute_url()
    page = public(client, inspection.facility)
    assert [words for words in ("灭火器过期", "机构的答复：已换新") if words not in page] == []


@pytest.mark.parametrize(("code", "status"), [("xfz", 404), ("wjw", 403), ("120114001", 403)])
def test_other_units_get_no_page_to_publish_on(client, code, status):
    inspection = told()
    client.force_login(make_member(code, MemberRole.DIRECTOR).user)

    for verb in ("publish", "withdraw"):
        assert client.get(f"{inspection.get_absolute_url()}{verb}/").status_code == status


def test_strangers_among_operators_do_not_know_of_it(client):
    inspection = told()
    client.force_login(make_user())

    assert client.get(f"{inspection.get_absolute_url()}publish/").status_code == 404


def test_a_substantiated_complaint_leads_to_an_inspection_of_its_own_kind(client):
    officer = make.officer("scj")
    complaint = accept_complaint(complaint_about(make.make_place(), kind="food"), actor=officer)
    complaint = answer_complaint(
        complaint,
        actor=officer,
        outcome="substantiated",
        reply="情况属实。",
        is_checked=False,
        version=complaint.version,
    )
    client.force_login(officer)

    page = client.get(complaint.get_absolute_url()).text
    address = f"/inspections/new/?facility={complaint.facility.public_id}&amp;kind=case"

    assert address in page
    form = client.get(address.replace("&amp;", "&")).context["form"]
    assert form.initial["kind"] == "case"
