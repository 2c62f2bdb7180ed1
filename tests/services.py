"""Run a command with a throwaway PostgreSQL and Redis: `python tests/services.py pytest -q`."""

import contextlib
import glob
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

POSTGRESQL = "/usr/lib/postgresql/*/bin"
FASTER_THAN_SAFE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def main():
    command = sys.argv[1:]
    with contextlib.ExitStack() as services:
        folder = Path(tempfile.mkdtemp(prefix="tuoyu-services-"))
        services.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o755)
        database = start_postgresql(folder, services)
        if database is None:
            left_out("PostgreSQL", "the second run of the tests with real row locks")
            return 0
        os.environ["DATABASE_URL"] = database
        broker = start_redis(folder, services)
        if broker is None:
            left_out("Redis", "the tests that publish through Redis")
        else:
            os.environ["REDIS_URL"] = broker
        return subprocess.call(command)


def left_out(name, what):
    print(f"\n!! {name} could not be started: LEFT OUT is {what}.\n", flush=True)


def start_postgresql(folder, services):
    found = sorted(glob.glob(POSTGRESQL))
    if not found or (os.getuid() == 0 and not shutil.which("runuser")):
        return None
    place, port = folder / "postgresql", free_port()
    place.mkdir()
    if os.getuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(place, "postgres")
    ran = as_owner(
        f"{found[-1]}/initdb -D {place}/db -U portal -A trust -E UTF8 --locale C.UTF-8 -N"
    )
    options = f"-p {port} -k {place} -c listen_addresses= {FASTER_THAN_SAFE}"
    control = f"{found[-1]}/pg_ctl -D {place}/db"
    if ran or as_owner(f"{control} -w -l {place}/log -o '{options}' start"):
        return None
    services.callback(as_owner, f"{control} -m immediate stop")
    return f"postgres://portal@:{port}/{place}/postgres"


def as_owner(command):
    shell = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    return subprocess.call([*shell, "sh", "-c", f"{command} >/dev/null"], cwd="/")


def start_redis(folder, services):
    if not shutil.which("redis-server"):
        return None
    port = free_port()
    server = subprocess.Popen(
        ["redis-server", "--port", str(port), "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
    )
    services.callback(server.wait)
    services.callback(server.terminate)
    for _ in range(50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return f"redis://127.0.0.1:{port}/0"
        time.sleep(0.1)
    return None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main())
