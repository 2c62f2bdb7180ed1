"""`remind`: one pass of the ladder of reminders, or only who would be told what."""

from datetime import date

from django.core.management import BaseCommand, CommandError

from departments.services.calendar import load_calendar
from departments.services.ladder import run_ladders
from wuqing_tuoyu import clock


class Command(BaseCommand):
    help = "按催办阶梯提醒一遍；--dry-run 只列出会告知谁、什么事。"

    def add_arguments(self, parser):
        parser.add_argument("--as-of", metavar="DATE", help="按这一天计算，默认今天。")
        parser.add_argument("--dry-run", action="store_true", help="只列出，不告知。")

    def handle(self, **options):
        try:
            as_of = date.fromisoformat(options["as_of"]) if options["as_of"] else clock.today()
        except ValueError as error:
            raise CommandError(f"“{options['as_of']}”不是日期，请写成 2026-11-23。") from error
        if not load_calendar().is_working_day(as_of):
            self.stdout.write(f"{as_of} 不是工作日，不提醒。")
            return
        told = run_ladders(as_of, dry_run=options["dry_run"])
        for telling in told:
            steps = "、".join(f"{offset:+d}" if offset else "0" for offset, _ in telling.steps)
            self.stdout.write(
                f"{telling.recipient.username} {telling.recipient}　{telling.reminder.title}　"
                f"{telling.words}（{telling.reminder.get_kind_display()}，第 {steps} 步）"
            )
        verb = "将告知" if options["dry_run"] else "已告知"
        self.stdout.write(f"{as_of} {verb} {len(told)} 人次。")
