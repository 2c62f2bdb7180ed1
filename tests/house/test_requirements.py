"""The locks serve every Python the portal says it runs on (锁定的依赖)."""

import json
import re
import subprocess
import sys
from importlib.metadata import distributions, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
LOCKS = ["run.txt", "test.txt"]
OLDEST = {"python_version": "3.11", "python_full_version": "3.11.0", "extra": ""}


def pinned(lock):
    text = (ROOT / "requirements" / lock).read_text()
    return {canonicalize_name(name) for name in PINNED.findall(text)}


@pytest.mark.parametrize("lock", LOCKS)
def test_the_oldest_python_finds_all_it_needs_in_the_lock(lock):
    names = pinned(lock)
    here = {canonicalize_name(each.metadata["Name"]) for each in distributions()}
    needed = {
        canonicalize_name(wanted.name): name
        for name in names & here
        for wanted in map(Requirement, requires(name) or ())
        if wanted.marker is None or wanted.marker.evaluate(OLDEST)
    }

    assert {name: by for name, by in needed.items() if name not in names} == {}


def test_node_packages_come_through_a_network_the_machine_trusts(tmp_path):
    asked = {"scripts": {"trust": "node -p process.env.NODE_USE_SYSTEM_CA"}}
    (tmp_path / "package.json").write_text(json.dumps(asked))
    npm = [sys.executable, ROOT / "deploy" / "npm.py", tmp_path]

    answer = subprocess.run([*npm, "run", "trust", "--silent"], capture_output=True, text=True)

    assert answer.stdout.strip() == "1", answer.stderr
