"""Addresses of registrations (登记信息)."""

from django.urls import path

from registry.views import registration

urlpatterns = [
    path("registrations/", registration.registration_list, name="registration_list"),
    path("registrations.xlsx", registration.registration_sheet, name="registration_sheet"),
    path("registrations/push/", registration.registration_push, name="registration_push"),
    path("registrations/sample.xlsx", registration.registration_sample, name="registration_sample"),
]
