"""Entry point of the web server."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wuqing_tuoyu.settings.development")

application = get_wsgi_application()

if "wuqing_tuoyu.kept_pages.KeptPagesMiddleware" in settings.MIDDLEWARE:
    from wuqing_tuoyu.kept_pages import KeptAnswers

    application = KeptAnswers(application)
