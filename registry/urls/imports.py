"""Addresses of the import of facilities filed before the portal (存量导入)."""

from django.urls import path

from registry.views import imports

urlpatterns = [
    path("imports/", imports.import_list, name="import_list"),
    path("imports.xlsx", imports.import_sheet, name="import_sheet"),
    path("imports/sample.xlsx", imports.import_sample, name="import_sample"),
    path("imports/<uuid:pk>/", imports.import_detail, name="import_detail"),
    path("imports/<uuid:pk>/confirm/", imports.import_confirm, name="import_confirm"),
    path("imports/<uuid:pk>/discard/", imports.import_discard, name="import_discard"),
]
