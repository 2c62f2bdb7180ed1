"""Floor 3: supervision (监督检查): inspections, visits, findings, rectification."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = "监督检查"
    default_auto_field = "django.db.models.BigAutoField"
