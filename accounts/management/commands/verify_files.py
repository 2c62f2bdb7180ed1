"""Every stored file is there and is what it was (文件完整性检查)."""

from django.core.management.base import BaseCommand, CommandError

from accounts.models import StoredFile
from accounts.services.file import is_intact


class Command(BaseCommand):
    help = "核对每个文件是否存在、内容是否与登记的校验值一致；有问题时以状态码 1 结束。"

    def handle(self, **options):
        checked = damaged = 0
        for stored_file in StoredFile.objects.order_by("pk").iterator(chunk_size=500):
            checked += 1
            if not is_intact(stored_file):
                damaged += 1
                self.stderr.write(f"缺失或已改变：{stored_file.pk} {stored_file.file.name}")
        if damaged:
            raise CommandError(f"共核对 {checked} 个文件，{damaged} 个缺失或已改变。", returncode=1)
        self.stdout.write(f"共核对 {checked} 个文件，全部完好。")
