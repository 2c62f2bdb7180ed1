"""Background work. Tasks live in each floor's `tasks` and `notifications`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wuqing_tuoyu.settings.development")

app = Celery("wuqing_tuoyu")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="notifications")
