"""Put a backup back. The portal must not be running."""

import socket
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
        count = read_archive(file.resolve())
        self.stdout.write(f"已恢复数据库和 {count} 个文件。")
