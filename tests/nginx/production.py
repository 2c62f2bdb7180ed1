"""The portal with the settings of a server, in threads of the test, behind a port of its own."""

import os
import time
from contextlib import contextmanager
from importlib import import_module

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test.utils import override_settings

from tests.embedded import serving
from tests.nginx.server import HOST
from wuqing_tuoyu.settings import base

INVENTED = {
    "SECRET_KEY": "only-for-tests",
    "ALLOWED_HOSTS": HOST,
    "SITE_URL": f"https://{HOST}",
    "DATABASE_URL": "postgres://not-asked",
    "EMAIL_URL": "smtp+tls://portal:invalid@mail.invalid:587",
    "DEFAULT_FROM_EMAIL": "portal@mail.invalid",
}


def production_settings():
    """What a server sets otherwise, apart from mail, which stays with the tests."""
    before = dict(os.environ)
    os.environ.update(INVENTED)
    try:
        production = import_module("wuqing_tuoyu.settings.production")
    finally:
        os.environ.clear()
        os.environ.update(before)
    return {
        name: value
        for name, value in vars(production).items()
        if name.isupper() and not name.startswith("EMAIL") and value != getattr(base, name, None)
    }


class Portal:
    """The portal as a program that counts what it is asked, and is slow if told so."""

    def __init__(self):
        self.handler = WSGIHandler()
        self.asked, self.slowness = [], 0

    def __call__(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        time.sleep(self.slowness)
        answer = self.handler(environ, start_response)
        try:
            return [b"".join(answer)]
        finally:
            answer.close()
            connections.close_all()

    def serving(self):
        return serving(self, threads=4, clear_untrusted_proxy_headers=False)


@contextmanager
def as_on_a_server():
    own = production_settings() | {"FILES_INTERNAL_URL": "/internal-files/"}
    with override_settings(**own, MEDIA_ROOT=settings.MEDIA_ROOT):
        yield
