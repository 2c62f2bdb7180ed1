"""Three lives, three tables: the only code that writes `status` and `standing`."""

from registry.choices import FilingStatus, ReviewStatus, Standing
from registry.workflow.filing import (
    FILING_TRANSITIONS,
    available_filing_actions,
    begin_filing,
    check_filing,
    discard,
    finish_filing,
)
from registry.workflow.publication import (
    known_version,
    public_version,
    publish_changes,
    raise_public_version,
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

# What `print_workflow` prints of this floor
TABLES = (
    ("备案申请", FILING_TRANSITIONS, FilingStatus),
    ("备案状态", STANDING_TRANSITIONS, Standing),
    ("部门核验", REVIEW_TRANSITIONS, ReviewStatus),
)

__all__ = [
    "FILING_TRANSITIONS",
    "REVIEW_TRANSITIONS",
    "STANDING_TRANSITIONS",
    "TABLES",
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
    "known_version",
    "public_version",
    "publish_changes",
    "raise_public_version",
]
