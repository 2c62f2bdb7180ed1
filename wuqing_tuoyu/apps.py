from django.apps import AppConfig, apps


class RoofConfig(AppConfig):
    name = "wuqing_tuoyu"
    verbose_name = "武清区托育机构登记备案门户"

    def ready(self):
        """Beat runs what the installed floors ask for in `AppConfig.beat_schedule`."""
        from wuqing_tuoyu.celery import app

        schedule = {}
        for config in apps.get_app_configs():
            schedule |= getattr(config, "beat_schedule", {})
        app.conf.beat_schedule = schedule
