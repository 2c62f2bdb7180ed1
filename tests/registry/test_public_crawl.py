"""A walk over every public page by its links: no other host is asked, nothing personal is told."""

import re
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from departments.models import Department
from registry.choices import FacilityForm, PublicRecordKind, Standing
from registry.models import Declaration
from registry.services.follow import ask_to_follow
from registry.services.record import publish
from tests.registry.factories import make_facility
from tests.registry.listed import YANGCUN, pause, put_on_register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

HERE = "http://testserver"
FOLLOWER = "canary.follower@example.org"
CANARIES = ("金丝雀代表", "金丝雀联系人", "13912345678", FOLLOWER, "幸福路 77 号 5 门")
# What a browser fetches by itself, as against what a reader may choose to follow
FETCHED = {
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("img", "srcset"),
    ("source", "src"),
    ("iframe", "src"),
    ("video", "src"),
    ("audio", "src"),
    ("object", "data"),
    ("use", "href"),
    ("form", "action"),
}
WIDEST = 400  # pages; more would mean that addresses multiply without end
STYLE_HOSTS = re.compile(r"url\(['\"]?(https?:)?//")


class Page(HTMLParser):
    """Links to follow, and what is fetched along with the page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.fetched = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if not value:
                continue
            if (tag, name) in FETCHED:
                self.fetched.append(value)
            if (tag, name) == ("a", "href"):
                self.links.append(value)


@pytest.fixture
def world():
    """Facilities of every standing, each with what must never be told."""
    township = Department.objects.get(code=YANGCUN)
    standings = [*Standing, Standing.VERIFIED]
    facilities = [
        put_on_register(
            standing,
            number=f"武卫托备〔2024〕{n} 号",
            township=township,
            form=FacilityForm.FAMILY if n == len(standings) - 1 else FacilityForm.INDEPENDENT,
            address="幸福路 77 号 5 门" if n == len(standings) - 1 else "光明道 18 号",
        )
        for n, standing in enumerate(standings)
    ]
    Declaration.objects.update(
        legal_representative="金丝雀代表",
        contact_name="金丝雀联系人",
        contact_mobile="13912345678",
    )
    pause(facilities[2])
    facility = make_facility()
    publish(facility, key="n", kind=PublicRecordKind.VERIFIED, title="现场核实符合")
    ask_to_follow(FOLLOWER, facility=facility)
    return facilities


def walk(client):
    """Every address that can be reached from the front door, with its answer."""
    waiting, seen = ["/"], {"/"}
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        yield address, answer
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        if answer.status_code != 200:
            continue
        for link in Page(answer.text).links:
            found = urldefrag(urljoin(f"{HERE}{address}", link)).url
            if not found.startswith(HERE):
                continue
            path = found.removeprefix(HERE)
            if path not in seen and not is_one_more_sorting(path):
                seen.add(path)
                waiting.append(path)


def is_one_more_sorting(path):
    """Two parameters at once only multiply what each of them shows."""
    return urlsplit(path).query.count("=") > 1


def test_no_page_asks_another_host_or_tells_anything_personal(client, world):
    wrong, reached = [], set()
    for address, answer in walk(client):
        reached.add(urlsplit(address).path)
        assert len(reached) < WIDEST
        if answer.status_code not in (200, 302):
            wrong.append(f"{address}: {answer.status_code}")
            continue
        text = answer.getvalue().decode()
        wrong += [f"{address} tells {canary}" for canary in CANARIES if canary in text]
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            hosts = [urlsplit(each).netloc for each in Page(text).fetched]
            wrong += [f"{address} asks {host}" for host in hosts if host not in ("", "testserver")]
            wrong += [f"{address} styles from elsewhere" for _ in STYLE_HOSTS.findall(text)]

    assert wrong == []
    certain = {"/", "/facilities/", "/facilities/compare/", "/disclosures/", "/verify/", "/guide/"}
    listed = {each.get_absolute_url() for each in world if each.standing != Standing.UNRECORDED}
    assert (certain | listed) - reached == set()
