"""Is the process alive, and can it work: for probes, not for people."""

from tempfile import TemporaryFile
from uuid import uuid4

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wuqing_tuoyu.celery import app

health_log = structlog.get_logger(__name__)


@require_safe
@login_not_required
def healthz(request):
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
@login_not_required
def readyz(request):
    """Names the part that is away, never why: the reason is in the log."""
    answers = {}
    for part, probe in {"database": database, "broker": broker, "storage": storage}.items():
        try:
            probe()
            answers[part] = "ok"
        except Exception as failure:
            health_log.warning("part_away", part=part, failure=type(failure).__name__)
            answers[part] = "away"
    ready = set(answers.values()) == {"ok"}
    return JsonResponse(answers, status=200 if ready else 503)


def database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def broker():
    with app.connection_for_write(connect_timeout=1) as link:
        link.ensure_connection(max_retries=1, timeout=1)
    if folder := settings.CELERY_BROKER_TRANSPORT_OPTIONS.get("data_folder_out"):
        with TemporaryFile(dir=folder) as trace:  # a broker of files connects to nothing
            trace.write(b"ok")


def storage():
    """A file is really written, and taken away again."""
    name = default_storage.save(f"probe/{uuid4().hex}", ContentFile(b"ok"))
    default_storage.delete(name)
