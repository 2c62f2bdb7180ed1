"""Notices as printed: reasons, days, articles and remedies, each where it belongs."""

from datetime import date

import pytest

from departments.services.calendar import Deadline
from registry.choices import ClosureGround, DeclineGround, FacilityForm, NoticeKind
from registry.models import Verification, VerificationOfficer
from registry.services.notice import (
    closure_content,
    conditions_content,
    correction_content,
    decline_content,
    issue_notice,
    lapse_content,
    nonconformity_content,
    receipt_content,
)
from tests.departments.factories import make_member
from tests.registry.papers import (
    ISSUED,
    issue,
    make_filing,
    make_refused_items,
    printed,
    record,
)
from wuqing_tuoyu.clock import travel

pytestmark = pytest.mark.django_db

REMEDY = (
    "可以自收到本文书之日起60日内，向天津市武清区人民政府申请行政复议；"
    "也可以自收到本文书之日起6个月内，依法向人民法院提起行政诉讼。"
)


@pytest.fixture(autouse=True)
def on_the_ninth_of_march():
    with travel(ISSUED):
        yield


def test_the_conditions_stand_under_the_four_official_heads():
    filing = make_filing()

    text = printed(issue(NoticeKind.CONDITIONS, filing, conditions_content(filing)))

    heads = [
        "一、场所、建筑、消防和卫生保健",
        "二、设置标准和管理规范",
        "三、餐饮",
        "四、法律法规规定的其他条件",
    ]
    assert [head for head in heads if head not in text] == []
    assert "托小班不超过15人" in text
    assert "你单位申报自制餐食" in text


def test_a_family_site_is_told_its_own_conditions():
    filing = make_filing(form=FacilityForm.FAMILY, capacity=5, meals="none")

    text = printed(issue(NoticeKind.CONDITIONS, filing, conditions_content(filing)))

    assert "每名照护人员最多看护3人" in text
    assert "托小班不超过15人" not in text
    assert "你单位申报不供餐" in text


def test_a_correction_names_every_refused_item_with_its_reason_and_the_last_day():
    filing = make_filing(status="returned")
    items = make_refused_items(filing)

    text = printed(issue(NoticeKind.CORRECTION, filing, correction_content(filing, items)))

    assert "下列3项需要补正，现一次性告知" in text
    assert "请于2026年3月27日以前（含当日）在门户中补正并重新提交" in text
    assert "申报信息1.场所与面积面积与租赁合同不一致。" in text
    assert "备案材料2.消防验收文书证明上的地址是光明道16号。" in text
    assert "工作人员3.王芳的健康合格证明看不清体检日期。" in text


def test_an_estimated_deadline_is_never_printed():
    filing = make_filing(status="returned")
    due = Deadline(date(2027, 1, 5), is_estimate=True, missing_years=(2027,))

    content = correction_content(filing, make_refused_items(filing), due=due)
    text = printed(issue(NoticeKind.CORRECTION, filing, content))

    assert "补正期限待2027年放假安排公布后另行通知" in text
    assert "1月5日" not in text
    assert "2027年1月5日" not in str(content)


def test_the_second_edition_says_what_was_added_and_keeps_the_number():
    filing = make_filing(status="returned")
    items = make_refused_items(filing)
    first = issue(NoticeKind.CORRECTION, filing, correction_content(filing, items[:2]))

    content = correction_content(filing, items, added=[items[2]])
    second = issue(NoticeKind.CORRECTION, filing, content, edition=2)

    assert second.content["number"] == first.content["number"]
    text = printed(second)
    assert "·第2版" in text
    assert "新增“场所与面积”，其余各项不变，补正期限自本版出具之日重新计算" in text
    assert text.count("新增") == 2


def test_two_papers_of_a_facility_never_share_a_number():
    filing = make_filing(status="returned")
    content = correction_content(filing, make_refused_items(filing))

    papers = [issue(kind, filing, content) for kind in (NoticeKind.CORRECTION, NoticeKind.LAPSE)]

    assert [paper.content["number"] for paper in papers] == [
        f"2026-{filing.facility_id:04d}-01",
        f"2026-{filing.facility_id:04d}-02",
    ]


