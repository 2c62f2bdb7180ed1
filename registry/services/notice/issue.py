"""Issuing a paper (出具文书): printed once, stored as issued, opened by whom it concerns."""

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from accounts.models import User
from accounts.services.file import store_bytes
from departments.choices import HEALTH_COMMISSION
from departments.permissions import is_of
from registry.choices import NoticeKind
from registry.models import Facility, Filing, Notice, Verification
from registry.models.notice import new_verification_token
from registry.services.notice.sheet import Content, chinese_date
from wuqing_tuoyu import clock, pdf

# The edition of each typst template; a changed wording or layout takes a new one
TEMPLATE_VERSIONS = {
    NoticeKind.RECEIPT: "2026-1",
    NoticeKind.CONDITIONS: "2026-1",
    NoticeKind.CORRECTION: "2026-1",
    NoticeKind.DECLINE: "2026-1",
    NoticeKind.LAPSE: "2026-1",
    NoticeKind.NONCONFORMITY: "2026-1",
    NoticeKind.CANCELLATION_RECEIPT: "2026-1",
    NoticeKind.CLOSURE: "2026-1",
}


def issue_notice(
    kind: NoticeKind,
    *,
    facility: Facility,
    filing: Filing | None = None,
    verification: Verification | None = None,
    content: Content,
    edition: int = 1,
) -> Notice:
    """Print and store a paper. Call inside the act's transaction, the facility being locked.

    A receipt takes the facility's number, so the facility has one by then; its edition is
    always the next one.
    """
    kind = NoticeKind(kind)
    token = None
    if kind == NoticeKind.RECEIPT:
        token = new_verification_token()
        last = facility.notices.receipts().aggregate(last=Max("edition"))["last"]
        edition = (last or 0) + 1
    issued_at = clock.now()
    content = {
        **content,
        **numbers(kind, facility, filing, edition),
        "edition": edition,
        "issued_on": chinese_date(issued_at),
        "qr_address": verification_address(token) if token else "",
    }
    with transaction.atomic():
        return Notice.objects.create(
            facility=facility,
            filing=filing,
            verification=verification,
            kind=kind,
            edition=edition,
            template_version=TEMPLATE_VERSIONS[kind],
            content=content,
            file=store_bytes(
                printed(kind, content),
                name=f"{kind.label} {content['number']}.pdf",
                content_type="application/pdf",
            ),
            token=token,
            issued_at=issued_at,
        )


def printed(kind: NoticeKind, content: Content) -> bytes:
    """The PDF of a content (打印)."""
    qr = pdf.qr_svg(content["qr_address"]) if content["qr_address"] else ""
    return pdf.render(f"registry/notice/{kind.value}.typ", {**content, "qr": qr})


def verification_address(token: str) -> str:
    """Where the QR code leads (核验地址)."""
    return settings.SITE_URL + reverse("registry:receipt_check", args=[token])


def numbers(
    kind: NoticeKind, facility: Facility, filing: Filing | None, edition: int
) -> dict[str, str]:
    """Number and edition as printed: receipts bear the facility's, others the next of its papers.

    A later edition keeps the number of the one it replaces.
    """
    note = f"第 {edition} 版" if edition > 1 else ""
    if kind == NoticeKind.RECEIPT:
        return {
            "number_label": "编号",
            "number": facility.number or "",
            "edition_note": note or "第 1 版",
        }
    before = None
    if edition > 1:
        before = Notice.objects.filter(facility=facility, filing=filing, kind=kind).first()
    if before is not None:
        number = before.content["number"]
    else:
        paper = facility.notices.count() + 1
        number = f"{clock.today().year}-{facility.pk:04d}-{paper:02d}"
    return {"number_label": "文书编号", "number": number, "edition_note": note}


def open_notice(notice: Notice, *, actor: User) -> Notice:
    """Note when a representative first opens a paper (首次打开), not when the commission does."""
    if notice.first_opened_at is None and not is_of(actor, HEALTH_COMMISSION):
        Notice.objects.filter(pk=notice.pk, first_opened_at=None).update(
            first_opened_at=clock.now()
        )
        notice.refresh_from_db(fields=["first_opened_at"])
    return notice
