"""Keeps one background process running, `python deploy/keep.py worker`: killed, it comes back."""

import os
import signal
import sys
import time

from launch import BIN, start

COMMANDS = {
    "worker": ["worker", "--pool", "threads", "--concurrency", "2", "--loglevel", "WARNING"],
    "beat": ["beat", "--loglevel", "WARNING", "--pidfile="],
}
PAUSE = 2  # seconds before it is started again


class Keeper:
    """Starts its command again and again, until it is asked to end."""

    def __init__(self, name):
        self.name, self.child, self.is_ending = name, None, False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.end)

    def end(self, number, frame):
        self.is_ending = True
        if self.child is not None:
            self.child.terminate()

    def run(self):
        while not self.is_ending:
            self.child = start(
                [BIN / "celery", "--quiet", "-A", "wuqing_tuoyu", *COMMANDS[self.name]]
            )
            if self.is_ending:  # asked while it was being started
                self.child.terminate()
            self.child.wait()
            if not self.is_ending:
                print(f"{self.name} 意外结束，{PAUSE} 秒后重新启动。", flush=True)
                time.sleep(PAUSE)


if __name__ == "__main__":
    os.environ["TMPDIR"] = os.path.join(os.environ["VAR"], "tmp")  # messages move on one disk
    Keeper(sys.argv[1]).run()
