"""What is judged in a filing (核对项目): made at submission, carried from round to round."""

from collections.abc import Iterable

from django.db.models import F

from accounts.models import User
from registry.checks import register
from registry.choices import DocumentKind, FilingKind, ItemVerdict, Section
from registry.models import Declaration, Document, Filing, FilingItem, StaffMember
from registry.services.certified import restate_certified
from registry.services.declaration import changed_sections
from registry.services.material import current_documents, touched_sections
from wuqing_tuoyu import clock


def make_items(filing: Filing) -> list[FilingItem]:
    """The items of a first submission: sections, papers, people; accepted papers stay accepted."""
    touched = touched_sections(filing)
    items = [
        FilingItem(filing=filing, section=section, round=1)
        for section in Section
        if section in touched
    ]
    documents = list(current_documents(filing))
    for document in documents:
        has_pages = document.staff_member_id is None and document.pages.all()
        if has_pages and _is_judged(filing, document):
            items.append(_document_item(filing, document, round=1))
    for item in items:
        item.save()
    for person in _people_to_judge(filing):
        items.append(_staff_item(filing, person, documents, round=1))
    return items


def is_empty_change(filing: Filing) -> bool:
    """Is this a change in which nothing has changed yet: no part, no paper, nobody new?"""
    if filing.kind != FilingKind.CHANGE or touched_sections(filing):
        return False
    papers = (each for each in current_documents(filing) if each.staff_member_id is None)
    if any(each.accepted_at is None and each.pages.all() for each in papers):
        return False
    return not _people_to_judge(filing)


def _is_judged(filing: Filing, document: Document) -> bool:
    if filing.kind == FilingKind.CANCELLATION:
        return (
            document.kind in (DocumentKind.CANCELLATION_REQUEST, DocumentKind.CLOSURE_PLAN)
            and document.accepted_at is None
        )
    return filing.kind == FilingKind.INITIAL or document.accepted_at is None


def _people_to_judge(filing: Filing) -> list[StaffMember]:
    """Who works here; in a change only those who were never accepted as they are now."""
    if filing.kind == FilingKind.CANCELLATION:
        return []
    people = filing.facility.staff.active()
    if filing.kind == FilingKind.INITIAL:
        return list(people)
    accepted = FilingItem.objects.filter(
        verdict=ItemVerdict.ACCEPTED, staff_version=F("staff_member__version")
    )
    return list(people.exclude(pk__in=accepted.values("staff_member")))


def _document_item(filing: Filing, document: Document, *, round: int) -> FilingItem:
    item = FilingItem(filing=filing, document=document, round=round)
    if document.accepted_at is not None:
        item.verdict = ItemVerdict.ACCEPTED
        item.judged_at, item.judged_by = document.accepted_at, document.accepted_by
    return item


def _staff_item(
    filing: Filing,
    person: StaffMember,
    documents: list[Document],
    *,
    round: int,
    previous: FilingItem | None = None,
) -> FilingItem:
    item = FilingItem.objects.create(
        filing=filing,
        staff_member=person,
        staff_role=person.role,
        staff_class_no=person.class_no,
        staff_version=person.version,
        round=round,
        previous=previous,
    )
    item.certificates.set(
        document
        for document in documents
        if document.staff_member_id == person.pk and document.pages.all()
    )
    return item


def unanswered_items(filing: Filing) -> list[FilingItem]:
    """Refused items the operator neither changed nor explained (尚未处理的补正内容)."""
    versions = filing.facility.declarations.prefetch_related("class_groups")
    held = _certificates_among(current_documents(filing))
    return register.unanswered_items(filing, filing.declaration, versions, held)


def refused_and_changed(filing: Filing) -> set[int]:
    """Refused items in whose place the operator has put something new, by primary key."""
    items = filing.items.refused().with_subjects().select_related("document__superseded_by")
    held, before = _certificates_among(current_documents(filing)), _before(filing)
    return {
        item.pk
        for item in items.prefetch_related("certificates")
        if register.is_changed(item, before, filing.declaration, held)
    }


