"""Addresses of operators (举办者) and their representatives."""

from django.urls import path

from registry.views import operator, representative

urlpatterns = [
    path("operators/new/", operator.operator_new, name="operator_new"),
    path("my/facilities/", operator.facility_mine, name="facility_mine"),
    path("representatives.xlsx", representative.representative_sheet, name="representative_sheet"),
    path("representatives/", representative.representative_list, name="representative_list"),
    path(
        "representatives/<uuid:pk>/confirm/",
        representative.representative_confirm,
        name="representative_confirm",
    ),
    path(
        "representatives/<uuid:pk>/end/",
        representative.representative_end,
        name="representative_end",
    ),
    path(
        "representatives/<uuid:pk>/authorization/",
        representative.representative_authorization,
        name="representative_authorization",
    ),
    path(
        "representatives/<uuid:pk>/authorization/picture/",
        representative.representative_picture,
        name="representative_picture",
    ),
    path(
        "representatives/<uuid:pk>/authorization/form/",
        representative.representative_form,
        name="representative_form",
    ),
]
