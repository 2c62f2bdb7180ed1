"""An applicant (申请人): an operator who fills in everything a filing asks, truly and fully."""

from datetime import date, time
from decimal import Decimal

from accounts.models import User
from accounts.services.file import store_bytes
from departments.models import Department
from registry.choices import (
    DocumentKind,
    FeeUnit,
    FilingKind,
    LegalNature,
    MealProvision,
    Section,
    ServiceForm,
)
from registry.models import Declaration, Facility, Filing, Operator, Representative
from registry.services.drafts import start_filing
from registry.services.editing import save_section
from registry.services.representative import request_representation
from registry.services.roster import save_fees, save_opening_hours
from wuqing_tuoyu import clock
from wuqing_tuoyu.demonstration.answers import class_rows, values_of
from wuqing_tuoyu.demonstration.invention import Invention
from wuqing_tuoyu.demonstration.materials import papers_of
from wuqing_tuoyu.demonstration.papers import draw_paper, hand_in
from wuqing_tuoyu.demonstration.people import engage
from wuqing_tuoyu.demonstration.plan import CODE_PREFIXES, Plan

MONTHLY = (ServiceForm.FULL_DAY, ServiceForm.HALF_DAY)
HOURLY_FEE = 30


class Applicant:
    """One operator with its representative, who can hand in filings."""

    def __init__(self, user: User, plan: Plan, invention: Invention):
        self.user, self.plan, self.invention = user, plan, invention
        self.township = Department.objects.get(code=plan.township)
        place = self.township.name if plan.is_family else self.township.short_name
        ending = "家庭托育点" if plan.is_family else "托育园"
        self.name = plan.name or invention.facility_name(place, ending)
        self.credit_code = invention.credit_code(CODE_PREFIXES[plan.nature])
        self.operator = self._operator()

    def _operator(self) -> Operator:
        held = self.user.representations.living().select_related("operator").first()
        if held is not None:
            self.credit_code = held.operator.credit_code
            return held.operator
        company = "天津" if self.plan.nature == LegalNature.FOR_PROFIT else "武清区"
        ending = (
            "托育服务有限公司"
            if self.plan.nature == LegalNature.FOR_PROFIT
            else "婴幼儿照护服务中心"
        )
        stem = self.name.removesuffix("托育园").removesuffix("家庭托育点")
        representative = request_representation(
            credit_code=self.credit_code, operator_name=f"{company}{stem}{ending}", actor=self.user
        )
        self._hand_in_authorization(representative)
        return representative.operator

    def _hand_in_authorization(self, representative: Representative) -> None:
        content = draw_paper(
            "授权委托书",
            number="",
            issuer=representative.operator.name,
            issued_on=clock.today(),
            facts=[
                ("委托单位", representative.operator.name),
                ("统一社会信用代码", representative.operator.credit_code),
                ("受托人", str(self.user)),
            ],
            text="兹委托受托人办理托育机构备案、变更、注销等事项，所提交的材料由本单位负责。",
        )
        representative.authorization = store_bytes(
            content, name="授权委托书.pdf", content_type="application/pdf", actor=self.user
        )
        representative.save(update_fields=["authorization"])

    @property
    def representative(self) -> Representative:
        return self.operator.representatives.living().get(user=self.user)

    def draft(self) -> Filing:
        """A first filing, filled in from beginning to end."""
        filing = start_filing(self.operator, actor=self.user)
        self.fill(filing)
        return filing

    def fill(self, filing: Filing) -> None:
        answers = values_of(
            self.plan,
            self.invention,
            name=self.name,
            credit_code=self.credit_code,
            township=self.township,
            contact=self.user,
        )
        for section, values in answers.items():
            classes = class_rows(self.plan) if section == Section.CLASSES else None
            save_section(filing, section, actor=self.user, values=values, classes=classes)
        filing.refresh_from_db()
        facility = Facility.objects.get(pk=filing.facility_id)
        engage(self, facility, filing.declaration)
        self.hand_in_papers(facility, filing.declaration)
        self.price(facility, filing.declaration)

    def price(self, facility: Facility, declaration: Declaration) -> None:
        rows = [
            {
                "item": f"保育费（{form.label}）",
                "service_form": form,
                "amount": Decimal(self.plan.monthly_fee if form in MONTHLY else HOURLY_FEE),
                "unit": FeeUnit.MONTH if form in MONTHLY else FeeUnit.HOUR,
                "is_meal": False,
            }
            for form in declaration.service_forms
        ]
        if self.plan.meals != MealProvision.NONE:
            rows.append(
                {
                    "item": "膳食费",
                    "service_form": "",
                    "amount": Decimal(18),
                    "unit": FeeUnit.DAY,
                    "is_meal": True,
                }
            )
        save_fees(facility, actor=self.user, rows=rows)
        open_ = (time(7, 30), time(18, 0))
        days = {day: open_ if day <= 5 else None for day in range(1, 8)}
        save_opening_hours(facility, actor=self.user, days=days)

    def hand_in_papers(self, facility: Facility, declaration: Declaration) -> None:
        """Every paper the rules ask of this facility, with the numbers it declares."""
        papers = papers_of(
            self.plan,
            declaration,
            operator=self.operator.name,
            serial=self.invention.random.randint(100, 999),
        )
        for kind, values in papers.items():
            if kind not in self.plan.without:
                hand_in(facility, kind, actor=self.user, **values)

    def change(self, facility: Facility) -> Filing:
        return start_filing(
            self.operator, actor=self.user, kind=FilingKind.CHANGE, facility=facility
        )

    def cancel(self, facility: Facility, closing_on: date) -> Filing:
        filing = start_filing(
            self.operator, actor=self.user, kind=FilingKind.CANCELLATION, facility=facility
        )
        filing.requested_closing_on, filing.closing_reason = closing_on, "场地租赁到期，不再续租"
        filing.save(update_fields=["requested_closing_on", "closing_reason"])
        for kind, title in (
            (DocumentKind.CANCELLATION_REQUEST, "注销备案申请"),
            (DocumentKind.CLOSURE_PLAN, "婴幼儿和工作人员安置方案"),
        ):
            hand_in(
                facility,
                kind,
                actor=self.user,
                title=title,
                issuer=self.operator.name,
                issued_on=clock.today(),
                facts=[("机构", facility.name), ("停止服务日期", f"{closing_on:%Y-%m-%d}")],
                text="在托婴幼儿已与家长逐户商定去向，预收费用按合同退还，工作人员依法安置。",
            )
        return filing
