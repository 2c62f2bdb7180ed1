"""Floor 3: supervision (监督检查): inspections, visits, rectification, complaints."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = "监督检查"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """The outbox tells this floor's events before it sends what is due."""
        from accounts.services import outbox
        from inspections.notifications import tell_untold
        from inspections.notifications.complaint import tell_untold_complaints

        outbox.register(tell_untold)
        outbox.register(tell_untold_complaints)
