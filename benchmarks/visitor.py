"""A visitor without a browser: the whole portal as a WSGI server calls it."""

from io import BytesIO

from django.core.wsgi import get_wsgi_application


class Visitor:
    def __init__(self, application=None, **headers):
        self.application = application or get_wsgi_application()
        self.headers = headers

    def get(self, address: str) -> bytes:
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "HTTP_HOST": "127.0.0.1",
            "REMOTE_ADDR": "127.0.0.1",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            **self.headers,
        }
        answers = []
        body = self.application(environ, lambda status, headers, *more: answers.append(status))
        try:
            content = b"".join(body)
        finally:
            body.close()
        assert answers[0].startswith("200"), (address, answers)  # noqa: S101 - a figure of a failure is none
        return content
