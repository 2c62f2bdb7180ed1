"""Floor 3: supervision (监督检查): inspections, visits, rectification, complaints."""

from celery.schedules import crontab
from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = "监督检查"
    default_auto_field = "django.db.models.BigAutoField"
    beat_schedule = {
        "take-tallies": {
            "task": "inspections.tasks.take_tallies",
            "schedule": crontab(minute="20", hour="0"),
        },
    }

    def ready(self):
        """The outbox tells this floor's events before it sends what is due."""
        from accounts.services import outbox
        from inspections.notifications import tell_untold
        from inspections.notifications.complaint import tell_untold_complaints

        outbox.register(tell_untold)
        outbox.register(tell_untold_complaints)
