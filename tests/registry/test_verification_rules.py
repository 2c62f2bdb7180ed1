"""Seen on site by two officers; every point one by one; conforming, or not and until when."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from departments.choices import HEALTH_COMMISSION
from departments.models import Reminder
from registry.choices import ReviewAnswer, Standing
from registry.models import Event, Nonconformity, Notice, PublicRecord
from registry.services.digest import digest_of_facility
from registry.services.keys import correct_by_key, facility_verification_key, finding_key
from registry.services.review import overrule_review
from registry.services.standing import extend_facility, verify_facility
from registry.services.verification import points_to_verify, record_verification
from tests.departments.factories import at, make_member
from tests.registry.acts import (
    REASONS,
    again,
    answer,
    find,
    inspectors,
    look,
    record_change,
    verify,
)
from tests.registry.factories import (
    make_director,
    make_facility,
    make_filing,
    make_officer,
    propose_outcome,
    representative_of,
    sign,
)
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]

NO = ReviewAnswer.INCONSISTENT


def is_open(key):
    return Reminder.objects.open().filter(key=key).exists()


def test_conforming_ends_the_wait_and_every_open_question():
    facility = make_facility()

    with at(date(2026, 3, 6)):
        verify(facility, actor=make_officer())

    facility = again(facility)
    assert (facility.standing, facility.verified_on) == (Standing.VERIFIED, date(2026, 3, 6))
    assert facility.verification_due_on is None
    assert not is_open(facility_verification_key(facility))
    statuses = facility.filings.first().reviews.values_list("status", flat=True)
    assert set(statuses) == {"not_needed"}
    assert PublicRecord.objects.filter(facility=facility, kind="verified").count() == 1


def test_what_only_the_director_decides_is_put_before_every_director():
    facility = make_facility()
    director = make_director()

    with at(date(2026, 3, 5)):
        record = look(facility, conforming=False)
    asked = Reminder.objects.open().get(key=finding_key(facility))
    with at(date(2026, 3, 6)):
        find(facility, actor=director, record=record)
    after_the_finding = is_open(finding_key(facility))
    with at(date(2026, 3, 20)):
        look(facility)

    assert director in asked.addressees.all()
    assert not after_the_finding
    assert is_open(finding_key(facility))


def test_a_visit_that_conforms_is_the_officers_own_to_settle():
    facility = make_facility()

    with at(date(2026, 3, 5)):
        look(facility)

    assert not is_open(finding_key(facility))


def test_the_points_are_what_was_confirmed_and_what_binding_units_doubted():
    filing = sign(propose_outcome(make_filing()))
    answer(filing, "security", NO)
    answer(filing, "production_safety", NO)
    answer(filing, "fire", ReviewAnswer.CONSISTENT)

    points = points_to_verify(again(filing.facility))

    confirmed = {f"confirmation-{row.pk}" for row in filing.confirmations.all()}
    security = filing.reviews.get(subject="security")
    assert confirmed
    assert {point.key for point in points} == confirmed | {f"review-{security.pk}"}


def test_every_point_is_looked_at_one_by_one():
    facility = make_facility()
    points = points_to_verify(facility)

    with pytest.raises(DomainError, match=f"还有 {len(points)} 项没有勾选现场情况"):
        look(facility, items={})
    one_fails = {point.key: (number > 0, "") for number, point in enumerate(points)}
    with pytest.raises(DomainError, match="核实结果不能是“符合”"):
        look(facility, items=one_fails)


@pytest.mark.parametrize(
    ("certificate", "until", "is_accepted"),
    [("12011409", None, True), ("12011409", date(2026, 3, 1), False), ("", None, False)],
)
def test_two_officers_with_certificates_go(certificate, until, is_accepted):
    facility, one = make_facility(), inspectors()[0]
    other = make_member(
        HEALTH_COMMISSION, enforcement_certificate=certificate, certificate_until=until
    )

    with pytest.raises(DomainError, match="两名以上核实人员"):
        look(facility, officers=[one])
    with pytest.raises(DomainError, match="两名以上核实人员"):
        look(facility, officers=[one, one])
    if is_accepted:
        record = look(facility, officers=[one, other])
        numbers = {row.certificate for row in record.officers.all()}
        assert numbers == {one.enforcement_certificate, certificate}
    else:
        with pytest.raises(DomainError, match="没有有效的执法证号"):
            look(facility, officers=[one, other])


@pytest.mark.parametrize("day", [date(2026, 3, 3), date(2026, 2, 27)])
def test_a_visit_lies_between_the_receipt_and_today(day):
    with pytest.raises(DomainError, match="现场核实日期不能"):
        look(make_facility(), visited_on=day)


def test_a_no_that_came_after_the_visit_has_to_be_seen_or_overruled():
    filing = sign(propose_outcome(make_filing()))
    record = look(filing.facility)
    review = answer(filing, "fire", NO)

    with pytest.raises(DomainError, match="还没有现场核实为符合（或者决定不采纳）：消防验收文书"):
        verify(filing.facility, record=record)
    overrule_review(review, actor=make_director(), reason="现场门牌与文书一致。")

    assert verify(filing.facility, record=record).standing == Standing.VERIFIED


def test_an_answer_since_the_screen_was_opened_is_named():
    filing = sign(propose_outcome(make_filing()))
    facility, record = again(filing.facility), look(filing.facility)
    seen = digest_of_facility(facility)
    answer(filing, "township", NO)
    officer = make_officer()

    unit = filing.reviews.get(subject="township").department.name
    with pytest.raises(DomainError, match=f"情况有变化：{unit}的核验答复。请看过最新内容再办理"):
        verify_facility(facility, actor=officer, verification=record, digest=seen)
    with pytest.raises(DomainError, match="没有收到页面摘要"):
        verify_facility(facility, actor=officer, verification=record, digest="")


def test_a_decision_rests_on_the_latest_record_with_that_result():
    facility = make_facility()
    first = look(facility)
    with at(date(2026, 3, 3)):
        second = look(facility, conforming=False)
        with pytest.raises(DomainError, match="已有更新的现场核实记录"):
            verify(facility, record=first)
        with pytest.raises(DomainError, match="现场核实记录的结果是“不符合”"):
            verify(facility, record=second)
        with pytest.raises(DomainError, match="属于另一家机构"):
            verify(make_facility(name="甲托育园"), record=second)


def test_nonconforming_gives_reasons_with_articles_a_day_and_a_paper():
    facility = make_facility()

    with at(date(2026, 3, 10)):
        find(facility, correct_by=date(2026, 4, 10))

    facility = again(facility)
    assert (facility.standing, facility.correct_by) == (
        Standing.NONCONFORMING,
        date(2026, 4, 10),
    )
    assert facility.verification_due_on is None
    assert [(n.sentence, n.article) for n in Nonconformity.objects.all()] == REASONS
    assert Notice.objects.filter(facility=facility, kind="nonconformity").count() == 1
    assert REASONS[0][0] in PublicRecord.objects.get(kind="nonconforming").body
    assert is_open(correct_by_key(facility))
    assert not is_open(facility_verification_key(facility))


@pytest.mark.parametrize("reasons", [[], [("面积不足", "")], [("", "第十四条")]])
def test_a_finding_cites_what_it_rests_on(reasons):
    with pytest.raises(DomainError, match="请逐项写明不符合的内容和依据的条文"):
        find(make_facility(), reasons=reasons)


def test_a_finding_after_the_fifteen_days_is_possible_and_shown_as_late():
    facility = make_facility()

    with at(date(2026, 3, 24)):
        find(facility)

    assert "超过核实期限作出" in Event.objects.get(action="find_nonconforming").note


def test_the_way_back_is_the_directors_and_wants_the_earlier_reasons_seen():
    facility = make_facility()
    find(facility)
    with at(date(2026, 3, 20)):
        points = points_to_verify(again(facility))
        assert [p.sentence for p in points if p.nonconformity] == [REASONS[0][0]]
        with pytest.raises(PermissionDenied):
            verify(facility, actor=make_officer())
        verify(facility)

    facility = again(facility)
    assert (facility.standing, facility.correct_by) == (Standing.VERIFIED, None)
    assert not is_open(correct_by_key(facility))
    assert PublicRecord.objects.filter(title="整改后现场核实符合").count() == 1


def test_the_record_of_a_finding_is_used_up():
    facility = make_facility()
    record = look(facility, conforming=False)
    with at(date(2026, 3, 3)):
        find(facility, record=record)
    with at(date(2026, 3, 4)):
        with pytest.raises(DomainError, match="请重新到现场核实"):
            find(facility, record=record)
        find(facility, correct_by=date(2026, 5, 8))

    assert again(facility).correct_by == date(2026, 5, 8)


def test_a_change_of_site_after_the_visit_wants_another_visit():
    facility = make_facility()
    find(facility)
    with at(date(2026, 3, 10)):
        record = look(facility)
    with at(date(2026, 3, 11)):
        record_change(facility)
        with pytest.raises(DomainError, match="场所、安全设施或托位有过变更"):
            verify(facility, record=record)
        assert verify(facility).standing == Standing.VERIFIED


def test_more_time_is_given_once_with_a_reason_and_later():
    facility = make_facility()
    find(facility, correct_by=date(2026, 4, 1))
    director = make_director()

    with pytest.raises(DomainError, match="应当晚于原来的"):
        extend_facility(facility, actor=director, correct_by=date(2026, 4, 1), note="施工")
    with pytest.raises(DomainError, match="请写明"):
        extend_facility(facility, actor=director, correct_by=date(2026, 4, 2), note=" ")
    extend_facility(facility, actor=director, correct_by=date(2026, 4, 20), note="施工")

    assert Reminder.objects.get(key=correct_by_key(facility)).due_on == date(2026, 4, 20)
    with pytest.raises(DomainError, match="已经延长过一次"):
        extend_facility(facility, actor=director, correct_by=date(2026, 5, 20), note="再延")


def test_only_officers_record_what_was_seen():
    facility = make_facility()
    pair = inspectors()

    for stranger in (representative_of(facility), make_officer("zjw"), make_director("lxh")):
        with pytest.raises(PermissionDenied):
            record_verification(
                facility,
                actor=stranger,
                visited_on=clock.today(),
                result="conforming",
                officers=pair,
                items={},
            )


def test_what_was_judged_once_is_not_judged_again():
    facility = make_facility()
    with at(date(2026, 3, 3)):
        verify(facility)
    with at(date(2026, 3, 3) + timedelta(days=1)):
        filing = record_change(facility)

    points = points_to_verify(again(facility))

    assert {point.confirmation.filing for point in points} <= {filing}
