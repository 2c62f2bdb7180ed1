"""The embedded web server: waitress, which says in Chinese what is too large."""

import os

from waitress import parser, serve
from waitress.utilities import RequestEntityTooLarge

MEGABYTE = 2**20
MOST = 100 * MEGABYTE
PAGE = """<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>内容太大，没有收下</title>
<h1>内容太大，没有收下</h1>
<p>一次最多上传 {most} MB，什么都没有改动。请返回上一页，把文件分几次上传，或者换成较小的照片。</p>
</html>
"""


class TooLarge(RequestEntityTooLarge):
    """Refused before the portal hears of it (内容太大)."""

    def to_response(self, ident=None):
        status = f"{self.code} {self.reason}"
        body = PAGE.format(most=MOST // MEGABYTE).encode()
        return status, [("Content-Type", "text/html; charset=utf-8")], body


parser.RequestEntityTooLarge = TooLarge


if __name__ == "__main__":
    from wuqing_tuoyu.wsgi import application

    serve(
        application,
        listen=f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ['PORT']}",
        threads=8,
        ident="",
        max_request_body_size=MOST,
    )
