"""The index over grams (字组索引), one for each engine; a migration builds it.

A migration that makes SQLite copy the table of facilities loses the triggers with the old table:
it ends with `RunPython(build_index, drop_index)` of its own.
"""

from registry.search.lookups import INDEX

TABLE = "registry_facility"
POSTGRESQL = (
    f"CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE} USING gin (string_to_array(grams, ' ')) "
    "WITH (fastupdate = off) WHERE standing <> 'unrecorded'",
)
_FORGET = f"INSERT INTO {INDEX} ({INDEX}, rowid, grams) VALUES ('delete', old.id, old.grams);"  # noqa: S608 - own names
_LEARN = f"INSERT INTO {INDEX} (rowid, grams) VALUES (new.id, new.grams);"  # noqa: S608 - own names
SQLITE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5 (grams, content='{TABLE}', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 0', detail=none, columnsize=0)",
    f"CREATE TRIGGER IF NOT EXISTS {INDEX}_insert AFTER INSERT ON {TABLE} BEGIN {_LEARN} END",
    f"CREATE TRIGGER IF NOT EXISTS {INDEX}_delete AFTER DELETE ON {TABLE} BEGIN {_FORGET} END",
    f"CREATE TRIGGER IF NOT EXISTS {INDEX}_update AFTER UPDATE OF grams ON {TABLE} "
    f"WHEN old.grams IS NOT new.grams BEGIN {_FORGET} {_LEARN} END",
    f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')",  # noqa: S608 - own names
)


def build_index(apps, schema_editor):
    """Make the index, or make it again from the rows; may be repeated."""
    for statement in {"postgresql": POSTGRESQL, "sqlite": SQLITE}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {INDEX}")
        return
    for event in ("insert", "delete", "update"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {INDEX}_{event}")
    schema_editor.execute(f"DROP TABLE IF EXISTS {INDEX}")
