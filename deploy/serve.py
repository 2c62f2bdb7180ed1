"""The embedded web server: waitress, which says in Chinese what it refuses by itself."""

import os
import re
from http import HTTPStatus

from waitress import serve
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import WSGITask
from waitress.utilities import RequestEntityTooLarge, RequestHeaderFieldsTooLarge

MEGABYTE = 2**20
MOST = 100 * MEGABYTE
LINE = 8 * 1024  # an address that is longer is what is too long
RAW = re.compile(rb"[\x80-\xff]")
PAGE = """<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<h1>{title}</h1>
<p>{sentence}</p>
<p><a href="/">回到首页</a></p>
</html>
"""
SENTENCES = {
    HTTPStatus.BAD_REQUEST: (
        "没有看懂这个请求",
        "系统收到的网址或者内容不完整，什么都没有改动。请从首页进去，用页面上的检索框查找。",
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        "内容太大，没有收下",
        f"一次最多上传 {MOST // MEGABYTE} MB，什么都没有改动。"
        "请返回上一页，把文件分几次上传，或者换成较小的照片。",
    ),
    HTTPStatus.REQUEST_URI_TOO_LONG: (
        "网址太长，没有打开",
        "什么都没有改动。请从首页进去，减少检索词和筛选条件再试。",
    ),
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: (
        "请求太长，没有打开",
        "浏览器随请求发来的内容太多，什么都没有改动。请清除本网站的 Cookie 以后再打开。",
    ),
}


class Refusal:
    """What is refused before the portal hears of it (没有收下)."""

    def __init__(self, status):
        self.status = status

    def to_response(self, ident=None):
        title, sentence = SENTENCES[self.status]
        body = PAGE.format(title=title, sentence=sentence).encode()
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")]
        return f"{self.status.value} {self.status.phrase}", headers, body


class Heard(HTTPRequestParser):
    """A request as it comes in; whatever is wrong with it is told in a sentence."""

    def received(self, data):
        heard = (self.header_plus[:LINE] + data[:LINE])[:LINE]
        consumed = super().received(data)
        if self.error is not None and not isinstance(self.error, Refusal):
            self.error = Refusal(self._fault(heard))
        return consumed

    def parse_header(self, header_plus):
        """Chinese typed into an address (`curl …?q=杨村`) counts as if it were encoded."""
        address, end, headers = header_plus.partition(b"\r\n")
        encoded = RAW.sub(lambda raw: b"%%%02X" % ord(raw[0]), address)
        super().parse_header(encoded + end + headers)

    def _fault(self, heard):
        if isinstance(self.error, RequestEntityTooLarge):
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        if isinstance(self.error, RequestHeaderFieldsTooLarge):
            if b"\r\n" not in heard:
                return HTTPStatus.REQUEST_URI_TOO_LONG
            return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        return HTTPStatus.BAD_REQUEST


class HeadAwareTask(WSGITask):
    """An answer to HEAD ends with its head, also where nobody knows its length (只答报头)."""

    def finish(self):
        if self.request.command == "HEAD":
            self.write(b"")
            self.chunked_response = False
        super().finish()


HTTPChannel.parser_class, HTTPChannel.task_class = Heard, HeadAwareTask


if __name__ == "__main__":
    from wuqing_tuoyu.wsgi import application

    serve(
        application,
        listen=f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ['PORT']}",
        threads=8,
        ident="",
        max_request_body_size=MOST,
    )