@pytest.mark.parametrize(
    ("ground", "fact", "article"),
    [
        (DeclineGround.NOT_REGISTERED, "登记机关为武清区市场监督管理局", "第三条、第四条"),
        (DeclineGround.SCOPE_LACKS_CHILDCARE, "范围为：企业管理咨询", "第五条"),
        (DeclineGround.OUTSIDE_DISTRICT, "地址为：天津市武清区杨村街道光明道18号", "第七条"),
        (DeclineGround.STILL_INCOMPLETE, "看不清体检日期", "第八条"),
    ],
)
def test_declining_states_ground_fact_article_and_remedy(ground, fact, article):
    filing = make_filing()
    make_refused_items(filing)
    filing.ground = ground

    content = decline_content(filing, facts="已向登记机关查询。")
    text = printed(issue(NoticeKind.DECLINE, filing, content))

    assert ground.label in text
    assert fact in text
    assert "已向登记机关查询。" in text
    assert f"《托育机构登记和备案办法（试行）》{article}" in text
    assert REMEDY in text


def test_a_lapsed_filing_may_be_filed_again_at_any_time():
    filing = make_filing(status="returned")
    make_refused_items(filing)

    text = printed(issue(NoticeKind.LAPSE, filing, lapse_content(filing, date(2026, 3, 27))))

    assert "补正期限2026年3月27日届满" in text
    assert "可以随时重新申报" in text
    assert "看不清体检日期" in text
    assert REMEDY in text


def make_verification(filing):
    visit = Verification.objects.create(
        facility=record(filing),
        visited_on=date(2026, 3, 20),
        result="nonconforming",
        recorded_at=ISSUED,
        recorded_by=filing.created_by,
    )
    for number in ("02114001", "02114002"):
        VerificationOfficer.objects.create(
            verification=visit, member=make_member("wjw"), certificate=number
        )
    return visit


def test_nonconformity_gives_reasons_articles_the_day_what_is_published_and_the_remedy():
    visit = make_verification(make_filing())
    reasons = [("小一班 20 人。", "《托育机构设置标准（试行）》第十九条")]

    notice = issue_notice(
        NoticeKind.NONCONFORMITY,
        facility=visit.facility,
        verification=visit,
        content=nonconformity_content(visit, reasons, date(2026, 4, 10)),
    )

    text = printed(notice)
    for words in (
        "我委2026年3月20日对下列机构进行现场核实，发现1处不符合规定",
        "请于2026年4月10日以前（含当日）改正",
        "小一班20人。依据：《托育机构设置标准（试行）》第十九条",
        "执法证号02114001",
        "向社会公开的内容",
        "《中华人民共和国人口与计划生育法》第四十一条",
        REMEDY,
    ):
        assert words in text


@pytest.mark.parametrize("ground", ClosureGround)
def test_closing_by_decision_states_ground_facts_and_remedy(ground):
    filing = make_filing()
    facility = record(filing)

    content = closure_content(facility, ground, "3月5日现场检查，该址已经腾空。")
    text = printed(issue(NoticeKind.CLOSURE, filing, content))

    assert ground.label in text
    assert "3月5日现场检查，该址已经腾空。" in text
    assert "决定自2026年3月9日起注销其备案" in text
    assert REMEDY in text


def test_no_paper_speaks_of_licensing():
    filing = make_filing(status="returned")
    items = make_refused_items(filing)
    filing.ground = DeclineGround.STILL_INCOMPLETE
    contents = [
        receipt_content(filing),
        conditions_content(filing),
        correction_content(filing, items),
        decline_content(filing),
        lapse_content(filing),
    ]

    words = ("审批", "审核", "审查", "准予", "批准")
    assert [word for word in words if word in str(contents)] == []
