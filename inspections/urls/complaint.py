"""Addresses of complaints (投诉举报)."""

from django.urls import path

from inspections.views.complaint import acts, page, public, queue

urlpatterns = [
    path("complaints/", queue.complaint_list, name="complaint_list"),
    path("complaints.xlsx", queue.complaint_sheet, name="complaint_sheet"),
    path("complaints/new/", public.complaint_new, name="complaint_new"),
    path("complaints/received/", public.complaint_received, name="complaint_received"),
    path("complaints/lookup/", public.complaint_lookup, name="complaint_lookup"),
    path("complaints/<uuid:pk>/", page.complaint_detail, name="complaint_detail"),
    path("complaints/<uuid:pk>/accept/", acts.complaint_accept, name="complaint_accept"),
    path("complaints/<uuid:pk>/hand-over/", acts.complaint_hand_over, name="complaint_hand_over"),
    path("complaints/<uuid:pk>/merge/", acts.complaint_merge, name="complaint_merge"),
    path("complaints/<uuid:pk>/answer/", acts.complaint_answer, name="complaint_answer"),
    path(
        "complaints/<uuid:pk>/photos/<int:photo_pk>/",
        page.complaint_photo,
        name="complaint_photo",
    ),
]
