"""Administration of the rules of supervision that are kept as rows."""

from django.contrib import admin

from inspections.models import ComplaintRoute
from registry.admin import RuleAdmin


@admin.register(ComplaintRoute)
class ComplaintRouteAdmin(RuleAdmin):
    list_display = ["kind", "unit", "duty", "is_urgent"]
    list_select_related = ["department", "duty__department"]
    autocomplete_fields = ["department", "duty"]
    readonly_fields = ["kind", "edited_at"]

    def has_add_permission(self, request):
        return False

    @admin.display(description="办理单位", ordering="department")
    def unit(self, route):
        return route.department or "所在镇街"
