"""`list_checks`: every automatic check of a declaration, one JSON line each."""

import json

from django.core.management import BaseCommand

from registry.checks import CHECKS
from registry.checks.result import as_plain
from registry.management.rules import rules_on
from wuqing_tuoyu import clock


class Command(BaseCommand):
    requires_system_checks = []
    help = "列出全部自动检查：编号、级别、提示、依据、参数和是否启用。"

    def handle(self, **options):
        rules = rules_on(clock.today())
        for check in CHECKS:
            line = {
                "id": check.id,
                "level": check.level_under(rules),
                "text": check.text_under(rules),
                "article": check.article,
                "parameters": {key: as_plain(rules.get(key)) for key in check.parameters},
                "active": check.is_active(rules),
                "fields": list(check.fields),
                "section": str(check.section),
                "audience": check.audience,
            }
            self.stdout.write(json.dumps(line, ensure_ascii=False))
