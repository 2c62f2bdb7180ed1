"""A kept page and a 304, against hello-world in the same server; and what goes over the wire."""

import gzip
import re
import socket
import threading
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler
from django.test.utils import override_settings
from waitress import create_server

from benchmarks.database import register_of
from benchmarks.measure import compare, judged, tell
from benchmarks.reader import Reader
from wuqing_tuoyu.kept_pages import KeptAnswers

ROWS = 300
PAGE = "/facilities/"
KEEPING = ["wuqing_tuoyu.kept_pages.KeptPagesMiddleware", *settings.MIDDLEWARE]
ASSET = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def hello_world(environ, start_response):
    body = b"hello, world"
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


@contextmanager
def serving(application):
    server = create_server(application, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()


def run():
    register_of(ROWS)
    with override_settings(MIDDLEWARE=KEEPING):
        portal = KeptAnswers(WSGIHandler())
    with serving(hello_world) as plain, serving(portal) as kept:
        floor = ask(plain, "/")
        page = ask(kept, PAGE, accept_encoding="gzip")
        same = ask(kept, PAGE, accept_encoding="gzip", if_none_match=page.header("etag"))
        assert (page.status, same.status) == (200, 304)  # noqa: S101 - a figure of a failure is none
        sizes = {"bytes": len(page.body), "rows": ROWS}
        compare("kept_page", page.get, floor.get, times=200, goal=1 / 0.97, **sizes)
        compare("kept_page_not_modified", same.get, floor.get, times=200, goal=1.0, rows=ROWS)
        over_the_wire(page.body)


def ask(server, path, **headers):
    address = ("127.0.0.1", server.effective_port)
    return Reader(lambda: socket.create_connection(address), path, "127.0.0.1", **headers)


def over_the_wire(page):
    """The first page with everything it names, each as it is sent to a reader who can unpack."""
    text = gzip.decompress(page).decode()
    assets = sorted(set(ASSET.findall(text)))
    sent = {}
    for asset in assets:
        name = asset.removeprefix("/static/")
        sent[name] = len(gzip.compress(Path(finders.find(name)).read_bytes(), 9))
    whole = len(page) + sum(sent.values())
    tell(
        "first_page_over_the_wire",
        value_bytes=whole,
        **judged("first_page_over_the_wire", whole, 100_000),
        page=len(page),
        assets=sent,
        other_hosts=re.findall(r'(?:src|href)="(https?://[^"]+)"', text),
    )
