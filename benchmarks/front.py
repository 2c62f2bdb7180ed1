"""A kept page and a 304 behind nginx, against the shortest answer that nginx itself can give."""

import tempfile
import time
from pathlib import Path

from django.conf import settings

from benchmarks.database import register_of
from benchmarks.kept import PAGE, ROWS, hello_world, serving
from benchmarks.measure import compare, tell
from benchmarks.reader import Reader
from tests.nginx.production import Portal, as_on_a_server
from tests.nginx.server import HOST, Nginx, is_installed
from tests.services import free_port

# The same server: TLS, journal and rates as the portal has them, two answers without a cache
HELLO = """
server {{
    listen 127.0.0.1:{port} ssl;
    server_name portal.example;
    ssl_certificate {folder}/fullchain.pem;
    ssl_certificate_key {folder}/privkey.pem;
    server_tokens off;
    access_log {folder}/hello.log portal;
    limit_req zone=readers burst=100 nodelay;
    location / {{ default_type text/plain; return 200 "hello, world"; }}
    location = /wsgi {{
        proxy_pass http://127.0.0.1:{behind};
        proxy_http_version 1.1;
        proxy_set_header Connection "";
    }}
}}
"""


def run():
    if not is_installed():
        tell("kept_page_behind_nginx", left_out="nginx is missing")
        return
    register_of(ROWS)
    folder = Path(tempfile.mkdtemp(prefix="benchmarks-nginx-"))
    with as_on_a_server(), Portal().serving() as portal_port, serving(hello_world) as plain:
        port = free_port()
        hello = HELLO.format(port=port, folder=folder, behind=plain.effective_port)
        nginx = Nginx(folder, portal_port=portal_port, var=settings.VAR, more=hello)
        nginx.own["rate=20r/s"] = nginx.own["rate=100r/s"] = "rate=1000000r/s"
        with nginx.running():
            figures(nginx, port)


def figures(nginx, hello_port):
    """By the clock of one reader, and by the processor time of nginx, a hundred answers each."""

    def reader(path, port=nginx.port, **headers):
        return Reader(lambda: nginx.connect(port), path, HOST, **headers)

    page = reader(PAGE, accept_encoding="gzip")
    same = reader(PAGE, accept_encoding="gzip", if_none_match=page.header("etag"))
    short, made = reader("/", hello_port), reader("/wsgi", hello_port)
    assert (page.status, same.status, made.status) == (200, 304, 200)  # noqa: S101
    sizes = {"bytes": len(page.body), "rows": ROWS}
    for name, asked, seen in [
        ("kept_page_behind_nginx", page, sizes),
        ("kept_page_not_modified_behind_nginx", same, {"rows": ROWS}),
    ]:
        compare(name, asked.get, short.get, times=300, clock=time.perf_counter, **seen)
        hundred = asked.get_hundred, short.get_hundred
        compare(f"{name}_processor", *hundred, clock=nginx.seconds, answers=100, **seen)
        compare(f"{name}_wsgi", asked.get, made.get, times=300, clock=time.perf_counter, **seen)
