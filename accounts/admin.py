"""Administration of accounts (账号管理); what has a life of its own is only shown."""

import allauth.account.admin
import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401 (registered there, so that it can be taken away here)
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from simple_history.admin import SimpleHistoryAdmin

from accounts.models import Delivery, StoredFile, User
from accounts.services.user import remove_second_factor, replace_address

# Secrets and addresses of others are nobody's to edit: what is needed stands on the account itself.
admin.site.unregister([EmailAddress, Authenticator, UserSession])


@admin.register(User)
class UserAdmin(SimpleHistoryAdmin, DjangoUserAdmin):
    list_display = ["username", "name", "mobile", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser"]
    search_fields = ["username", "name", "email", "mobile"]
    readonly_fields = ["last_login", "date_joined", "must_confirm_email"]
    actions = ["clear_second_factor"]
    filter_horizontal = ["groups", "user_permissions"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("个人信息", {"fields": ["name", "mobile", "email", "must_confirm_email"]}),
        (
            "权限",
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        ("时间", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {"fields": ["username", "name", "mobile", "email", "password1", "password2"]},
        )
    ]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            replace_address(obj)

    @admin.action(description="清除所选账号的双因素认证（核实本人后）", permissions=["change"])
    def clear_second_factor(self, request, queryset):
        for user in queryset:
            remove_second_factor(user)
            self.log_change(request, user, "清除双因素认证")
        self.message_user(request, f"已清除 {len(queryset)} 个账号的双因素认证。")

    def has_delete_permission(self, request, obj=None):
        return False  # what a person did stays theirs: accounts are closed, never removed


class ShownOnly(admin.ModelAdmin):
    """For looking: no adding, changing or removing."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Delivery)
class DeliveryAdmin(ShownOnly):
    list_display = ["message", "channel", "address", "status", "attempts", "sent_at"]
    list_filter = ["status", "channel"]
    list_select_related = ["message"]
    fields = [
        "channel",
        "address",
        "status",
        "attempts",
        "last_error",
        "next_try_at",
        "sent_at",
    ]


@admin.register(StoredFile)
class StoredFileAdmin(ShownOnly):
    list_display = ["name", "content_type", "size", "pages", "created_by", "created_at"]
    list_select_related = ["created_by"]
    search_fields = ["name", "sha256"]
    fields = ["name", "content_type", "size", "pages", "sha256", "created_by", "created_at"]
