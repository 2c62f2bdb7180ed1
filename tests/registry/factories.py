"""Operators, filings and decisions, made by the services wherever one exists."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from accounts.models import StoredFile
from accounts.services.file import store_bytes
from departments.choices import HEALTH_COMMISSION, MemberRole
from departments.models import Department
from registry.checks import run_checks, to_confirm
from registry.choices import DocumentKind, FilingKind, FilingStatus, Outcome, Section, StaffRole
from registry.models import (
    ClassGroup,
    Document,
    DocumentPage,
    Fee,
    Filing,
    OpeningHours,
    Operator,
    Representative,
    StaffMember,
)
from registry.services.correction import lapse_filing, return_filing, withdraw_filing
from registry.services.decision import decline_filing, issue_receipt
from registry.services.digest import digest_of_filing
from registry.services.drafts import start_filing
from registry.services.handling import propose
from registry.services.judging import accept_item, refuse_item, unit_answer_on
from registry.services.submission import submit_filing
from registry.validators import (
    CREDIT_CODE_ALPHABET,
    CREDIT_CODE_WEIGHTS,
    IDENTITY_CHECK,
    IDENTITY_WEIGHTS,
)
from tests.accounts.papers import document
from tests.departments.factories import make_member, make_user
from tests.registry.facts import FACILITY_PAPERS, FACTS, OWN_FACTS, STAFF
from wuqing_tuoyu import clock

_numbers = count(1)
TOWNSHIP = "120114001"


def make_credit_code(start="91120222MA06"):
    """A credit code nobody has, with the right check digit."""
    stem = f"{start}{next(_numbers):05d}"
    total = sum(
        CREDIT_CODE_ALPHABET.index(sign) * weight
        for sign, weight in zip(stem, CREDIT_CODE_WEIGHTS, strict=True)
    )
    return stem + CREDIT_CODE_ALPHABET[(31 - total) % 31]


def make_identity_number(born=date(1990, 1, 1)):
    stem = f"120222{born:%Y%m%d}{next(_numbers) % 1000:03d}"
    total = sum(int(sign) * weight for sign, weight in zip(stem, IDENTITY_WEIGHTS, strict=True))
    return stem + IDENTITY_CHECK[total % 11]


def make_operator(*, user=None, status="confirmed", name="天津幸福里托育服务有限公司"):
    """A legal entity with one representative."""
    now = clock.now()
    operator = Operator.objects.create(name=name, credit_code=make_credit_code(), created_at=now)
    Representative.objects.create(
        operator=operator,
        user=user or make_user("李明", mobile="13820001234"),
        status=status,
        requested_at=now,
        confirmed_at=now if status == "confirmed" else None,
    )
    return operator


def representative_of(subject):
    """The first person who acts for an operator, a facility or a filing."""
    facility = getattr(subject, "facility", subject)
    operator = getattr(facility, "operator", facility)
    return operator.representatives.order_by("requested_at", "pk").first().user


def make_operator_user(**fields):
    """A person whose representation is confirmed."""
    return representative_of(make_operator(user=make_user(**fields)))


def make_director(code=HEALTH_COMMISSION, **fields):
    return make_member(code, MemberRole.DIRECTOR, **fields).user


def make_officer(code=HEALTH_COMMISSION, **fields):
    return make_member(code, **fields).user


def stored_page() -> StoredFile:
    """One stored file serves as the page of every paper."""
    found = StoredFile.objects.filter(name="材料.pdf").first()
    return found or store_bytes(document(), name="材料.pdf", content_type="application/pdf")


def make_document(facility, kind, *, staff_member=None, **facts):
    """A paper of one page, complete enough to be handed in."""
    today = clock.today()
    facts = {
        "number": f"津武{next(_numbers):04d}号",
        "issuer": "天津市武清区有关部门",
        "issued_on": today - timedelta(days=60),
        "stated_name": facility.name,
        "stated_address": FACTS["address"],
        **OWN_FACTS.get(kind, {}),
    } | facts
    if kind == DocumentKind.HEALTH_CERTIFICATE:
        facts.setdefault("valid_until", today + timedelta(days=300))
    if kind == DocumentKind.FOOD_LICENSE:
        facts.setdefault("valid_until", today + timedelta(days=1000))
    document = Document.objects.create(
        facility=facility, kind=kind, staff_member=staff_member, created_at=clock.now(), **facts
    )
    DocumentPage.objects.create(document=document, file=stored_page(), position=1)
    return document


def make_staff(facility, name, role):
    """Somebody who works there, with health certificate, qualification and training."""
    person = StaffMember.objects.create(
        facility=facility,
        name=name,
        identity_number=make_identity_number(),
        born_on=date(1990, 1, 1),
        role=role,
        class_no=1 if role == StaffRole.CARER else None,
        education="bachelor",
        management_years=5,
        training_hours=80,
        qualification_note="学前教育专业",
        guard_company_permit="津公保服20200001号" if role == StaffRole.GUARD else "",
        crime_check_on=clock.today() - timedelta(days=30),
        crime_check_clear=True,
        has_fitness_statement=True,
        is_food_safety_manager=role == StaffRole.PRINCIPAL,
        joined_on=date(2026, 1, 5),
        created_at=clock.now(),
    )
    kinds = [
        DocumentKind.HEALTH_CERTIFICATE,
        DocumentKind.QUALIFICATION,
        DocumentKind.TRAINING_CERTIFICATE,
    ]
    if role == StaffRole.GUARD:
        kinds.append(DocumentKind.SECURITY_GUARD)
    for kind in kinds:
        make_document(facility, kind, staff_member=person)
    return person


def make_draft(operator=None, *, actor=None, papers=FACILITY_PAPERS, **facts):
    """A first filing, filled in so that it can be handed in."""
    operator = operator or make_operator()
    actor = actor or representative_of(operator)
    filing = start_filing(operator, actor=actor)
    declaration, facility = filing.declaration, filing.facility
    facts = FACTS | {"township": Department.objects.get(code=TOWNSHIP)} | facts
    for name, value in facts.items():
        setattr(declaration, name, value)
    declaration.saved_sections = ",".join(Section)
    declaration.save()
    facility.name, facility.form = declaration.name, declaration.form
    facility.save(update_fields=["name", "form"])
    for number in (1, 2):
        ClassGroup.objects.create(
            declaration=declaration,
            class_no=number,
            kind="toddler",
            name=f"托小{number}班",
            places=15,
            min_age=12,
            max_age=24,
            activity_area=Decimal("60"),
        )
    for name, role in STAFF:
        make_staff(facility, name, role)
    for kind in papers:
        make_document(facility, kind)
    Fee.objects.create(
        facility=facility,
        item="保育费",
        service_form="full_day",
        unit="month",
        amount=Decimal("1680"),
        valid_from=clock.today(),
    )
    for weekday in range(1, 6):
        OpeningHours.objects.create(
            facility=facility,
            weekday=weekday,
            opens="08:00",
            closes="17:30",
            valid_from=clock.today(),
        )
    return Filing.objects.get(pk=filing.pk)


def submit(filing, *, actor=None):
    """Hand in, with every point that does not meet a rule confirmed."""
    keys = {result.key for result in to_confirm(run_checks(filing, clock.today()))}
    return submit_filing(
        filing, actor=actor or representative_of(filing), pledge_name="李明", confirmed=keys
    )


def judge_all(filing, *, actor, refused=()):
    """Accept every item; those of the kinds or sections named are refused."""
    for item in filing.items.pending().with_subjects():
        item.filing = filing
        if unit_answer_on(item):
            continue
        what = item.section or (item.document.kind if item.document_id else "staff")
        if what in refused:
            refuse_item(item, actor=actor, version=item.version, reason="请换一份清楚的。")
        else:
            accept_item(item, actor=actor, version=item.version)


def send_for_correction(filing, *, actor=None, refused=(DocumentKind.PREMISES,)):
    actor = actor or make_officer()
    judge_all(filing, actor=actor, refused=refused)
    return return_filing(
        filing, actor=actor, digest=digest_of_filing(filing), not_waiting="期限将到。"
    )


def propose_outcome(filing, *, actor=None, outcome=Outcome.RECEIPT, **said):
    actor = actor or make_officer()
    judge_all(filing, actor=actor)
    return propose(filing, actor=actor, outcome=outcome, digest=digest_of_filing(filing), **said)


def sign(filing, *, actor=None):
    return issue_receipt(filing, actor=actor or make_director(), digest=digest_of_filing(filing))


def make_filing(status=FilingStatus.SUBMITTED, *, officer=None, director=None, **facts):
    """A first filing that has come to this status by the acts that lead there."""
    filing = make_draft(**facts)
    if status == FilingStatus.DRAFT:
        return filing
    filing = submit(filing)
    if status == FilingStatus.SUBMITTED:
        return filing
    if status == FilingStatus.WITHDRAWN:
        return withdraw_filing(filing, actor=representative_of(filing))
    if status in (FilingStatus.RETURNED, FilingStatus.LAPSED):
        filing = send_for_correction(filing, actor=officer)
        if status == FilingStatus.RETURNED:
            return filing
        after = clock.now() + timedelta(days=120)
        with clock.travel(after):
            return lapse_filing(filing, actor=officer or make_officer())
    if status == FilingStatus.DECLINED:
        filing = propose_outcome(
            filing,
            actor=officer,
            outcome=Outcome.DECLINE,
            ground="outside_district",
            note="场所不在武清区。",
        )
        return decline_filing(
            filing, actor=director or make_director(), digest=digest_of_filing(filing)
        )
    filing = propose_outcome(filing, actor=officer)
    return filing if status == FilingStatus.PROPOSED else sign(filing, actor=director)


def make_facility(**options):
    """A facility that is on record and waits for verification."""
    return make_filing(FilingStatus.RECORDED, **options).facility


def start_cancellation(facility, *, closing_on):
    """A cancellation, ready to be handed in."""
    filing = start_filing(
        facility.operator,
        actor=representative_of(facility),
        kind=FilingKind.CANCELLATION,
        facility=facility,
    )
    filing.requested_closing_on, filing.closing_reason = closing_on, "经营调整"
    filing.save(update_fields=["requested_closing_on", "closing_reason"])
    for kind in (DocumentKind.CANCELLATION_REQUEST, DocumentKind.CLOSURE_PLAN):
        make_document(facility, kind)
    return filing
