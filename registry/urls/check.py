"""Addresses of the automatic checks (检查规则、检查结果)."""

from django.urls import path

from registry.views import check
from registry.views.desk import checks

urlpatterns = [
    path("checks/", check.check_list, name="check_list"),
    path("checks.xlsx", check.check_sheet, name="check_sheet"),
    path("checks/<slug:check_id>/", check.check_detail, name="check_detail"),
    path("filings/<uuid:pk>/checks/", checks.filing_checks, name="filing_checks"),
    path("filings/<uuid:pk>/checks.xlsx", checks.filing_check_sheet, name="filing_check_sheet"),
    path(
        "filings/<uuid:pk>/findings/<int:finding>/overrule/",
        checks.finding_overrule,
        name="finding_overrule",
    ),
]
