"""The part of `prepare` that the tests need."""

from django.conf import settings
from django.core.management import BaseCommand

from wuqing_tuoyu.vendor import copy_vendor_files


class Command(BaseCommand):
    help = "Copy the files of other projects that pages use."
    requires_system_checks = ()

    def handle(self, *args, **options):
        copy_vendor_files(settings.NODE_MODULES, settings.VENDOR_ROOT)
