"""Floor 2: the register (登记备案): operators, facilities, filings, reviews, papers."""

from celery.schedules import crontab
from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = "登记备案"
    default_auto_field = "django.db.models.BigAutoField"
    beat_schedule = {
        "close-due-facilities": {
            "task": "registry.tasks.close_due_facilities",
            "schedule": crontab(minute="10"),
        },
        "remind-of-ended-pauses": {
            "task": "registry.tasks.remind_of_ended_pauses",
            "schedule": crontab(minute="5", hour="8"),
        },
        "remind-of-expiring-documents": {
            "task": "registry.tasks.remind_of_expiring_documents",
            "schedule": crontab(minute="10", hour="8"),
        },
        "advise-of-fire-tests": {
            "task": "registry.tasks.advise_of_fire_tests",
            "schedule": crontab(minute="15", hour="8"),
        },
        "remind-of-registrations": {
            "task": "registry.tasks.remind_of_registrations",
            "schedule": crontab(minute="12", hour="8"),
        },
        "forget-unconfirmed-follows": {
            "task": "registry.tasks.forget_unconfirmed_follows",
            "schedule": crontab(minute="40"),
        },
        "write-open-data": {
            "task": "registry.tasks.write_open_data",
            "schedule": crontab(minute="5", hour="0"),
        },
        "check-deadlines": {
            "task": "registry.tasks.check_deadlines",
            "schedule": crontab(minute="20", hour="8", day_of_week="mon"),
        },
    }

    def ready(self):
        """The outbox tells this floor's events before it sends what is due."""
        from accounts.services import outbox
        from registry.notifications import tell_untold
        from registry.notifications.follow import tell_followers

        outbox.register(tell_untold)
        outbox.register(tell_followers)
