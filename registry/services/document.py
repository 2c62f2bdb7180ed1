"""Papers of an operator (备案材料): facts, pages, versions. What was judged never changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Max, Q

from accounts.models import StoredFile, User
from accounts.services.file import discard_file, store_upload
from registry.choices import DocumentKind
from registry.models import (
    Document,
    DocumentPage,
    Facility,
    FilingItem,
    Review,
    StaffMember,
)
from registry.permissions import can_act_for_facility
from registry.services.certified import restate_certified
from registry.services.editing import demand_document_open
from registry.workflow.transition import lock_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

MOST_FILES = 30

OWN_TO_A_VERSION = (
    "id",
    "supersedes_id",
    "created_at",
    "created_by_id",
    "accepted_at",
    "accepted_by_id",
    "removed_at",
)


@dataclass(frozen=True)
class Saved:
    """What came of saving: the paper, and a sentence for each file that was not taken in."""

    document: Document | None
    refusals: list[str]


@dataclass(frozen=True)
class Picture:
    """One page to look at: the n-th of a paper, wherever it lies among its files."""

    number: int
    page: DocumentPage
    page_in_file: int


def save_document(
    facility: Facility,
    *,
    actor: User,
    kind: DocumentKind,
    staff_member: StaffMember | None = None,
    document: Document | None = None,
    facts: Mapping[str, object] | None = None,
    uploads: Iterable[UploadedFile] = (),
    keeps_pages: bool = True,
) -> Saved:
    """Write a paper's facts and take in files (保存材料). A file refused costs nothing else.

    `facts` None leaves them as they are. A paper that was judged is replaced by a new version.
    """
    uploads = list(uploads)
    _demand(facility, actor, kind, staff_member, document)
    _demand_room(document if keeps_pages else None, len(uploads))
    stored, refusals = _store(uploads, actor)
    if document is None and not stored and facts is None:
        return Saved(None, refusals)
    try:
        with transaction.atomic():
            facility = lock_facility(facility.pk)
            document = _fresh(document)
            _demand(facility, actor, kind, staff_member, document)
            paper = _writable(
                document or Document(facility=facility, kind=kind, staff_member=staff_member),
                actor,
                copies_pages=keeps_pages or not stored,
            )
            if stored and not keeps_pages and paper == document:
                drop_pages(paper.pages.select_related("file"))
            if facts:
                for name, value in facts.items():
                    setattr(paper, name, value)
                paper.save(update_fields=list(facts))
            _append(paper, stored)
            _touch(staff_member)
            restate_certified(facility.pk)
    except BaseException:
        for file in stored:
            discard_file(file)
        raise
    return Saved(paper, refusals)


def turn_page(page: DocumentPage, *, actor: User) -> Document:
    """Turn a photograph by a quarter to the right (旋转)."""
    with transaction.atomic():
        page = _open_page(page, actor)
        page.turned = (page.turned + 90) % 360
        page.save(update_fields=["turned"])
        _touch(page.document.staff_member)
        return page.document


def move_page(page: DocumentPage, *, actor: User, steps: int) -> Document:
    """Move a page towards the front (steps < 0) or the end (调整顺序)."""
    with transaction.atomic():
        page = _open_page(page, actor)
        pages = list(page.document.pages.all())
        here = pages.index(page)
        there = min(max(here + steps, 0), len(pages) - 1)
        pages.insert(there, pages.pop(here))
        for position, each in enumerate(pages, start=1):
            each.position = position
        DocumentPage.objects.bulk_update(pages, ["position"])
        return page.document


def remove_page(page: DocumentPage, *, actor: User) -> Document:
    """Take one page out of a paper (删除一页)."""
    with transaction.atomic():
        page = _open_page(page, actor)
        drop_pages([page])
        _touch(page.document.staff_member)
        return page.document


@transaction.atomic
def remove_document(document: Document, *, actor: User) -> None:
    """Take a paper back that nobody has judged yet (撤下材料); an older version stands again."""
    facility = lock_facility(document.facility_id)
    document = _fresh(document)
    _demand(facility, actor, document.kind, document.staff_member, document)
    if is_judged(document):
        raise DomainError(f"“{document.label}”已经提交核对，不能撤下；可以换一份新的。")
    drop_pages(document.pages.select_related("file"))
    _touch(document.staff_member)
    document.delete()
    restate_certified(facility.pk)


def is_judged(document: Document) -> bool:
    """Has a filing, a review or a verdict ever rested on this paper?"""
    if document.accepted_at is not None:
        return True
    judged = FilingItem.objects.filter(Q(document=document) | Q(certificates=document))
    return judged.exists() or Review.objects.filter(document=document).exists()


def pictures_of(document: Document) -> list[Picture]:
    """Every page to look at, in order (逐页)."""
    places = [
        (page, number) for page in document.pages.all() for number in range(1, page.file.pages + 1)
    ]
    return [Picture(n, page, number) for n, (page, number) in enumerate(places, start=1)]


def current_document(
    facility: Facility, kind: DocumentKind, staff_member: StaffMember | None = None
) -> Document | None:
    """The paper of this kind that counts today (现行材料)."""
    papers = facility.documents.current().filter(kind=kind, staff_member=staff_member)
    return papers.select_related("staff_member", "supersedes").order_by("-id").first()


def _fresh(document: Document | None) -> Document | None:
    if document is None:
        return None
    newest = Document.objects.select_related("staff_member").filter(pk=document.pk).first()
    if newest is None or newest.removed_at or hasattr(newest, "superseded_by"):
        raise DomainError("这份材料刚刚被更换或撤下了，请看过最新的一份再改。")
    return newest


def _demand(
    facility: Facility,
    actor: User,
    kind: str,
    staff_member: StaffMember | None,
    document: Document | None,
) -> None:
    """The person first, then the moment."""
    if not can_act_for_facility(actor, facility):
        raise PermissionDenied
    if facility.closed_on is not None:
        raise DomainError("机构已经注销，材料不能再改。")
    demand_document_open(
        facility.filings.open().first(),
        facility,
        kind=DocumentKind(kind),
        staff_member=staff_member,
        document=document,
    )


def _demand_room(document: Document | None, coming: int) -> None:
    there = document.pages.count() if document else 0
    if there + coming > MOST_FILES:
        raise DomainError(
            f"一份材料最多 {MOST_FILES} 个文件，已有 {there} 个。页数多的请扫描成一个 PDF 再上传。"
        )


def _store(uploads: list[UploadedFile], actor: User) -> tuple[list[StoredFile], list[str]]:
    stored, refusals = [], []
    for upload in uploads:
        try:
            stored.append(store_upload(upload, actor=actor))
        except DomainError as refusal:
            refusals.append(str(refusal))
    return stored, refusals


def _writable(document: Document, actor: User, *, copies_pages: bool) -> Document:
    """The paper itself while nobody judged it, else its next version (新版本)."""
    if document.pk and not is_judged(document):
        return document
    values = {
        field.attname: getattr(document, field.attname)
        for field in Document._meta.concrete_fields
        if field.attname not in OWN_TO_A_VERSION
    }
    version = Document.objects.create(
        **values,
        supersedes=document if document.pk else None,
        created_at=clock.now(),
        created_by=actor,
    )
    restate_certified(document.facility_id)
    if document.pk and copies_pages:
        DocumentPage.objects.bulk_create(
            DocumentPage(
                document=version, file_id=page.file_id, position=page.position, turned=page.turned
            )
            for page in document.pages.all()
        )
    return version


def _open_page(page: DocumentPage, actor: User) -> DocumentPage:
    """The page of a paper that may be written now; of the next version if it was judged."""
    facility = lock_facility(page.document.facility_id)
    document = _fresh(page.document)
    _demand(facility, actor, document.kind, document.staff_member, document)
    paper = _writable(document, actor, copies_pages=True)
    found = paper.pages.select_related("file", "document__staff_member")
    page = found.filter(file_id=page.file_id, position=page.position).first()
    if page is None:
        raise DomainError("这一页刚刚被移动或删除了，请看过最新的页面再改。")
    return page


def _append(document: Document, files: Iterable[StoredFile]) -> None:
    last = document.pages.aggregate(last=Max("position"))["last"] or 0
    DocumentPage.objects.bulk_create(
        DocumentPage(document=document, file=file, position=position)
        for position, file in enumerate(files, start=last + 1)
    )


def drop_pages(pages: Iterable[DocumentPage]) -> None:
    """Pages go; a file goes with the last page that shows it."""
    for page in pages:
        page.delete()
        if not DocumentPage.objects.filter(file_id=page.file_id).exists():
            discard_file(page.file)


def _touch(staff_member: StaffMember | None) -> None:
    """A person's papers are part of what is judged about them."""
    if staff_member is not None:
        StaffMember.objects.filter(pk=staff_member.pk).update(version=F("version") + 1)
