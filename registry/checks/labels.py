"""How a column is called on a page, wherever it stands."""

from collections.abc import Iterable

from django.core.exceptions import FieldDoesNotExist

from registry.choices import Section
from registry.models import ClassGroup, Declaration, Document, Fee, Filing, StaffMember
from registry.models.sections import SECTION_FIELDS

GROUPS = {
    "classes": "班级",
    "staff": "工作人员",
    "documents": "备案材料",
    "fees": "收费",
    "pledge": "备案承诺书",
    "register": "已有备案",
}
COLUMNS_OF = {"township_id": "township"}
SECTION_OF = {
    COLUMNS_OF.get(name, name): section
    for section, names in SECTION_FIELDS.items()
    for name in names
} | {"classes": Section.CLASSES}


def label_of(name: str) -> str:
    """The Chinese name of a field of a dossier."""
    if name in GROUPS:
        return GROUPS[name]
    for model in (Declaration, StaffMember, Document, ClassGroup, Fee, Filing):
        try:
            return str(model._meta.get_field(name).verbose_name)
        except FieldDoesNotExist:
            continue
    return "这一项"


ON_THE_CERTIFICATE = {"name", "legal_nature"}  # asked elsewhere, and written there too


def sections_touched(names: Iterable[str]) -> frozenset[str]:
    """What a change of these fields is about; a new name needs the certificate that bears it."""
    names = set(names)
    sections = {section_of(name) for name in names} - {""}
    if names & ON_THE_CERTIFICATE:
        sections.add(Section.REGISTRATION)
    return frozenset(sections)


def section_of(name: str) -> str:
    """The section a field of the declaration stands in."""
    return SECTION_OF.get(name, "")
