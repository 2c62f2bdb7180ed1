"""The hold-open test tells a lock from the lack of one; SQLite lets many write at once."""

from threading import Thread

import pytest
from django.contrib.auth import get_user_model
from django.db import ConnectionHandler, transaction

from tests.concurrency import second_while_first_is_open


def rename(user, name, *, locked):
    def act():
        with transaction.atomic():
            users = get_user_model().objects.all()
            found = (users.select_for_update() if locked else users).get(pk=user.pk)
            return found.name if not locked else f"{found.name} → {name}"

    return act


def rename_for_good(user, name):
    get_user_model().objects.select_for_update().get(pk=user.pk)
    get_user_model().objects.filter(pk=user.pk).update(name=name)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_locked_second_act_waits_and_sees_what_the_first_wrote():
    user = get_user_model().objects.create(username="lockee", name="甲")

    outcome = second_while_first_is_open(
        lambda: rename_for_good(user, "乙"), rename(user, "丙", locked=True)
    )

    assert outcome == "乙 → 丙"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_an_unlocked_second_act_is_found_out():
    user = get_user_model().objects.create(username="lockee", name="甲")

    with pytest.raises(AssertionError, match="did not wait"):
        second_while_first_is_open(
            lambda: rename_for_good(user, "乙"), rename(user, "丙", locked=False)
        )


@pytest.mark.django_db
def test_sqlite_lets_eight_people_read_then_write_at_once(tmp_path, settings):
    place = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(tmp_path / "contended.sqlite3"),
        "OPTIONS": settings.SQLITE_OPTIONS,
    }
    databases = ConnectionHandler({"default": place})
    with databases["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE counter (value integer)")
        cursor.execute("INSERT INTO counter VALUES (0)")
    failures = []

    def count_up(times):
        link = databases["default"]
        try:
            for _ in range(times):
                link.ensure_connection()
                link.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
                with link.cursor() as cursor:
                    cursor.execute("SELECT value FROM counter")
                    cursor.execute("UPDATE counter SET value = %s", [cursor.fetchone()[0] + 1])
                link.commit()
                link.set_autocommit(True)
        except Exception as failure:
            failures.append(failure)
        finally:
            link.close()

    people = [Thread(target=count_up, args=[10]) for _ in range(8)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    with databases["default"].cursor() as cursor:
        cursor.execute("SELECT value FROM counter")
        counted = cursor.fetchone()[0]
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
    databases["default"].close()
    assert failures == []
    assert counted == 80
    assert (journal, synchronous) == ("wal", 2)
