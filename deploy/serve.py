"""The embedded web server: waitress, which says in Chinese what is too large."""

import os

from waitress import channel, parser, serve
from waitress.task import WSGITask
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


class HeadAwareTask(WSGITask):
    """An answer to HEAD ends with its head, also where nobody knows its length (只答报头)."""

    def finish(self):
        if self.request.command == "HEAD":
            self.write(b"")
            self.chunked_response = False
        super().finish()


parser.RequestEntityTooLarge = TooLarge
channel.HTTPChannel.task_class = HeadAwareTask


if __name__ == "__main__":
    from wuqing_tuoyu.wsgi import application

    serve(
        application,
        listen=f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ['PORT']}",
        threads=8,
        ident="",
        max_request_body_size=MOST,
    )
