"""SQLite in a file, two processes deciding at one instant: one decides, nobody is locked out."""

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.nightly
FILINGS = 6
REFUSED = "WrongMoment: 当前状态为“已出具回执”，不能签发备案回执。"
BEGIN = f"""
import django
django.setup()
from django.core.management import call_command
for command in ("migrate", "createcachetable", "load_reference"):
    call_command(command, verbosity=0)
from tests.registry.factories import make_director, make_filing, propose_outcome
for _ in range(2):
    make_director()
for _ in range({FILINGS}):
    propose_outcome(make_filing())
"""
DECIDE = """
import django, json, sys, time
from pathlib import Path
django.setup()
from registry.models import Filing
from registry.services.decision import issue_receipt
from registry.services.digest import digest_of_filing
from departments.models import Member
number, folder = int(sys.argv[1]), Path(sys.argv[2])
director = Member.objects.filter(role="director").order_by("pk")[number].user
outcomes = []
for turn, filing in enumerate(Filing.objects.filter(status="proposed").order_by("created_at")):
    digest = digest_of_filing(filing)
    (folder / f"{number}-{turn}").touch()
    until = time.monotonic() + 20
    while not (folder / f"{1 - number}-{turn}").exists() and time.monotonic() < until:
        time.sleep(0.001)
    try:
        issue_receipt(filing, actor=director, digest=digest)
        outcomes.append("decided")
    except Exception as refusal:
        outcomes.append(f"{type(refusal).__name__}: {refusal}")
print(json.dumps(outcomes))
"""
COUNT = """
import django, json
django.setup()
from registry.models import Event, Facility, Notice
numbers = list(Facility.objects.exclude(number=None).values_list("number", flat=True))
receipts = Notice.objects.receipts().count()
events = Event.objects.filter(action="issue_receipt").count()
print(json.dumps([sorted(numbers), receipts, events]))
"""


def test_two_directors_sign_six_filings_at_the_same_instant(tmp_path):
    environment = os.environ | {
        "VAR": str(tmp_path / "var"),
        "DJANGO_SETTINGS_MODULE": "wuqing_tuoyu.settings.development",
        "LOG_LEVEL": "CRITICAL",
    }
    for name in ("DATABASE_URL", "REDIS_URL"):
        environment.pop(name, None)

    def start(script, *arguments):
        command = [sys.executable, "-c", script, *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)

    def answer_of(process):
        said, _ = process.communicate(timeout=300)
        assert process.returncode == 0
        return said

    answer_of(start(BEGIN))
    both = [start(DECIDE, str(number), str(tmp_path)) for number in range(2)]
    outcomes = list(zip(*(json.loads(answer_of(each)) for each in both), strict=True))

    assert len(outcomes) == FILINGS
    for pair in outcomes:
        assert sorted(pair) == [REFUSED, "decided"]
    numbers, receipts, events = json.loads(answer_of(start(COUNT)))
    assert len(set(numbers)) == receipts == events == FILINGS
    assert [number[-4:] for number in numbers] == [f"{n:04d}" for n in range(1, FILINGS + 1)]
