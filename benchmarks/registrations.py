"""A hundred thousand registrations in one XLSX: taken in and found, against the bare way in."""

from random import Random

from django.core.management import call_command
from django.db import connection, transaction

from benchmarks.measure import best, judged, tell
from benchmarks.register import HAN, KINDS, ROADS
from departments.models import Department
from registry.models import Registration, RegistrationFile
from registry.services.registration import keeping
from registry.services.registration.cleaning import Pushed
from registry.services.registration.reading import HEADINGS, read_registrations
from registry.services.registration.receiving import receive_file
from registry.validators import CREDIT_CODE_ALPHABET, CREDIT_CODE_WEIGHTS
from wuqing_tuoyu import clock, sheet

ROWS = 100_000
HEADING = [words[0] for name, words in HEADINGS.items() if name != "registrar"]


def run():
    call_command("load_reference", verbosity=0)
    registrar = Department.objects.get(code="scj")
    content = book()
    rows = read_registrations(content, registrar)
    taken_in = best(lambda: take_in(content, registrar), forget)
    copied = best(lambda: bare(rows), forget)
    forget()
    take_in(content, registrar)
    again = best(lambda: take_in(content, registrar))
    saved_anew = best(lambda: take_in(content, registrar), RegistrationFile.objects.all().delete)
    found = best(lambda: list(Registration.objects.search("幸福 光明").oldest_first()[:30]))
    reading = best(lambda: read_registrations(content, registrar))
    sizes = {"rows": ROWS, "bytes": len(content)}
    tell(
        "registrations_from_xlsx",
        value_s=round(taken_in, 3),
        floor_s=round(copied, 3),
        ratio=round(taken_in / copied, 3),
        **judged("registrations_from_xlsx", taken_in / copied, 1 / 0.85),
        of_which_reading_s=round(reading, 3),
        **sizes,
    )
    tell(
        "registrations_same_file",
        value_s=round(again, 4),
        times_faster=round(taken_in / again),
        **judged("registrations_same_file", again / taken_in, 1 / 5),
        **sizes,
    )
    tell(
        "registrations_same_rows_in_another_file",
        value_s=round(saved_anew, 3),
        times_faster=round(taken_in / saved_anew, 2),
        **sizes,
    )
    tell("registrations_found", value_ms=round(found * 1000, 2), rows=ROWS)


def take_in(content, registrar):
    receive_file(content, name="登记信息.xlsx", registrar=registrar, actor=None)


def bare(rows: list[Pushed]):
    """COPY of the same rows into the same table with the same indexes; executemany on SQLite."""
    now = clock.now().isoformat()
    columns = (*Pushed._fields, "received_at", "updated_at")
    whole = [(*row, now, now) for row in rows]
    with transaction.atomic(), connection.cursor() as cursor:
        keeping.put_in(cursor, keeping.TABLE, columns, whole)


def forget():
    RegistrationFile.objects.all().delete()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("TRUNCATE registry_registration RESTART IDENTITY CASCADE")
        else:
            cursor.execute("DELETE FROM registry_registrationnews")
            cursor.execute("DELETE FROM registry_registration")


def book() -> bytes:
    """What a registrar of a large city would send, invented."""
    random = Random(2026)  # noqa: S311 - invented data, nothing is guarded by it
    townships = [unit.name for unit in Department.objects.townships().order_by("code")]
    lines = []
    for number in range(ROWS):
        stem = f"91120222MA{number:07}"
        total = sum(
            CREDIT_CODE_ALPHABET.index(sign) * weight
            for sign, weight in zip(stem, CREDIT_CODE_WEIGHTS, strict=True)
        )
        township = random.choice(townships)
        name = "".join(random.choices(HAN, k=4))
        lines.append(
            [
                f"武登字〔2026〕{number:06} 号",
                stem + CREDIT_CODE_ALPHABET[(31 - total) % 31],
                f"天津{name}{random.choice(KINDS)}有限公司",
                "营利性机构",
                f"武清区{township}{random.choice(ROADS)} {random.randint(1, 400)} 号",
                township,
                f"20{random.randint(10, 25)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
                random.choice(("存续", "存续", "存续", "已变更", "已注销")),
            ]
        )
    return sheet.write(HEADING, lines, title="登记信息")
