"""The district at work (区里办事): each step of a filing on its day, by the person who does it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from accounts.models import User
from departments.models import Member
from departments.services.calendar import Calendar, add_working_days, load_calendar
from registry.checks import run_checks, to_confirm
from registry.choices import ItemVerdict, Outcome, ReviewAnswer, VerificationResult
from registry.models import Facility, Filing, FilingItem, Review
from registry.notifications import tell_untold
from registry.services.correction import return_filing
from registry.services.decision import decline_filing, issue_receipt
from registry.services.digest import digest_of_facility, digest_of_filing
from registry.services.handling import propose, take_next
from registry.services.judging import accept_item, refuse_item, unit_answer_on
from registry.services.representative import confirm_representative
from registry.services.review import answer_review
from registry.services.standing import find_nonconforming, verify_facility
from registry.services.submission import submit_filing
from registry.services.verification import points_to_verify, record_verification
from wuqing_tuoyu import clock
from wuqing_tuoyu.demonstration.accounts import Accounts
from wuqing_tuoyu.demonstration.applicant import Applicant

NOTES = {
    ReviewAnswer.INCONSISTENT: "登记系统中查询到的名称与证照不一致，请核对。",
    ReviewAnswer.NEEDS_CORRECTION: "上传的文书缺少附页，请补充完整后再核验。",
}


class District:
    """Officers, directors and units who act; days are counted back from today."""

    def __init__(self, accounts: Accounts):
        self.accounts = accounts
        self.calendar: Calendar = load_calendar()

    def user(self, username: str) -> User:
        return self.accounts.made[username]

    def day(self, working_days_ago: int) -> date:
        if working_days_ago == 0:
            return clock.today()
        return add_working_days(clock.today(), -working_days_ago, self.calendar).on

    @contextmanager
    def on(self, day: date, hour: int = 10) -> Iterator[None]:
        """Do something on a day of the past; people are told then, not now."""
        moment = datetime.combine(day, time(hour, 12), tzinfo=clock.SHANGHAI)
        with clock.travel(min(moment, clock.now())):
            yield
            tell_untold()

    def fresh(self, filing: Filing) -> Filing:
        return Filing.objects.select_related("facility__operator", "declaration").get(pk=filing.pk)

    def submit(self, applicant: Applicant, filing: Filing) -> Filing:
        filing = self.fresh(filing)
        points = {result.key for result in to_confirm(run_checks(filing, clock.today()))}
        return submit_filing(
            filing, actor=applicant.user, pledge_name=str(applicant.user), confirmed=points
        )

    def confirm(self, applicant: Applicant) -> None:
        representative = applicant.representative
        if representative.status == "pending":
            confirm_representative(representative, actor=self.user("wjw_officer"))

    def reviews(self, filing: Filing, *, gate: str) -> QuerySet[Review]:
        return filing.reviews.open().filter(gate=gate).select_related("department")

    def answer(
        self,
        filing: Filing,
        *,
        gate: str = "receipt",
        answers: dict[str, str] | None = None,
        silent: tuple[str, ...] = (),
    ) -> None:
        """The units answer, all consistent but for those named by subject."""
        for review in self.reviews(filing, gate=gate):
            if review.subject in silent:
                continue
            answer = (answers or {}).get(review.subject, ReviewAnswer.CONSISTENT)
            member = Member.objects.active(clock.today()).filter(department=review.department)
            answer_review(
                review,
                actor=member.acting().order_by("pk").first().user,
                answer=answer,
                note=NOTES.get(answer, ""),
                version=review.version,
            )

    def judge(self, filing: Filing, *, refuse: dict[str, str] | None = None, most: int = 0) -> None:
        """The officer goes through the items; `refuse` maps a label's beginning to a reason."""
        officer = self.user("wjw_officer")
        pending: QuerySet[FilingItem] = self.fresh(filing).items.pending().with_subjects()
        for number, item in enumerate(pending, start=1):
            if most and number > most:
                return
            item.filing = self.fresh(filing)
            if unit_answer_on(item):
                continue
            reason = next(
                (words for label, words in (refuse or {}).items() if label in item.label), ""
            )
            if reason:
                refuse_item(item, actor=officer, version=item.version, reason=reason)
            elif item.verdict == ItemVerdict.PENDING:
                accept_item(item, actor=officer, version=item.version)

    def return_(self, filing: Filing) -> Filing:
        filing = self.fresh(filing)
        return return_filing(
            filing,
            actor=self.user("wjw_officer"),
            digest=digest_of_filing(filing),
            not_waiting="应补正内容明确，先行告知",
        )

    def propose(self, filing: Filing, outcome: str = Outcome.RECEIPT, ground: str = "") -> Filing:
        filing = self.fresh(filing)
        note = (
            "登记机关查询结果与申报一致" if outcome == Outcome.RECEIPT else "经向登记机关查询核实"
        )
        return propose(
            filing,
            actor=self.user("wjw_officer"),
            outcome=outcome,
            ground=ground,
            note=note,
            digest=digest_of_filing(filing),
        )

    def decide(self, filing: Filing) -> Filing:
        filing = self.fresh(filing)
        act = issue_receipt if filing.proposed_outcome == Outcome.RECEIPT else decline_filing
        return act(filing, actor=self.user("wjw_director"), digest=digest_of_filing(filing))

    def see(self, facility: Facility, *, conforming: bool, note: str = "") -> None:
        """Two officers go and see, and the standing follows."""
        facility = Facility.objects.get(pk=facility.pk)
        pair = list(
            Member.objects.filter(user__username__in=("wjw_officer", "wjw_officer2")).order_by("pk")
        )
        record = record_verification(
            facility,
            actor=self.user("wjw_officer"),
            visited_on=clock.today(),
            result=VerificationResult.CONFORMING
            if conforming
            else VerificationResult.NONCONFORMING,
            officers=pair,
            items={point.key: (conforming, "") for point in points_to_verify(facility)},
            note=note,
            has_sealed_declaration=True,
        )
        if conforming:
            actor = self.user("wjw_director" if facility.correct_by else "wjw_officer")
            verify_facility(
                facility, actor=actor, verification=record, digest=digest_of_facility(facility)
            )
            return
        find_nonconforming(
            facility,
            actor=self.user("wjw_director"),
            verification=record,
            reasons=[
                ("保健观察室使用面积不足 6 平方米", "《托育机构卫生评价基本标准（试行）》"),
            ],
            correct_by=clock.today() + timedelta(days=20),
            digest=digest_of_facility(facility),
        )

    def take(self) -> None:
        take_next(actor=self.user("wjw_officer"))
