"""Addresses of registrations (登记信息)."""

from django.urls import path

from registry.views.registration import listing, page, pushing

urlpatterns = [
    path("registrations/", listing.registration_list, name="registration_list"),
    path("registrations/<int:pk>/", page.registration_detail, name="registration_detail"),
    path("registrations.xlsx", listing.registration_sheet, name="registration_sheet"),
    path("registrations/push/", pushing.registration_push, name="registration_push"),
    path("registrations/sample.xlsx", pushing.registration_sample, name="registration_sample"),
]
