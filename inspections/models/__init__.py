"""Supervision (监督检查): checklists, inspections, visits, rectifications, complaints."""

from inspections.models.answer import AnswerPhoto, RectificationAnswer
from inspections.models.checklist import Checklist, ChecklistItem
from inspections.models.complaint import Complaint, ComplaintEvent, ComplaintPhoto
from inspections.models.complaint_route import ComplaintRoute
from inspections.models.event import Event
from inspections.models.finding import Finding
from inspections.models.inspection import Inspection
from inspections.models.inspection_item import InspectionItem, InspectionPhoto, Inspector
from inspections.models.paper import Paper
from inspections.models.rectification import Rectification, RectificationItem
from inspections.models.referral import Referral
from inspections.models.response import Response
from inspections.models.tally import Tally
from inspections.models.visit import Visit, VisitItem, VisitPhoto

__all__ = [
    "AnswerPhoto",
    "Checklist",
    "ChecklistItem",
    "Complaint",
    "ComplaintEvent",
    "ComplaintPhoto",
    "ComplaintRoute",
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
    "Response",
    "Tally",
    "Visit",
    "VisitItem",
    "VisitPhoto",
]
