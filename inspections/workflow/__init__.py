"""Supervision in five tables: the only code that writes a `status` of this floor."""

from inspections.choices import (
    ChecklistStatus,
    InspectionStatus,
    RectificationStatus,
    ReferralStatus,
)
from inspections.choices.complaint import ComplaintStatus
from inspections.workflow.checklist import (
    CHECKLIST_TRANSITIONS,
    available_checklist_actions,
    begin_checklist,
    check_checklist,
    publish_version,
)
from inspections.workflow.complaint import (
    COMPLAINT_TRANSITIONS,
    available_complaint_actions,
    begin_complaint,
    check_complaint,
    finish_complaint,
)
from inspections.workflow.event import leave_event
from inspections.workflow.inspection import (
    INSPECTION_TRANSITIONS,
    available_inspection_actions,
    begin_inspection_act,
    check_inspection,
    finish_inspection_act,
    open_inspection,
    read_inspection,
)
from inspections.workflow.rectification import (
    RECTIFICATION_TRANSITIONS,
    available_rectification_actions,
    begin_rectification,
    check_rectification,
    finish_rectification,
    mark_item,
    open_rectification,
    read_rectification,
)
from inspections.workflow.referral import (
    REFERRAL_TRANSITIONS,
    available_referral_actions,
    begin_referral,
    check_referral,
    finish_referral,
    open_referral,
)

# What `print_workflow` prints of this floor
TABLES = (
    ("行政检查", INSPECTION_TRANSITIONS, InspectionStatus),
    ("整改", RECTIFICATION_TRANSITIONS, RectificationStatus),
    ("移送", REFERRAL_TRANSITIONS, ReferralStatus),
    ("投诉举报", COMPLAINT_TRANSITIONS, ComplaintStatus),
    ("检查清单", CHECKLIST_TRANSITIONS, ChecklistStatus),
)

__all__ = [
    "CHECKLIST_TRANSITIONS",
    "COMPLAINT_TRANSITIONS",
    "INSPECTION_TRANSITIONS",
    "RECTIFICATION_TRANSITIONS",
    "REFERRAL_TRANSITIONS",
    "TABLES",
    "available_checklist_actions",
    "available_complaint_actions",
    "available_inspection_actions",
    "available_rectification_actions",
    "available_referral_actions",
    "begin_checklist",
    "begin_complaint",
    "begin_inspection_act",
    "begin_rectification",
    "begin_referral",
    "check_checklist",
    "check_complaint",
    "check_inspection",
    "check_rectification",
    "check_referral",
    "finish_complaint",
    "finish_inspection_act",
    "finish_rectification",
    "finish_referral",
    "leave_event",
    "mark_item",
    "open_inspection",
    "open_rectification",
    "open_referral",
    "publish_version",
    "read_inspection",
    "read_rectification",
]
