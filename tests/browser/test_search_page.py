"""The search page in a browser: exchanged in place, sorted by distance on the device, a map."""

import re

import pytest
from playwright.sync_api import expect

from departments.models import Department
from tests.browser.conftest import DESK
from tests.registry.listed import YANGCUN, put_on_register, township

pytestmark = pytest.mark.django_db(transaction=True)
HERE = {"latitude": 39.38, "longitude": 117.04}


@pytest.fixture
def register(transactional_db):
    township()
    Department.objects.filter(code=YANGCUN).update(latitude="39.385", longitude="117.055")
    put_on_register(name="远处托育园", latitude="39.60", longitude="117.04")
    put_on_register(name="近处托育园", latitude="39.381", longitude="117.041")
    put_on_register(name="镇上托育园", offers_half_day=True)


@pytest.fixture
def asked(page):
    """Addresses the browser asked for from now on."""
    found = []
    page.on("request", lambda request: found.append(request.url))
    return found


def names(page):
    return page.locator("#search-part .place h3 a").all_inner_texts()


def test_filters_are_applied_without_leaving_the_page(page, register):
    page.set_viewport_size(DESK)
    page.goto("/facilities/")
    page.evaluate("window.isTheSamePage = true")

    page.get_by_label("半日托").check()
    page.get_by_role("button", name="应用筛选").click()

    expect(page.locator("#found")).to_have_text("1 家机构")
    expect(page.locator("#said")).to_have_text("1 家机构")
    expect(page).to_have_url(re.compile(r"/facilities/\?service=half_day$"))
    assert page.evaluate("window.isTheSamePage") is True
    page.locator(".chips a").click()
    expect(page.locator("#found")).to_have_text("3 家机构")
    expect(page.get_by_label("半日托")).not_to_be_checked()
    page.go_back()
    expect(page.locator("#found")).to_have_text("1 家机构")


def test_nearest_first_and_nothing_is_sent(page, register, asked):
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(HERE)
    page.goto("/facilities/?sort=distance")
    asked.clear()

    page.get_by_role("button", name="从我现在的位置算").click()

    expect(page.locator("[data-distance-words]")).to_contain_text("已按直线距离从近到远排列")
    assert names(page) == ["近处托育园", "镇上托育园", "远处托育园"]
    distances = page.locator("[data-metres]").all_inner_texts()
    assert distances[0] == "直线约 100 米"
    assert distances[1] == "直线约 1.4 公里（位置约在镇街中心）"
    assert [url for url in asked if "mark.svg" not in url] == []  # the tab's own picture


def test_who_does_not_allow_it_is_told_what_else_there_is(page, register):
    page.goto("/facilities/?sort=distance")

    page.get_by_role("button", name="从我现在的位置算").click()

    expect(page.locator("[data-distance-words]")).to_contain_text("没有取得位置")


def test_the_map_draws_the_list_and_can_be_walked_by_keyboard(page, register, barriers):
    page.set_viewport_size(DESK)
    page.goto("/facilities/?view=map")

    spots = page.locator(".map-spot")
    expect(spots.first).to_be_visible()
    labels = " ".join(spot.get_attribute("aria-label") for spot in spots.all())
    assert {"近处托育园", "镇上托育园", "远处托育园"} <= set(re.findall(r"\w+托育园", labels))
    assert barriers(page) == []
    far = page.locator('.map-spot[aria-label^="远处托育园"]')
    far.focus()
    page.keyboard.press("Enter")
    popup = page.locator(".leaflet-popup-content")
    expect(popup).to_contain_text("远处托育园")
    popup.get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text("远处托育园")


def test_pointing_at_a_line_lights_its_spot(page, register):
    page.set_viewport_size(DESK)
    page.goto("/facilities/?view=map")

    page.locator("[data-place] a", has_text="远处托育园").focus()

    expect(page.locator(".map-spot.is-lit")).to_have_count(1)


def test_up_to_three_are_ticked_and_compared(page, register):
    page.set_viewport_size(DESK)
    put_on_register(name="第四托育园")
    page.goto("/facilities/")
    button = page.get_by_role("button", name="对比选中的机构")
    expect(button).to_be_disabled()

    boxes = page.get_by_role("checkbox", name=re.compile("^对比："))
    for number in range(3):
        boxes.nth(number).check()

    expect(boxes.nth(3)).to_be_disabled()
    button.click()
    expect(page.locator("h1")).to_have_text("这 3 家有什么不同")


def test_everything_works_without_a_script(chromium, live_server, register):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/facilities/?view=map")
    assert page.locator("[data-place]").count() == 3
    assert not page.locator("[data-map]").is_visible()

    page.goto(f"{live_server.url}/facilities/")
    page.locator("#service-half_day").check()
    page.get_by_role("button", name="应用筛选").click()

    assert page.locator("#found").inner_text() == "1 家机构"
    context.close()
