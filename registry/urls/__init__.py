"""Addresses of floor registry (登记备案): one module a noun."""

from registry.urls import (
    api,
    check,
    desk,
    document,
    facility,
    filing,
    imports,
    notice,
    operator,
    public,
    registration,
    review,
    roster,
    self_check,
)

app_name = "registry"
urlpatterns = [
    *api.urlpatterns,
    *check.urlpatterns,
    *desk.urlpatterns,
    *document.urlpatterns,
    *facility.urlpatterns,
    *filing.urlpatterns,
    *imports.urlpatterns,
    *notice.urlpatterns,
    *operator.urlpatterns,
    *registration.urlpatterns,
    *review.urlpatterns,
    *roster.urlpatterns,
    *self_check.urlpatterns,
    *public.urlpatterns,  # last: its page of a facility would swallow other words
]
