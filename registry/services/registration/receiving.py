"""Receiving registrations (收到登记信息): from a file of a registrar, or from its own system."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from departments.models import Department
from registry.models import RegistrationFile
from registry.permissions import registrars_acted_for
from registry.services.registration.cleaning import Known, Pushed, Unclear
from registry.services.registration.keeping import Kept, keep_registrations
from registry.services.registration.reading import read_registrations, twice
from registry.services.registration.reminding import (
    close_settled_reminders,
    ended_and_filed,
    remind_of_ended_registration,
)
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

MOST_AT_ONCE = 500
ASKED_AT_ONCE = 100


class BatchRefused(DomainError):
    """A batch with bad records; nothing of it is kept. `errors` names each by its place."""

    def __init__(self, errors: dict[str, str]):
        super().__init__(f"有 {len(errors)} 条需要更正，这次没有写入任何内容。")
        self.errors = errors


@transaction.atomic
def receive_file(
    content: bytes, *, name: str, registrar: Department | None, actor: User | None
) -> tuple[RegistrationFile, bool]:
    """Take in a file of a registrar (推送登记信息); False where the same file came before.

    Without a registrar, each line names its own, or its nature says whose it is.
    """
    if actor is not None and registrar not in registrars_acted_for(actor):
        raise PermissionDenied
    digest = hashlib.sha256(content).hexdigest()
    same = RegistrationFile.objects.filter(registrar=registrar, sha256=digest).first()
    if same is not None:
        return same, False
    kept = _keep(read_registrations(content, registrar))
    return RegistrationFile.objects.get_or_create(
        registrar=registrar,
        sha256=digest,
        defaults={
            "name": PurePath(name).name[-200:],
            "received_at": clock.now(),
            "received_by": actor,
            "added": kept.added,
            "updated": kept.updated,
            "unchanged": kept.unchanged,
            "outdated": kept.outdated,
        },
    )


@transaction.atomic
def receive_batch(records: Sequence[Mapping[str, str]], *, registrar: Department) -> Kept:
    """Take in records a registrar's system sends (推送接口), all or none."""
    known, rows, errors = Known(registrar), [], {}
    for place, record in enumerate(records):
        try:
            rows.append(known.clean(record))
        except Unclear as unclear:
            errors[str(place)] = str(unclear)
    if not errors:
        errors = {
            str(second): f"登记记录号与第 {first + 1} 条重复。" for first, second in twice(rows)
        }
    if errors:
        raise BatchRefused(errors)
    return _keep(rows, demands_newer=True)


def _keep(rows: Sequence[Pushed], *, demands_newer: bool = False) -> Kept:
    """What ended is asked about at once, the rest in its time."""
    kept = keep_registrations(rows, demands_newer=demands_newer)
    close_settled_reminders()
    for registration in ended_and_filed()[:ASKED_AT_ONCE]:
        remind_of_ended_registration(registration)
    return kept
