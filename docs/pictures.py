"""Take the pictures of the manual: starts a portal of its own, looks as each role, and ends it.

`make pictures`, or `python docs/pictures.py [name …]` for some of them. `--var FOLDER` keeps the
demonstration data there, and finds it again the next time.
"""

import argparse
import io
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright
from shots import DESK, SHOTS, Shot

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PICTURES = ROOT / "docs" / "manual" / "pictures"
PASSWORD = "Tuoyu-demo-2026"  # noqa: S105 - of every demonstration account
TALLEST = {1280: 1400, 375: 1500}
HEAVIEST = 150_000
FIRST_ASKER = "operator3"  # has nothing yet: asks to act for an operator, so that others see it
CREDIT_CODE, COMPANY = "91120222MA06TE5T8R", "天津小白杨托育服务有限公司"
AS_IN_CHINA = """
document.querySelectorAll("input[type=date], input[type=month]").forEach(field => {
  const words = field.type === "date" ? "年 / 月 / 日" : "年 / 月";
  const value = field.value.replaceAll("-", " / ");
  field.type = "text";
  field.value = value || words;
});
document.querySelectorAll("input[type=file]").forEach(field => {
  field.type = "text";
  field.value = "选择文件　未选择任何文件";
});
"""


def main():
    asked = argparse.ArgumentParser(description="Take the pictures of the manual.")
    asked.add_argument("names", nargs="*", help="only these; all if none is named")
    asked.add_argument("--var", type=Path, help="folder of the demonstration data, kept")
    said = asked.parse_args()
    shots = [shot for shot in SHOTS if not said.names or shot.name in said.names]
    PICTURES.mkdir(parents=True, exist_ok=True)
    with portal(said.var) as address, browser() as chromium:
        failed = take(shots, chromium, address)
    if not said.names:
        forget_others()
    for line in failed:
        print(line)
    raise SystemExit(bool(failed))


@contextmanager
def portal(var: Path | None):
    """A portal on a free port with demonstration data, until the pictures are taken."""
    with ExitStack() as closing:
        if var is None:
            var = Path(tempfile.mkdtemp(prefix="tuoyu-pictures-"))
            closing.callback(shutil.rmtree, var, ignore_errors=True)
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        os.environ |= {
            "VAR": str(var.resolve()),
            "SITE_URL": address,
            "DJANGO_SETTINGS_MODULE": "wuqing_tuoyu.settings.development",
        }
        subprocess.run(  # noqa: S603
            [BIN / "python", "manage.py", "prepare"], cwd=ROOT, check=True
        )
        log = closing.enter_context((var / "pictures.log").open("w"))
        listen = f"--listen=127.0.0.1:{port}"
        server = subprocess.Popen(  # noqa: S603
            [BIN / "waitress-serve", listen, "wuqing_tuoyu.wsgi:application"],
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
        closing.callback(server.wait)
        closing.callback(server.terminate)
        wait_for(f"{address}/healthz")
        yield address


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str, seconds: int = 60) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


@contextmanager
def browser():
    place = shutil.which("chromium")
    if place is None:
        raise SystemExit("The pictures need Chromium.")
    arguments = ["--disable-dev-shm-usage", "--disable-gpu"]
    if os.getuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=place, args=arguments)
        yield chromium
        chromium.close()


def take(shots: list[Shot], chromium, address: str) -> list[str]:
    """Every picture that can be taken; what could not is said at the end, not halfway."""
    failed, pages = [], {}
    for shot in shots:
        if shot.user not in pages:
            pages[shot.user] = sign_in(shot.user, chromium, address)
            if shot.user == FIRST_ASKER:
                ask_to_represent(pages[shot.user])
        page = pages[shot.user]
        for width, file in zip(shot.widths, shot.files, strict=True):
            page.set_viewport_size({"width": width, "height": 900 if width == DESK else 800})
            wrong = walk(page, shot.steps)
            if wrong:
                failed.append(f"{file}: {wrong} at {page.url}")
                continue
            size = save(photograph(page, width), PICTURES / file)
            print(f"{file}  {size / 1000:.0f} kB  {page.url.removeprefix(address)}", flush=True)
    return failed


def sign_in(user: str, chromium, address: str):
    context = chromium.new_context(
        base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    if user:
        page.goto("/accounts/login/")
        page.fill("[name=login]", user)
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url("**/workbench/**")
    return page


def ask_to_represent(page) -> None:
    """A request with its paper, as it would lie before the commission; once is enough."""
    page.goto("/representatives/")
    if page.get_by_text(CREDIT_CODE).count() == 0:
        page.goto("/operators/new/")
        page.fill("[name=credit_code]", CREDIT_CODE)
        page.fill("[name=operator_name]", COMPANY)
        page.click("main form button[type=submit]")
        page.goto("/representatives/")
        form = page.get_by_role("link", name="下载授权委托书").get_attribute("href")
        paper = page.request.get(form).body()
        page.set_input_files(
            "[name=file]",
            {"name": "授权委托书.pdf", "mimeType": "application/pdf", "buffer": paper},
        )
        with page.expect_navigation():
            page.get_by_role("button", name="上传", exact=True).click()


def walk(page, steps: tuple[str, ...]) -> str:
    """Follow the steps; answers what went wrong, or nothing."""
    for step in steps:
        if step.startswith("/"):
            answer = page.goto(step)
        elif step.startswith("!"):
            if page.locator(step[1:]).count():  # pressed once; later runs find it done
                with page.expect_navigation():
                    page.click(step[1:])
            continue
        elif step.startswith("+"):
            here = page.url if step.startswith("+&") else page.url.split("?")[0].split("#")[0]
            answer = page.goto(here + step[1:])
        else:
            found = page.locator(step)
            if not found.count():
                return f"no {step}"
            answer = page.goto(found.first.get_attribute("href"))
        if answer is None or answer.status >= 400:
            return f"status {answer and answer.status}"
    page.wait_for_load_state("networkidle")
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return f"{wide} pixels too wide" if wide > 0 else ""


def photograph(page, width: int) -> bytes:
    """A window as tall as the page, so that what sticks to its foot stays at its foot."""
    page.evaluate(AS_IN_CHINA)
    tall = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": min(tall, TALLEST[width])})
    return page.screenshot(animations="disabled", caret="hide")


def save(picture: bytes, place: Path) -> int:
    """As few colours as it takes to stay light."""
    whole = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in (128, 64, 32, 16):
        whole.quantize(colours, dither=Image.Dither.NONE).save(place, optimize=True)
        size = place.stat().st_size
        if size < HEAVIEST:
            break
    return size


def forget_others() -> None:
    known = {file for shot in SHOTS for file in shot.files}
    for place in PICTURES.glob("*.png"):
        if place.name not in known:
            place.unlink()


if __name__ == "__main__":
    main()
