"""Addresses of floor accounts (账号)."""

app_name = "accounts"
urlpatterns = []
