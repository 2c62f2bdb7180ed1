"""Administration of rules kept as rows: which unit is asked, which papers are wanted."""

from django.contrib import admin

from registry.models import MaterialRule, ReviewRoute
from wuqing_tuoyu import clock


class RuleAdmin(admin.ModelAdmin):
    """A row a person edited is kept by load_reference; one in force is ended, never removed."""

    readonly_fields = ["edited_at"]

    class Media:
        css = {"all": ["css/admin.css"]}

    def save_model(self, request, obj, form, change):
        obj.edited_at = clock.now()
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ReviewRoute)
class ReviewRouteAdmin(RuleAdmin):
    list_display = [
        "subject",
        "nature",
        "unit",
        "gate",
        "is_binding",
        "days",
        "is_active",
    ]
    list_filter = ["gate", "subject", "is_active"]
    list_select_related = ["department"]
    autocomplete_fields = ["department"]

    @admin.display(description="核验单位", ordering="department")
    def unit(self, route):
        return route.department or "所在镇街"


@admin.register(MaterialRule)
class MaterialRuleAdmin(RuleAdmin):
    list_display = [
        "document_kind",
        "filing_kind",
        "audience",
        "condition",
        "is_required",
        "effective_from",
        "effective_until",
    ]
    list_filter = ["filing_kind", "audience", "is_required"]
    search_fields = ["help_text", "source"]
