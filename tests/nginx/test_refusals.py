"""Behind nginx: who is refused, is told so in a sentence; and no protection is lost or doubled."""

import http.client
import json
import os
import re
import ssl
import subprocess
from contextlib import closing

import pytest

from tests.conftest import ROOT
from tests.nginx.conftest import STYLE
from tests.nginx.server import FILES, Nginx
from tests.nginx.test_kept import SESSION
from tests.services import free_port

pytestmark = pytest.mark.django_db

PROTECTIONS = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
)


def protections(answer):
    """What each protection says, in one order: policies are sent in any."""
    return {
        name: [sorted(said.split("; ")) for said in answer.headers.get_all(name)]
        for name in PROTECTIONS
    }


def many(nginx, path, *, address):
    """More than anybody reads at once, over one connection."""
    with closing(nginx.reader(address=address)) as connection:
        for _ in range(130):
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.content = answer.read()
            yield answer


def test_whoever_asks_too_much_is_told_when_to_come_back_and_others_read_on(nginx):
    answers = list(many(nginx, "/guide/?much", address="127.9.0.9"))

    refused = [answer for answer in answers if answer.status != 200]
    assert 0 < len(refused) < 30
    assert {answer.status for answer in refused} == {429}
    assert "请过一分钟再看" in refused[0].content.decode()
    assert refused[0].headers["Retry-After"] == "60"
    assert refused[0].headers["Cache-Control"] == "no-store"
    assert nginx.ask("/guide/?much", address="127.9.0.10").status == 200


@pytest.mark.parametrize("path", ["/guide/", "/workbench/", "/api/v1/duties/"])
def test_an_office_behind_one_address_turns_more_pages_and_not_all_there_are(alone, path):
    stranger = until_refused(alone, path, address="127.9.1.1")
    office = until_refused(alone, path, address="127.9.1.2", cookie=SESSION)

    assert 100 < len(stranger) < 300 < len(office)
    assert office[-1].headers["Retry-After"] == "60"
    assert "过一分钟再" in office[-1].content.decode()
    assert alone.ask(path, address="127.9.1.3", cookie=SESSION).status == 503  # nobody is behind


def until_refused(nginx, path, *, address, cookie=""):
    """Answers over one connection, up to the first that was one too many."""
    answers = []
    with closing(nginx.reader(address=address)) as connection:
        while not answers or answers[-1].status != 429:
            connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
            answer = connection.getresponse()
            answer.content = answer.read()
            answers.append(answer)
            assert len(answers) < 3000
    return answers


def test_a_program_that_asks_too_much_is_told_in_its_own_language(nginx):
    answers = list(many(nginx, "/api/v1/duties/?much", address="127.9.0.11"))

    refused = next(answer for answer in answers if answer.status == 429)
    assert refused.headers["Content-Type"].startswith("application/json")
    assert "请过一分钟再试" in json.loads(refused.content)["detail"]


def test_nobody_chooses_the_address_they_are_counted_under(nginx, settings):
    settings.PUBLIC_RATES = {"page": "1/min"}

    answers = [
        nginx.ask("/departments/", address=own, x_forwarded_for=f"10.0.0.{number}")
        for number, own in enumerate(["127.9.0.21", "127.9.0.21", "127.9.0.22"])
    ]

    assert [answer.status for answer in answers] == [200, 429, 200]


def test_nobody_pretends_to_another_host(nginx, portal):
    told = nginx.ask("/api/v1/facilities/?host", x_forwarded_host="evil.example")

    assert b"evil" not in told.content
    with pytest.raises(ssl.SSLError):
        nginx.ask("/", name="evil.example")
    with pytest.raises(http.client.RemoteDisconnected):
        nginx.ask("/?evil", host="evil.example")
    assert portal.asked == ["/api/v1/facilities/"]


def test_whoever_comes_without_tls_is_sent_to_where_it_is(nginx):
    with closing(http.client.HTTPConnection("127.0.0.1", nginx.plain_port)) as connection:
        connection.request("GET", "/guide/?q=1", headers={"Host": "portal.example"})
        answer = connection.getresponse()
        answer.read()

    assert answer.status == 301
    assert answer.headers["Location"] == "https://portal.example/guide/?q=1"


def test_a_body_beyond_the_limit_gets_a_sentence_before_it_is_sent(nginx, portal):
    with closing(nginx.reader()) as connection:
        connection.putrequest("POST", "/accounts/login/")
        connection.putheader("Content-Length", str(100 * 1024 * 1024 + 1))
        connection.endheaders()
        answer = connection.getresponse()
        page = answer.read().decode()

    assert answer.status == 413
    assert "一次提交的文件合计不能超过 100&nbsp;MB，每个文件不超过 10&nbsp;MB。" in page
    assert portal.asked == []


