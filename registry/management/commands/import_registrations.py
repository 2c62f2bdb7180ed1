"""Take in what a registrar pushed (登记信息) from a CSV or XLSX file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from departments.models import Department
from registry.models import ReviewRoute
from registry.services.registration.reading import FileRefused
from registry.services.registration.receiving import receive_file
from wuqing_tuoyu import sheet
from wuqing_tuoyu.exceptions import DomainError


class Command(BaseCommand):
    help = "读入登记机关推送的登记信息（CSV 或 XLSX）；同一份文件再读一次，什么也不改。"

    def add_arguments(self, parser):
        parser.add_argument("file", help="CSV 或 XLSX 文件")
        parser.add_argument("--registrar", default="", help="登记机关的单位代码；不写的，看每一行")

    def handle(self, *args, file, registrar, **options):
        path = Path(file)
        try:
            if path.stat().st_size > sheet.PACKED_CEILING:
                raise CommandError(sheet.TOO_LARGE)
            content = path.read_bytes()
        except OSError as failure:
            raise CommandError(f"打不开文件 {file}。") from failure
        try:
            source, is_new = receive_file(
                content, name=path.name, registrar=self.unit(registrar), actor=None
            )
        except FileRefused as refused:
            for error in refused.errors:
                self.stderr.write(error)
            raise CommandError(str(refused)) from refused
        except DomainError as refused:
            raise CommandError(str(refused)) from refused
        if not is_new:
            self.stdout.write("这份文件已经读入过，没有改动。")
            return
        self.stdout.write(
            f"新增 {source.added} 条，更新 {source.updated} 条，没有变化 {source.unchanged} 条，"
            f"较早没有采用 {source.outdated} 条。"
        )

    def unit(self, code):
        if not code:
            return None
        routes = ReviewRoute.objects.to_registrars().filter(department__code=code)
        if not routes.exists():
            raise CommandError(f"{code} 不是负责登记的单位。")
        return Department.objects.get(code=code)
