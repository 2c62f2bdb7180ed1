"""Every page a stranger may open, in a real browser, on a desk and on the smallest telephone."""

import pytest

from tests.browser.public import addresses, furnish

DESK, SMALLEST = {"width": 1280, "height": 900}, {"width": 320, "height": 700}
CERTAIN = {
    "/",
    "/accessibility/",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/register/",
    "/departments/",
    "/disclosures/",
    "/facilities/",
    "/facilities/?sort=distance",
    "/facilities/?view=map",
    "/facilities/compare/",
    "/facilities/not-found/",
    "/figures/",
    "/guide/",
    "/open-data/",
    "/verify/",
}
A4 = {"width": 794, "height": 1123}
WIDE = "document.documentElement.scrollWidth"
# Facts that begin a line, but not at the edge where their point is cut off
POINTS_IN_SIGHT = """() => [...document.querySelectorAll(".dotted")].flatMap((line) => {
  const edge = line.getBoundingClientRect().left;
  const tops = new Set();
  return [...line.children].filter((fact) => {
    const { top, left } = fact.getBoundingClientRect();
    const begins = !tops.has(top);
    tops.add(top);
    return begins && Math.abs(left - edge) > 1;
  }).map((fact) => fact.textContent.trim());
})"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pages(district):
    """Addresses, and no page of the list is lost on the way."""
    known = furnish()
    found = addresses(known)
    about = {f"/facilities/{known['public_id']}/", f"/verify/{known['token']}/"}
    assert (CERTAIN | about) - set(found) == set()
    return found


def test_nobody_is_shut_out_of_any_public_page(page, pages, barriers):
    wrong = []
    for address in pages:
        for size in (DESK, SMALLEST):
            page.set_viewport_size(size)
            if size is DESK:
                page.goto(address)
            wrong += [f"{address} {size['width']}: {each}" for each in barriers(page)]
            wrong += too_wide(page, address)
        page.evaluate("document.documentElement.dataset.text = 'large'")
        wrong += too_wide(page, f"{address} in large text")

    assert wrong == []


def too_wide(page, what):
    width = page.viewport_size["width"]
    found = page.evaluate(WIDE)
    return [f"{what} is {found} wide on a screen of {width}"] if found > width else []


def test_large_text_is_switched_in_the_masthead_and_stays(page, pages):
    page.set_viewport_size(DESK)
    page.goto("/facilities/")
    page.get_by_role("button", name="大字").click()

    page.goto("/verify/")

    assert page.evaluate("document.documentElement.dataset.text") == "large"
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"


def test_the_search_is_reached_and_used_by_keyboard_alone(page, pages):
    page.set_viewport_size(DESK)
    page.goto("/facilities/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    page.wait_for_url("**/#content")

    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "q":
            break
    page.keyboard.type("幸福里")
    page.keyboard.press("Enter")

    page.wait_for_url("**/facilities/?q=*")
    page.wait_for_function("document.activeElement.id === 'q'")


def test_printing_leaves_the_facts_and_nothing_to_press(page, pages):
    facility = next(each for each in pages if each.startswith("/facilities/") and len(each) == 23)
    page.goto(facility)

    page.emulate_media(media="print")

    assert page.locator("main .btn:visible").count() == 0
    assert page.locator(".menu:visible").count() == 0
    assert page.locator(".qr svg").is_visible()
    assert page.get_by_text("收托情况").is_visible()
    assert page.locator(".print-only:visible", has_text="电话 022-").count() == 1


def test_a_comparison_is_printed_side_by_side_with_the_telephones(page, pages):
    page.set_viewport_size(A4)
    page.goto(next(each for each in pages if each.startswith("/facilities/compare/?id=")))

    page.emulate_media(media="print")

    heading = page.locator(".compare tbody th", has_text="电话")
    number = page.locator(".compare tbody tr", has_text="电话").locator("td")
    assert number.is_visible()
    assert heading.bounding_box()["y"] == number.bounding_box()["y"]
    assert page.get_by_text("不再对比").is_hidden()


def test_no_line_begins_with_the_point_between_two_facts(page, pages):
    """The point before the first fact of each line is cut off, whatever the width."""
    page.set_viewport_size(SMALLEST)
    page.goto("/")

    left = page.evaluate(POINTS_IN_SIGHT)

    assert left == []
