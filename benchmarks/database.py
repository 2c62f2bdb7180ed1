"""A database of its own for the figures, thrown away afterwards; a long register in it."""

from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from benchmarks.register import write_register
from registry.models import Facility
from registry.search import build_index, drop_index


@contextmanager
def throwaway():
    """Never the database of the settings: a new one beside it, in a file where it is SQLite."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(Path(settings.VAR) / "benchmarks.sqlite3")
    old = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(old, verbosity=0)
        register_of.cache_clear()


@cache
def register_of(length: int) -> int:
    """A register of this length, however long the one before it was; the index comes last."""
    with connection.schema_editor() as editor:
        drop_index(None, editor)
    forget_register()
    write_register(length)
    with connection.schema_editor() as editor:
        build_index(None, editor)
    tidy()
    return length


def forget_register() -> None:
    register_of.cache_clear()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("TRUNCATE registry_facility, registry_declaration CASCADE")
            cursor.execute("TRUNCATE registry_operator CASCADE")
            return
        cursor.execute("PRAGMA foreign_keys = OFF")
        for table in ("vacancy", "classgroup", "declaration", "facility", "operator"):
            cursor.execute(f"DELETE FROM registry_{table}")  # noqa: S608 - own names
        cursor.execute("PRAGMA foreign_keys = ON")


def tidy() -> None:
    """What the engine does for itself in time: statistics, visibility."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def texts() -> dict[int, str]:
    return dict(Facility.objects.listed().values_list("pk", "search_text"))
