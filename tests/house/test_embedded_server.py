"""The embedded server: what it refuses by itself, it refuses in Chinese."""

from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser

from deploy import serve


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
