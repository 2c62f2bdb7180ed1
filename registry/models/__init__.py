"""The register (登记备案): operators, facilities, filings, reviews, papers."""

from registry.models.access import AccessRecord
from registry.models.check import CheckFinding, CheckSetting
from registry.models.declaration import ClassGroup, Declaration
from registry.models.document import Document, DocumentPage
from registry.models.event import Event
from registry.models.facility import Facility
from registry.models.filing import Filing
from registry.models.follow import Follow
from registry.models.honour import Honour
from registry.models.imports import Import, ImportRow
from registry.models.item import Confirmation, FilingItem
from registry.models.notice import Notice
from registry.models.operator import Operator, Representative
from registry.models.pause import Pause
from registry.models.public_version import PublicVersion
from registry.models.record import PublicRecord
from registry.models.registration import Registration, RegistrationFile, RegistrationNews
from registry.models.review import Review
from registry.models.roster import Fee, OpeningHours, StaffMember, Vacancy
from registry.models.rule import MaterialRule, NumberSequence, ReviewRoute
from registry.models.verification import (
    Nonconformity,
    Verification,
    VerificationItem,
    VerificationOfficer,
    VerificationPhoto,
)

__all__ = [
    "AccessRecord",
    "CheckFinding",
    "CheckSetting",
    "ClassGroup",
    "Confirmation",
    "Declaration",
    "Document",
    "DocumentPage",
    "Event",
    "Facility",
    "Fee",
    "Filing",
    "FilingItem",
    "Follow",
    "Honour",
    "Import",
    "ImportRow",
    "MaterialRule",
    "Nonconformity",
    "Notice",
    "NumberSequence",
    "OpeningHours",
    "Operator",
    "Pause",
    "PublicRecord",
    "PublicVersion",
    "Registration",
    "RegistrationFile",
    "RegistrationNews",
    "Representative",
    "Review",
    "ReviewRoute",
    "StaffMember",
    "Vacancy",
    "Verification",
    "VerificationItem",
    "VerificationOfficer",
    "VerificationPhoto",
]
