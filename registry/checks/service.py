"""Group C, second part: whom and how the facility serves, and what it charges (服务与收费)."""

from decimal import Decimal

from registry.checks import articles
from registry.checks.dossier import Dossier
from registry.checks.result import check, fails, gathered, skipped
from registry.checks.rules import Rules
from registry.checks.wording import quoted, shown
from registry.choices import FeeUnit, Section, ServiceForm
from registry.choices.check import CheckLevel as L

FORMS = "offers_full_day offers_half_day offers_hourly offers_temporary"


@check(
    "C01",
    L.FORM,
    Section.SERVICE,
    "请至少选择一种服务形式。",
    f"{articles.FILING_RULES}第二条",
    FORMS,
)
def some_service_is_offered(dossier: Dossier, rules: Rules):
    if not dossier.service_forms:
        yield fails("请至少选择一种服务形式：全日托、半日托、计时托或临时托。", required=1)


@check(
    "C10",
    L.SUBSTANCE,
    Section.CLASSES,
    "收托对象应为3岁以下婴幼儿；招收3岁以上儿童应由教育部门管理。",
    f"{articles.FILING_RULES}第二条",
    "max_age classes",
    "max_age",
)
def children_are_under_three(dossier: Dossier, rules: Rules):
    most = rules.number("max_age")
    ages = [dossier.max_age, *(group.max_age for group in dossier.classes)]
    known = [age for age in ages if age is not None]
    if not known:
        yield skipped("没有填写最大月龄。")
    elif max(known) > most:
        yield fails(
            f"收托对象应为3岁以下（{shown(most)}个月以下）婴幼儿，现在填到"
            f"{shown(Decimal(max(known)))}个月；招收3岁以上儿童应由教育部门管理，请改正最大月龄。",
            found=max(known),
            required=most,
        )


@check(
    "C11",
    L.ADVICE,
    Section.CLASSES,
    "国家标准班型自{age_infant_from}个月起设置，请说明{age_infant_from}个月以下婴幼儿的照护安排。",
    f"{articles.SETTING}第十九条",
    "min_age classes infant_note",
    "age_infant_from",
)
def the_youngest_are_cared_for(dossier: Dossier, rules: Rules):
    least = rules.number("age_infant_from")
    ages = [dossier.min_age, *(group.min_age for group in dossier.classes)]
    known = [age for age in ages if age is not None]
    if not known:
        yield skipped("没有填写最小月龄。")
    elif min(known) < least and not dossier.infant_note.strip():
        yield fails(
            f"国家标准班型自{shown(least)}个月起设置，现在从{shown(Decimal(min(known)))}个月起招收，"
            f"请说明{shown(least)}个月以下婴幼儿的照护安排。",
            found=min(known),
            required=least,
            field="infant_note",
        )


@check(
    "C17",
    L.FORM,
    "",
    "请填写收费项目、标准和计费单位。",
    f"{articles.RUNNING}第十五条；{articles.PRICES}第五条",
    f"fees {FORMS}",
)
def fees_are_stated(dossier: Dossier, rules: Rules):
    if not dossier.service_forms:
        yield skipped("还没有选择服务形式。")
        return
    stated = {fee.service_form for fee in dossier.fees}
    covers_all = any(not fee.service_form and not fee.is_meal for fee in dossier.fees)
    for form in dossier.service_forms:
        if form not in stated and not covers_all:
            yield fails(
                f"请填写{ServiceForm(form).label}的收费项目、标准和计费单位，不收费的填0。",
                target=f"fee:{form.value}",
            )
    for number, fee in enumerate(dossier.fees, 1):
        is_whole = fee.item.strip() and fee.amount is not None and fee.unit in FeeUnit.values
        if not is_whole or fee.amount < 0:
            yield fails(
                f"第{number}条收费“{quoted(fee.item)}”没有填全，"
                "请写明收费项目、不小于0的金额和计费单位。",
                found=fee.amount,
                required=0,
                target=f"fee:{number}",
            )


@check(
    "C18",
    L.ADVICE,
    "",
    "收费高于本区普惠托育指导标准。",
    articles.LOCAL,
    "fees is_inclusive",
    "inclusive_fee_cap",
)
def inclusive_fees_are_capped(dossier: Dossier, rules: Rules):
    most = rules.number("inclusive_fee_cap")
    fees = [
        fee.amount
        for fee in dossier.fees
        if fee.unit == FeeUnit.MONTH and not fee.is_meal and fee.amount is not None
    ]
    if not dossier.is_inclusive or not fees:
        yield skipped("只适用于按月收费的普惠托育机构。")
    elif max(fees) > most:
        yield fails(
            f"每月收费{shown(Decimal(max(fees)))}元，高于本区普惠托育指导标准{shown(most)}元，请核对。",
            found=max(fees),
            required=most,
        )


@check(
    "C19",
    L.ADVICE,
    "",
    "膳食费应单独列示、专款专用。",
    f"{articles.QUALITY}10.4",
    "fees meals",
)
def meals_are_charged_apart(dossier: Dossier, rules: Rules):
    if not dossier.serves_meals or not dossier.fees:
        yield skipped("不供餐，或者还没有填写收费。")
    elif not any(fee.is_meal for fee in dossier.fees):
        yield fails("膳食费应单独列示、专款专用，请在收费中另列一条膳食费，不收的填0。")


CHECKS = gathered(globals())
