"""Addresses of floor registry (登记备案): one module a noun."""

from registry.urls import notice

app_name = "registry"
urlpatterns = [*notice.urlpatterns]
