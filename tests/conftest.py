"""What every test may lean on."""

from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Two processes share the suite by file, and the district is built by one of them, once.

    Locks can only be watched where rows can be locked; the rest of the suite runs anywhere.
    """
    for item in items:
        file = item.path.relative_to(ROOT)
        group = "crawl" if file.is_relative_to("tests/crawl") else str(file)
        item.add_marker(pytest.mark.xdist_group(group))
    if connection.vendor == "postgresql":
        return
    skip = pytest.mark.skip(reason="needs PostgreSQL: `make test` starts one")
    for item in items:
        if item.get_closest_marker("postgresql"):
            item.add_marker(skip)


@pytest.fixture(autouse=True)
def counters_start_at_zero():
    """Rate limits and kept pages must not leak from test to test."""
    for cache in caches.all():
        cache.clear()
    yield
    for cache in caches.all():
        cache.clear()
