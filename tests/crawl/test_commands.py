"""Commands over the whole district: they say what they promise, and change nothing by looking."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import StoredFile
from registry.models import Facility, Filing
from tests.crawl.world import fingerprint
from wuqing_tuoyu import clock
from wuqing_tuoyu.demonstration.invention import Invention

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]


def said(name, *arguments, **options):
    out = StringIO()
    call_command(name, *arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_a_dry_run_tells_who_would_be_told_and_tells_nobody():
    before = fingerprint()
    later = clock.today() + timedelta(days=21)

    assert said("remind", dry_run=True, as_of=later.isoformat()).strip()
    assert fingerprint() == before


def test_no_stored_deadline_has_drifted():
    before = fingerprint()
    said("recompute_deadlines", check=True)

    assert fingerprint() == before


def test_a_drifted_deadline_is_found_and_put_right():
    filing = Filing.objects.filter(status="submitted").earliest("created_at")
    due_on = filing.receipt_due_on
    Filing.objects.filter(pk=filing.pk).update(receipt_due_on=due_on + timedelta(days=1))

    with pytest.raises((CommandError, SystemExit)):
        said("recompute_deadlines", check=True)
    said("recompute_deadlines")
    filing.refresh_from_db()
    assert filing.receipt_due_on == due_on


def test_every_file_is_there_until_one_is_not():
    said("verify_files")
    stored = StoredFile.objects.earliest("created_at")
    place = Path(stored.file.path)
    content = place.read_bytes()
    try:
        place.chmod(0o600)
        place.write_bytes(content[:-1] + b"?")
        with pytest.raises((CommandError, SystemExit)):
            said("verify_files")
        place.unlink()
        with pytest.raises((CommandError, SystemExit)):
            said("verify_files")
    finally:
        place.write_bytes(content)


def test_demonstration_data_is_for_demonstrations_and_comes_once():
    before = fingerprint()

    with pytest.raises(CommandError):
        said("load_demo")
    said("load_demo", force=True)
    assert fingerprint() == before
    assert Facility.objects.count() >= 22


def test_reference_data_may_be_loaded_again():
    before = fingerprint()
    said("load_reference")

    assert fingerprint() == before


def test_the_same_seed_invents_the_same_people():
    first, second, other = (Invention(seed) for seed in (7, 7, 8))
    people = [[each.person() for _ in range(20)] for each in (first, second, other)]

    assert people[0] == people[1] != people[2]
