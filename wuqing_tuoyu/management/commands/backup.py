"""Write a backup while the portal runs."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from wuqing_tuoyu.archive import write_archive


class Command(BaseCommand):
    help = "Database and files as one archive (备份)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file, **options):
        if file.exists():
            raise CommandError(f"{file} 已存在，请换一个文件名。")
        count = write_archive(file.resolve())
        self.stdout.write(f"已备份数据库和 {count} 个文件：{file}（{file.stat().st_size:,} 字节）")
