"""Supervision at work (监督检查情景): inspections, visits and rectifications in every state."""

from datetime import timedelta

from departments.models import Department
from inspections.choices import (
    InspectionKind,
    ReferralKind,
)
from inspections.notifications import tell_untold
from inspections.services.finding import correct_on_the_spot
from inspections.services.inspection import (
    cancel_inspection,
    plan_recheck,
)
from inspections.services.judging import add_photos
from inspections.services.order import order_from_verification, order_rectification
from inspections.services.rectification import (
    extend_rectification,
)
from inspections.services.referral import accept_referral, refer
from registry.choices import Standing
from registry.models import Facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.demonstration.inspectorate import Inspectorate
from wuqing_tuoyu.demonstration.pictures import photograph


class Supervision(Inspectorate):
    """A dozen inspections, and what followed."""

    def tell_all(self) -> None:
        """A dozen inspections, visits, rectifications and referrals."""
        if len(self.places) < 5:
            return
        self.clean()
        self.put_right()
        self.operators_turn()
        self.units_turn()
        self.sent_back()
        self.overdue()
        self.rechecked()
        self.ahead()
        self.under_way()
        self.to_be_dealt_with()
        self.called_off()
        self.patrols()
        self.from_verification()
        tell_untold()

    # The stories

    def clean(self) -> None:
        for place, code, days_ago in ((0, "scj", 30), (1, "wjw", 18), (4, "xfz", 12)):
            with self.district.on(self.back(days_ago)):
                self.told(self.concluded(place, code))

    def put_right(self) -> None:
        with self.district.on(self.back(24)):
            inspection = self.concluded(2, "xfz", ("XF05", "XF06"))
            spot, rest = inspection.findings.all()
            correct_on_the_spot(
                spot, actor=self.officer("xfz"), note="当场换上 2 具在有效期内的灭火器"
            )
            rectification = order_rectification(
                inspection,
                actor=self.officer("xfz"),
                findings=[rest.pk],
                due_on=clock.today() + timedelta(days=7),
            )
            self.told(inspection)
        self.submitted(rectification, 21, "已更换应急灯，测试正常。")
        self.checked(rectification, 20)

    def operators_turn(self) -> None:
        self.ordered(1, "scj", ("SC03", "SC08"), 2, 15)
        later = self.ordered(4, "gaj", ("GA04",), 9, 12)
        with self.district.on(self.back(3)):
            extend_rectification(
                later,
                actor=self.district.user("gaj_director"),
                due_on=later.due_on + timedelta(days=10),
                note="硬盘要从外地发货，机构已提供订货单",
            )

    def units_turn(self) -> None:
        self.submitted(self.ordered(1, "xfz", ("XF06",), 6, 10), 1, "已换新灯，照片为夜间测试。")

    def sent_back(self) -> None:
        rectification = self.ordered(3, "wjw", ("WJ08", "WJ09"), 10, 20)
        self.submitted(rectification, 6, "已补记，并开了全体会。")
        self.checked(rectification, 4, refused="照片里的消毒记录仍没有签名，请补签后重拍。")

    def overdue(self) -> None:
        self.ordered(2, "yjj", ("YJ09",), 15, 9)

    def rechecked(self) -> None:
        rectification = self.ordered(4, "zjw", ("ZJ09",), 8, 15)
        self.submitted(rectification, 3, "已焊接加固。")
        with self.district.on(self.back(1)):
            plan_recheck(rectification, actor=self.officer("zjw"), held_on=clock.today())

    def ahead(self) -> None:
        with self.district.on(self.back(1)):
            self.planned(3, "scj", clock.today() + timedelta(days=9))
            self.planned(3, "wjw", clock.today() + timedelta(days=16))

    def under_way(self) -> None:
        with self.district.on(self.back(0), 9):
            inspection = self.begun(self.planned(6, "scj", clock.today()))
            self.judged(inspection, ("SC03",), most=8)
            item = inspection.items.get(position=3)
            add_photos(
                inspection, [photograph("健康证明", seed=3)], actor=self.officer("scj"), item=item
            )

    def to_be_dealt_with(self) -> None:
        with self.district.on(self.back(1), 15):
            inspection = self.concluded(7, "wjw", ("WJ08", "WJ09"))
            refer(
                inspection,
                actor=self.officer("wjw"),
                kind=ReferralKind.OVER_THREES,
                to_department=Department.objects.get(code="jyj"),
                note="托大班有 2 名儿童已满三周岁，家长表示在等幼儿园入园通知。",
            )

    def called_off(self) -> None:
        with self.district.on(self.back(5)):
            inspection = self.planned(8, "yjj", clock.today())
            cancel_inspection(
                inspection, actor=self.officer("yjj"), note="机构当天停电闭园，改期另行安排"
            )

    def patrols(self) -> None:
        self.visited(0, "township", 7)
        self.visited(2, "township", 5)
        self.visited(3, "flh", 4)
        visit = self.visited(6, "township", 3, ("ZX04",))
        self.referred(visit, 2, "yjj")
        accepted = self.referred(self.visited(9, "township", 6, ("ZX04", "ZX09")), 5, "xfz")
        with self.district.on(self.back(4)):
            accept_referral(accepted, actor=self.officer("xfz"), note="已接收，安排个案检查")
            self.planned(
                9,
                "xfz",
                clock.today(),
                kind=InspectionKind.CASE,
                source=f"{accepted.from_department}移送",
            )

    def from_verification(self) -> None:
        facility = Facility.objects.filter(standing=Standing.NONCONFORMING).order_by("pk").first()
        record = facility and facility.verifications.filter(nonconformities__isnull=False).first()
        if record is None or facility.correct_by <= clock.today():
            return
        with self.district.on(clock.today()):
            order_from_verification(record, actor=self.officer("wjw"), due_on=facility.correct_by)
