"""Without floor 3 (监督检查) the rest runs as before, and nothing leads to where nobody answers."""

import json
import os
import subprocess
import sys

from tests.conftest import ROOT


def test_the_portal_stands_without_inspections(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.without_inspections",
        "DATABASE_URL": f"sqlite:///{tmp_path}/alone.sqlite3",
        "PYTHONPATH": str(ROOT),
    }

    ran = subprocess.run(
        [sys.executable, "-m", "tests.standing_alone"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr[-2000:]
    found = json.loads(ran.stdout.strip().splitlines()[-1])
    gone = {"/inspections/", "/visits/", "/rectifications/", "/referrals/", "/checklists/"}
    assert found.pop("follow-up") == 0
    assert {page: code for page, code in found.items() if page in gone} == dict.fromkeys(gone, 404)
    assert {page: code for page, code in found.items() if page not in gone and code != 200} == {}
