"""Behind nginx: what is the same for everybody is kept for a second, and nothing else."""

import gzip
import hashlib
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from accounts.services.file import store_upload
from registry.choices import Standing
from registry.models import Facility
from tests.accounts import papers
from tests.departments.factories import make_user
from tests.registry.factories import make_operator
from tests.registry.listed import find, put_on_register
from wuqing_tuoyu import clock
from wuqing_tuoyu.public_pages import parameters_by_path

pytestmark = pytest.mark.django_db

SESSION = "__Host-sessionid=whatever"
MESSAGES = "messages=whatever"
LARGE = "text_size=large"
TIMES = 5


def several(nginx, page, **headers):
    """Asked often enough within a second that some must have been kept, if any are."""
    return [nginx.ask(page, **headers) for _ in range(TIMES)]


def test_a_kept_page_is_served_without_asking_the_portal(nginx, portal):
    answers = [*several(nginx, "/guide/?kept"), nginx.ask("/guide/?kept", "HEAD")]

    assert 0 < len(portal.asked) < TIMES
    assert {answer.status for answer in answers} == {200}
    assert len({answer.content for answer in answers[:TIMES]}) == 1
    assert "备案" in answers[0].content.decode()


def test_every_page_that_the_portal_offers_is_kept(nginx, portal):
    asked = {}
    for page in parameters_by_path():
        portal.asked.clear()
        assert {answer.status for answer in several(nginx, f"{page}?all")} == {200}
        asked[page] = len(portal.asked)

    assert {page: times for page, times in asked.items() if times >= TIMES} == {}


def test_readers_of_a_new_page_wait_for_the_first_of_them(nginx, portal):
    portal.slowness = 0.3

    with ThreadPoolExecutor(8) as readers:
        answers = list(readers.map(lambda _: nginx.ask("/guide/?many").status, range(8)))

    assert answers == [200] * 8
    assert len(portal.asked) < 4


def test_whoever_can_unpack_gets_the_page_packed_and_the_others_as_it_is(nginx, portal):
    packed = several(nginx, "/guide/?packed", accept_encoding="br, gzip")[-1]
    plain = nginx.ask("/guide/?packed")

    assert 0 < len(portal.asked) < TIMES
    assert packed.headers["Content-Encoding"] == "gzip"
    assert plain.headers["Content-Encoding"] is None
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers.get_all("Vary") == plain.headers.get_all("Vary")
    assert set(packed.headers["Vary"].split(", ")) == {"Cookie", "Accept-Encoding"}


def test_whoever_has_the_page_is_told_so_by_nginx(nginx, portal):
    page = nginx.ask("/guide/?same", accept_encoding="gzip")

    answers = several(nginx, "/guide/?same", if_none_match=page.headers["ETag"])

    assert {(same.status, same.content) for same in answers} == {(304, b"")}
    assert {same.headers["ETag"] for same in answers} == {page.headers["ETag"]}
    assert len(portal.asked) < TIMES


@pytest.mark.parametrize("cookie", [SESSION, MESSAGES, f"x=1; {SESSION}", f"{LARGE};{MESSAGES}"])
def test_whoever_has_a_session_is_always_answered_by_the_portal(nginx, portal, cookie):
    page = f"/figures/?{cookie.encode().hex()}"
    several(nginx, page)
    portal.asked.clear()

    several(nginx, page, cookie=cookie)

    assert len(portal.asked) == TIMES


def test_what_was_made_for_a_session_is_not_given_to_a_stranger(nginx, portal):
    nginx.ask("/figures/?session", cookie=SESSION)
    portal.asked.clear()

    nginx.ask("/figures/?session")

    assert portal.asked == ["/figures/"]


@pytest.mark.parametrize("page", ["/accounts/login/", "/complaints/new/", "/verify/"])
def test_a_page_with_a_form_is_made_for_each_reader(nginx, portal, page):
    answers = [nginx.ask(page) for _ in range(2)]

    assert portal.asked == [page] * 2
    first, second = (answer.headers["Set-Cookie"].split(";")[0] for answer in answers)
    assert first.startswith("__Host-csrftoken=")
    assert first != second
    assert answers[0].content != answers[1].content


def test_large_text_is_given_to_those_who_asked_for_it_and_to_nobody_else(nginx, portal):
    def is_large(cookie):
        return b'data-text="large"' in nginx.ask("/guide/?large", cookie=cookie).content

    # what nginx does not take for the wish, the portal is not told
    cookies = ['text_size="large"', "x=1", LARGE, f"x=1; {LARGE}", f"x{LARGE}", f"{LARGE}r", "x=2"]

    assert [is_large(cookie) for cookie in cookies * 2] == [0, 0, 1, 1, 0, 0, 0] * 2
    assert len(portal.asked) < len(cookies)


@pytest.fixture
def facility(transactional_db):
    return put_on_register(Standing.VERIFIED)


def pages_of(facility):
    place = f"facilities/{facility.public_id}"
    return [f"/{place}/", f"/api/v1/{place}/", f"/{place}/feed/", "/facilities.csv", "/facilities/"]


def test_a_facility_is_kept_as_page_feed_file_and_in_the_api(nginx, portal, facility):
    pages = pages_of(facility)

    answers = [several(nginx, page) for page in pages]

    assert {answer.status for page in answers for answer in page} == {200}
    assert all(portal.asked.count(page) < TIMES for page in pages)


def test_a_finding_is_visible_to_everybody_within_two_seconds(nginx, portal, facility):
    page = pages_of(facility)[0]
    assert "核实不符合" not in several(nginx, page)[-1].content.decode()

    Facility.objects.filter(pk=facility.pk).update(
        standing=Standing.NONCONFORMING, correct_by=clock.today() + timedelta(days=14)
    )
    find(facility)
    time.sleep(2)
    portal.slowness = 0.2  # while it is asked anew, nobody may be shown the old one any more

    with ThreadPoolExecutor(4) as readers:
        for answer in readers.map(nginx.ask, [page] * 4):
            assert "核实不符合" in answer.content.decode()


def cookie_of(user, client, settings):
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def test_what_is_read_by_somebody_signed_in_is_kept_nowhere(nginx, facility, client, settings):
    page = pages_of(facility)[0]
    cookie = cookie_of(make_user("王芳"), client, settings)

    own = nginx.ask(page, cookie=cookie)
    stranger = nginx.ask(page)

    assert "王芳" in own.content.decode()
    assert own.headers["Cache-Control"] == "private, no-store"
    assert "王芳" not in stranger.content.decode()


def test_a_private_file_is_sent_by_nginx_with_its_protections_and_only_through_the_portal(
    nginx, client, settings, transactional_db
):
    representative = make_operator().representatives.get()
    stored = store_upload(papers.upload(papers.document(), "委托书.pdf"), actor=None)
    representative.authorization = stored
    representative.save()
    page = f"/representatives/{representative.pk}/authorization/"
    cookie = cookie_of(representative.user, client, settings)

    answer = nginx.ask(page, cookie=cookie)
    stranger, direct = nginx.ask(page), nginx.ask(f"/internal-files/{stored.file.name}")

    assert (answer.status, stranger.status, direct.status) == (200, 302, 404)
    assert hashlib.sha256(answer.content).hexdigest() == stored.sha256
    assert answer.headers.get_all("Content-Security-Policy") == ["sandbox; default-src 'none'"]
    assert answer.headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert answer.headers.get_all("Cache-Control") == ["private, no-store"]
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
