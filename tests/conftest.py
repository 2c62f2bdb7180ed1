"""What every test may lean on."""

from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parent.parent


class ByFile(LoadScopeScheduling):
    """Processes share the suite by file; the crawled district is built by one of them, once."""

    def _split_scope(self, nodeid):
        return "tests/crawl/" if nodeid.startswith("tests/crawl/") else nodeid.split("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return ByFile(config, log)


def pytest_collection_modifyitems(items):
    """Locks can only be watched where rows can be locked; the rest of the suite runs anywhere."""
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
