"""Addresses of the review desk (逐件核对) and of the commission's acts on a filing."""

from django.urls import path

from registry.views import queue
from registry.views.desk import filing_acts, judging, taking

urlpatterns = [
    path("filings/next/", taking.filing_next, name="filing_next"),
    path("filings/<uuid:pk>/assign/", taking.filing_assign, name="filing_assign"),
    path("filings/<uuid:pk>/note/", judging.filing_note, name="filing_note"),
    path(
        "filings/<uuid:pk>/items/<int:item>/accept/", judging.item_accept, name="filing_item_accept"
    ),
    path(
        "filings/<uuid:pk>/items/<int:item>/refuse/", judging.item_refuse, name="filing_item_refuse"
    ),
    path(
        "filings/<uuid:pk>/items/<int:item>/identity/",
        judging.item_identity,
        name="filing_item_identity",
    ),
    path("filings/<uuid:pk>/return/", filing_acts.filing_return, name="filing_return"),
    path("filings/<uuid:pk>/extend/", filing_acts.filing_extend, name="filing_extend"),
    path("filings/<uuid:pk>/propose/", filing_acts.filing_propose, name="filing_propose"),
    path("filings/<uuid:pk>/send-back/", filing_acts.filing_send_back, name="filing_send_back"),
    path(
        "filings/<uuid:pk>/issue-receipt/",
        filing_acts.filing_issue_receipt,
        name="filing_issue_receipt",
    ),
    path("filings/<uuid:pk>/decline/", filing_acts.filing_decline, name="filing_decline"),
    path("filings/<uuid:pk>/lapse/", filing_acts.filing_lapse, name="filing_lapse"),
    path("filings/ledger.xlsx", queue.filing_sheet, name="filing_sheet"),
]
