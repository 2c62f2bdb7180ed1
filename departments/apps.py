"""Floor 1: the units of the joint conference (成员单位), their duties, reminders and calendar."""

from django.apps import AppConfig


class DepartmentsConfig(AppConfig):
    name = "departments"
    verbose_name = "成员单位"
    default_auto_field = "django.db.models.BigAutoField"
