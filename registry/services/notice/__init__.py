"""Papers the commission issues (文书)."""

from registry.services.notice.conditions import conditions_content
from registry.services.notice.correction import (
    correction_content,
    decline_content,
    lapse_content,
)
from registry.services.notice.issue import issue_notice, open_notice
from registry.services.notice.receipt import cancellation_receipt_content, receipt_content
from registry.services.notice.standing import closure_content, nonconformity_content

__all__ = [
    "cancellation_receipt_content",
    "closure_content",
    "conditions_content",
    "correction_content",
    "decline_content",
    "issue_notice",
    "lapse_content",
    "nonconformity_content",
    "open_notice",
    "receipt_content",
]
