"""Addresses of floor registry (登记备案): one module a noun."""

from registry.urls import document, filing, notice, operator, roster

app_name = "registry"
urlpatterns = [
    *operator.urlpatterns,
    *filing.urlpatterns,
    *document.urlpatterns,
    *roster.urlpatterns,
    *notice.urlpatterns,
]
