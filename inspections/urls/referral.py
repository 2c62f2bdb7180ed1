"""Addresses of referrals (移送)."""

from django.urls import path

from inspections.views import referral

urlpatterns = [
    path("referrals/", referral.referral_list, name="referral_list"),
    path("referrals.xlsx", referral.referral_sheet, name="referral_sheet"),
    path("referrals/<uuid:pk>/", referral.referral_detail, name="referral_detail"),
    path("referrals/<uuid:pk>/accept/", referral.referral_accept, name="referral_accept"),
    path("referrals/<uuid:pk>/return/", referral.referral_return, name="referral_return"),
]
