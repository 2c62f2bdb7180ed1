"""Addresses of papers (文书) and of the check of a receipt (核对回执)."""

from django.urls import path

from registry.views import notice, receipt_check

urlpatterns = [
    path("notices/<int:pk>/", notice.notice_detail, name="notice_detail"),
    path("notices/<int:pk>/open/", notice.notice_open, name="notice_open"),
    path("notices/<int:pk>/pdf/", notice.notice_pdf, name="notice_pdf"),
    path(
        "filings/<uuid:pk>/declaration.pdf",
        notice.filing_declaration_pdf,
        name="filing_declaration_pdf",
    ),
    path("verify/", receipt_check.receipt_check_form, name="receipt_check_form"),
    path("verify/<str:token>/", receipt_check.receipt_check, name="receipt_check"),
]
