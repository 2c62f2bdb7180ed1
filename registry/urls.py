"""Addresses of floor registry (登记备案)."""

app_name = "registry"
urlpatterns = []
