"""What an operator may still write (可填写的范围), and writing it, one section at a time."""

from django.db import transaction

from accounts.models import User
from registry.choices import (
    DECIDED_STATUSES,
    DocumentKind,
    FilingAction,
    FilingKind,
    FilingStatus,
    ItemVerdict,
    Section,
)
from registry.models import ClassGroup, Document, Facility, Filing, StaffMember
from registry.services.declaration import CLASS_FIELDS, SECTION_FIELDS
from registry.workflow import check_filing
from registry.workflow.transition import lock_facility
from wuqing_tuoyu.exceptions import DomainError

LOCKED = "备案申请正在办理（{status}），这部分暂时不能修改。"
ENDED = "备案申请已经办结（{status}），不能再改；有变化的，请另办变更备案。"
PASSED = "“{label}”没有要求补正，不需要再改。"


def open_sections(filing: Filing) -> set[Section]:
    """All of a draft; of a returned filing those that were refused; else none."""
    if filing.kind == FilingKind.CANCELLATION:
        return set()
    if filing.status == FilingStatus.DRAFT:
        return set(Section)
    if filing.status == FilingStatus.RETURNED:
        refused = filing.items.refused().exclude(section="")
        return {Section(value) for value in refused.values_list("section", flat=True)}
    return set()


def demand_section_open(filing: Filing, section: Section) -> None:
    if section in open_sections(filing):
        return
    if filing.status == FilingStatus.RETURNED:
        raise DomainError(PASSED.format(label=section.label))
    raise DomainError(_closed_to(filing))


def _closed_to(filing: Filing) -> str:
    """Why nothing may be written now."""
    sentence = ENDED if filing.status in DECIDED_STATUSES else LOCKED
    return sentence.format(status=filing.get_status_display())


def demand_document_open(
    filing: Filing | None,
    facility: Facility,
    *,
    kind: DocumentKind,
    staff_member: StaffMember | None = None,
    document: Document | None = None,
) -> None:
    """A draft is open; a returned filing only where something was refused or is missing.

    Without an open filing papers may be renewed at any time; what lies with the commission is
    not touched.
    """
    if filing is None or filing.status == FilingStatus.DRAFT:
        return
    if filing.status != FilingStatus.RETURNED:
        raise DomainError(_closed_to(filing))
    items = filing.items.current()
    if staff_member is not None:
        items = items.filter(staff_member=staff_member)
    elif document is not None:
        items = items.filter(document=document)
    elif kind != DocumentKind.OTHER:
        # Beside a paper that is there no second one of its kind; what is missing may come.
        items = items.filter(document__kind=kind)
    else:
        return
    judged = list(items)
    if judged and all(item.verdict != ItemVerdict.REFUSED for item in judged):
        raise DomainError(PASSED.format(label=judged[0].label))


def demand_staff_open(facility: Facility, staff_member: StaffMember | None = None) -> None:
    """People may change at any time, but not under the eyes of those who are judging them."""
    filing = facility.filings.open().first()
    if filing is None or filing.status == FilingStatus.DRAFT:
        return
    if filing.status != FilingStatus.RETURNED:
        raise DomainError(_closed_to(filing))
    if staff_member is None:
        return
    item = filing.items.current().filter(staff_member=staff_member).first()
    if item is not None and item.verdict != ItemVerdict.REFUSED:
        raise DomainError(PASSED.format(label=item.label))


@transaction.atomic
def save_section(
    filing: Filing,
    section: Section,
    *,
    actor: User,
    values: dict[str, object],
    classes: list[dict[str, object]] | None = None,
) -> Filing:
    """Save one section of the declaration by itself (保存一部分)."""
    lock_facility(filing.facility_id)
    filing = Filing.objects.select_related("facility__operator", "declaration").get(pk=filing.pk)
    check_filing(filing, FilingAction.SUBMIT, actor)
    demand_section_open(filing, section)
    declaration = filing.declaration
    names = [name for name in SECTION_FIELDS[section] if name in values]
    for name in names:
        setattr(declaration, name, values[name])
    saved = declaration.sections_saved | {section}
    declaration.saved_sections = ",".join(part for part in Section if part in saved)
    declaration.save(update_fields=[*names, "saved_sections"])
    if classes is not None:
        _replace_classes(filing, classes)
    if section == Section.IDENTITY:
        _show_draft_name(filing)
    return filing


def _replace_classes(filing: Filing, classes: list[dict[str, object]]) -> None:
    """Known class numbers stay, new classes get the next one ever used at this facility."""
    declaration = filing.declaration
    used = ClassGroup.objects.filter(declaration__facility=filing.facility)
    known = set(used.values_list("class_no", flat=True))
    last = max(known, default=0)
    declaration.class_groups.all().delete()
    rows = []
    for values in classes:
        number = values.get("class_no")
        if number in known:
            known.remove(number)
        else:
            last += 1
            number = last
        fields = {name: values[name] for name in CLASS_FIELDS if name in values}
        rows.append(ClassGroup(declaration=declaration, **(fields | {"class_no": number})))
    ClassGroup.objects.bulk_create(rows)


def _show_draft_name(filing: Filing) -> None:
    """A facility that was never recorded is called as its draft calls it."""
    facility, declaration = filing.facility, filing.declaration
    if facility.number:
        return
    facility.name, facility.form = declaration.name, declaration.form
    facility.township_id, facility.address = declaration.township_id, declaration.address
    facility.save(update_fields=["name", "form", "township", "address"])
