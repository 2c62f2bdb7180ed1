"""Writes the pages that nginx shows where the portal cannot answer (前置页面)."""

from django.conf import settings
from django.core.management import BaseCommand

from wuqing_tuoyu.front import front_pages


class Command(BaseCommand):
    help = "Write the pages nginx shows where the portal cannot answer. After collectstatic."
    requires_migrations_checks = False

    def handle(self, *args, **options):
        settings.FRONT_ROOT.mkdir(parents=True, exist_ok=True)
        for name, content in front_pages():
            (settings.FRONT_ROOT / name).write_text(content)
        self.stdout.write(f"已写入 {settings.FRONT_ROOT}")
