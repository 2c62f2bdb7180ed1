"""Addresses of the self-check (自查), open to anybody."""

from django.urls import path

from registry.views import self_check

urlpatterns = [
    path("self-check/", self_check.self_check_form, name="self_check"),
    path("self-check/result/", self_check.self_check_result, name="self_check_result"),
    path("self-check/clear/", self_check.self_check_clear, name="self_check_clear"),
]
