"""The index over grams (字组索引), one for each engine, read from `search_text` alone.

No column holds the grams: PostgreSQL indexes a function of the text, SQLite takes it apart in
triggers. Both make each character, each adjacent pair and each four digits in a row. In SQLite
they are spelled as bytes, since its tokenizer drops signs.

A migration that makes SQLite copy the table of facilities loses the triggers with the old table:
it ends with `RunPython(build_index, drop_index)` of its own.
"""

from registry.search.lookups import GRAMS, INDEX

TABLE = "registry_facility"
POSTGRESQL = (
    f"""
    CREATE OR REPLACE FUNCTION {GRAMS} (line text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
    DECLARE
      grams text[] := string_to_array(line, NULL);
      before text := '';
      this text;
    BEGIN
      FOREACH this IN ARRAY grams LOOP
        IF this IN (' ', E'\\n') THEN
          before := '';
        ELSE
          grams := grams || (before || this);
          before := this;
        END IF;
      END LOOP;
      RETURN grams || ARRAY(
        SELECT substr(run[1], place, 4)
        FROM regexp_matches(line, '[0-9]{{4,}}', 'g') AS run,
          generate_series(1, length(run[1]) - 3) AS place
      );
    END
    $$
    """,  # noqa: S608 - own names
    f"CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE} USING gin ({GRAMS}(search_text)) "
    "WITH (fastupdate = off) WHERE standing <> 'unrecorded'",
)


def _taken_apart(row: str) -> str:
    """The grams of a row's text as one value, read from its first character to its last."""
    return f"""(
      WITH RECURSIVE reading (grams, rest) AS (
        VALUES ('', {row}.search_text)
        UNION ALL
        SELECT
          hex(substr(rest, 1, 1)) || ' ' || hex(substr(rest, 1, 2)) || ' ' ||
            CASE WHEN rest GLOB '[0-9][0-9][0-9][0-9]*' THEN hex(substr(rest, 1, 4)) ELSE '' END,
          substr(rest, 2)
        FROM reading WHERE rest <> ''
      )
      SELECT group_concat(grams, ' ') FROM reading
    )"""  # noqa: S608 - own names


def _forget() -> str:
    return (
        f"INSERT INTO {INDEX} ({INDEX}, rowid, grams) "  # noqa: S608 - own names
        f"VALUES ('delete', old.id, {_taken_apart('old')});"
    )


def _learn() -> str:
    return f"INSERT INTO {INDEX} (rowid, grams) VALUES (new.id, {_taken_apart('new')});"  # noqa: S608


SQLITE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5 "
    "(grams, content='', tokenize='ascii', detail=none, columnsize=0)",
    f"CREATE TRIGGER IF NOT EXISTS {INDEX}_insert AFTER INSERT ON {TABLE} BEGIN {_learn()} END",
    f"CREATE TRIGGER IF NOT EXISTS {INDEX}_delete AFTER DELETE ON {TABLE} BEGIN {_forget()} END",
    f"CREATE TRIGGER IF NOT EXISTS {INDEX}_update AFTER UPDATE OF search_text ON {TABLE} "
    f"WHEN old.search_text IS NOT new.search_text BEGIN {_forget()} {_learn()} END",
    f"INSERT INTO {INDEX} ({INDEX}) VALUES ('delete-all')",  # noqa: S608 - own names
    f"INSERT INTO {INDEX} (rowid, grams) SELECT id, {_taken_apart(TABLE)} FROM {TABLE}",  # noqa: S608
)


def build_index(apps, schema_editor):
    """Make the index, or make it again from the rows; may be repeated."""
    for statement in {"postgresql": POSTGRESQL, "sqlite": SQLITE}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {INDEX}")
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {GRAMS}")
        return
    for event in ("insert", "delete", "update"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {INDEX}_{event}")
    schema_editor.execute(f"DROP TABLE IF EXISTS {INDEX}")
