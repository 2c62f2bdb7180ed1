"""Atom feeds (订阅源): what became public, for a facility and for a township."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest

from registry.choices import PublicRecordKind, Standing
from registry.models import PublicRecord
from registry.services.record import publish
from tests.departments.factories import make_department
from tests.registry.listed import NOW, TODAY, YANGCUN, put_on_register, township
from wuqing_tuoyu.clock import travel

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def on_the_twelfth_of_march():
    make_department("wjw", name="区卫生健康委")
    with travel(NOW):
        yield


def news(facility, title, key):
    return publish(
        facility, key=key, kind=PublicRecordKind.VERIFIED, title=title, body="看过现场。"
    )


def read(client, path):
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer


def titles(feed):
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def test_the_newest_comes_first_with_an_identifier_that_stays(client):
    facility = put_on_register(name="小青禾托育中心")
    with travel(NOW - timedelta(days=5)):
        news(facility, "备案", "a")
    record = news(facility, "现场核实符合", "b")

    feed = read(client, f"{facility.get_absolute_url()}feed/")

    assert titles(feed) == ["小青禾托育中心：现场核实符合", "小青禾托育中心：备案"]
    entry = next(feed.iter(f"{ATOM}entry"))
    page = f"http://testserver{facility.get_absolute_url()}"
    assert entry.findtext(f"{ATOM}id") == f"{page}#record-{record.pk}"
    assert entry.findtext(f"{ATOM}updated") == "2026-03-12T00:00:00+08:00"
    assert entry.find(f"{ATOM}link").get("href") == page


def test_a_sign_that_no_xml_may_hold_spoils_nobodys_feed(client):
    facility = put_on_register(name="小青禾\x0b托育\x01中心")
    news(facility, "备案\x1b", "a")

    for path in (f"{facility.get_absolute_url()}feed/", f"/townships/{YANGCUN}/feed/"):
        assert titles(read(client, path)) == ["小青禾托育中心：备案"]


def test_a_feed_without_entries_has_not_changed_when_it_is_asked_for_again(client):
    path = f"{put_on_register().get_absolute_url()}feed/"

    assert read(client, path).findtext(f"{ATOM}updated") == "2026-03-12T00:00:00+08:00"


def test_a_township_brings_what_happens_in_it(client):
    news(put_on_register(name="这里的"), "备案", "a")
    news(put_on_register(name="别处的", township=township("120114101", "河西务镇")), "备案", "b")

    assert titles(read(client, f"/townships/{YANGCUN}/feed/")) == ["这里的：备案"]


def test_what_was_withdrawn_is_not_in_it(client):
    facility = put_on_register()
    news(facility, "备案", "a")
    PublicRecord.objects.update(withdrawn_on=TODAY)

    assert titles(read(client, f"{facility.get_absolute_url()}feed/")) == []


def test_programs_find_the_feed_from_the_page(client):
    facility = put_on_register()

    text = client.get(facility.get_absolute_url()).text

    assert f'href="{facility.get_absolute_url()}feed/"' in text
    assert "application/atom+xml" in text


def test_there_is_none_for_what_is_not_public(client):
    draft = put_on_register(Standing.UNRECORDED)

    assert client.get(f"/facilities/{draft.public_id}/feed/").status_code == 404
    assert client.get("/townships/wjw/feed/").status_code == 404
