"""Addresses of what anybody may see (公开名录、公开信息、办事指南)."""

from django.urls import path

from registry.views import disclosure, guide
from registry.views.public import compare, facility, feed, file, follow, listing

urlpatterns = [
    path("facilities/", listing.facility_list, name="facility_list"),
    path("facilities.csv", file.facility_csv, name="facility_csv"),
    path("facilities.geojson", file.facility_geojson, name="facility_geojson"),
    path("facilities.json", file.facility_json, name="facility_json"),
    path("facilities/compare/", compare.facility_compare, name="facility_compare"),
    path("facilities/not-found/", guide.facility_missing, name="facility_missing"),
    path("facilities/<slug:public_id>/", facility.facility_detail, name="facility_detail"),
    path("facilities/<slug:public_id>/follow/", follow.facility_follow, name="facility_follow"),
    path("facilities/<slug:public_id>/feed/", feed.facility_feed, name="facility_feed"),
    path("townships/<slug:code>/follow/", follow.township_follow, name="township_follow"),
    path("townships/<slug:code>/feed/", feed.township_feed, name="township_feed"),
    path("follow/<str:token>/", follow.follow_detail, name="follow_detail"),
    path("follow/<str:token>/confirm/", follow.follow_confirm, name="follow_confirm"),
    path("follow/<str:token>/leave/", follow.follow_leave, name="follow_leave"),
    path("disclosures/", disclosure.disclosure_list, name="disclosure_list"),
    path("figures/", guide.figure_list, name="figure_list"),
    path("guide/", guide.guide, name="guide"),
    path("open-data/", guide.open_data, name="open_data"),
    path("open-data/schema.json", file.schema_of_open_data, name="open_data_schema"),
    path("open-data/<str:name>", file.file_of_the_day, name="open_data_file"),
]
