"""`working_day DATE N`: the N-th working day after a date, day by day if asked."""

from datetime import date, timedelta

from django.core.management import BaseCommand, CommandError

from departments.services.calendar import add_working_days, explain, load_calendar


class Command(BaseCommand):
    help = "第 N 个工作日是哪一天；--to 逐日列出，--explain 说明每一天的理由。"

    def add_arguments(self, parser):
        parser.add_argument("date", metavar="DATE", type=self.read_date)
        parser.add_argument("days", metavar="N", type=int)
        parser.add_argument("--to", metavar="DATE", type=self.read_date)
        parser.add_argument("--explain", action="store_true")

    @staticmethod
    def read_date(text):
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"“{text}”不是日期，请写成 2026-11-23。") from error

    def handle(self, **options):
        calendar = load_calendar()
        start, last = options["date"], options["to"]
        if last and last < start:
            raise CommandError("--to 的日期不能早于起始日期。")
        missing = set()
        for number in range(((last or start) - start).days + 1):
            day = start + timedelta(days=number)
            due = add_working_days(day, options["days"], calendar)
            missing.update(due.missing_years)
            if due.is_estimate:
                continue
            self.stdout.write(f"{day} {due.on}" if last else f"{due.on}")
            if options["explain"]:
                self.explain(*sorted([day, due.on]), calendar)
        if missing:
            years = "、".join(str(year) for year in sorted(missing))
            raise CommandError(f"{years} 年放假安排尚未录入，无法确定工作日。", returncode=1)

    def explain(self, first, last, calendar):
        for day in explain(first, last, calendar):
            number = "-" if day.number is None else day.number
            self.stdout.write(f"  {day.date} {number} {day.kind.label} {day.reason}")
