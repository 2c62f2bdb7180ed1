"""The look in a real browser: every component, wide and narrow, by keyboard and without a mouse."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE, SMALLEST = (1280, 900), (375, 800), (320, 640)


def size_to(page, width, height):
    page.set_viewport_size({"width": width, "height": height})


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_component_is_a_barrier(page, barriers, size):
    size_to(page, *size)
    page.goto("/look/")

    assert barriers(page) == []


@pytest.mark.parametrize("address", ["/", "/accessibility/", "/look/"])
@pytest.mark.parametrize("text_size", ["normal", "large"])
def test_nothing_scrolls_sideways_on_the_smallest_phone(page, address, text_size):
    size_to(page, *SMALLEST)
    page.goto(address)
    if text_size == "large":
        page.evaluate("document.documentElement.dataset.text = 'large'")

    assert sideways(page) <= 0


def test_what_is_pressed_is_large_enough_for_a_thumb(page):
    size_to(page, *PHONE)
    page.goto("/look/")

    heights = page.locator(".btn, select, summary, input.form-control, .foot nav a").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().height).filter(height => height > 0)"
    )
    assert len(heights) > 15
    assert min(heights) >= 44


def test_the_menu_folds_behind_one_button_on_a_phone(page):
    size_to(page, *PHONE)
    page.goto("/")
    sign_in = page.get_by_role("link", name="登录", exact=True)
    assert not sign_in.is_visible()

    page.get_by_role("button", name="菜单").click()
    expect(sign_in).to_be_visible()

    page.keyboard.press("Escape")
    expect(sign_in).to_be_hidden()


def test_large_text_is_switched_at_once_and_stays(page):
    page.goto("/")

    page.get_by_role("button", name="大字").click()
    expect(page.locator("html")).to_have_attribute("data-text", "large")

    page.reload()
    expect(page.locator("html")).to_have_attribute("data-text", "large")
    page.get_by_role("button", name="标准字").click()
    page.reload()
    assert page.locator("html").get_attribute("data-text") is None


def test_a_second_press_sends_nothing(page):
    page.goto("/look/")
    sent = []
    page.on("request", lambda asked: sent.append(asked.url) if asked.method == "POST" else None)

    with page.expect_navigation():
        page.get_by_role("button", name="提醒一次").dblclick()
    page.wait_for_load_state("networkidle")

    assert len(sent) == 1


def test_the_summary_of_errors_is_where_the_reader_is_and_leads_to_the_field(page):
    page.goto("/look/")
    page.get_by_role("button", name="保存并继续").click()

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()

    summary.get_by_role("link", name="请填写机构名称。").click()
    expect(page.locator("#id_name")).to_be_focused()


def test_a_letter_presses_its_button_but_not_while_somebody_writes(page):
    page.goto("/look/")

    page.keyboard.press("j")
    expect(page).to_have_url(re.compile("#following$"))

    page.get_by_label("机构名称").press("r")
    expect(page.get_by_label("机构名称")).to_have_value(re.compile("r$"))
    assert page.url.endswith("#following")
