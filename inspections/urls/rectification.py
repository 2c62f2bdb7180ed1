"""Addresses of rectifications (整改)."""

from django.urls import path

from inspections.views.rectification import acts, answers, listing, page

urlpatterns = [
    path("rectifications/", listing.rectification_list, name="rectification_list"),
    path("rectifications.xlsx", listing.rectification_sheet, name="rectification_sheet"),
    path(
        "rectifications/from-verification/<int:verification_pk>/",
        acts.rectification_from_verification,
        name="rectification_from_verification",
    ),
    path("rectifications/<uuid:pk>/", page.rectification_detail, name="rectification_detail"),
    path(
        "rectifications/<uuid:pk>/submit/",
        answers.rectification_submit,
        name="rectification_submit",
    ),
    path(
        "rectifications/<uuid:pk>/return/", acts.rectification_return, name="rectification_return"
    ),
    path(
        "rectifications/<uuid:pk>/verify/", acts.rectification_verify, name="rectification_verify"
    ),
    path(
        "rectifications/<uuid:pk>/extend/", acts.rectification_extend, name="rectification_extend"
    ),
    path(
        "rectifications/<uuid:pk>/recheck/",
        acts.rectification_recheck,
        name="rectification_recheck",
    ),
    path("rectifications/<uuid:pk>/refer/", acts.rectification_refer, name="rectification_refer"),
    path(
        "rectifications/<uuid:pk>/items/<int:item_pk>/answer/",
        answers.item_answer,
        name="item_answer",
    ),
    path(
        "rectifications/<uuid:pk>/items/<int:item_pk>/accept/",
        acts.answer_accept,
        name="answer_accept",
    ),
    path(
        "rectifications/<uuid:pk>/items/<int:item_pk>/refuse/",
        acts.answer_refuse,
        name="answer_refuse",
    ),
    path("rectifications/papers/<int:pk>/", acts.paper_file, name="paper_file"),
    path("rectifications/papers/<int:pk>/open/", acts.paper_open, name="paper_open"),
    path("rectifications/photos/<int:pk>/", answers.answer_photo, name="answer_photo"),
    path(
        "rectifications/photos/<int:pk>/remove/",
        answers.answer_photo_remove,
        name="answer_photo_remove",
    ),
]
