"""Fill a development database with a district that has a past (演示数据)."""

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from wuqing_tuoyu.demonstration.accounts import Accounts
from wuqing_tuoyu.demonstration.district import District
from wuqing_tuoyu.demonstration.invention import Invention
from wuqing_tuoyu.demonstration.register import Register
from wuqing_tuoyu.demonstration.registrations import Registrations
from wuqing_tuoyu.demonstration.stories import Stories


class Command(BaseCommand):
    help = "写入演示账号和演示机构；只用于开发环境。"

    def add_arguments(self, parser):
        parser.add_argument("--facilities", type=int, default=60, help="机构总数")
        parser.add_argument("--seed", type=int, default=2026, help="同一个种子产生同样的数据")
        parser.add_argument("--force", action="store_true", help="在非开发环境也执行")

    def handle(self, *args, facilities, seed, force, **options):
        if not (settings.IS_DEMONSTRATION or force):
            raise CommandError("演示数据只用于开发环境；确需写入，请加 --force。")
        if User.objects.filter(username="operator1").exists():
            self.stdout.write("演示数据已经有了，没有改动。")
            return
        accounts = Accounts(Invention(seed))
        accounts.make_all()
        stories = Stories(District(accounts))
        stories.tell_all()
        Register(accounts).bring_in(max(facilities - stories.count, 0))
        Registrations(stories.district).push_all()
        if apps.is_installed("inspections"):
            from inspections.tasks import take_tallies
            from wuqing_tuoyu.demonstration.complaints import Complaints
            from wuqing_tuoyu.demonstration.publications import publish_results
            from wuqing_tuoyu.demonstration.supervision import Supervision

            Supervision(stories.district).tell_all()
            Complaints(stories.district).tell_all()
            publish_results(stories.district)
            take_tallies()
        accounts.enter_addresses()
        self.stdout.write(f"已写入 {facilities} 家演示机构。")
