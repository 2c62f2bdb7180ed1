"""Chromium against the live server; every complaint of the browser fails the test."""

import os
import shutil
import warnings
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import sync_playwright

from tests.conftest import ROOT

AXE = ROOT / "requirements" / "browser-tests" / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = ["--disable-dev-shm-usage", "--disable-gpu"]
SCREENSHOTS = os.environ.get("SCREENSHOTS", "")
# In one long picture a bar that stays in sight would cover what lies behind it
LAID_FLAT = """() => {
  for (const bar of document.querySelectorAll(".bar")) bar.style.position = "static";
  for (const image of document.images) image.loading = "eager";
}"""
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 800}


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker("browser")


@pytest.fixture(scope="package")
def chromium():
    """Debian's Chromium. While it is open Django must tolerate Playwright's event loop."""
    place = shutil.which("chromium")
    if place is None:
        warnings.warn("chromium is missing: ALL BROWSER TESTS ARE LEFT OUT", stacklevel=1)
        pytest.skip("chromium is missing: `make test` as root on Debian installs it")
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.getuid() == 0 else [])]
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, args=arguments)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(chromium, live_server):
    """A fresh browser at the live server: no error, no refused policy, no other host."""
    context = chromium.new_context(
        base_url=live_server.url, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    opened = context.new_page()
    complaints = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console", lambda said: complaints.append(said.text) if said.type == "error" else None
    )
    opened.on(
        "request",
        lambda asked: (
            None
            if asked.url.startswith((live_server.url, "data:", "blob:"))
            else complaints.append(f"asked another host: {asked.url}")
        ),
    )
    yield opened
    context.close()
    assert complaints == []


@pytest.fixture
def sign_in(page, client, live_server):
    """`sign_in(user)` puts the user's session into the browser."""

    def put(user):
        client.force_login(user)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        page.context.add_cookies([cookie | {"url": live_server.url}])

    return put


@pytest.fixture
def barriers():
    """`barriers(page)`: what axe finds wrong for people who cannot see, hear or point."""

    def find(page):
        page.evaluate(AXE.read_text())
        report = page.evaluate("axe.run({resultTypes: ['violations']})")
        return [
            f"{found['id']}: {place['html'][:160]}"
            for found in report["violations"]
            for place in found["nodes"]
        ]

    return find


@pytest.fixture
def look_at(page, barriers):
    """`look_at("name")`: nobody is shut out, nothing scrolls sideways; a picture where asked for.

    What is wrong is told at the end, so that one page does not hide the next.
    """
    found = []

    def look(name):
        found.extend(f"{name}: {barrier}" for barrier in barriers(page))
        held = page.viewport_size
        for size in (DESK, PHONE):
            width = size["width"]
            page.set_viewport_size(size)
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                found.append(f"{name} is {wide} wide on a screen of {width}")
            if SCREENSHOTS:
                page.evaluate(LAID_FLAT)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=f"{SCREENSHOTS}/{name}-{width}.png", full_page=True)
        page.set_viewport_size(held)

    yield look
    assert found == []


@pytest.fixture
def district(transactional_db):
    """The district as `load_reference` describes it: units, calendar, parameters, routes."""
    call_command("load_reference", verbosity=0)
