"""What no model names and a migration may lose: the index of the search."""

import pytest
from django.db import connection

from registry.search.lookups import INDEX


@pytest.mark.django_db
def test_the_index_of_the_search_outlives_every_migration():
    """SQLite copies a table to change it and drops its triggers: see registry/search/index.py."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT indexname FROM pg_indexes")
            expected = {INDEX}
        else:
            cursor.execute("SELECT name FROM sqlite_master")
            expected = {INDEX, *(f"{INDEX}_{event}" for event in ("insert", "delete", "update"))}
        names = {name for (name,) in cursor.fetchall()}

    assert expected - names == set()
