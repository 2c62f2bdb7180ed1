"""Addresses of filings (备案申请): the operator's side, and the list for everybody."""

from django.urls import path

from registry.views import filing, section, submission, typing

urlpatterns = [
    path("filings/", filing.FilingListView.as_view(), name="filing_list"),
    path("filings/new/", filing.filing_new, name="filing_new"),
    path("filings/<uuid:pk>/", filing.filing_detail, name="filing_detail"),
    path(
        "filings/<uuid:pk>/sections/<str:section>/",
        section.section_edit,
        name="section_edit",
    ),
    path(
        "filings/<uuid:pk>/sections/<str:section>/check/",
        typing.section_check,
        name="section_check",
    ),
    path("filings/<uuid:pk>/closing/", submission.filing_closing, name="filing_closing"),
    path("filings/<uuid:pk>/check/", submission.filing_submit, name="filing_check"),
    path("filings/<uuid:pk>/submit/", submission.filing_submit, name="filing_submit"),
    path("filings/<uuid:pk>/withdraw/", submission.filing_withdraw, name="filing_withdraw"),
    path("filings/<uuid:pk>/discard/", submission.filing_discard, name="filing_discard"),
    path(
        "filings/<uuid:pk>/items/<int:item_pk>/answer/",
        submission.item_answer,
        name="item_answer",
    ),
]
