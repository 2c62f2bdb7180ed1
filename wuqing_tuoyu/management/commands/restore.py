"""Put a backup back. The portal must not be running."""

import fcntl
import socket
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from wuqing_tuoyu.archive import read_archive


class Command(BaseCommand):
    help = "Replace database and files by those of a backup (恢复)."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file, **options):
        if not file.is_file():
            raise CommandError(f"找不到备份文件 {file}。")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", settings.PORT)) == 0:
                raise CommandError(f"端口 {settings.PORT} 上的门户仍在运行，请先结束它再恢复。")
        with nothing_running():
            count = read_archive(file.resolve())
        self.stdout.write(f"已恢复数据库和 {count} 个文件。")


@contextmanager
def nothing_running():
    """`make run` holds this file as long as it works in the folder, on whatever port."""
    with (settings.VAR / "running").open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise CommandError(f"门户正在 {settings.VAR} 上运行，请先结束它再恢复。") from busy
        yield
