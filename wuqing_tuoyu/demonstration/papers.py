"""Demonstration papers (演示材料): each says what its filing declares, marked as no real paper."""

from datetime import date

from accounts.services.file import store_bytes
from registry.choices import DocumentKind
from registry.models import Declaration, Document, DocumentPage, Facility, StaffMember
from wuqing_tuoyu import clock, pdf


def chinese_date(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "长期"


def draw_paper(
    title: str,
    *,
    number: str,
    issuer: str,
    issued_on: date,
    facts: list[tuple[str, str]],
    text: str = "",
) -> bytes:
    """One page that can be read, with its watermark."""
    return pdf.render(
        "demonstration/paper.typ",
        {
            "title": title,
            "number": number,
            "issuer": issuer,
            "issued": chinese_date(issued_on),
            "facts": facts,
            "text": text,
        },
    )


def hand_in(
    facility: Facility,
    kind: DocumentKind,
    *,
    actor,
    title: str,
    facts: list[tuple[str, str]],
    issuer: str,
    issued_on: date,
    number: str = "",
    text: str = "",
    staff_member: StaffMember | None = None,
    supersedes: Document | None = None,
    **columns: object,
) -> Document:
    """Put a paper into a facility's file, as its operator would have uploaded it."""
    content = draw_paper(
        title, number=number, issuer=issuer, issued_on=issued_on, facts=facts, text=text
    )
    document = Document.objects.create(
        facility=facility,
        staff_member=staff_member,
        kind=kind,
        number=number,
        issuer=issuer,
        issued_on=issued_on,
        supersedes=supersedes,
        created_at=clock.now(),
        created_by=actor,
        **columns,
    )
    stored = store_bytes(content, name=f"{title}.pdf", content_type="application/pdf", actor=actor)
    DocumentPage.objects.create(document=document, file=stored, position=1)
    return document


def facts_of_site(declaration: Declaration) -> list[tuple[str, str]]:
    return [
        ("单位名称", declaration.name),
        ("地址", declaration.address),
        ("建筑面积", f"{declaration.gross_area} 平方米"),
    ]