def test_the_limits_of_both_servers_are_the_portals_own(settings):
    text = (FILES / "portal.conf").read_text()

    assert f"client_max_body_size {settings.BODY_MAX_MB}m;" in text
    assert f"MOST = {settings.BODY_MAX_MB} * MEGABYTE" in (ROOT / "deploy/serve.py").read_text()
    assert f"{settings.SESSION_COOKIE_NAME}|messages)=" in text
    assert f"max-age={settings.SECURE_HSTS_SECONDS};" in (FILES / "protections.conf").read_text()


def test_headers_too_long_for_anybody_get_a_page(nginx):
    answer = nginx.ask("/guide/", cookie="x" * 40_000)

    assert answer.status == 400
    assert "这个请求不完整" in answer.content.decode()


def test_an_address_too_long_for_anybody_gets_a_page_of_its_own(nginx, portal):
    answer = nginx.ask(f"/facilities/?q={'x' * 9_000}")

    assert answer.status == 414
    assert "网址太长" in answer.content.decode()
    assert portal.asked == []


@pytest.fixture
def alone(tmp_path, settings):
    """nginx with nobody behind it."""
    with Nginx(tmp_path, portal_port=free_port(), var=settings.VAR).running() as nginx:
        yield nginx


def test_where_the_portal_is_away_people_and_programs_are_told_so(nginx, alone, settings):
    page, told = alone.ask("/facilities/"), alone.ask("/api/v1/facilities/")

    assert (page.status, told.status) == (503, 503)
    assert "系统正在维护或者重新启动，请过几分钟再打开。" in page.content.decode()
    assert settings.OFFICE_TELEPHONE in page.content.decode()
    assert page.headers["Retry-After"] == told.headers["Retry-After"] == "60"
    assert "请过几分钟再试" in json.loads(told.content)["detail"]
    assert protections(page) == protections(nginx.ask("/guide/?protections"))


def test_every_protection_is_said_once(nginx, portal):
    answers = [nginx.ask(page) for page in ("/guide/?once", "/accounts/login/", "/nowhere/")]
    answers += [nginx.ask("/guide/?once", cookie="text_size=large"), nginx.ask("/guide/?once")]

    assert {name: len(said) for name, said in protections(answers[0]).items()} == dict.fromkeys(
        PROTECTIONS, 1
    )
    assert [protections(answer) for answer in answers[1:]] == [protections(answers[0])] * 4
    assert {answer.headers["Server"] for answer in answers} == {"nginx"}


def test_files_of_the_pages_are_sent_by_nginx_and_kept_by_browsers(nginx, portal):
    named, gone = nginx.ask(f"/static/css/{STYLE}"), nginx.ask("/static/css/gone.css")

    assert (named.status, named.content, gone.status) == (200, b"a{}", 404)
    assert named.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert named.headers["X-Content-Type-Options"] == "nosniff"
    assert portal.asked == []


def test_whether_the_portal_can_work_is_told_to_its_own_machine_only(nginx):
    assert nginx.ask("/readyz", address="127.0.0.1").status == 200
    assert nginx.ask("/readyz", address="127.9.0.31").status == 404
    assert nginx.ask("/healthz", address="127.9.0.31").content == b"ok"


def test_the_journal_names_no_query_no_key_and_nobody_who_complains(alone):
    alone.ask("/facilities/?q=secret")
    alone.ask("/verify/hZ3kP9sLw2QxT7vB4nM6rY/?t=secret")
    alone.ask("/complaints/lookup/", address="127.9.0.41")
    alone.ask("/facilities/abcdefghjk/follow/", address="127.9.0.42")

    alone.ask("/")  # by then the line of whoever came before is written

    lines = (alone.folder / "portal.log").read_text().splitlines()[:4]
    said = [json.loads(line) for line in lines]
    assert [line["address"] for line in said] == [
        "/facilities/",
        "/verify/…",
        "/complaints/lookup/",
        "/facilities/abcdefghjk/follow/",
    ]
    assert [line["reader"] for line in said] == [alone.address, alone.address, "-", "-"]
    assert not re.search("secret|127.9.0.4", "\n".join(lines))


def test_gunicorn_takes_its_settings():
    settings = ROOT / "deploy" / "gunicorn.conf.py"
    command = [ROOT / ".venv/bin/gunicorn", "--check-config", "-c", settings]

    checked = subprocess.run(
        [*command, "wuqing_tuoyu.wsgi"], cwd=ROOT, env=os.environ, capture_output=True, text=True
    )

    assert checked.returncode == 0, checked.stderr
