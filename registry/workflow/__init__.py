"""Three lives, three tables: the only code that writes `status` and `standing`."""

from registry.workflow.filing import (
    FILING_TRANSITIONS,
    available_filing_actions,
    begin_filing,
    check_filing,
    discard,
    finish_filing,
)
from registry.workflow.review import (
    REVIEW_TRANSITIONS,
    available_review_actions,
    begin_review,
    check_review,
    finish_review,
)
from registry.workflow.standing import (
    STANDING_TRANSITIONS,
    available_standing_actions,
    begin_facility,
    check_facility,
    finish_standing,
)

__all__ = [
    "FILING_TRANSITIONS",
    "REVIEW_TRANSITIONS",
    "STANDING_TRANSITIONS",
    "available_filing_actions",
    "available_review_actions",
    "available_standing_actions",
    "begin_facility",
    "begin_filing",
    "begin_review",
    "check_facility",
    "check_filing",
    "check_review",
    "discard",
    "finish_filing",
    "finish_review",
    "finish_standing",
]
