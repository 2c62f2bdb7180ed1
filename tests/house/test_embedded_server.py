"""The embedded server: what it refuses by itself, it refuses in Chinese; HEAD has no body."""

import socket

import pytest
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel

from deploy import serve
from tests.embedded import serving
from wuqing_tuoyu.wsgi import HeadAlone


def heard(*parts):
    request = HTTPChannel.parser_class(Adjustments(max_request_body_size=serve.MOST))
    for part in parts:
        request.received(part)
    return request


def answer_to(*parts):
    error = heard(*parts).error
    return error and error.to_response("")


def posted(length):
    return f"POST /filings/ HTTP/1.1\r\nContent-Length: {length}\r\n\r\n".encode()


LONG = [b"x" * 8192] * 40
REFUSED = {
    "a body over the limit": (
        [posted(serve.MOST)],
        "413 Request Entity Too Large",
        "一次最多上传 100 MB，什么都没有改动。",
    ),
    "an endless query": (
        [b"GET /facilities/?q=", *LONG],
        "414 Request-URI Too Long",
        "减少检索词和筛选条件再试",
    ),
    "endless cookies": (
        [b"GET / HTTP/1.1\r\nCookie: ", *LONG],
        "431 Request Header Fields Too Large",
        "请清除本网站的 Cookie",
    ),
    "no request at all": ([b"nothing\r\n\r\n"], "400 Bad Request", "没有看懂这个请求"),
    "a length that is none": ([posted("many")], "400 Bad Request", "没有看懂这个请求"),
    "pieces that are none": (
        [b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", b"zz\r\n"],
        "400 Bad Request",
        "没有看懂这个请求",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_the_server_refuses_by_itself_it_refuses_in_a_sentence(what):
    parts, expected, sentence = REFUSED[what]

    status, headers, body = answer_to(*parts)

    assert status == expected
    assert dict(headers)["Content-Type"] == "text/html; charset=utf-8"
    assert sentence in body.decode()


@pytest.mark.parametrize(
    "parts",
    [
        [posted(serve.MOST - 1)],
        [b"GET /facilities/?q=%E6%89%98 HTTP/1.1\r\n\r\n"],
        [b"GET /?q=", b"x" * 60_000, b" HTTP/1.1\r\n\r\n"],
    ],
)
def test_what_a_browser_sends_is_taken(parts):
    assert answer_to(*parts) is None


def test_chinese_typed_into_an_address_is_read_as_if_it_were_encoded():
    raw = heard("GET /托/?q=托育 HTTP/1.1\r\n\r\n".encode())

    encoded = heard(b"GET /%E6%89%98/?q=%E6%89%98%E8%82%B2 HTTP/1.1\r\n\r\n")
    assert raw.error is None
    assert (raw.path, raw.query) == (encoded.path, encoded.query)


def told(environ, start_response):
    """A whole answer, or one whose length nobody knows."""
    is_stream = environ["PATH_INFO"] == "/stream"
    start_response("200 OK", [] if is_stream else [("Content-Length", "4")])
    return iter([b"bo", b"dy"]) if is_stream else [b"body"]


@pytest.fixture
def address():
    with serving(HeadAlone(told)) as port:
        yield "127.0.0.1", port


def answer_of(address, request):
    with socket.create_connection(address, timeout=10) as line:
        line.sendall(request)
        answer = b""
        while some := line.recv(65536):
            answer += some
    return answer


@pytest.mark.parametrize("path", ["/whole", "/stream"])
def test_whoever_asks_for_the_head_gets_no_body(address, path):
    asked = f"{{}} {path} HTTP/1.1\r\nHost: portal\r\nConnection: close\r\n\r\n"

    head, _, body = answer_of(address, asked.format("HEAD").encode()).partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 200 OK")
    assert body == b""
    assert answer_of(address, asked.format("GET").encode()).count(b"bo") == 1
