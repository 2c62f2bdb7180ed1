"""Addresses of the units' reviews (部门核验)."""

from django.urls import path

from registry.views.review import acts, page, queue

urlpatterns = [
    path("reviews/", queue.review_list, name="review_list"),
    path("reviews.xlsx", queue.review_sheet, name="review_sheet"),
    path("reviews/<uuid:pk>/", page.review_detail, name="review_detail"),
    path("reviews/<uuid:pk>/answer/", acts.review_answer, name="review_answer"),
    path("reviews/<uuid:pk>/hand-over/", acts.review_hand_over, name="review_hand_over"),
    path("reviews/<uuid:pk>/overrule/", acts.review_overrule, name="review_overrule"),
]
