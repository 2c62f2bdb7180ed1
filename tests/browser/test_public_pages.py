"""The pages everybody meets first, in a real browser."""

import pytest

PAGES = [
    "/",
    "/accounts/login/",
    "/accounts/register/",
    "/accounts/password/reset/",
    "/accessibility/",
]
WIDTHS = [320, 1280]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("path", PAGES)
def test_nobody_is_shut_out(page, barriers, path):
    page.goto(path)

    assert barriers(page) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways(page, path, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
