"""Addresses of inspections (行政检查)."""

from django.urls import path

from inspections.views.inspection import (
    acts,
    items,
    listing,
    page,
    planning,
    publishing,
    responding,
)

urlpatterns = [
    path("inspections/", listing.inspection_list, name="inspection_list"),
    path("inspections.xlsx", listing.inspection_sheet, name="inspection_sheet"),
    path("inspections/new/", planning.inspection_new, name="inspection_new"),
    path("inspections/<uuid:pk>/", page.inspection_detail, name="inspection_detail"),
    path("inspections/<uuid:pk>/begin/", acts.inspection_begin, name="inspection_begin"),
    path("inspections/<uuid:pk>/items/", items.inspection_items, name="inspection_items"),
    path("inspections/<uuid:pk>/photos/", items.inspection_photos, name="inspection_photos"),
    path("inspections/<uuid:pk>/conclude/", acts.inspection_conclude, name="inspection_conclude"),
    path("inspections/<uuid:pk>/order/", acts.inspection_order, name="inspection_order"),
    path("inspections/<uuid:pk>/refer/", acts.inspection_refer, name="inspection_refer"),
    path("inspections/<uuid:pk>/tell/", acts.inspection_tell, name="inspection_tell"),
    path("inspections/<uuid:pk>/close/", acts.inspection_close, name="inspection_close"),
    path(
        "inspections/<uuid:pk>/publish/", publishing.inspection_publish, name="inspection_publish"
    ),
    path(
        "inspections/<uuid:pk>/withdraw/",
        publishing.inspection_withdraw,
        name="inspection_withdraw",
    ),
    path(
        "inspections/<uuid:pk>/respond/", responding.inspection_respond, name="inspection_respond"
    ),
    path(
        "inspections/<uuid:pk>/retract/", responding.inspection_retract, name="inspection_retract"
    ),
    path(
        "inspections/<uuid:pk>/take-down/",
        responding.inspection_take_down,
        name="inspection_take_down",
    ),
    path("inspections/<uuid:pk>/cancel/", acts.inspection_cancel, name="inspection_cancel"),
    path(
        "inspections/<uuid:pk>/findings/<int:finding_pk>/correct/",
        acts.finding_correct,
        name="finding_correct",
    ),
    path("inspections/photos/<int:pk>/", items.inspection_photo, name="inspection_photo"),
]
