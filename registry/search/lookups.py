"""How each engine is asked: `has_grams` by its index, `holds` letter by letter."""

from django.db.models import Lookup, TextField

INDEX = "registry_facility_grams"
GRAMS = "registry_grams_of"


@TextField.register_lookup
class HasGrams(Lookup):
    """The grams of a text include all of these (字组齐备)."""

    lookup_name = "has_grams"
    prepare_rhs = False

    def as_postgresql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"{GRAMS}({column}) @> %s::text[]", [*params, sorted(self.rhs)]

    def as_sqlite(self, compiler, connection):
        asked = " AND ".join(f'"{gram.encode().hex()}"' for gram in sorted(self.rhs))
        key = (
            f"{compiler.quote_name_unless_alias(self.lhs.alias)}.{connection.ops.quote_name('id')}"
        )
        return f"{key} IN (SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s)", [asked]  # noqa: S608 - own names


@TextField.register_lookup
class Holds(Lookup):
    """A text holds a word, letter by letter (包含)."""

    lookup_name = "holds"

    def as_postgresql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*params, f"%{connection.ops.prep_for_like_query(self.rhs)}%"]

    def as_sqlite(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"instr({column}, %s) > 0", [*params, self.rhs]
