"""The people of a demonstration facility, with their certificates."""

from datetime import date, timedelta
from typing import Protocol

from accounts.models import User
from registry.choices import ClassKind, DocumentKind, Education, MealProvision, StaffRole
from registry.models import Declaration, Facility, StaffMember
from registry.services.roster import save_staff_member
from wuqing_tuoyu import clock
from wuqing_tuoyu.demonstration.invention import Invention
from wuqing_tuoyu.demonstration.papers import hand_in
from wuqing_tuoyu.demonstration.plan import AGES, Plan


class Applicant(Protocol):
    """Who employs these people."""

    user: User
    plan: Plan
    invention: Invention
    name: str


def engage(applicant: Applicant, facility: Facility, declaration: Declaration) -> None:
    """The people a facility of this size needs, each in the class they care for."""
    hire(applicant, facility, StaffRole.PRINCIPAL, Education.BACHELOR, management_years=6)
    if not applicant.plan.is_family:
        hire(applicant, facility, StaffRole.HEALTH_WORKER, Education.COLLEGE)
        hire(applicant, facility, StaffRole.GUARD, Education.SECONDARY)
        if applicant.plan.meals == MealProvision.OWN:
            hire(
                applicant,
                facility,
                StaffRole.COOK,
                Education.SECONDARY,
                is_food_safety_manager=True,
            )
    for group in declaration.class_groups.all():
        ratio = 3 if applicant.plan.is_family else AGES[ClassKind(group.kind)][2]
        for _ in range(-(-group.places // ratio)):
            hire(applicant, facility, StaffRole.CARER, Education.COLLEGE, class_no=group.class_no)


def hire(
    applicant: Applicant,
    facility: Facility,
    role: StaffRole,
    education: Education,
    **columns: object,
) -> StaffMember:
    today = clock.today()
    person = save_staff_member(
        facility,
        actor=applicant.user,
        values={
            "name": applicant.invention.person(),
            "identity_document": "identity_card",
            "identity_number": applicant.invention.identity_number((1972, 2001)),
            "role": role,
            "education": education,
            "is_full_time": True,
            "training_hours": 80,
            "joined_on": today - timedelta(days=120),
            "crime_check_on": today - timedelta(days=40),
            "crime_check_clear": True,
            "has_fitness_statement": True,
            "guard_company_permit": "津公保服20200016" if role == StaffRole.GUARD else "",
            **columns,
        },
    )
    certify(applicant, facility, person, role)
    return person


def certify(applicant: Applicant, facility: Facility, person: StaffMember, role: StaffRole) -> None:
    today = clock.today()
    issued = today - timedelta(days=applicant.invention.random.randint(20, 200))
    serial = applicant.invention.random.randint(1000, 9999)
    facts = [("姓名", person.name), ("单位", applicant.name), ("岗位", role.label)]
    hand_in(
        facility,
        DocumentKind.HEALTH_CERTIFICATE,
        actor=applicant.user,
        title="托幼机构工作人员健康合格证",
        number=f"武妇健字〔{issued.year}〕{serial} 号",
        issuer="武清区妇幼保健计划生育服务中心",
        issued_on=issued,
        valid_until=issued + timedelta(days=364),
        facts=[*facts, ("体检结论", "合格")],
        staff_member=person,
    )
    if role in (StaffRole.PRINCIPAL, StaffRole.HEALTH_WORKER, StaffRole.CARER, StaffRole.GUARD):
        titles = {
            StaffRole.PRINCIPAL: "学历证书和任职经历证明",
            StaffRole.HEALTH_WORKER: "保健人员资格证明",
            StaffRole.CARER: "保育师职业技能等级证书",
            StaffRole.GUARD: "保安员证",
        }
        is_guard = role == StaffRole.GUARD
        kind = DocumentKind.SECURITY_GUARD if is_guard else DocumentKind.QUALIFICATION
        hand_in(
            facility,
            kind,
            actor=applicant.user,
            title=titles[role],
            number=f"演 {serial}",
            issuer="演示发证机构",
            issued_on=date(today.year - 2, 6, 1),
            facts=facts,
            staff_member=person,
        )
    if role in (StaffRole.PRINCIPAL, StaffRole.HEALTH_WORKER):
        hand_in(
            facility,
            DocumentKind.TRAINING_CERTIFICATE,
            actor=applicant.user,
            title="岗位培训合格证明",
            number=f"培 {serial}",
            issuer="武清区妇幼保健计划生育服务中心",
            issued_on=date(today.year - 1, 9, 10),
            facts=[*facts, ("培训学时", "80 学时")],
            staff_member=person,
        )
