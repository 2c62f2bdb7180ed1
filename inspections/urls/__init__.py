"""Addresses of supervision (监督检查)."""

app_name = "inspections"

urlpatterns = []
