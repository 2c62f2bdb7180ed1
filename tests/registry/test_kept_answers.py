"""Around Django: what was asked before in the same words is answered at once, while it is true."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from registry.workflow import publication, raise_public_version
from tests.departments.factories import make_user
from tests.registry.listed import put_on_register
from wuqing_tuoyu import kept_pages

pytestmark = pytest.mark.django_db

PAGE = "/facilities/"


class Door:
    """The web server's view: an environment goes in, an answer comes out; Django is counted."""

    def __init__(self):
        self.django, self.asked = WSGIHandler(), 0
        self.answers = kept_pages.KeptAnswers(self.count)

    def count(self, environ, start_response):
        self.asked += 1
        return self.django(environ, start_response)

    def ask(self, path=PAGE, **words):
        said = {}

        def start_response(status, headers, exc_info=None):
            said.update(status=status, headers=sorted(headers))

        answer = self.answers(RequestFactory(**words).get(path).environ, start_response)
        said["body"] = b"".join(answer)
        return said


@pytest.fixture
def door(settings, one_connection):
    settings.MIDDLEWARE = ["wuqing_tuoyu.kept_pages.KeptPagesMiddleware", *settings.MIDDLEWARE]
    publication._known.clear()
    kept_pages._by_words.clear()
    return Door()


def known(door, **words):
    """A page that was asked for often enough to be answered at once."""
    answers = [door.ask(**words) for _ in range(3)]
    assert door.asked == 2
    return answers


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"HTTP_COOKIE": "text_size=large"},
        {"HTTP_ACCEPT_ENCODING": "gzip, br"},
        {"path": "/facilities/?q=%E6%89%98%E8%82%B2"},
        {"path": "/api/v1/facilities/"},
    ],
)
def test_the_answer_is_the_one_django_gave(door, words):
    _, made, ready = known(door, **words)

    assert ready == made
    assert ready["status"] == "200 OK"


def test_whoever_has_the_page_is_told_so_at_once(door):
    tag = dict(known(door)[0]["headers"])["ETag"]

    same = door.ask(HTTP_IF_NONE_MATCH=tag)

    assert (same["status"], same["body"], door.asked) == ("304 Not Modified", b"", 2)
    assert dict(same["headers"])["ETag"] == tag


def test_what_has_changed_is_not_answered_from_memory(door):
    before = known(door)[-1]
    facility = put_on_register()
    raise_public_version()

    after = door.ask()

    assert door.asked == 3
    assert str(facility) in after["body"].decode()
    assert str(facility) not in before["body"].decode()


def test_nothing_is_answered_for_longer_than_the_version_is_known(door):
    known(door)
    publication._known["asked_at"] -= publication.AGE

    door.ask()

    assert door.asked == 3


@pytest.mark.parametrize(
    "words",
    [
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "HEAD"},
        {"HTTP_HOST": "127.0.0.1"},
        {"HTTP_COOKIE": "text_size=large"},
        {"HTTP_COOKIE": "messages=1"},
        {"path": "/facilities/?page=1"},
        {"path": "/figures/"},
    ],
)
def test_other_words_are_asked_of_django(door, words):
    known(door)
    method = words.pop("REQUEST_METHOD", "GET")
    environ = RequestFactory(**words).get(words.pop("path", PAGE)).environ

    door.answers(environ | {"REQUEST_METHOD": method}, lambda status, headers, info=None: None)

    assert door.asked == 3


def test_somebody_signed_in_sees_their_own_page(door, client):
    known(door)
    client.force_login(make_user("王芳"))

    own = door.ask(HTTP_COOKIE=f"sessionid={client.cookies['sessionid'].value}")

    assert "王芳" in own["body"].decode()
    assert "王芳" not in door.ask()["body"].decode()


def test_invented_parameters_and_cookies_fill_no_memory(door):
    known(door)

    for number in range(9):
        for _ in range(3):
            door.ask(f"/facilities/?x{number}=1")
            door.ask(HTTP_COOKIE=f"x{number}=1")

    assert len(kept_pages._by_words) == 1
