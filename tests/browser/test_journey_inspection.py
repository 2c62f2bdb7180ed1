"""An inspection finds two of twelve items wanting, and both are put right."""

import re

import pytest
from playwright.sync_api import expect

from inspections.models import Inspection, Rectification
from tests.browser.conftest import DESK, PHONE
from tests.browser.filling import fill_in, follow, go_by, press, says
from tests.browser.papers import heic_file, jpeg_file
from tests.inspections import factories as make

pytestmark = pytest.mark.django_db(transaction=True)

UNIT = "gaj"


def plan(page, facility, look_at):
    page.goto("/inspections/")
    look_at("inspections-none")
    follow(page, "计划检查")
    fill_in(page, q=str(facility))
    press(page, "找机构")
    look_at("inspection-find")
    go_by(page, page.locator("main ul.rows a", has_text=str(facility)))
    page.get_by_label("日常检查").check()
    fill_in(page, source="年度检查计划")
    look_at("inspection-plan")
    press(page, "计划检查")
    says(page, "检查已计划")


def begin(page, look_at, name):
    follow(page, "开始检查")
    for box in page.locator("[name=officers]").all():
        box.check()
    fill_in(page, approval_number="检审〔2026〕8号")
    if not page.locator("[name=notice_exemption]").input_value():
        fill_in(page, notice_number="检通〔2026〕8号")
    look_at(f"{name}-begin")
    press(page, "开始检查")
    says(page, "检查已开始。")


def fill_items(page, failed, look_at, name):
    """Every item conforms but those named; on a telephone, as on site."""
    page.set_viewport_size(PHONE)
    follow(page, "继续填写")
    items = page.locator("form .point")
    for number in range(items.count()):
        item = items.nth(number)
        if number + 1 in failed:
            item.get_by_label("不符合", exact=True).check()
            item.locator("textarea").fill(f"第 {number + 1} 项：后门没有监控")
        else:
            item.get_by_label("符合", exact=True).check()
    look_at(f"{name}-items")
    press(page, "保存")
    says(page, "已保存。")
    page.set_viewport_size(DESK)
    return items


def photograph(page, look_at):
    follow(page, "逐项填写")
    page.locator("#photo-item").select_option(index=1)
    page.locator("[name=photos]").set_input_files([heic_file("现场"), jpeg_file("后门")])
    press(page, "上传照片")
    says(page, "已上传 2 张照片。")
    look_at("inspection-photos")
    go_by(page, page.locator(".back a"))


def conclude(page, look_at, name):
    follow(page, "结束现场检查")
    fill_in(page, opinion="情况属实，马上整改。")
    page.get_by_label("已签字").check()
    look_at(f"{name}-conclude")
    press(page, "结束现场检查")
    says(page, "现场检查已结束。")


def tell(page):
    follow(page, "告知结果")
    press(page, "登记")
    says(page, "已登记告知日期")


def answer(page, look_at, name):
    """Each open item on a telephone, with a photograph; then all at once."""
    page.set_viewport_size(PHONE)
    page.goto("/rectifications/")
    look_at(f"{name}-list")
    go_by(page, page.locator("main .queue a").first)
    if page.get_by_role("button", name="打开通知书").count():
        look_at(f"{name}-sealed")
    fill = page.get_by_role("link", name=re.compile("^填写整改情况"))
    while fill.count():
        go_by(page, fill.first)
        fill_in(page, words="已安装监控，录像保存 90 天以上。")
        page.locator("[name=photos]").set_input_files([jpeg_file("整改后")])
        look_at(f"{name}-answer")
        press(page, "保存")
        says(page, "已保存，全部填好后再提交。")
    look_at(f"{name}-answered")
    press(page, "提交整改情况")
    says(page, "整改情况已提交")
    page.set_viewport_size(DESK)


def test_two_failed_items_are_ordered_answered_rechecked_and_closed(
    district, page, sign_in, look_at
):
    page.set_viewport_size(DESK)
    officer, facility = make.officers(UNIT)[0].user, make.make_place()
    operator = make.operator(facility)

    sign_in(officer)
    plan(page, facility, look_at)
    begin(page, look_at, "inspection")
    assert fill_items(page, (4, 9), look_at, "inspection") is not None
    photograph(page, look_at)
    conclude(page, look_at, "inspection")
    look_at("inspection-findings")
    follow(page, "责令限期改正")
    look_at("inspection-order")
    press(page, "责令限期改正")
    says(page, "《责令限期改正通知书》已生成")
    look_at("rectification-ordered")
    follow(page, "看检查")
    tell(page)
    rectification = Rectification.objects.get()
    assert rectification.papers.get().file.content_type == "application/pdf"
    assert rectification.inspection.items.count() == 12

    sign_in(operator)
    answer(page, look_at, "rectification-operator")

    sign_in(officer)
    page.goto(rectification.get_absolute_url())
    look_at("rectification-to-check")
    go_by(page, page.get_by_role("button", name="认可第 1 项", exact=True))
    says(page, "第1项已认可。")
    page.locator("main textarea[name=note]").last.fill("照片里看不到后门。")
    go_by(page, page.get_by_role("button", name="不认可第 2 项"))
    says(page, "第2项没有通过")
    press(page, "退回继续整改")
    says(page, "已退回继续整改")

    sign_in(operator)
    answer(page, look_at, "rectification-again")

    sign_in(officer)
    page.goto(rectification.get_absolute_url())
    go_by(page, page.locator("main .acts a", has_text="安排复查"))
    look_at("recheck-plan")
    press(page, "安排复查")
    says(page, "复查已安排")
    begin(page, look_at, "recheck")
    expect(page.locator("main .point")).to_have_count(1)
    says(page, "第 9 项：后门没有监控")
    fill_items(page, (), look_at, "recheck")
    conclude(page, look_at, "recheck")
    tell(page)
    look_at("recheck-closed")
    page.goto(rectification.get_absolute_url())
    says(page, "已销号")
    look_at("rectification-closed")

    states = Inspection.objects.order_by("created_at").values_list("kind", "status")
    assert list(states) == [("routine", "closed"), ("recheck", "closed")]
