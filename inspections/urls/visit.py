"""Addresses of visits (走访、指导、巡查)."""

from django.urls import path

from inspections.views import visit

urlpatterns = [
    path("visits/", visit.visit_list, name="visit_list"),
    path("visits.xlsx", visit.visit_sheet, name="visit_sheet"),
    path("visits/new/", visit.visit_new, name="visit_new"),
    path("visits/<uuid:pk>/", visit.visit_detail, name="visit_detail"),
    path("visits/<uuid:pk>/refer/", visit.visit_refer, name="visit_refer"),
    path("visits/photos/<int:pk>/", visit.visit_photo, name="visit_photo"),
]
