"""Stories of filings under way (在办情景), and of what stands about their facilities."""

from datetime import timedelta
from decimal import Decimal

from registry.choices import (
    DeclineGround,
    FacilityForm,
    LegalNature,
    MealProvision,
    Outcome,
    ReviewAnswer,
    ReviewSubject,
    Section,
)
from registry.services.editing import save_section
from registry.services.standing import mark_inclusive
from wuqing_tuoyu import clock
from wuqing_tuoyu.demonstration.plan import BIG, FAMILY, SMALL, UNCLEAR
from wuqing_tuoyu.demonstration.storyteller import Storyteller


class OpenStories(Storyteller):
    """Drafts, submissions, returns, proposals; a change; a family site; a nonconformity."""

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
