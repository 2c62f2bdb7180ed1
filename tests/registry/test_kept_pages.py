"""Public pages kept ready: as fast as they may be, and never older than what they tell."""

import gzip
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registry.choices import Standing, StandingAction
from registry.models import PublicVersion
from registry.services.closing import close_facility
from registry.services.pause import pause_facility, resume_facility
from registry.services.standing import extend_facility
from registry.tasks import close_due_facilities
from registry.workflow import publication
from tests.departments.factories import make_user
from tests.registry.acts import again, find, record_cancellation, record_change, verify
from tests.registry.factories import make_director, make_facility, make_filing, sign
from tests.registry.listed import put_on_register
from wuqing_tuoyu import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

PAGES = ("/", "/facilities/", "/facilities/?q=托育", "/figures/", "/api/v1/facilities/")


@pytest.fixture
def keeping(settings):
    """A reader where pages are kept, and one where every page is made anew."""
    plain = Client()
    plain.get("/")
    settings.MIDDLEWARE = ["wuqing_tuoyu.kept_pages.KeptPagesMiddleware", *settings.MIDDLEWARE]
    publication._known.clear()
    return Client(), plain


def days_ahead(days):
    return clock.today() + timedelta(days=days)


def paused(facility):
    pause_facility(
        facility,
        actor=make_director(),
        from_on=clock.today(),
        until_on=None,
        reason="检修",
        order_number="津武〔2026〕1号",
        order_organ="武清区市场监督管理局",
        order_on=clock.today(),
    )
    return facility


def more_time(facility):
    return extend_facility(
        again(facility), actor=make_director(), correct_by=days_ahead(60), note="设备到货延迟"
    )


def closed(facility):
    return close_facility(
        facility, actor=make_director(), ground="service_ended", note="现场已经搬空。"
    )


ACTS = {
    StandingAction.RECORD: (lambda: make_filing("proposed"), sign),
    StandingAction.VERIFY: (make_facility, verify),
    StandingAction.FIND_NONCONFORMING: (make_facility, find),
    StandingAction.EXTEND: (lambda: find(make_facility()), more_time),
    StandingAction.PAUSE: (make_facility, paused),
    StandingAction.RESUME: (
        lambda: paused(make_facility()),
        lambda facility: resume_facility(facility, actor=make_director()),
    ),
    StandingAction.REOPEN: (lambda: verify(make_facility()), record_change),
    StandingAction.CLOSE: (make_facility, closed),
}


@pytest.mark.parametrize("action", StandingAction)
def test_whatever_changes_a_standing_shows_at_once(
    keeping, action, django_capture_on_commit_callbacks
):
    reader, plain = keeping
    make, act = ACTS[action]
    subject = make()
    facility = getattr(subject, "facility", subject)
    pages = (
        *PAGES,
        f"/facilities/{facility.public_id}/",
        f"/api/v1/facilities/{facility.public_id}/",
    )
    before = [reader.get(page).text for page in pages]
    connection.run_on_commit.clear()  # of the acts before, in the one transaction of the test

    with django_capture_on_commit_callbacks(execute=True):
        act(subject)

    after = [reader.get(page).text for page in pages]
    assert after == [plain.get(page).text for page in pages]
    assert after[-1] != before[-1]


def test_the_day_of_closing_shows_within_a_second_in_a_process_that_did_not_do_it(
    keeping, django_capture_on_commit_callbacks
):
    reader, plain = keeping
    facility = record_cancellation(make_facility(), clock.today()).facility
    reader.get("/facilities/")
    known = dict(publication._known)
    connection.run_on_commit.clear()

    with django_capture_on_commit_callbacks(execute=True):
        close_due_facilities()

    publication._known.update(known, asked_at=known["asked_at"] - publication.AGE)

    assert again(facility).standing == Standing.CLOSED
    assert reader.get("/facilities/").text == plain.get("/facilities/").text


