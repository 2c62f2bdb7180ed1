"""The manual (使用手册): every role has its page, every picture is there and is used."""

import re
import runpy

import pytest

from tests.conftest import ROOT

MANUAL = ROOT / "docs" / "manual"
ROLES = [
    "administrator",
    "director",
    "family",
    "office",
    "officer",
    "operator",
    "township",
    "unit",
]
LICENSING = re.compile("审批(?!表)|审核|准予|(?<!食品经营)(?<!食品生产)(?<!保安服务)许可(?!证)")


def pages():
    return sorted(MANUAL.glob("*.md"))


def shown():
    found = (re.findall(r"!\[[^\]]+\]\(pictures/([^)]+)\)", page.read_text()) for page in pages())
    return sorted(name for names in found for name in names)


def taken():
    return sorted(place.name for place in (MANUAL / "pictures").iterdir())


def test_every_role_has_its_page_and_the_overview_leads_there():
    overview = (MANUAL / "README.md").read_text()

    assert [page.stem for page in pages()] == ["README", *ROLES]
    assert [role for role in ROLES if f"]({role}.md)" not in overview] == []


def test_every_picture_shown_was_taken_and_every_picture_taken_is_shown_once():
    assert shown() == taken()


def test_the_command_takes_exactly_these_pictures():
    shots = runpy.run_path(str(ROOT / "docs" / "shots.py"))["SHOTS"]

    assert sorted(file for shot in shots for file in shot.files) == taken()


def test_pictures_are_light():
    heavy = [p.name for p in (MANUAL / "pictures").iterdir() if p.stat().st_size >= 150_000]

    assert heavy == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_links_between_pages_lead_somewhere(page):
    links = re.findall(r"(?<!!)\[[^\]]+\]\(([^)#]+)\)", page.read_text())

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_the_manual_speaks_of_filing_and_not_of_licensing(page):
    assert LICENSING.findall(page.read_text()) == []
