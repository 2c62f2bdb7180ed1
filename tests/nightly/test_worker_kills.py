"""The embedded broker and its workers: an ordinary stop loses nothing."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.nightly
TASKS, STOPS = 600, 5
MARKS = """
import os, sys, time
from celery import shared_task
from wuqing_tuoyu.celery import app

@shared_task(name="nightly.mark")
def mark(number):
    time.sleep(0.05)
    with open(os.path.join(os.environ["MARKS"], str(number)), "a") as place:
        place.write("x")

if __name__ == "__main__":
    for number in range(int(sys.argv[1])):
        mark.delay(number)
"""


def test_stopping_workers_loses_no_task_and_does_none_twice(tmp_path):
    (tmp_path / "marking.py").write_text(MARKS)
    marks = tmp_path / "marks"
    marks.mkdir()
    (tmp_path / "var" / "tmp").mkdir(parents=True)
    environment = os.environ | {
        "VAR": str(tmp_path / "var"),
        "TMPDIR": str(tmp_path / "var" / "tmp"),
        "MARKS": str(marks),
        "PYTHONPATH": f"{ROOT}:{tmp_path}",
        "DJANGO_SETTINGS_MODULE": "wuqing_tuoyu.settings.development",
    }
    environment.pop("REDIS_URL", None)
    environment.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-m", "marking", str(TASKS)], env=environment, check=True)

    for _ in range(STOPS):
        stop(start_worker(environment), after=4)
    worker = start_worker(environment)
    until = time.monotonic() + 60
    while len(list(marks.iterdir())) < TASKS and time.monotonic() < until:
        time.sleep(0.5)
    stop(worker, after=0)

    done = {int(place.name): place.read_text() for place in marks.iterdir()}
    assert done == dict.fromkeys(range(TASKS), "x")


def start_worker(environment):
    celery = [sys.executable, "-m", "celery", "--quiet", "--app", "wuqing_tuoyu", "worker"]
    options = ["--include", "marking", "--pool", "threads", "--concurrency", "2"]
    return subprocess.Popen(
        [*celery, *options], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )


def stop(worker, after):
    time.sleep(after)
    worker.send_signal(signal.SIGTERM)
    worker.wait(30)
