"""Keeping registrations in bulk (入库): one statement puts in what is new and newer, and no more.

A registrar's record has one row, and a line of news for each time it changed. The day the
registrar gives decides: news of an earlier day than what is kept changes nothing, and the same
news again writes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from django.db import connection, transaction

from departments.models import Department
from registry.models import Registration, RegistrationNews
from registry.services.registration.cleaning import Pushed
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

TABLE = Registration._meta.db_table
PUSHED = "registration_pushed"
KEY = ("registrar_id", "record_number")
NEWS = [name for name in Pushed._fields if name not in KEY]
NEW_OR_NEWER = """
INSERT INTO {table} ({columns}, received_at, updated_at)
SELECT {columns}, %s, %s FROM {pushed} pushed
WHERE NOT EXISTS (SELECT 1 FROM {table} kept
                  WHERE {same_record} AND ({kept}) {equals} ({pushed_news}))
ON CONFLICT ({key}) DO UPDATE SET {news}, updated_at = excluded.updated_at,
  asked_on = CASE WHEN {table}.state = excluded.state
                   AND {table}.happened_on = excluded.happened_on THEN {table}.asked_on END
WHERE {table}.happened_on <= excluded.happened_on
"""
TELLING = """
INSERT INTO {news_table} (registration_id, state, happened_on, name, address, received_at)
SELECT kept.id, kept.state, kept.happened_on, kept.name, kept.address, kept.updated_at
FROM {pushed} pushed JOIN {table} kept ON {same_record}
WHERE kept.updated_at = %s
  AND NOT EXISTS (SELECT 1 FROM {news_table} told
                  WHERE told.registration_id = kept.id AND told.received_at = kept.updated_at
                    AND told.state = kept.state AND told.happened_on = kept.happened_on
                    AND told.name = kept.name AND told.address = kept.address)
"""
EARLIER = """
SELECT pushed.record_number, kept.happened_on FROM {pushed} pushed
JOIN {table} kept ON {same_record}
WHERE kept.happened_on > pushed.happened_on ORDER BY pushed.record_number
"""


@dataclass(frozen=True)
class Kept:
    """What a push brought (推送结果)."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    outdated: int = 0


class Outdated(DomainError):
    """Later news of some records is kept already; carries record numbers and the later days."""

    def __init__(self, records: list[tuple[str, date]]):
        number, day = records[0]
        super().__init__(
            f"有 {len(records)} 条比已经收到的早，例如 {number} 已有 {day.isoformat()} 的登记信息，"
            "这次没有写入任何内容。"
        )
        self.records = records


@transaction.atomic
def keep_registrations(rows: Sequence[Pushed], *, demands_newer: bool = False) -> Kept:
    """Put in what is new, put right what is newer; with `demands_newer`, all or nothing."""
    registrars = {row.registrar_id for row in rows}
    units = Department.objects.select_for_update(of=("self",), no_key=True)
    list(units.filter(pk__in=registrars).order_by("pk"))  # one push of a registrar at a time
    own = Registration.objects.filter(registrar__in=registrars)
    before, now = own.count(), connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        _hand_over(cursor, rows)
        cursor.execute(_written(EARLIER))
        earlier = [(number, _day(day)) for number, day in cursor.fetchall()]
        if earlier and demands_newer:
            raise Outdated(earlier)
        cursor.execute(_written(NEW_OR_NEWER), [now, now])
        touched = cursor.rowcount
        cursor.execute(_written(TELLING), [now])
        cursor.execute(f"DROP TABLE {PUSHED}")
    added = own.count() - before
    return Kept(added, touched - added, len(rows) - touched - len(earlier), len(earlier))


def _written(statement: str) -> str:
    return statement.format(
        table=TABLE,
        news_table=RegistrationNews._meta.db_table,
        pushed=PUSHED,
        columns=", ".join(Pushed._fields),
        key=", ".join(KEY),
        news=", ".join(f"{name} = excluded.{name}" for name in NEWS),
        same_record=" AND ".join(f"kept.{name} = pushed.{name}" for name in KEY),
        kept=", ".join(f"kept.{name}" for name in NEWS),
        pushed_news=", ".join(f"pushed.{name}" for name in NEWS),
        equals="IS NOT DISTINCT FROM" if connection.vendor == "postgresql" else "IS",
    )


def _hand_over(cursor, rows: Sequence[Pushed]) -> None:
    """Bring the rows to the database as they are, beside the table."""
    columns = ", ".join(Pushed._fields)
    cursor.execute(
        f"CREATE TEMPORARY TABLE {PUSHED} AS SELECT {columns} FROM {TABLE} WHERE false"  # noqa: S608 - own names
    )
    put_in(cursor, PUSHED, Pushed._fields, rows)


def put_in(cursor, table: str, columns: Sequence[str], rows: Iterable[tuple]) -> None:
    """Rows into a table by the one fast way each engine has."""
    names = ", ".join(columns)
    if connection.vendor == "postgresql":
        lines = "\n".join("\t".join(map(_cell, row)) for row in rows)
        cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", StringIO(lines))
        return
    places = ", ".join(["%s"] * len(columns))
    cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608 - own names


def _cell(value: str | int | None) -> str:
    """Of all signs that mean something to COPY, the texts hold line ends and backslashes alone."""
    if value is None:
        return "\\N"
    return str(value).replace("\\", "\\\\").replace("\n", "\\n")


def _day(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day
