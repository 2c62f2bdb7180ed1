"""Rows that papers are printed from, at a fixed moment; and reading a printed paper."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import count

import pikepdf
import pypdfium2

from departments.choices import HEALTH_COMMISSION, MemberRole
from registry.choices import FacilityForm, NoticeKind
from registry.models import (
    ClassGroup,
    Declaration,
    Document,
    Facility,
    Filing,
    FilingItem,
    Operator,
    Representative,
    StaffMember,
)
from registry.services.notice import issue_notice, receipt_content
from tests.departments.factories import make_department, make_member, make_user
from wuqing_tuoyu.clock import SHANGHAI

RECEIVED = datetime(2026, 3, 6, 9, 0, tzinfo=SHANGHAI)
ISSUED = datetime(2026, 3, 9, 10, 0, tzinfo=SHANGHAI)
CODES = ("91120114MATE5T017J", "91120222MA06TE5T8R", "52120114MJ0000018F", "12120114MB1A0001X6")
_numbers = count(1)


def make_operator(name="天津幸福里托育服务有限公司", user=None):
    operator = Operator.objects.create(
        name=name, credit_code=CODES[next(_numbers) % len(CODES)], created_at=RECEIVED
    )
    Representative.objects.create(
        operator=operator,
        user=user or make_user("李明"),
        status="confirmed",
        requested_at=RECEIVED,
        confirmed_at=RECEIVED,
    )
    return operator


def make_filing(operator=None, *, status="submitted", kind="initial", **facts):
    """A first filing of a complete declaration, received on 6 March."""
    operator = operator or make_operator()
    facts = {
        "name": "杨村街道幸福里托育园",
        "address": "天津市武清区杨村街道光明道18号",
        "form": FacilityForm.INDEPENDENT,
        "legal_nature": "for_profit",
        "township": make_department("120114001", name="杨村街道", kind="township"),
        "offers_full_day": True,
        "capacity": 60,
        "min_age": 6,
        "max_age": 36,
        "meals": "own",
    } | facts
    facility = Facility.objects.create(
        operator=operator, created_at=RECEIVED, credit_code=operator.credit_code, **facts
    )
    declaration = Declaration.objects.create(
        facility=facility,
        created_at=RECEIVED,
        credit_code=operator.credit_code,
        registrar="武清区市场监督管理局",
        legal_representative="李明",
        business_scope="企业管理咨询",
        gross_area=Decimal("480"),
        **facts,
    )
    ClassGroup.objects.create(
        declaration=declaration,
        class_no=1,
        kind="toddler",
        name="小一班",
        places=15,
        min_age=12,
        max_age=24,
    )
    StaffMember.objects.create(
        facility=facility,
        name="王芳",
        identity_number="120222198506150042",
        role="principal",
        created_at=RECEIVED,
    )
    dates = {"correction_due_on": date(2026, 3, 27)} if status == "returned" else {}
    if status == "submitted":
        dates = {"receipt_due_on": date(2026, 3, 13)}
    if status != "draft":
        dates |= {"submitted_at": RECEIVED, "received_at": RECEIVED}
    return Filing.objects.create(
        facility=facility,
        declaration=declaration,
        kind=kind,
        status=status,
        created_at=RECEIVED,
        created_by=operator.representatives.first().user,
        **dates,
    )


def make_refused_items(filing):
    """A section, a paper of the facility and one of a staff member, each refused with a reason."""
    facility = filing.facility
    paper = Document.objects.create(facility=facility, kind="fire_acceptance", created_at=RECEIVED)
    certificate = Document.objects.create(
        facility=facility,
        staff_member=facility.staff.first(),
        kind="health_certificate",
        created_at=RECEIVED,
    )
    return [
        FilingItem.objects.create(
            filing=filing, round=1, verdict="refused", judged_at=RECEIVED, reason=reason, **subject
        )
        for reason, subject in [
            ("证明上的地址是光明道16号。", {"document": paper}),
            ("看不清体检日期。", {"document": certificate}),
            ("面积与租赁合同不一致。", {"section": "site"}),
        ]
    ]


def record(filing, number="120114-TY-2026-0031"):
    """What the act of recording does to the facility, as far as papers see it."""
    Facility.objects.filter(pk=filing.facility_id).update(
        standing="recorded",
        number=number,
        filed_on=ISSUED.date(),
        declaration=filing.declaration,
        verification_due_on=date(2026, 3, 27),
    )
    filing.facility = Facility.objects.select_related("operator").get(pk=filing.facility_id)
    return filing.facility


def make_receipt(filing=None, **facts):
    filing = filing or make_filing(**facts)
    facility = filing.facility if filing.facility.number else record(filing)
    return issue_notice(
        NoticeKind.RECEIPT, facility=facility, filing=filing, content=receipt_content(filing)
    )


def issue(kind, filing, content, **options):
    return issue_notice(kind, facility=filing.facility, filing=filing, content=content, **options)


def printed(notice):
    return text_of(bytes_of(notice))


def make_officer():
    return make_member(HEALTH_COMMISSION, MemberRole.OFFICER).user


def representative_of(filing):
    return filing.facility.operator.representatives.first().user


def bytes_of(notice):
    with notice.file.file.open("rb") as opened:
        return opened.read()


def text_of(content):
    """All text of a PDF without the line breaks its layout made."""
    document = pypdfium2.PdfDocument(content)
    pages = (page.get_textpage().get_text_range() for page in document)
    return "".join("".join(pages).replace("\u200b", "").split())


def pages_of(content):
    with pikepdf.open(BytesIO(content)) as opened:
        return len(opened.pages)
