"""Compute every stored due date anew (重新计算期限) from events and calendar."""

import sys

from django.core.management.base import BaseCommand

from wuqing_tuoyu.deadlines import recompute_everywhere


class Command(BaseCommand):
    help = "按办理记录和日历重新计算已保存的期限；--check 只核对，有出入时退出码为 1。"

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="只核对，不修改")

    def handle(self, *args, check, **options):
        changed = recompute_everywhere(check=check)
        for sentence in changed:
            self.stdout.write(sentence)
        if not changed:
            self.stdout.write("期限与办理记录、日历一致。")
        elif check:
            self.stdout.write(f"{len(changed)} 个期限与办理记录、日历不一致。")
            sys.exit(1)
        else:
            self.stdout.write(f"已重新计算 {len(changed)} 个期限。")
