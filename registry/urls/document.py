"""Addresses of papers (备案材料), their pages and pictures."""

from django.urls import path

from registry.views import document, document_page, typing

urlpatterns = [
    path(
        "filings/<uuid:pk>/documents/<str:kind>/",
        document.filing_document,
        name="filing_document",
    ),
    path(
        "filings/<uuid:pk>/documents/<str:kind>/<int:document_pk>/",
        document.filing_document,
        name="filing_document",
    ),
    path(
        "filings/<uuid:pk>/documents/<str:kind>/check/",
        typing.document_check,
        name="document_check",
    ),
    path(
        "filings/<uuid:pk>/documents/<str:kind>/<int:document_pk>/check/",
        typing.document_check,
        name="document_check",
    ),
    path("documents/<int:pk>/", document_page.document_detail, name="document_detail"),
    path(
        "documents/<int:pk>/pages/<int:number>/",
        document_page.document_picture,
        name="document_picture",
    ),
    path(
        "documents/<int:pk>/files/<int:page_pk>/", document_page.document_file, name="document_file"
    ),
    path("documents/<int:pk>/remove/", document_page.document_remove, name="document_remove"),
    path("pages/<int:page_pk>/turn/", document_page.document_page_turn, name="document_page_turn"),
    path(
        "pages/<int:page_pk>/remove/",
        document_page.document_page_remove,
        name="document_page_remove",
    ),
    path(
        "pages/<int:page_pk>/<str:direction>/",
        document_page.document_page_move,
        name="document_page_move",
    ),
]
