"""What every template keeps to."""

import re

import pytest

from tests.conftest import ROOT
from tests.house.reading import APPS, sources, templates

FOUND_BY_NAME = (
    "429.html",
    "account/",
    "mfa/",
    "usersessions/",
    "allauth/",
    "admin/",
    "simple_history/",
)
FOUND_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
FOUND_BY_PACKAGES = ("bootstrap5/", "django/", "registration/")


def name_of(path):
    return str(path.relative_to(ROOT / "templates"))


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_no_style_or_script_stands_in_a_template(path):
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.S)

    assert re.findall(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*(?:\ssrc=|json))", text) == []


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_blocks_are_closed_by_name(path):
    assert re.findall(r"{%-?\s*endblock\s*-?%}", path.read_text()) == []


def test_points_between_facts_are_drawn_and_not_written():
    """A written one is left hanging where the line breaks; `dotted` and `facts` draw them."""
    written = re.compile(r"　·|·　")
    pages = [path for path in templates() if path.suffix == ".html"]

    assert [name_of(path) for path in pages if written.search(path.read_text())] == []


def test_components_state_their_contract():
    components = sorted((ROOT / "templates" / "components").rglob("*.html"))

    wrong = [
        name_of(path)
        for path in components
        if not re.match(r"\s*({% comment %}|{#)\s*\S", path.read_text())
    ]

    assert wrong == []


def test_every_template_is_used():
    """By its name in code, in another template, or by the name a package looks for."""
    everything = "\n".join(path.read_text() for path in sources(*APPS))
    everything += "\n".join(path.read_text() for path in templates())
    names = {name_of(path) for path in templates()} - FOUND_BY_DJANGO

    unused = {
        name
        for name in names
        if not name.startswith((*FOUND_BY_NAME, *FOUND_BY_PACKAGES))
        if f'"{name}"' not in everything and f"'{name}'" not in everything
    }

    assert unused == set()


def test_pure_components_ask_neither_the_clock_nor_who_reads():
    """What `pure` has drawn once it may hand to another reader, tomorrow."""
    texts = {name_of(path): path.read_text() for path in templates()}
    pure = {name for text in texts.values() for name in re.findall(r'{% pure "([^"]+)"', text)}
    asks = re.compile(r"\|(day|moment)\b|{% (due|now|csrf_token|menu)\b|\b(user|request)\.")

    assert {name for name in pure if asks.search(texts[name])} == set()
    assert "registry/public/entry.html" in pure


def test_every_template_can_be_compiled():
    from django.template.loader import get_template

    for path in templates():
        get_template(name_of(path))


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_what_is_wrong_is_summed_up_once(path):
    """`{% crispy form %}` brings the summary of its form; a second one would repeat it."""
    text = path.read_text()
    drawn = set(re.findall(r"{% crispy (\w+) %}", text))
    summed_up = set(" ".join(re.findall(r"{% error_summary ([\w ]+) %}", text)).split())

    assert drawn & summed_up == set()
