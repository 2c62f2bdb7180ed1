"""Asking the child program (隔离进程) about bytes from outside."""

import json
import subprocess
import sys
from pathlib import Path

import structlog
from django.conf import settings

CHILD = Path(__file__).with_name("child.py")
SECONDS = 30

isolation_log = structlog.get_logger(__name__)


class Refused(Exception):
    """The child did not like the bytes; the text is the name of the reason."""


def ask_child(task: str, content: bytes, **options: object) -> tuple[dict, bytes]:
    """One answer about one file. A child that dies or dawdles means a file nobody can open."""
    try:
        done = subprocess.run(  # noqa: S603 (our own program, no shell)
            [sys.executable, "-I", str(CHILD), task, json.dumps(options)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=True,
            cwd=settings.VAR,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failure:
        said = (failure.stderr or b"")[-500:].decode(errors="replace")
        isolation_log.warning("file_broke_the_child", task=task, said=said)
        raise Refused("broken") from failure
    head, _, output = done.stdout.partition(b"\n")
    answer = json.loads(head)
    if "refused" in answer:
        raise Refused(answer["refused"])
    return answer, output
