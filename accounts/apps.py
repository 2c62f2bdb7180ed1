from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "账号"
    beat_schedule = {
        "look-at-the-outbox": {"task": "accounts.tasks.look_at_the_outbox", "schedule": 60.0},
    }

    def ready(self):
        """The web process announces this task, so it must know it too."""
        from accounts import tasks  # noqa: F401
