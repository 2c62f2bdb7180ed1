"""A whole district to walk through: the demonstration data, and the few states it lacks."""

from contextlib import contextmanager
from datetime import date
from io import StringIO

from django.core.management import call_command
from django.db import connection

from accounts.choices import Channel, DeliveryStatus
from accounts.models import Delivery, Message, StoredFile, User
from departments.choices import MemberRole
from departments.models import Department, Member
from inspections.models import Complaint, ComplaintPhoto
from registry.choices import FilingKind, ImportStatus, RepresentativeStatus, Standing
from registry.models import (
    Facility,
    Import,
    Operator,
    Pause,
    Representative,
    Verification,
    VerificationPhoto,
)
from registry.services.drafts import start_filing
from registry.services.follow import ask_to_follow
from registry.services.import_reading import HEADINGS
from registry.services.imports import stage_import
from registry.services.representative import end_representative, request_representation
from registry.views.imports import EXAMPLE
from tests.departments.factories import PASSWORD
from wuqing_tuoyu import clock, sheet


def build():
    """Everything there is, in every state it can be in."""
    call_command("load_reference", verbosity=0)
    call_command("load_demo", facilities=22, force=True, stdout=StringIO())
    make_people()
    drafts_of_recorded_facilities()
    waiting_import()
    Delivery.objects.create(
        message=Message.objects.earliest("pk"),
        channel=Channel.SMS,
        address="13800000000",
        status=DeliveryStatus.FAILED,
        next_try_at=clock.now(),
    )
    ask_to_follow("jiazhang@demo.invalid", facility=Facility.objects.listed().earliest("pk"))
    photograph()
    assert Pause.objects.open().exists(), "no facility is paused"


def make_person(username):
    return User.objects.create_user(
        username, f"{username}@demo.invalid", PASSWORD, name=f"某{username}"
    )


def make_people():
    """A representative who waits, one who was ended, and liaisons of two units."""
    operator1 = Operator.objects.represented_by(User.objects.get(username="operator1")).get()
    asked = {"credit_code": operator1.credit_code, "operator_name": operator1.name}
    waiting = make_person("waiting1")
    request_representation(**asked, actor=waiting)
    start_filing(operator1, actor=waiting)
    gone = make_person("ended1")
    end_representative(request_representation(**asked, actor=gone), actor=gone)
    for code in ("wjw", "scj"):
        unit = Member.objects.filter(department__code=code).first().department
        Member.objects.create(
            user=make_person(f"{code}_liaison"),
            department=unit,
            role=MemberRole.LIAISON,
            active_from=date(2024, 1, 2),
        )


def drafts_of_recorded_facilities():
    """A change and a closing that nobody handed in yet."""
    living = Facility.objects.filter(standing=Standing.VERIFIED, closes_on=None)
    free = [each for each in living.order_by("pk") if not each.has_open_filing]
    for facility, kind in zip(free, (FilingKind.CHANGE, FilingKind.CANCELLATION), strict=False):
        confirmed = facility.operator.representatives.confirmed()
        if confirmed.exists():
            start_filing(
                facility.operator, actor=confirmed.first().user, kind=kind, facility=facility
            )


def waiting_import():
    content = sheet.write([words[0] for words, _ in HEADINGS.values()], [EXAMPLE], title="存量")
    officer = User.objects.get(username="wjw_officer")
    source = stage_import(content, name="存量.xlsx", actor=officer)
    assert Import.objects.get(pk=source.pk).status == ImportStatus.WAITING


def photograph():
    VerificationPhoto.objects.create(
        verification=Verification.objects.earliest("pk"),
        file=StoredFile.objects.filter(content_type="application/pdf").earliest("created_at"),
        position=1,
    )

    ComplaintPhoto.objects.create(
        complaint=Complaint.objects.of(Department.objects.get(code="scj")).earliest("received_at"),
        file=StoredFile.objects.filter(content_type="application/pdf").earliest("created_at"),
        position=1,
    )


def is_confirmed(user, operator):
    return Representative.objects.filter(
        user=user, operator=operator, status=RepresentativeStatus.CONFIRMED
    ).exists()


def is_pending(user, operator):
    return Representative.objects.filter(
        user=user, operator=operator, status=RepresentativeStatus.PENDING
    ).exists()


# What a request writes

INDEX_WITHOUT_CONTENT = "registry_facility_grams"  # says where words stand, holds no row
KEPT_BY_THE_SESSION = {
    "django_session",
    "cache_entry",
    "usersessions_usersession",
    "registry_accessrecord",
}


@contextmanager
def writes():
    """The tables written meanwhile; sessions, counters and the record of looks left out."""
    written = []

    def note(execute, sql, params, many, context):
        words = sql.split(None, 3)
        verb = words[0].upper()
        if verb in ("INSERT", "UPDATE", "DELETE", "REPLACE"):
            table = (words[1] if verb == "UPDATE" else words[2]).strip('"')
            if table not in KEPT_BY_THE_SESSION:
                written.append(table)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


def fingerprint():
    """All rows of all tables, as one value a table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in KEPT_BY_THE_SESSION or table == INDEX_WITHOUT_CONTENT:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own table names
            found[table] = hash(frozenset(map(repr, cursor.fetchall())))
    return found