def _certificates_among(documents: Iterable[Document]) -> dict[str, set[str]]:
    """What each person holds now, by key."""
    held: dict[str, set[str]] = {}
    for document in documents:
        if document.staff_member_id and document.pages.all():
            held.setdefault(str(document.staff_member_id), set()).add(str(document.pk))
    return held


def sections_changed_in_correction(filing: Filing) -> set[Section]:
    """A correction works on a clone; what differs from the version it was cloned from."""
    if filing.kind == FilingKind.CANCELLATION:
        return set()
    before = _before(filing)
    return changed_sections(before, filing.declaration) if before else set()


def _before(filing: Filing) -> Declaration | None:
    earlier = filing.facility.declarations.filter(version__lt=filing.declaration.version)
    return earlier.order_by("-version").first()


def _successor(document: Document) -> Document | None:
    newer = Document.objects.filter(supersedes=document).first()
    while newer is not None and newer.removed_at is None:
        after = Document.objects.filter(supersedes=newer).first()
        if after is None:
            return newer
        newer = after
    return None


def renew_items(filing: Filing) -> list[FilingItem]:
    """At resubmission refused items come again, in the next round; new papers and people join."""
    round_ = filing.round + 1
    documents = list(current_documents(filing))
    renewed: list[FilingItem] = []
    for item in filing.items.refused().with_subjects():
        if item.document_id:
            document = _successor(item.document) or item.document
            if document.removed_at is not None:
                continue
            renewed.append(
                FilingItem.objects.create(
                    filing=filing, document=document, round=round_, previous=item
                )
            )
        elif item.staff_member_id:
            if item.staff_member.left_on is None:
                renewed.append(
                    _staff_item(filing, item.staff_member, documents, round=round_, previous=item)
                )
        else:
            renewed.append(
                FilingItem.objects.create(
                    filing=filing, section=item.section, round=round_, previous=item
                )
            )
    return renewed + _newcomers(filing, documents, round_)


def _newcomers(filing: Filing, documents: list[Document], round_: int) -> list[FilingItem]:
    current = filing.items.current()
    known_documents = set(current.values_list("document", flat=True))
    known_staff = set(current.values_list("staff_member", flat=True))
    found: list[FilingItem] = []
    for document in documents:
        if document.staff_member_id or document.pk in known_documents:
            continue
        if document.pages.all() and _is_judged(filing, document):
            item = _document_item(filing, document, round=round_)
            item.save()
            found.append(item)
    for person in _people_to_judge(filing):
        if person.pk not in known_staff:
            found.append(_staff_item(filing, person, documents, round=round_))
    return found


def drop_vanished(filing: Filing) -> None:
    """A refused paper taken back or a person who left needs no verdict any more."""
    for item in filing.items.refused().with_subjects():
        gone = (item.document_id and item.document.removed_at) or (
            item.staff_member_id and item.staff_member.left_on
        )
        if gone:
            item.verdict = ItemVerdict.DROPPED
            item.version += 1
            item.save(update_fields=["verdict", "version"])


def judge(item: FilingItem, verdict: ItemVerdict, *, by: User, reason: str) -> FilingItem:
    """Write a verdict; the paper and the certificates carry who accepted them and when."""
    now = clock.now()
    item.verdict, item.reason = verdict, reason
    item.judged_by, item.judged_at = by, now
    item.version += 1
    item.save(update_fields=["verdict", "reason", "judged_by", "judged_at", "version"])
    papers = Document.objects.filter(pk=item.document_id) if item.document_id else None
    if item.staff_member_id:
        papers = Document.objects.filter(pk__in=item.certificates.values("pk"))
    if papers is not None:
        accepted = verdict == ItemVerdict.ACCEPTED
        papers.update(accepted_at=now if accepted else None, accepted_by=by if accepted else None)
        restate_certified(item.filing.facility_id)
    return item
