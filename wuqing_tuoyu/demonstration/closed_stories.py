"""Stories that have come to an end (已办结情景), or wait on the register."""

from datetime import timedelta

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
from wuqing_tuoyu import clock
from wuqing_tuoyu.demonstration.plan import BIG, SMALL, UNCLEAR
from wuqing_tuoyu.demonstration.storyteller import Storyteller


class ClosedStories(Storyteller):
    """Recorded, verified, paused, closed, declined, withdrawn, lapsed, corrected again."""

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
