"""The stories (情景): one facility in every state, each come there by the acts themselves."""

from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from registry.choices import (
    ClassKind,
    DeclineGround,
    FacilityForm,
    LegalNature,
    MealProvision,
    Outcome,
    ReviewAnswer,
    ReviewSubject,
    Section,
)
from registry.services.closing import close_by_system
from registry.services.correction import lapse_filing, withdraw_filing
from registry.services.editing import save_section
from registry.services.pause import pause_facility
from registry.services.standing import mark_inclusive
from wuqing_tuoyu import clock
from wuqing_tuoyu.demonstration.storyteller import Storyteller

INDEPENDENT = FacilityForm.INDEPENDENT
BIG = ((ClassKind.INFANT, 8), (ClassKind.TODDLER, 15), (ClassKind.SENIOR, 20))
SMALL = ((ClassKind.TODDLER, 10), (ClassKind.SENIOR, 14))
FAMILY = ((ClassKind.MIXED, 5),)
UNCLEAR = {
    "健康合格证明": "照片上的日期看不清，请在亮处重拍一张。",
    "场地证明": "租赁合同缺少签字页，请补齐全部页面后重新上传。",
}


class Stories(Storyteller):
    """Tells each story once; `count` says how many were told."""

    count = 0

    def tell_all(self) -> None:
        for story in (
            self.verified_with_a_change,
            self.returned,
            self.family_site,
            self.nonconforming,
            self.draft,
            self.just_submitted,
            self.answered_and_due_today,
            self.overdue,
            self.proposed,
            self.proposed_to_decline,
            self.recorded,
            self.recorded_with_a_late_no,
            self.verified_public_institution,
            self.paused,
            self.cancelling,
            self.closed,
            self.declined,
            self.withdrawn,
            self.lapsed,
            self.corrected_again,
        ):
            with transaction.atomic():
                story()
            self.count += 1

    def verified_with_a_change(self) -> None:
        applicant = self.applicant(
            "operator1",
            township="120114001",
            classes=BIG,
            monthly_fee=1680,
            name="杨村街道幸福里托育园",
        )
        facility = self.verified(applicant, 120, free=4)
        mark_inclusive(
            facility,
            actor=self.district.user("wjw_officer"),
            since=clock.today() - timedelta(days=60),
        )
        with self.district.on(self.district.day(1)):
            filing = applicant.change(facility)
            save_section(
                filing,
                Section.SERVICE,
                actor=applicant.user,
                values={"offers_hourly": True, "offers_temporary": True},
            )
            applicant.price(facility, self.district.fresh(filing).declaration)
            self.district.submit(applicant, filing)

    def returned(self) -> None:
        applicant = self.applicant(
            "operator1", township="120114002", name="下朱庄街道童画托育园", classes=SMALL
        )
        filing = self.filed(applicant, 8)
        with self.district.on(self.district.day(7)):
            self.district.answer(filing, silent=(ReviewSubject.FIRE,))
        with self.district.on(self.district.day(5)):
            people = filing.facility.staff.active().order_by("id")
            self.district.judge(
                filing,
                refuse={people[0].name: UNCLEAR["健康合格证明"], "场地证明": UNCLEAR["场地证明"]},
            )
            self.district.return_(filing)

    def family_site(self) -> None:
        applicant = self.applicant(
            "operator2",
            township="120114006",
            form=FacilityForm.FAMILY,
            classes=FAMILY,
            meals=MealProvision.NONE,
            gross_area=96,
            monthly_fee=2000,
            name="运河湾家庭托育点",
        )
        self.verified(applicant, 60, free=1)

    def nonconforming(self) -> None:
        applicant = self.applicant(
            "operator2",
            township="120114003",
            classes=SMALL,
            name="东蒲洼街道晨光托育园",
            facts={"health_room_area": Decimal("4.5")},
        )
        facility = self.recorded_on(applicant, 14)
        with self.district.on(self.district.day(6), 16):
            self.district.see(
                facility, conforming=False, note="保健观察室为 4.5 平方米，有 1 张观察床。"
            )

    def draft(self) -> None:
        applicant = self.applicant(
            "operator2", township="120114101", name="梅厂镇向日葵托育园", classes=SMALL
        )
        with self.district.on(self.district.day(2)):
            applicant.draft()

    def just_submitted(self) -> None:
        self.filed(self.applicant("", township="120114004", classes=SMALL), 0)

    def answered_and_due_today(self) -> None:
        filing = self.filed(self.applicant("", township="120114101", classes=BIG), 5)
        with self.district.on(self.district.day(3)):
            self.district.answer(filing)
        with self.district.on(self.district.day(2)):
            self.district.judge(filing, most=4)

    def overdue(self) -> None:
        applicant = self.applicant(
            "", township="120114002", nature=LegalNature.SOCIAL_SERVICE, classes=SMALL
        )
        filing = self.filed(applicant, 6)
        with self.district.on(self.district.day(4)):
            self.district.answer(
                filing,
                answers={ReviewSubject.FIRE: ReviewAnswer.NEEDS_CORRECTION},
                silent=(ReviewSubject.FOOD,),
            )
        with self.district.on(self.district.day(3)):
            self.district.judge(filing, most=6)

    def proposed(self) -> None:
        filing = self.filed(self.applicant("", township="120114120", classes=SMALL), 3)
        with self.district.on(self.district.day(2)):
            self.district.answer(filing, silent=(ReviewSubject.FIRE,))
        with self.district.on(self.district.day(1)):
            self.district.judge(filing)
            self.district.propose(filing)

    def proposed_to_decline(self) -> None:
        applicant = self.applicant(
            "",
            township="120114109",
            classes=SMALL,
            facts={"business_scope": "教育信息咨询；婴幼儿用品销售"},
        )
        filing = self.filed(applicant, 4)
        with self.district.on(self.district.day(3)):
            self.district.answer(filing)
        with self.district.on(self.district.day(1)):
            self.district.judge(filing)
            self.district.propose(
                filing, Outcome.DECLINE, ground=DeclineGround.SCOPE_LACKS_CHILDCARE
            )

    def recorded(self) -> None:
        applicant = self.applicant(
            "",
            township="120114001",
            classes=BIG,
            form=FacilityForm.COMMUNITY,
            facts={"video_days": 60},
        )
        facility = self.recorded_on(applicant, 4)
        self.state(applicant, facility, 5, days_ago=2)

    def recorded_with_a_late_no(self) -> None:
        applicant = self.applicant(
            "", township="120114005", classes=SMALL, meals=MealProvision.DELIVERED
        )
        facility = self.recorded_on(applicant, 8)
        filing = facility.filings.first()
        with self.district.on(self.district.day(1)):
            self.district.answer(
                filing,
                gate="verification",
                answers={ReviewSubject.SECURITY: ReviewAnswer.INCONSISTENT},
                silent=(ReviewSubject.TOWNSHIP,),
            )

    def verified_public_institution(self) -> None:
        applicant = self.applicant(
            "",
            township="120114001",
            form=FacilityForm.COMPREHENSIVE,
            nature=LegalNature.PUBLIC_INSTITUTION,
            classes=(*BIG, (ClassKind.TODDLER, 15), (ClassKind.SENIOR, 20)),
            gross_area=1280,
            monthly_fee=1380,
            name="武清区托育综合服务中心",
        )
        self.verified(applicant, 200, free=6)

    def paused(self) -> None:
        applicant = self.applicant(
            "", township="120114113", form=FacilityForm.WORKPLACE, classes=SMALL
        )
        facility = self.verified(applicant, 90)
        with self.district.on(self.district.day(5)):
            pause_facility(
                facility,
                actor=applicant.user,
                from_on=clock.today(),
                until_on=clock.today() + timedelta(days=45),
                reason="活动室地面翻修",
            )

    def cancelling(self) -> None:
        applicant = self.applicant("", township="120114103", classes=SMALL)
        facility = self.verified(applicant, 70)
        with self.district.on(self.district.day(2)):
            filing = applicant.cancel(facility, clock.today() + timedelta(days=30))
            self.district.submit(applicant, filing)

    def closed(self) -> None:
        applicant = self.applicant("", township="120114114", classes=SMALL)
        facility = self.verified(applicant, 100)
        with self.district.on(self.district.day(30)):
            filing = applicant.cancel(facility, clock.today() + timedelta(days=10))
            self.district.submit(applicant, filing)
        with self.district.on(self.district.day(28)):
            self.district.judge(filing)
            self.district.propose(filing)
        with self.district.on(self.district.day(27)):
            self.district.decide(filing)
        with self.district.on(self.district.day(20), 1):
            close_by_system(facility, note="机构申请注销备案，注销日已到")

    def declined(self) -> None:
        applicant = self.applicant(
            "",
            township="120114111",
            classes=SMALL,
            facts={"business_scope": "教育信息咨询"},
        )
        filing = self.filed(applicant, 25)
        with self.district.on(self.district.day(24)):
            self.district.answer(filing)
        with self.district.on(self.district.day(22)):
            self.district.judge(filing)
            self.district.propose(
                filing, Outcome.DECLINE, ground=DeclineGround.SCOPE_LACKS_CHILDCARE
            )
        with self.district.on(self.district.day(21)):
            self.district.decide(filing)

    def withdrawn(self) -> None:
        applicant = self.applicant("", township="120114107", classes=SMALL)
        filing = self.filed(applicant, 18)
        with self.district.on(self.district.day(17)):
            withdraw_filing(filing, actor=applicant.user, note="拟更换场地，重新准备材料")

    def lapsed(self) -> None:
        applicant = self.applicant("", township="120114118", classes=SMALL)
        filing = self.filed(applicant, 40)
        with self.district.on(self.district.day(38)):
            self.district.answer(filing)
            self.district.judge(filing, refuse={"场地证明": UNCLEAR["场地证明"]})
            self.district.return_(filing)
        with self.district.on(self.district.day(10)):
            lapse_filing(
                self.district.fresh(filing), actor=self.district.user("wjw_officer"), note=""
            )

    def corrected_again(self) -> None:
        """Returned once, corrected, and with the officer again in the second round."""
        applicant = self.applicant(
            "",
            township="120114102",
            form=FacilityForm.KINDERGARTEN,
            classes=((ClassKind.SENIOR, 20),),
        )
        filing = self.filed(applicant, 9)
        with self.district.on(self.district.day(8)):
            self.district.answer(filing)
            self.district.judge(
                filing, refuse={"班级与托位": "班级名称与平面布局图不一致，请改一致。"}
            )
            self.district.return_(filing)
        with self.district.on(self.district.day(2)):
            filing = self.district.fresh(filing)
            rows = [
                {**row, "class_no": 1, "name": "彩虹班"}
                for row in filing.declaration.class_groups.values(
                    "kind", "places", "min_age", "max_age", "activity_area", "sleep_is_combined"
                )
            ]
            save_section(filing, Section.CLASSES, actor=applicant.user, values={}, classes=rows)
            self.district.submit(applicant, filing)
