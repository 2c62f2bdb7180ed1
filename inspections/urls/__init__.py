"""Addresses of supervision (监督检查): one module a noun."""

from inspections.urls import checklist, complaint, inspection, rectification, referral, visit

app_name = "inspections"

urlpatterns = [
    *inspection.urlpatterns,
    *visit.urlpatterns,
    *rectification.urlpatterns,
    *referral.urlpatterns,
    *checklist.urlpatterns,
    *complaint.urlpatterns,
]
