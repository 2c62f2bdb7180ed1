"""Background work: the broker carries messages, and its absence never holds up a request."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest
from celery import Celery
from kombu.exceptions import ContentDisallowed, OperationalError
from kombu.serialization import loads, registry

from tests.conftest import ROOT
from wuqing_tuoyu.celery import app

HUNG = 30  # seconds: without the settings, it waits for minutes


def test_the_broker_of_this_installation_carries_a_message():
    with app.connection_for_write() as link, link.SimpleQueue(f"probe-{uuid4()}") as queue:
        queue.put({"said": "托育"})
        message = queue.get(timeout=5)
        message.ack()

    assert message.payload == {"said": "托育"}


def test_a_missing_redis_is_noticed_at_once(settings):
    lonely = Celery(
        "lonely",
        broker="redis://127.0.0.1:1/0",
        set_as_current=False,
        broker_transport_options={"socket_timeout": 1, "socket_connect_timeout": 1},
        task_publish_retry_policy=settings.CELERY_TASK_PUBLISH_RETRY_POLICY,
    )
    began = time.monotonic()

    with pytest.raises(OperationalError):
        lonely.send_task("anything")

    assert time.monotonic() - began < HUNG


@pytest.mark.parametrize("kind", ["pickle", "yaml"])
def test_a_message_that_could_run_something_is_not_opened(kind):
    with pytest.raises(ContentDisallowed):
        loads(b"", registry.name_to_type[kind], "binary", accept=app.conf.accept_content)

    assert (app.conf.task_serializer, app.conf.result_serializer) == ("json", "json")


def test_beat_runs_only_tasks_that_exist():
    app.loader.import_default_modules()

    asked = {entry["task"] for entry in app.conf.beat_schedule.values()}

    assert asked - set(app.tasks) == set()


def children_of(pid):
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in told.split()]


def await_child_of(keeper, *, other_than=()):
    until = time.monotonic() + HUNG
    while time.monotonic() < until:
        if new := set(children_of(keeper.pid)) - set(other_than):
            return new.pop()
        time.sleep(0.05)
    raise AssertionError("nothing was started")


def test_a_killed_worker_returns_and_the_portal_stays(tmp_path):
    (tmp_path / "tmp").mkdir()
    keeper = subprocess.Popen(
        [sys.executable, ROOT / "deploy" / "keep.py", "worker"],
        cwd=ROOT,
        env=os.environ
        | {"VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "wuqing_tuoyu.settings.development"},
        stdout=subprocess.DEVNULL,
    )
    try:
        first = await_child_of(keeper)
        os.kill(first, signal.SIGKILL)
        second = await_child_of(keeper, other_than=[first])
    finally:
        keeper.terminate()
        ended_with = keeper.wait(timeout=HUNG)

    assert ended_with == 0
    assert not Path(f"/proc/{second}").exists()
