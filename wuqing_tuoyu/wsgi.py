"""Entry point of the web server."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application


class HeadAlone:
    """Whoever asks for the head of an answer gets no body with it (HEAD), from whichever server."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        answer = self.application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return answer
        if hasattr(answer, "close"):
            answer.close()
        return []


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wuqing_tuoyu.settings.development")

application = get_wsgi_application()

if "wuqing_tuoyu.kept_pages.KeptPagesMiddleware" in settings.MIDDLEWARE:
    from wuqing_tuoyu.kept_pages import KeptAnswers

    application = KeptAnswers(application)

application = HeadAlone(application)
