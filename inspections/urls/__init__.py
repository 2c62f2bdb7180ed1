"""Addresses of supervision (监督检查): one module a noun."""

from inspections.urls import complaint

app_name = "inspections"

urlpatterns = [
    *complaint.urlpatterns,
]
