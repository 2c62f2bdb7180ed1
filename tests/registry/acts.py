"""What happens to a filing and a facility after its submission, each by the service for it."""

from datetime import timedelta

from departments.choices import HEALTH_COMMISSION
from departments.models import Member
from registry.choices import (
    FilingKind,
    ReviewAnswer,
    Section,
    VerificationResult,
)
from registry.models import Document, DocumentPage, Facility, Filing
from registry.services.digest import digest_of_facility
from registry.services.drafts import start_filing
from registry.services.editing import save_section
from registry.services.review import answer_review
from registry.services.standing import find_nonconforming, verify_facility
from registry.services.verification import points_to_verify, record_verification
from tests.departments.factories import make_member
from tests.registry.factories import (
    make_director,
    make_officer,
    propose_outcome,
    representative_of,
    sign,
    start_cancellation,
    stored_page,
    submit,
)
from wuqing_tuoyu import clock

REASONS = [("保健观察室使用面积不足 6 平方米", "《托育机构设置标准（试行）》第十四条")]


def fresh(filing):
    return Filing.objects.select_related("facility__operator", "declaration").get(pk=filing.pk)


def again(facility):
    return Facility.objects.select_related("operator", "declaration").get(pk=facility.pk)


def start_change(facility, section=Section.SAFETY, *, actor=None, **values):
    """A change of one section, begun by the operator; without values the video days change."""
    actor = actor or representative_of(facility)
    filing = start_filing(facility.operator, actor=actor, kind=FilingKind.CHANGE, facility=facility)
    return save_section(filing, section, actor=actor, values=values or {"video_days": 120})


def record_change(facility, section=Section.SAFETY, **values):
    """A change that has its receipt."""
    return sign(propose_outcome(submit(start_change(facility, section, **values))))


def record_cancellation(facility, closing_on):
    return sign(propose_outcome(submit(start_cancellation(facility, closing_on=closing_on))))


def answer(filing, subject="fire", word=ReviewAnswer.INCONSISTENT, *, actor=None, note=""):
    """A unit's word on its question."""
    review = filing.reviews.select_related("department").get(subject=subject)
    if word != ReviewAnswer.CONSISTENT:
        note = note or "文书上的地址与申报的不一致。"
    return answer_review(
        review,
        actor=actor or make_officer(review.department.code),
        answer=word,
        note=note,
        version=review.version,
    )


def replace_paper(document, *, actor=None):
    """The next version of a paper, as uploading it makes it."""
    values = {
        field.attname: getattr(document, field.attname)
        for field in Document._meta.concrete_fields
        if field.attname not in ("id", "accepted_at", "accepted_by_id", "supersedes_id")
    }
    values |= {"created_at": clock.now(), "supersedes": document}
    newer = Document.objects.create(**values)
    DocumentPage.objects.create(document=newer, file=stored_page(), position=1)
    return newer


def replace_refused(filing):
    """A new version of every refused paper."""
    for item in filing.items.refused().exclude(document=None).select_related("document"):
        replace_paper(item.document)


def inspectors():
    """Two officers of the commission with certificates."""
    held = Member.objects.filter(department__code=HEALTH_COMMISSION)
    pair = list(held.exclude(enforcement_certificate="").order_by("pk")[:2])
    while len(pair) < 2:
        number = f"1201140{len(pair)}"
        pair.append(make_member(HEALTH_COMMISSION, enforcement_certificate=number))
    return pair


def look(facility, *, conforming=True, visited_on=None, **seen):
    """The record of a visit on which everything was found the same way."""
    pair = inspectors()
    seen.setdefault("officers", pair)
    seen.setdefault("items", {p.key: (conforming, "") for p in points_to_verify(again(facility))})
    result = VerificationResult.CONFORMING if conforming else VerificationResult.NONCONFORMING
    return record_verification(
        facility,
        actor=pair[0].user,
        visited_on=visited_on or clock.today(),
        result=seen.pop("result", result),
        **seen,
    )


def verify(facility, *, actor=None, record=None):
    record = record or look(facility)
    return verify_facility(
        facility,
        actor=actor or make_director(),
        verification=record,
        digest=digest_of_facility(again(facility)),
    )


def find(facility, *, actor=None, record=None, reasons=REASONS, correct_by=None):
    record = record or look(facility, conforming=False)
    return find_nonconforming(
        facility,
        actor=actor or make_director(),
        verification=record,
        reasons=reasons,
        correct_by=correct_by or clock.today() + timedelta(days=30),
        digest=digest_of_facility(again(facility)),
    )
