"""Everything between a fresh checkout and a portal that can be opened."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, call_command, get_commands

from wuqing_tuoyu.vendor import copy_vendor_files


class Command(BaseCommand):
    help = "Migrate, load reference data, fill an empty database, publish static files."
    requires_migrations_checks = False

    def handle(self, *args, **options):
        copy_vendor_files(settings.NODE_MODULES, settings.VENDOR_ROOT)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("load_reference")
        empty = not get_user_model().objects.exists()
        if settings.IS_DEMONSTRATION and empty and "load_demo" in get_commands():
            self.stdout.write("数据库是空的，正在写入演示数据……")
            call_command("load_demo")
        if not settings.DEBUG:
            self.publish_static_files()

    def publish_static_files(self):
        """Hashing and compressing takes seconds, so only when a file has changed."""
        seen = settings.STATIC_ROOT / "fingerprint.txt"
        fingerprint = fingerprint_of_sources()
        if seen.exists() and seen.read_text() == fingerprint:
            return
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        seen.write_text(fingerprint)


def fingerprint_of_sources():
    requirements = settings.BASE_DIR / "requirements" / "run.txt"
    files = [
        requirements,
        *(settings.BASE_DIR / "static").rglob("*"),
        *settings.VENDOR_ROOT.rglob("*"),
    ]
    lines = sorted(f"{path} {_size_and_time(path)}" for path in files if path.is_file())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _size_and_time(path: Path):
    seen = path.stat()
    return seen.st_size, seen.st_mtime_ns
