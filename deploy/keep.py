"""Keeps one background process running, `python deploy/keep.py worker`: killed, it comes back."""

import os
import sys
import time

from launch import BIN, end_with, start

COMMANDS = {
    "worker": ["worker", "--pool", "threads", "--concurrency", "2", "--loglevel", "WARNING"],
    "beat": ["beat", "--loglevel", "WARNING", "--pidfile="],
}
PAUSE = 2  # seconds before it is started again


def main():
    name = sys.argv[1]
    os.environ["TMPDIR"] = os.path.join(os.environ["VAR"], "tmp")  # messages move on one disk
    while True:
        child = start([BIN / "celery", "--quiet", "--app", "wuqing_tuoyu", *COMMANDS[name]])
        end_with(child)
        child.wait()
        if not hasattr(child, "asked_to_end"):
            print(f"{name} 意外结束，{PAUSE} 秒后重新启动。", flush=True)
            time.sleep(PAUSE)
        if hasattr(child, "asked_to_end"):
            sys.exit(0)


if __name__ == "__main__":
    main()
