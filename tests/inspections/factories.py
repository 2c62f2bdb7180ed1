"""Inspections, visits and rectifications in every state, made by the acts that lead there."""

from datetime import date, timedelta

from departments.choices import MemberRole
from departments.models import Department, Member
from inspections.choices import InspectionKind, ItemResult, Signature
from inspections.models import Checklist
from inspections.services.answer import save_answer, submit_rectification
from inspections.services.inspection import (
    begin_inspection,
    conclude_inspection,
    plan_inspection,
    tell_result,
)
from inspections.services.judging import Judgement, judge_items
from inspections.services.order import order_rectification
from inspections.services.rectification import accept_answer, refuse_answer
from registry.models import Representative
from tests.accounts.papers import picture, upload
from tests.departments.factories import make_member, make_user
from tests.registry.factories import representative_of
from tests.registry.listed import put_on_register
from wuqing_tuoyu import clock

NOTE = "灭火器 2 具已过有效期"


def make_place(**facts):
    """A recorded facility with an operator somebody speaks for."""
    facility = put_on_register(**facts)
    Representative.objects.create(
        operator=facility.operator,
        user=make_user("李明"),
        status="confirmed",
        requested_at=clock.now(),
        confirmed_at=clock.now(),
    )
    return facility


def officers(code="scj"):
    """Two officers of a unit, with certificates; made once."""
    found = list(
        Member.objects.filter(department__code=code, role=MemberRole.OFFICER)
        .exclude(enforcement_certificate="")
        .order_by("pk")[:2]
    )
    while len(found) < 2:
        found.append(make_member(code, enforcement_certificate=f"1201140{code}{len(found)}"))
    return found


def officer(code="scj"):
    return officers(code)[0].user


def director(code="scj"):
    found = Member.objects.filter(department__code=code, role=MemberRole.DIRECTOR).first()
    return (found or make_member(code, MemberRole.DIRECTOR)).user


def operator(subject):
    return representative_of(getattr(subject, "facility", subject))


def plan(facility=None, code="scj", *, kind=InspectionKind.ROUTINE, **facts):
    department = Department.objects.get(code=code)
    return plan_inspection(
        facility or make_place(),
        actor=officer(code),
        department=department,
        kind=kind,
        checklist=Checklist.objects.published().get(department=department),
        **({"held_on": clock.today(), "source": "年度检查计划"} | facts),
    )


def begin(inspection, **facts):
    code = inspection.department.code
    facts = {"approval_number": "审〔2026〕1号", "notice_number": "通〔2026〕1号"} | facts
    return begin_inspection(inspection, actor=officer(code), officers=officers(code), **facts)


def judge(inspection, *, failed=(), left=()):
    """Every item conforms, except those at the places named."""
    judge_items(
        inspection,
        [
            Judgement(item.pk, item.version, ItemResult.FAILED, NOTE)
            if item.position in failed
            else Judgement(item.pk, item.version, ItemResult.CONFORMING)
            for item in inspection.items.all()
            if item.position not in left
        ],
        actor=officer(inspection.department.code),
    )
    return inspection


def conclude(inspection, *, failed=(), **facts):
    judge(inspection, failed=failed)
    facts = {"signature": Signature.SIGNED, "opinion": "无"} | facts
    return conclude_inspection(inspection, actor=officer(inspection.department.code), **facts)


def concluded(facility=None, code="scj", *, failed=(), **facts):
    return conclude(begin(plan(facility, code, **facts)), failed=failed)


def order(inspection, *, days=15):
    return order_rectification(
        inspection,
        actor=officer(inspection.department.code),
        findings=[finding.pk for finding in inspection.findings.pending()],
        due_on=clock.today() + timedelta(days=days),
    )


def ordered(facility=None, code="scj", *, failed=(1, 2), days=15):
    """A rectification that waits for its operator; the result was told."""
    inspection = concluded(facility, code, failed=failed)
    rectification = order(inspection, days=days)
    tell_result(inspection, actor=officer(code), told_on=clock.today())
    return rectification


def answer(rectification, *, photos=0, words="已更换"):
    """Every item the operator has to answer, answered; not handed in."""
    actor = operator(rectification)
    rectification.refresh_from_db()
    for item in rectification.items.for_operator():
        uploads = [upload(picture(), f"{n}.jpg") for n in range(photos)]
        save_answer(item, actor=actor, words=words, uploads=uploads)
    return rectification


def submit(rectification, **said):
    answer(rectification, **said)
    return submit_rectification(rectification, actor=operator(rectification))


def verdicts(rectification, *, refused=()):
    """Accept each answered item, except those at the places named."""
    actor = officer(rectification.department.code)
    for item in rectification.items.answered():
        if item.position in refused:
            refuse_answer(item, actor=actor, version=item.version, note="照片看不清有效期。")
        else:
            accept_answer(item, actor=actor, version=item.version)
    return rectification


def next_year():
    return date(clock.today().year + 1, 1, 12)
