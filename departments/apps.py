"""Floor 1: the units of the joint conference (成员单位), their duties, reminders and calendar."""

from celery.schedules import crontab
from django.apps import AppConfig


class DepartmentsConfig(AppConfig):
    name = "departments"
    verbose_name = "成员单位"
    default_auto_field = "django.db.models.BigAutoField"
    beat_schedule = {
        "run-ladders": {
            "task": "departments.tasks.run_ladders",
            "schedule": crontab(minute="30", hour="8-17"),
        },
        "remind-of-missing-years": {
            "task": "departments.tasks.remind_of_missing_years",
            "schedule": crontab(minute="15", hour="8"),
        },
    }
