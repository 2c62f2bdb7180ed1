"""Addresses of the accounts floor (账号)."""

from django.urls import path

from accounts.views import message, profile

app_name = "accounts"
urlpatterns = [
    path("accounts/", profile.profile, name="profile"),
    path("accounts/edit/", profile.profile_edit, name="profile_edit"),
    path("messages/", message.MessageListView.as_view(), name="message_list"),
    path("messages/read/", message.message_read_all, name="message_read_all"),
    path("messages/failed.xlsx", message.delivery_sheet, name="delivery_sheet"),
    path("messages/failed/", message.FailedDeliveryListView.as_view(), name="delivery_failed"),
    path("messages/failed/<int:pk>/retry/", message.delivery_retry, name="delivery_retry"),
    path("messages/<int:pk>/open/", message.message_open, name="message_open"),
]
