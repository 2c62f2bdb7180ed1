"""The embedded server: what it refuses by itself, it refuses in Chinese; HEAD has no body."""

import socket
from threading import Event, Thread

import pytest
from waitress import create_server
from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser

from deploy import serve
from wuqing_tuoyu.wsgi import HeadAlone


def answer_to(length):
    heard = HTTPRequestParser(Adjustments(max_request_body_size=serve.MOST))
    heard.received(f"POST /filings/ HTTP/1.1\r\nContent-Length: {length}\r\n\r\n".encode())
    return heard.error and heard.error.to_response("")


def test_a_body_over_the_limit_is_refused_in_a_sentence():
    status, headers, body = answer_to(serve.MOST)

    assert status == "413 Request Entity Too Large"
    assert headers == [("Content-Type", "text/html; charset=utf-8")]
    assert "一次最多上传 100 MB，什么都没有改动。" in body.decode()


def test_a_body_under_it_is_taken():
    assert answer_to(serve.MOST - 1) is None


def told(environ, start_response):
    """A whole answer, or one whose length nobody knows."""
    is_stream = environ["PATH_INFO"] == "/stream"
    start_response("200 OK", [] if is_stream else [("Content-Length", "4")])
    return iter([b"bo", b"dy"]) if is_stream else [b"body"]


@pytest.fixture
def address():
    server, is_over = create_server(HeadAlone(told), host="127.0.0.1", port=0), Event()

    def run():
        while not is_over.is_set():
            server.asyncore.loop(timeout=0.05, map=server._map, count=1)

    thread = Thread(target=run)
    thread.start()
    yield "127.0.0.1", server.effective_port
    is_over.set()
    thread.join()
    server.close()
    server.task_dispatcher.shutdown()


def heard(address, request):
    with socket.create_connection(address, timeout=10) as line:
        line.sendall(request)
        answer = b""
        while some := line.recv(65536):
            answer += some
    return answer


@pytest.mark.parametrize("path", ["/whole", "/stream"])
def test_whoever_asks_for_the_head_gets_no_body(address, path):
    asked = f"{{}} {path} HTTP/1.1\r\nHost: portal\r\nConnection: close\r\n\r\n"

    head, _, body = heard(address, asked.format("HEAD").encode()).partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 200 OK")
    assert body == b""
    assert heard(address, asked.format("GET").encode()).count(b"bo") == 1
