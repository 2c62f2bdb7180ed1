"""Supervision (监督检查): checklists, inspections, visits, findings, rectifications, referrals."""

from inspections.models.answer import AnswerPhoto, RectificationAnswer
from inspections.models.checklist import Checklist, ChecklistItem
from inspections.models.event import Event
from inspections.models.finding import Finding
from inspections.models.inspection import Inspection
from inspections.models.inspection_item import InspectionItem, InspectionPhoto, Inspector
from inspections.models.paper import Paper
from inspections.models.rectification import Rectification, RectificationItem
from inspections.models.referral import Referral
from inspections.models.visit import Visit, VisitItem, VisitPhoto

__all__ = [
    "AnswerPhoto",
    "Checklist",
    "ChecklistItem",
    "Event",
    "Finding",
    "Inspection",
    "InspectionItem",
    "InspectionPhoto",
    "Inspector",
    "Paper",
    "Rectification",
    "RectificationAnswer",
    "RectificationItem",
    "Referral",
    "Visit",
    "VisitItem",
    "VisitPhoto",
]
