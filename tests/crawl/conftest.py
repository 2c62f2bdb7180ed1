"""The district is built once, inside a transaction that is taken back at the end."""

import logging
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from tests.crawl import world
from tests.crawl.cast import Person


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker):
    """The whole district; every test of this folder starts from it."""
    with django_db_blocker.unblock(), transaction.atomic():
        world.build()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def district(built, db):
    """The district as it was built; what a test changes is taken back after it."""


@contextmanager
def taken_back():
    """Try something, then forget it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def person(district):
    """Sign in as somebody: `person("wjw_officer")`; without a name a stranger."""
    known = {}

    def sign_in(username=None):
        if username not in known:
            client, user = Client(raise_request_exception=False), None
            if username:
                user = User.objects.get(username=username)
                client.force_login(user)
                client.get("/accounts/")  # the session begins
            known[username] = Person.of(user, client)
        return known[username]

    return sign_in


@pytest.fixture(autouse=True)
def without_logs():
    """Thousands of requests: nobody reads their log lines."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
