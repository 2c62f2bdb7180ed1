"""Addresses of checklists (检查清单)."""

from django.urls import path

from inspections.views import checklist

urlpatterns = [
    path("checklists/", checklist.checklist_list, name="checklist_list"),
    path("checklists/<int:pk>/", checklist.checklist_detail, name="checklist_detail"),
    path("checklists/<int:pk>/revise/", checklist.checklist_revise, name="checklist_revise"),
    path("checklists/<int:pk>/edit/", checklist.checklist_edit, name="checklist_edit"),
    path("checklists/<int:pk>/publish/", checklist.checklist_publish, name="checklist_publish"),
    path("checklists/<int:pk>/discard/", checklist.checklist_discard, name="checklist_discard"),
]
