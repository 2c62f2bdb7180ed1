"""Addresses of the roster (人员名册), fees, opening hours and free places."""

from django.urls import path

from registry.views import document, offer, roster, typing

PERSON = "facilities/<str:public_id>/staff/<int:staff_pk>"

urlpatterns = [
    path("facilities/<str:public_id>/staff/", roster.staff_list, name="staff_list"),
    path("facilities/<str:public_id>/staff/new/", roster.staff_new, name="staff_new"),
    path("facilities/<str:public_id>/staff/check/", typing.staff_check, name="staff_check"),
    path(f"{PERSON}/check/", typing.staff_check, name="staff_check"),
    path(
        f"{PERSON}/documents/<str:kind>/check/",
        typing.staff_document_check,
        name="staff_document_check",
    ),
    path(f"{PERSON}/", roster.staff_detail, name="staff_detail"),
    path(f"{PERSON}/edit/", roster.staff_edit, name="staff_edit"),
    path(f"{PERSON}/leave/", roster.staff_leave, name="staff_leave"),
    path(f"{PERSON}/identity/", roster.staff_identity, name="staff_identity"),
    path(f"{PERSON}/documents/<str:kind>/", document.staff_document, name="staff_document"),
    path("facilities/<str:public_id>/fees/", offer.fee_edit, name="fee_edit"),
    path("facilities/<str:public_id>/hours/", offer.opening_hours_edit, name="opening_hours_edit"),
    path("facilities/<str:public_id>/vacancies/", offer.vacancy_edit, name="vacancy_edit"),
    path("facilities/<str:public_id>/unchanged/", offer.offer_confirm, name="offer_confirm"),
]