def test_what_a_person_does_by_any_form_shows_at_once(keeping):
    reader, plain = keeping
    before = reader.get("/").text
    director = Client()
    director.force_login(make_director())
    number = PublicVersion.objects.current()
    make_facility()

    director.post("/messages/")

    assert PublicVersion.objects.current() == number + 1
    assert before != reader.get("/").text == plain.get("/").text


def test_a_stranger_cannot_make_everybody_wait(keeping):
    reader, _ = keeping

    reader.post("/verify/", {"number": "x", "name": "y"})

    assert PublicVersion.objects.current() == 0


def test_a_kept_page_asks_nothing_of_the_database(keeping):
    reader, _ = keeping
    reader.get("/facilities/")

    with CaptureQueriesContext(connection) as queries:
        assert reader.get("/facilities/").status_code == 200

    assert len(queries) == 0


def test_a_kept_page_is_the_page_with_its_protections(keeping):
    reader, plain = keeping
    first, again_, made = reader.get("/guide/"), reader.get("/guide/"), plain.get("/guide/")

    for name, value in made.headers.items():
        if name not in ("Vary", "Content-Length"):
            assert first.headers[name] == again_.headers[name] == value, name
    assert again_.content == made.content
    assert {"Cookie", "Accept-Encoding"} <= set(again_.headers["Vary"].split(", "))
    assert again_.headers["Cache-Control"] == "no-cache"


def test_whoever_has_the_page_is_told_so_and_whoever_can_unpack_gets_it_packed(keeping):
    reader, _ = keeping
    page = reader.get("/facilities/")

    same = reader.get("/facilities/", headers={"If-None-Match": page.headers["ETag"]})
    packed = reader.get("/facilities/", headers={"Accept-Encoding": "gzip, br"})

    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["ETag"] == page.headers["ETag"]
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == page.content
    assert len(packed.content) < len(page.content) / 3
    for refusal in ("gzip;q=0", "br, gzip ; q=0.000, deflate", "identity"):
        plain = reader.get("/facilities/", headers={"Accept-Encoding": refusal})
        assert plain.content == page.content


def test_whoever_asks_for_the_head_is_told_what_the_page_would_tell(keeping):
    reader, _ = keeping

    for path in ("/facilities/", "/api/v1/facilities/", "/townships/120114001/feed/"):
        head, page = reader.head(path), reader.get(path)
        again_ = reader.head(path)
        for name in ("ETag", "Cache-Control", "Vary", "Content-Length", "Content-Type"):
            assert head.headers[name] == page.headers[name] == again_.headers[name], (path, name)
        assert page.content
        bare = page.headers["ETag"].removeprefix("W/")
        assert reader.head(path, headers={"If-None-Match": bare}).status_code == 304


def test_a_file_that_is_too_long_to_keep_says_it_has_to_be_asked_for_again(keeping):
    reader, _ = keeping

    assert reader.get("/facilities.csv").headers["Cache-Control"] == "no-cache"


def test_what_is_unknown_in_an_address_neither_fills_the_memory_nor_reaches_another_reader(keeping):
    reader, _ = keeping
    for _ in range(25):
        put_on_register()
    pages = caches["pages"]._cache

    texts = {reader.get(f"/facilities/?x{n}=evil&page=1&utm=evil").text for n in range(20)}

    assert len(pages) == 1
    assert len(texts) == 1
    assert "evil" not in texts.pop()


def test_large_text_and_a_session_see_their_own_page(keeping):
    reader, _ = keeping
    reader.get("/facilities/")
    large, signed_in = Client(), Client()
    large.cookies["text_size"] = "large"
    signed_in.force_login(make_user("王芳"))

    assert 'data-text="large"' in large.get("/facilities/").text
    own = signed_in.get("/facilities/")
    assert "王芳" in own.text
    assert own.headers["Cache-Control"] == "private, no-store"
    assert "王芳" not in reader.get("/facilities/").text


@pytest.mark.parametrize("path", ["/verify/", "/facilities/2222222222/", "/accounts/login/"])
def test_checks_refusals_and_forms_are_never_kept(keeping, path):
    reader, _ = keeping
    reader.get(path)

    assert len(caches["pages"]._cache) == 0
