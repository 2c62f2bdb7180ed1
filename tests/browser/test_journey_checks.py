"""The rules from both sides: a place checked before it is leased, and a point that is confirmed."""

import pytest
from playwright.sync_api import expect

from registry.choices import FilingStatus
from registry.models import CheckSetting, Filing
from tests.browser import deciding
from tests.browser.conftest import DESK, PHONE
from tests.browser.filling import fill_in, follow, go_by, press, says
from tests.departments.factories import make_user
from tests.registry.factories import make_draft, representative_of

pytestmark = pytest.mark.django_db(transaction=True)

FOCUSED = "() => document.activeElement.name || document.activeElement.textContent.trim()"
FAR = 150


def reach(page, name):
    """The Tab key, until the field or the link of this name has the focus."""
    for _ in range(FAR):
        if page.evaluate(FOCUSED) == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} cannot be reached by keyboard")


def choose(page, name, *, down=0):
    """A choice by its arrow keys."""
    reach(page, name)
    page.keyboard.press("Space")
    for _ in range(down):
        page.keyboard.press("ArrowDown")


def write(page, name, text):
    reach(page, name)
    page.keyboard.type(text)


def test_a_place_is_checked_on_a_telephone_by_keyboard_alone(district, page, look_at):
    page.set_viewport_size(PHONE)
    page.goto("/self-check/")
    look_at("self-check-empty")

    choose(page, "form")
    write(page, "toddler_classes", "2")
    write(page, "toddler_places", "15")
    write(page, "carers", "5")
    write(page, "health_workers", "1")
    write(page, "guards", "1")
    choose(page, "tenure")
    write(page, "gross_area", "1200")
    write(page, "lowest_floor", "1")
    write(page, "highest_floor", "3")
    choose(page, "fire_kind", down=2)
    choose(page, "meals")
    write(page, "video_days", "90")
    look_at("self-check-filled")
    reach(page, "看结果")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    says(
        page,
        "有 2 处不符合，要先解决",
        "需保育人员不少于 3 名，现有 2 名（配比 1:5）",
        "大于 1000㎡的托育场所属特殊建设工程",
        "《托育机构设置标准（试行）》（国卫人口发〔2019〕58号）第二十条",
    )
    look_at("self-check-result")
    reach(page, "改这一题")
    page.keyboard.press("Enter")
    page.wait_for_url("**/self-check/#div_id_carers")
    expect(page.locator("[name=carers]")).to_have_value("5")


def test_a_point_of_substance_is_confirmed_by_the_operator_and_seen_by_the_reviewer(
    district, page, sign_in, look_at
):
    page.set_viewport_size(PHONE)
    filing = make_draft()
    address = filing.get_absolute_url()
    sign_in(representative_of(filing))

    # What the rule says appears while the number is typed, before anything is saved
    page.goto(f"{address}sections/safety/")
    page.locator("[name=video_days]").fill("30")
    beside = page.locator("#id_video_days_checked")
    expect(beside).to_contain_text("监控录像资料保存期不少于 90 日，现在填的是 30 日")
    expect(beside).to_contain_text("《托育机构管理规范（试行）》")
    look_at("section-typed")
    press(page, "保存并继续")
    page.goto(address)
    says(page, "与规定不符、提交前要您确认的")

    # Without its own confirmation it is not handed in
    page.goto(f"{address}check/")
    boxes = page.locator("[name=confirmed]").all()
    assert len(boxes) > 1
    for box in boxes[:-1]:
        box.check()
    fill_in(page, pledge_name="李明", agree=True)
    go_by(page, page.get_by_role("button", name="确认并提交"))
    says(page, "有 1 处不符合规定的内容还没有逐项确认")
    assert Filing.objects.get(pk=filing.pk).status == FilingStatus.DRAFT
    for box in page.locator("[name=confirmed]").all():
        box.check()
    fill_in(page, pledge_name="李明", agree=True)
    press(page, "确认并提交")

    # The reviewer finds it among the failures, led to what it speaks of, and on the visit's list
    page.set_viewport_size(DESK)
    sign_in(deciding.make_inspectors()[0].user)
    page.goto(address)
    follow(page, "看全部检查结果")
    point = page.locator(".flags li", has_text="监控录像资料保存期").first
    expect(point).to_contain_text("机构提交时已知晓")
    expect(page.locator("aside")).to_contain_text("监控录像资料保存期不少于 90 日")
    look_at("check-panel")
    go_by(page, point.get_by_role("link", name="看安全设施"))
    says(page, "安全设施")
    page.goto(f"{address}checks/")
    point.get_by_text("机器判断有误？").click()
    point.get_by_role("textbox").fill("另有一套录像机，保存 120 日。")
    go_by(page, point.get_by_role("button", name="认定不成立"))
    says(page, "认定不成立：另有一套录像机，保存 120 日。")

    # The page of rules counts both; an administrator moves the rule and says why
    sign_in(make_user("管理员", is_staff=True, is_superuser=True))
    page.goto("/checks/")
    look_at("check-list")
    follow(page, "G11")
    says(page, "提示过 1 份申请，核对人认定不成立 1 次")
    page.get_by_label("W 提示").check()
    fill_in(page, reason="津卫办〔2026〕12号")
    press(page, "保存设定")
    says(page, "启用，级别改为“提示”", "津卫办〔2026〕12号")
    look_at("check-detail")
    assert CheckSetting.objects.get().level == "W"
