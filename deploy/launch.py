"""Prepare the portal, start its processes with honcho, say when it is ready, and end them all."""

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG

READY = """
────────────────────────────────────────────────────────────────────
  武清区托育机构登记备案门户已就绪：{address}

  演示账号（密码均为 Tuoyu-demo-2026）
    举办者        operator1  operator2  operator3（尚无机构）
    区卫生健康委  wjw_officer  wjw_officer2（经办）
                  wjw_director  wjw_director2（签发）
                  wjw_office（联席会议办公室）
    成员单位      jyj_officer  jyj_director …（单位代码加 _officer、_director）
    镇街          town001_officer …
    管理员        admin

  按 Ctrl-C 结束。文件与数据库在 {var}
────────────────────────────────────────────────────────────────────
"""


def main():
    host = os.environ.get("HOST", "127.0.0.1")
    port = int(os.environ.get("PORT") or 8000)
    var = Path(os.environ.get("VAR") or ROOT / "var").resolve()
    address = f"http://{host}:{port}"
    if is_taken(host, port):
        sys.exit(
            f"端口 {port} 已被占用。请先结束占用它的程序，或换一个端口：PORT={port + 1} make run"
        )
    os.chdir(ROOT)
    os.environ |= {"VAR": str(var), "PORT": str(port)}
    os.environ.setdefault("SITE_URL", address)  # honcho gives each process a PORT of its own
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wuqing_tuoyu.settings.development")

    held = hold(var)  # until this process ends
    child = start([BIN / "python", "manage.py", "prepare"])
    end_with(child)
    if child.wait():
        sys.exit(child.returncode)

    child = start([BIN / "honcho", "start", "--port", str(port)])
    end_with(child)
    if wait_until_ready(f"{address}/readyz", child):
        print(READY.format(address=address, var=var), flush=True)
    failed = child.wait()
    held.close()
    sys.exit(0 if hasattr(child, "asked_to_end") else failed)


def is_taken(host, port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def hold(var):
    """Say that somebody works in this folder: a backup is not put back under their feet."""
    var.mkdir(parents=True, exist_ok=True)
    held = (var / "running").open("a")
    fcntl.flock(held, fcntl.LOCK_SH)
    return held


def start(command):
    """A child of its own session, which ends when this process does, however that ends."""
    return subprocess.Popen(  # noqa: S603 - our own commands, no shell
        [str(part) for part in command], start_new_session=True, preexec_fn=die_with_parent
    )


def die_with_parent():
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)


def end_with(child):
    """Ctrl-C, a closed terminal and SIGTERM all end the child and wait for it."""

    def end(number, frame):
        child.asked_to_end = True
        child.terminate()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)


def wait_until_ready(address, child, seconds=60):
    until = time.monotonic() + seconds
    while child.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own address
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    return False


if __name__ == "__main__":
    main()
