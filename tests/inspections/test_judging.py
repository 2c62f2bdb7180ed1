"""Items as they are filled in on site (逐项填写), by two officers at once."""

import pytest

from inspections.choices import ItemResult, Signature
from inspections.services.inspection import (
    conclude_inspection,
)
from inspections.services.judging import Judgement, judge_items
from tests.inspections import factories as make
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.usefixtures("spring")


def test_a_failed_item_needs_its_words():
    inspection = make.begin(make.plan())
    item = inspection.items.get(position=3)

    judged = judge_items(
        inspection,
        [Judgement(item.pk, item.version, ItemResult.FAILED, "  ")],
        actor=make.officer(),
    )

    assert judged.incomplete == {item.pk: "请填写第3项不符合的具体情况。"}
    item.refresh_from_db()
    assert item.result == ""


def test_of_two_officers_on_one_item_the_later_sees_both():
    inspection = make.begin(make.plan())
    item = inspection.items.get(position=1)
    judge_items(
        inspection, [Judgement(item.pk, 0, ItemResult.CONFORMING)], actor=make.officers()[0].user
    )

    late = Judgement(item.pk, 0, ItemResult.FAILED, "没有悬挂")
    judged = judge_items(inspection, [late], actor=make.officers()[1].user)

    item.refresh_from_db()
    assert (judged.saved, judged.conflicts) == (0, {item.pk: late})
    assert item.result == ItemResult.CONFORMING


def test_two_officers_on_different_items_do_not_meet():
    inspection = make.begin(make.plan())
    first, second = inspection.items.filter(position__in=(1, 2))
    one, other = (member.user for member in make.officers())
    judge_items(inspection, [Judgement(first.pk, 0, ItemResult.CONFORMING)], actor=one)

    judged = judge_items(
        inspection,
        [Judgement(first.pk, 0, "", ""), Judgement(second.pk, 0, ItemResult.CONFORMING)],
        actor=other,
    )

    assert judged.saved == 1


def test_the_same_entry_twice_is_no_conflict():
    inspection = make.begin(make.plan())
    item = inspection.items.get(position=1)
    entry = Judgement(item.pk, 0, ItemResult.CONFORMING)
    judge_items(inspection, [entry], actor=make.officer())

    judged = judge_items(inspection, [entry], actor=make.officer())

    assert (judged.saved, judged.conflicts) == (0, {})


def test_a_missing_version_saves_nothing():
    inspection = make.begin(make.plan())
    item = inspection.items.get(position=1)

    judged = judge_items(
        inspection, [Judgement(item.pk, None, ItemResult.CONFORMING)], actor=make.officer()
    )

    assert judged.saved == 0
    assert list(judged.conflicts) == [item.pk]


def test_the_site_visit_ends_only_when_every_item_has_a_result():
    inspection = make.judge(make.begin(make.plan()), left=(4, 7))

    with pytest.raises(DomainError, match="还有 2 项没有填写结果：第 4、7 项。"):
        conclude_inspection(inspection, actor=make.officer(), signature=Signature.SIGNED)


def test_a_refusal_to_sign_is_described():
    inspection = make.judge(make.begin(make.plan()))

    with pytest.raises(DomainError, match="机构拒绝签字的，请写明情况。"):
        conclude_inspection(inspection, actor=make.officer(), signature=Signature.REFUSED)


def test_what_failed_becomes_a_finding_with_its_basis_and_plain_words():
    inspection = make.concluded(failed=(2, 5))

    findings = [
        (each.inspection_item.position, each.basis, each.plain_words, each.sentence)
        for each in inspection.findings.all()
    ]
    items = inspection.items.filter(position__in=(2, 5)).select_related("checklist_item")
    assert findings == [
        (each.position, each.checklist_item.basis, each.checklist_item.plain_words, make.NOTE)
        for each in items
    ]
    assert (inspection.checked_count, inspection.failed_count) == (14, 2)


def test_results_cannot_be_changed_after_the_site_visit():
    inspection = make.concluded()
    item = inspection.items.first()

    with pytest.raises(DomainError, match="不能再填写检查结果。"):
        judge_items(
            inspection,
            [Judgement(item.pk, item.version, ItemResult.FAILED, "后来发现")],
            actor=make.officer(),
        )
