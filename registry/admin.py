"""Administration of rules kept as rows, and of the titles facilities were given."""

from django import forms
from django.contrib import admin

from registry.models import Facility, Honour, MaterialRule, ReviewRoute
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


class HonourForm(forms.ModelForm):
    """A title is given to the facility of a number (备案编号), as it stands on the paper."""

    facility = forms.ModelChoiceField(
        Facility.objects.listed(),
        to_field_name="number",
        label="备案编号",
        widget=forms.TextInput,
        error_messages={"invalid_choice": "没有这个编号的已备案机构，请对照回执填写。"},
    )

    class Meta:
        model = Honour
        fields = [
            "facility",
            "kind",
            "title",
            "awarded_by",
            "awarded_on",
            "source",
            "withdrawn_on",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["facility"] = self.instance.facility.number


@admin.register(Honour)
class HonourAdmin(admin.ModelAdmin):
    form = HonourForm
    list_display = ["title", "facility", "kind", "awarded_by", "awarded_on", "withdrawn_on"]
    list_filter = ["kind", "awarded_by"]
    list_select_related = ["facility"]
    search_fields = ["title", "facility__name", "facility__number"]
    date_hierarchy = "awarded_on"

    class Media:
        css = {"all": ["css/admin.css"]}

    def has_delete_permission(self, request, obj=None):
        return False
