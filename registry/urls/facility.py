"""Addresses of acts on a recorded facility (备案状态), and of the commission's queues."""

from django.urls import path

from registry.views import queue
from registry.views.standing import acts, verification

urlpatterns = [
    path("facilities/to-verify/", queue.verification_queue, name="verification_queue"),
    path("facilities/to-verify.xlsx", queue.verification_sheet, name="verification_sheet"),
    path("documents/expiring/", queue.document_expiring, name="document_expiring"),
    path("documents/expiring.xlsx", queue.document_expiring_sheet, name="document_expiring_sheet"),
    path(
        "facilities/<slug:public_id>/verification/",
        verification.facility_verification,
        name="facility_verification",
    ),
    path(
        "facilities/<slug:public_id>/verify/", verification.facility_verify, name="facility_verify"
    ),
    path(
        "facilities/<slug:public_id>/find-nonconforming/",
        verification.facility_find_nonconforming,
        name="facility_find_nonconforming",
    ),
    path("facilities/<slug:public_id>/extend/", acts.facility_extend, name="facility_extend"),
    path("facilities/<slug:public_id>/pause/", acts.facility_pause, name="facility_pause"),
    path("facilities/<slug:public_id>/resume/", acts.facility_resume, name="facility_resume"),
    path("facilities/<slug:public_id>/close/", acts.facility_close, name="facility_close"),
    path(
        "facilities/<slug:public_id>/inclusive/", acts.facility_inclusive, name="facility_inclusive"
    ),
    path("facilities/<slug:public_id>/point/", acts.facility_point, name="facility_point"),
    path(
        "verifications/photos/<int:pk>/", verification.verification_photo, name="verification_photo"
    ),
]
