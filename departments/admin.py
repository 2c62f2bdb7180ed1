"""Administration of units, members, duties, ladders, parameters, population and tokens."""

from datetime import timedelta

from django.contrib import admin
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from simple_history.admin import SimpleHistoryAdmin

from departments.models import (
    AccessToken,
    Assignment,
    Department,
    Duty,
    Holiday,
    Member,
    Parameter,
    PlanTask,
    Population,
    ReminderLadder,
)
from departments.services.deadlines import recompute_deadlines
from departments.services.token import issue_token, revoke_token
from wuqing_tuoyu import clock


class ReferenceAdmin(SimpleHistoryAdmin):
    """Reference data (基础资料): a row a person edited is kept by load_reference."""

    readonly_fields = ["edited_at"]

    class Media:
        css = {"all": ["css/admin.css"]}

    def save_model(self, request, obj, form, change):
        obj.edited_at = clock.now()
        super().save_model(request, obj, form, change)


@admin.register(Department)
class DepartmentAdmin(ReferenceAdmin):
    list_display = [
        "name",
        "code",
        "kind",
        "is_council_member",
        "has_annex_duties",
        "may_inspect",
        "phone",
        "is_active",
    ]
    list_filter = ["kind", "is_council_member", "may_inspect", "is_active"]
    search_fields = ["name", "short_name", "code"]

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Member)
class MemberAdmin(ReferenceAdmin):
    list_display = [
        "user",
        "department",
        "role",
        "active_from",
        "active_until",
        "enforcement_certificate",
        "certificate_until",
    ]
    list_filter = ["role", "department__kind", "department"]
    list_select_related = ["user", "department"]
    search_fields = ["user__name", "user__username", "department__name"]
    autocomplete_fields = ["department"]
    raw_id_fields = ["user"]
    date_hierarchy = "active_from"

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Duty)
class DutyAdmin(ReferenceAdmin):
    list_display = ["department", "position", "text"]
    list_filter = ["department"]
    list_select_related = ["department"]
    search_fields = ["text"]


class AssignmentInline(admin.TabularInline):
    model = Assignment
    extra = 0
    autocomplete_fields = ["department"]


@admin.register(PlanTask)
class PlanTaskAdmin(ReferenceAdmin):
    list_display = ["number", "title", "chapter", "township_role"]
    inlines = [AssignmentInline]

    def save_formset(self, request, form, formset, change):
        for row in formset.save(commit=False):
            row.edited_at = clock.now()
            row.save()
        for row in formset.deleted_objects:
            row.delete()


@admin.register(Population)
class PopulationAdmin(ReferenceAdmin):
    list_display = ["department", "year", "residents", "source"]
    list_filter = ["year"]
    list_select_related = ["department"]


@admin.register(ReminderLadder)
class ReminderLadderAdmin(ReferenceAdmin):
    list_display = ["kind", "offset", "recipient"]
    list_filter = ["kind", "recipient"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        recompute_deadlines()

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        recompute_deadlines()

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        recompute_deadlines()


@admin.register(Parameter)
class ParameterAdmin(ReferenceAdmin):
    list_display = ["title", "key", "value", "unit", "effective_from", "source"]
    list_filter = ["effective_from", "value_type"]
    search_fields = ["key", "title", "source"]


@admin.register(Holiday)
class HolidayAdmin(SimpleHistoryAdmin):
    """Read here, entered a year at a time on the calendar page (放假安排)."""

    list_display = ["date", "name", "kind"]
    list_filter = ["kind"]
    date_hierarchy = "date"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(AccessToken)
class AccessTokenAdmin(admin.ModelAdmin):
    """Made here, shown once, taken back; never changed (接口令牌)."""

    list_display = [
        "department",
        "name",
        "scope",
        "beginning",
        "created_at",
        "expires_on",
        "last_used_on",
        "revoked_at",
    ]
    list_filter = ["scope", "department"]
    list_select_related = ["department"]
    fields = ["department", "scope", "name", "networks", "expires_on"]
    autocomplete_fields = ["department"]
    actions = ["revoke"]

    class Media:
        css = {"all": ["css/admin.css"]}

    def get_changeform_initial_data(self, request):
        return {"expires_on": clock.today() + timedelta(days=365)}

    def save_model(self, request, obj, form, change):
        request.secret = issue_token(obj, actor=request.user)

    def response_add(self, request, obj, post_url_continue=None):
        """The secret stands on this page alone, and in no cookie."""
        context = self.admin_site.each_context(request) | {
            "title": "令牌已经生成",
            "token": obj,
            "secret": request.secret,
            "opts": self.opts,
        }
        page = TemplateResponse(request, "departments/token/issued.html", context)
        return never_cache(lambda _: page)(request)

    def get_readonly_fields(self, request, obj=None):
        return [*self.list_display, "networks"] if obj else ()

    def get_fields(self, request, obj=None):
        return [*self.list_display, "networks"] if obj else self.fields

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.action(description="收回所选的令牌，立即生效", permissions=["change"])
    def revoke(self, request, queryset):
        for token in queryset.filter(revoked_at=None):
            revoke_token(token)
            self.log_change(request, token, "收回令牌")
        self.message_user(request, "已收回，使用这些令牌的系统不能再推送。")
