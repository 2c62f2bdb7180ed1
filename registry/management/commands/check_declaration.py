"""`check_declaration FILE`: the automatic checks over a declaration given as JSON."""

import json
from datetime import date
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from registry.checks import judge
from registry.checks.declaration_file import FileRefused, read_declaration
from registry.checks.example import example
from registry.checks.schema import schema_of
from registry.management.rules import rules_on
from wuqing_tuoyu import clock

SHOWN = ("id", "level", "outcome", "field", "found", "required", "sentence")
BESIDE = ("target", "section", "article")


class Command(BaseCommand):
    requires_system_checks = []
    help = "检查一份 JSON 申报信息，每条结果一行 JSON；--schema 打印文件格式。"

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", nargs="?", type=Path)
        parser.add_argument("--as-of", metavar="DATE", help="按这一天判断，不填为今天。")
        parser.add_argument("--schema", action="store_true", help="打印文件的 JSON Schema。")

    @staticmethod
    def read_date(text):
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"“{text}”不是日期，请写成 2026-11-23。") from error

    def handle(self, **options):
        as_of = options["as_of"]
        rules = rules_on(self.read_date(as_of) if as_of else clock.today())
        if options["schema"]:
            schema = schema_of(rules, example(rules.today))
            self.stdout.write(json.dumps(schema, ensure_ascii=False, indent=2))
            return
        if options["file"] is None:
            raise CommandError("请给出申报信息文件，或者用 --schema 查看文件格式。")
        for result in judge(self.read(options["file"]), rules):
            line = {name: getattr(result, name) for name in (*SHOWN, *BESIDE)}
            self.stdout.write(json.dumps(line, ensure_ascii=False))

    @staticmethod
    def read(path):
        try:
            return read_declaration(path.read_bytes())
        except OSError as error:
            raise CommandError(f"打不开文件“{path}”，请核对文件名。") from error
        except FileRefused as refusal:
            raise CommandError(str(refusal)) from refusal
