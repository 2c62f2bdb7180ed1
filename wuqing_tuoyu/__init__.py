"""The roof: settings, addresses and pages that cross floors; beside it the ground modules."""

from wuqing_tuoyu.celery import app as celery_app

__all__ = ["celery_app"]
