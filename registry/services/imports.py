"""Import (存量导入): staged whole or not at all, confirmed by the director."""

import hashlib
from io import BytesIO
from pathlib import PurePath

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from departments.choices import ReminderKind
from departments.models import Department
from departments.services.calendar import Deadline
from departments.services.reminder import close_reminder, open_reminder
from registry.choices import ImportStatus, PublicRecordKind, Standing, StandingAction
from registry.models import Declaration, Facility, Import, ImportRow, Operator
from registry.permissions import can_settle_import, can_upload_import
from registry.services.deadlines import as_stored, verification_due
from registry.services.declaration import facts_in_force
from registry.services.import_reading import read_import
from registry.services.keys import import_key
from registry.services.numbering import start_above
from registry.services.record import publish
from registry.services.registration.reminding import close_settled_reminders
from registry.services.verification import remind_of_verification
from registry.workflow import finish_standing
from registry.workflow.imports import finish_import
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

SHARED = (
    "name",
    "legal_nature",
    "form",
    "township_id",
    "address",
    "public_phone",
    "capacity",
    "min_age",
    "max_age",
    "offers_full_day",
    "offers_half_day",
    "offers_hourly",
    "offers_temporary",
    "credit_code",
)


class ImportRefused(DomainError):
    """A sheet with bad lines; nothing of it is kept. `errors` names each by its line."""

    def __init__(self, errors: list[str]):
        super().__init__(f"有 {len(errors)} 处需要更正，这次没有导入任何内容。")
        self.errors = errors


@transaction.atomic
def stage_import(content: bytes, *, name: str, actor: User | None) -> Import:
    """Keep the rows of a sheet until the director confirms; a bad line refuses the whole."""
    if actor is not None and not can_upload_import(actor):
        raise PermissionDenied
    digest = hashlib.sha256(content).hexdigest()
    if Import.objects.filter(sha256=digest).exclude(status=ImportStatus.DISCARDED).exists():
        raise DomainError("这份文件已经导入过，请在存量导入列表里查看。")
    reading = read_import(BytesIO(content))
    if reading.errors:
        raise ImportRefused(reading.errors)
    source = Import.objects.create(
        name=PurePath(name).name[:200],
        sha256=digest,
        uploaded_at=clock.now(),
        uploaded_by=actor,
    )
    for row in reading.rows:
        row.source = source
    ImportRow.objects.bulk_create(reading.rows)
    open_reminder(
        import_key(source),
        kind=ReminderKind.IMPORT,
        title=f"存量导入：{len(reading.rows)} 家机构",
        body="请负责人核对并确认",
        link=reverse("registry:import_detail", args=[source.pk]),
        department=Department.objects.commission(),
    )
    return source


def _begin(source: Import, actor: User) -> Import:
    if not can_settle_import(actor):
        raise PermissionDenied
    source = Import.objects.select_for_update(of=("self",)).get(pk=source.pk)
    if source.status != ImportStatus.WAITING:
        raise DomainError(f"这次导入{source.get_status_display()}，不用再处理。")
    return source


@transaction.atomic
def confirm_import(source: Import, *, actor: User) -> Import:
    """Enter every row into the register (确认存量导入), with its original number and date."""
    source = _begin(source, actor)
    start_above(*source.rows.values_list("number", flat=True))
    _demand_still_free(source)
    due = verification_due(clock.now())
    for row in source.rows.select_related("township", "source").order_by("filed_on", "line"):
        _enter(row, actor, due)
    finish_import(source, ImportStatus.CONFIRMED, actor)
    close_settled_reminders()
    close_reminder(import_key(source), note="已确认")
    return source


@transaction.atomic
def discard_import(source: Import, *, actor: User) -> Import:
    """Do not enter these rows (放弃导入)."""
    source = _begin(source, actor)
    finish_import(source, ImportStatus.DISCARDED, actor)
    close_reminder(import_key(source), note="已放弃")
    return source


def _demand_still_free(source: Import) -> None:
    numbers = source.rows.values_list("number", flat=True)
    taken = Facility.objects.filter(number__in=list(numbers)).values_list("number", flat=True)
    if taken:
        raise DomainError(f"备案编号 {taken[0]} 已经被使用，请放弃这次导入，更正后重新上传。")


def _enter(row: ImportRow, actor: User, due: Deadline) -> Facility:
    now = clock.now()
    operator, _ = Operator.objects.get_or_create(
        credit_code=row.credit_code, defaults={"name": row.operator_name, "created_at": now}
    )
    facility = Facility.objects.create(
        operator=operator, name=row.name, number=None, created_at=now
    )
    declaration = Declaration.objects.create(
        facility=facility,
        created_at=now,
        created_by=actor,
        frozen_at=now,
        **{name: getattr(row, name) for name in SHARED},
    )
    facility.number = row.number
    declaration.facility = facility
    changes: dict[str, object] = {
        "number": row.number,
        "filed_on": row.filed_on,
        **facts_in_force(declaration),
    }
    if row.verified_on:
        changes["verified_on"] = row.verified_on
    else:
        changes |= as_stored("verification_due", due)
    finish_standing(
        facility,
        StandingAction.RECORD,
        actor,
        note=f"存量导入（{row.source.name} 第 {row.line} 行）",
        target=Standing.VERIFIED if row.verified_on else None,
        **changes,
    )
    row.facility = facility
    row.save(update_fields=["facility"])
    publish(
        facility,
        key=f"import:{row.pk}",
        kind=PublicRecordKind.RECORDED,
        title=f"备案，编号 {row.number}",
        happened_on=row.filed_on,
    )
    if row.verified_on:
        publish(
            facility,
            key=f"import:{row.pk}:verified",
            kind=PublicRecordKind.VERIFIED,
            title="现场核实符合",
            happened_on=row.verified_on,
        )
    else:
        remind_of_verification(facility, due, handler=None)
    return facility
