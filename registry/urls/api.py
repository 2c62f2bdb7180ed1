"""Addresses of the open API (开放接口), version 1."""

from django.urls import path

from registry.api import district, facility, registration

urlpatterns = [
    path("api/v1/facilities/", facility.FacilityListView.as_view(), name="api_facility_list"),
    path(
        "api/v1/facilities/<str:public_id>/",
        facility.FacilityDetailView.as_view(),
        name="api_facility_detail",
    ),
    path(
        "api/v1/verify/<str:token>/", district.ReceiptCheckView.as_view(), name="api_receipt_check"
    ),
    path("api/v1/duties/", district.DutyListView.as_view(), name="api_duty_list"),
    path("api/v1/figures/", district.FigureListView.as_view(), name="api_figure_list"),
    path(
        "api/v1/registrations/",
        registration.RegistrationPushView.as_view(),
        name="api_registration_push",
    ),
    path("api/v1/openapi.json", district.SchemaView.as_view(), name="api_schema"),
]
