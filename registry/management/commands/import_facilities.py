"""Import facilities filed before the portal (存量备案) from a CSV or XLSX file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from registry.services.imports import ImportRefused, stage_import
from wuqing_tuoyu.exceptions import DomainError


class Command(BaseCommand):
    help = "导入本门户启用前已备案的机构（CSV 或 XLSX），等待负责人在页面上确认。"

    def add_arguments(self, parser):
        parser.add_argument("file", help="CSV 或 XLSX 文件")

    def handle(self, *args, file, **options):
        path = Path(file)
        try:
            content = path.read_bytes()
        except OSError as failure:
            raise CommandError(f"打不开文件 {file}。") from failure
        try:
            source = stage_import(content, name=path.name, actor=None)
        except ImportRefused as refused:
            for error in refused.errors:
                self.stderr.write(error)
            raise CommandError(str(refused)) from refused
        except DomainError as refused:
            raise CommandError(str(refused)) from refused
        count = source.rows.count()
        self.stdout.write(f"已读入 {count} 家机构，等待负责人在“存量导入”页面确认。")
