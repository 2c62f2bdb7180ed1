"""What changes without a filing: people (工作人员), fees, opening hours, free places."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from registry.choices import LIVING_STANDINGS, FeeUnit
from registry.models import (
    Document,
    DocumentPage,
    Facility,
    Fee,
    FilingItem,
    OpeningHours,
    StaffMember,
    Vacancy,
)
from registry.permissions import can_act_for_facility, can_read_identity
from registry.services.access import record_access
from registry.services.certified import restate_certified
from registry.services.document import remove_document
from registry.services.editing import demand_staff_open
from registry.validators import birth_date
from registry.workflow.transition import lock_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

FEE_FIELDS = ("item", "service_form", "amount", "unit", "is_meal")


def _begin(facility: Facility, actor: User) -> Facility:
    """Lock, person, moment: as every act, though nothing here has a status of its own."""
    facility = lock_facility(facility.pk)
    if not can_act_for_facility(actor, facility):
        raise PermissionDenied
    if facility.closed_on is not None:
        raise DomainError("机构已经注销，不能再修改。")
    return facility


@transaction.atomic
def save_staff_member(
    facility: Facility,
    *,
    actor: User,
    values: Mapping[str, object],
    staff_member: StaffMember | None = None,
) -> StaffMember:
    """Add somebody to the roster or correct what it says (保存人员)."""
    facility = _begin(facility, actor)
    demand_staff_open(facility, staff_member)
    person = staff_member and StaffMember.objects.get(pk=staff_member.pk)
    if person is None:
        person = StaffMember(facility=facility, created_at=clock.now(), version=0)
    if person.left_on is not None:
        raise DomainError(f"{person.name}已登记离职；重新入职的，请作为新人员添加。")
    for name, value in values.items():
        setattr(person, name, value)
    if born := birth_date(person.identity_number):
        person.born_on = born
    person.version += 1
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as twice:
        raise DomainError("这个证件号码已在本机构登记，请勿重复添加。") from twice
    restate_certified(facility.pk)
    return person


@transaction.atomic
def end_staff_member(staff_member: StaffMember, *, actor: User, left_on: date) -> None:
    """Somebody no longer works here (登记离职). Who was never handed in simply goes."""
    facility = _begin(staff_member.facility, actor)
    staff_member = facility.staff.active().filter(pk=staff_member.pk).first()
    if staff_member is None:
        raise DomainError("这名人员刚刚已从名册中移出，不用再办。")
    demand_staff_open(facility, staff_member)
    if not was_handed_in(staff_member):
        for document in staff_member.documents.select_related("staff_member").order_by("-id"):
            remove_document(document, actor=actor)
        staff_member.delete()
        restate_certified(facility.pk)
        return
    if left_on > clock.today():
        raise DomainError("离职日期不能晚于今天。")
    staff_member.left_on = left_on
    staff_member.version += 1
    staff_member.save(update_fields=["left_on", "version"])
    restate_certified(facility.pk)


def was_handed_in(staff_member: StaffMember) -> bool:
    """Has any filing rested on this person?"""
    return FilingItem.objects.filter(staff_member=staff_member).exists()


def reveal_identity(staff_member: StaffMember, *, actor: User) -> str:
    """The whole identity number (查看证件号码); the look is recorded."""
    if not can_read_identity(actor, staff_member.facility):
        raise PermissionDenied
    record_access(actor=actor, staff_member=staff_member)
    return staff_member.identity_number


@transaction.atomic
def save_fees(facility: Facility, *, actor: User, rows: list[Mapping[str, object]]) -> None:
    """The fees from today on (保存收费); what was charged before today stays on record.

    A row carries `id` if it was there before; a row that is missing has ended.
    """
    facility, today = _begin(facility, actor), clock.today()
    held = {fee.pk: fee for fee in facility.fees.current(today)}
    for row in rows:
        values = {name: row[name] for name in FEE_FIELDS}
        fee = held.pop(row.get("id"), None)
        if fee is not None:
            if all(getattr(fee, name) == value for name, value in values.items()):
                continue
            _end_fee(fee, today)
        Fee.objects.create(facility=facility, valid_from=today, **values)
    for fee in held.values():
        _end_fee(fee, today)
    monthly = facility.fees.current(today).filter(unit=FeeUnit.MONTH, is_meal=False)
    facility.monthly_fee = min(monthly.values_list("amount", flat=True), default=None)
    facility.save(update_fields=["monthly_fee"])


def _end_fee(fee: Fee, today: date) -> None:
    if fee.valid_from >= today:
        fee.delete()
    else:
        fee.valid_until = today - timedelta(days=1)
        fee.save(update_fields=["valid_until"])


@transaction.atomic
def save_opening_hours(
    facility: Facility, *, actor: User, days: Mapping[int, tuple[time, time] | None]
) -> None:
    """When the facility is open from today on (保存开放时间)."""
    facility, today = _begin(facility, actor), clock.today()
    held = {row.weekday: row for row in facility.opening_hours.current()}
    for weekday, times in days.items():
        row = held.get(weekday)
        if row is not None:
            if times == (row.opens, row.closes):
                continue
            if row.valid_from >= today:
                row.delete()
            else:
                row.valid_until = today
                row.save(update_fields=["valid_until"])
        if times is not None:
            opens, closes = times
            OpeningHours.objects.create(
                facility=facility, weekday=weekday, opens=opens, closes=closes, valid_from=today
            )
    facility.hours_stated_on = today
    facility.save(update_fields=["hours_stated_on"])


@transaction.atomic
def state_vacancies(facility: Facility, *, actor: User, places: Mapping[int, int]) -> None:
    """Free places of each class as of today (填报空余托位); the classes not named stay."""
    facility, today = _begin(facility, actor), clock.today()
    if facility.standing not in LIVING_STANDINGS:
        raise DomainError("备案之后才向家长公布空余托位，现在不用填报。")
    classes = {group.class_no: group for group in facility.declaration.class_groups.all()}
    for class_no, free in places.items():
        group = classes.get(class_no)
        if group is None:
            raise DomainError("没有这个班级，请刷新页面后再填。")
        if not 0 <= free <= group.places:
            raise DomainError(
                f"{group.name}共 {group.places} 个托位，空余应为 0 到 {group.places} 个。"
            )
    current = facility.vacancy_rows.current()
    held = {row.class_no: row.places for row in current}
    stated = {number: free for number, free in (held | dict(places)).items() if number in classes}
    current.filter(Q(class_no__in=places) | ~Q(class_no__in=classes)).update(replaced_on=today)
    Vacancy.objects.bulk_create(
        Vacancy(facility=facility, class_no=number, places=free, stated_on=today)
        for number, free in places.items()
    )
    facility.vacancies, facility.vacancies_stated_on = sum(stated.values()), today
    facility.save(update_fields=["vacancies", "vacancies_stated_on"])


@transaction.atomic
def confirm_offer(facility: Facility, *, actor: User) -> None:
    """Free places and opening hours are today what they were (没有变化): one tap says both."""
    facility, today = _begin(facility, actor), clock.today()
    if facility.standing not in LIVING_STANDINGS:
        raise DomainError("备案之后才向家长公布空余托位和开放时间，现在不用确认。")
    free = dict(facility.vacancy_rows.current().values_list("class_no", "places"))
    has_hours = facility.opening_hours.current().exists()
    if not free and not has_hours:
        raise DomainError("还没有填报过空余托位和开放时间，请先填写一次。")
    if has_hours:
        facility.hours_stated_on = today
        facility.save(update_fields=["hours_stated_on"])
    classes = dict(facility.declaration.class_groups.values_list("class_no", "places"))
    fitting = {number: min(free[number], classes[number]) for number in free.keys() & classes}
    if fitting:
        state_vacancies(facility, actor=actor, places=fitting)


def certificates_of(facility: Facility) -> dict[int, list[Document]]:
    """Current papers of everybody who works here, by person, in one query (人员证件)."""
    pages = DocumentPage.objects.filter(document=OuterRef("pk"))
    documents = (
        facility.documents.current()
        .filter(staff_member__left_on=None, staff_member__isnull=False)
        .annotate(is_uploaded=Exists(pages))
        .order_by("id")
    )
    papers: dict[int, list[Document]] = {}
    for document in documents:
        papers.setdefault(document.staff_member_id, []).append(document)
    return papers
