"""A problem is reported, looked into and answered; what the inspection found becomes public."""

import re

import pytest
from playwright.sync_api import expect

from inspections.models import Complaint
from inspections.services.finding import correct_on_the_spot
from inspections.services.inspection import tell_result
from tests.browser.filling import fill_in, follow, press, says
from tests.browser.papers import jpeg_file
from tests.inspections import factories as make
from wuqing_tuoyu import clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def facility(district):
    return make.make_place()


def report(page, facility):
    """From the facility's page, with a photograph and a name; the code is written down."""
    page.goto(facility.get_absolute_url())
    follow(page, "反映问题")
    fill_in(page, kind="food", content="留样柜里没有今天的午餐。", reporter_name="郑晓梅")
    page.locator("[name=photos]").set_input_files([jpeg_file("留样柜")])
    press(page, "提交")
    return page.locator(".lookup-code").inner_text().strip()


def test_from_a_report_to_its_answer(page, look_at, sign_in, facility):
    page.goto("/complaints/new/")
    look_at("complaint-new")
    code = report(page, facility)
    look_at("complaint-received")

    sign_in(make.officer("scj"))
    page.goto("/complaints/")
    look_at("complaint-list")
    follow(page, str(facility))
    says(page, "留样柜里没有今天的午餐。", "郑晓梅")
    press(page, "受理")
    look_at("complaint-detail")
    follow(page, "答复办结")
    fill_in(page, outcome="substantiated", reply="情况属实，当场补做留样，接着安排检查。")
    look_at("complaint-answer")
    press(page, "答复办结")
    follow(page, "安排个案检查")
    expect(page.locator("[name=kind][value=case]")).to_be_checked()

    page.context.clear_cookies()
    page.goto("/complaints/lookup/")
    fill_in(page, code=code)
    press(page, "查询")
    says(page, "情况属实", "当场补做留样")
    look_at("complaint-lookup")
    assert Complaint.objects.get().photos.count() == 1


def test_a_result_is_previewed_confirmed_and_read_by_families(page, look_at, sign_in, facility):
    inspection = make.concluded(facility, failed=(8,))
    for finding in inspection.findings.all():
        correct_on_the_spot(finding, actor=make.officer("scj"), note="当场更换")
    tell_result(inspection, actor=make.officer("scj"), told_on=clock.today())
    sign_in(make.officer("scj"))

    page.goto(inspection.get_absolute_url())
    follow(page, "预览并公开结果")
    fill_in(page, body="两具灭火器过了有效期，王小明小朋友的班也没有。")
    press(page, "按改动重新预览")
    expect(page.locator(".notice mark")).to_have_text(re.compile("小朋友"))
    fill_in(page, body="两具灭火器过了有效期。", reply="已经换新。")
    press(page, "按改动重新预览")
    expect(page.locator("#preview")).to_contain_text("两具灭火器过了有效期。")
    look_at("inspection-publish")
    fill_in(page, is_confirmed=True)
    press(page, "公开")

    page.context.clear_cookies()
    page.goto(facility.get_absolute_url())
    says(page, f"{clock.today().year} 年检查 1 次：1 次有 1 项不符合（已整改）")
    says(page, "两具灭火器过了有效期。", "机构的答复：已经换新。")
    look_at("facility-inspected")
    page.goto("/facilities/")
    says(page, "1 次有 1 项不符合（已整改）")


def test_timeline_overview_and_calendar_shut_nobody_out(page, look_at, sign_in, facility):
    make.ordered(facility)

    sign_in(make.director("wjw"))
    page.goto(f"{facility.get_absolute_url()}timeline/")
    look_at("facility-timeline")
    page.goto("/supervision/")
    look_at("supervision")
    sign_in(make.director("scj"))
    page.goto("/due/")
    look_at("due")
    page.goto("/departments/")
    look_at("matrix-staff")
