"""Group G, second part: meals and the pledge (供餐、承诺书)."""

from registry.checks import articles
from registry.checks.dossier import Dossier
from registry.checks.result import check, fails, gathered, skipped
from registry.checks.roster import expires_soon
from registry.checks.rules import Rules
from registry.checks.wording import (
    alike_addresses,
    days_after,
    plain_address,
    quoted,
    shown,
)
from registry.choices import DocumentKind, MaterialAudience, MealProvision, Section
from registry.choices.check import CheckLevel as L

LICENSED = {
    "audience": MaterialAudience.CENTRES,
    "family_parameter": "family_needs_food_license",
}
NO_LICENCE = skipped("没有《食品经营许可证》，或者没有填写有效期。")


def food_licences(dossier: Dossier) -> list:
    return dossier.papers(DocumentKind.FOOD_LICENSE)


@check(
    "G06",
    L.FORM,
    Section.SERVICE,
    "提供餐饮服务的，应提交有效的《食品经营许可证》。",
    f"{articles.FILING_RULES}第八条；{articles.FOOD_LICENCE}第十五条",
    "meals documents",
    **LICENSED,
)
def own_kitchens_are_licensed(dossier: Dossier, rules: Rules):
    licences = food_licences(dossier)
    if dossier.meals != MealProvision.OWN:
        yield skipped("只适用于自制餐食的机构。")
    elif not licences:
        yield fails(
            "自制餐食的，应提交有效的《食品经营许可证》，请拍照上传并填写许可证编号。",
            target="material:food_license",
        )
    elif not any(licence.number.strip() for licence in licences):
        yield fails(
            "请填写《食品经营许可证》的许可证编号。",
            target=licences[-1].target,
            field="number",
        )


@check(
    "G07",
    L.ADVICE,
    Section.SERVICE,
    "食品经营许可证主体或经营场所与本机构不一致。",
    articles.FOOD_LICENCE,
    "documents name address meals",
    **LICENSED,
)
def the_licence_names_this_site(dossier: Dossier, rules: Rules):
    judged = [
        p for p in food_licences(dossier) if p.stated_name.strip() or p.stated_address.strip()
    ]
    if not judged:
        yield skipped("没有填写《食品经营许可证》上的名称和地址。")
    for licence in judged:
        name, address = licence.stated_name.strip(), licence.stated_address.strip()
        if name and dossier.name.strip() and plain_address(name) != plain_address(dossier.name):
            yield fails(
                f"《食品经营许可证》的经营者“{quoted(name)}”与本机构“{quoted(dossier.name)}”不一致，"
                "由他人承包食堂的请说明。",
                found=name,
                required=dossier.name,
                target=licence.target,
                field="stated_name",
            )
        elif address and dossier.address.strip() and not alike_addresses(address, dossier.address):
            yield fails(
                f"《食品经营许可证》的经营场所“{quoted(address)}”与托育场所"
                f"“{quoted(dossier.address)}”不一致，请核对。",
                found=address,
                required=dossier.address,
                target=licence.target,
                field="stated_address",
            )


@check(
    "G08",
    L.TIMER,
    Section.SERVICE,
    "食品经营许可证将于{date}到期，请及时延续。",
    articles.LOCAL,
    "documents",
    "certificate_warning_days",
    **LICENSED,
)
def the_licence_runs_out(dossier: Dossier, rules: Rules):
    ends = [licence.valid_until for licence in food_licences(dossier) if licence.valid_until]
    if not ends:
        yield NO_LICENCE
    elif max(ends) < rules.today:
        yield skipped("《食品经营许可证》已经到期，不再提前提示。")
    elif expires_soon(max(ends), rules):
        yield fails(
            f"食品经营许可证将于{shown(max(ends))}到期，请及时延续。",
            found=max(ends),
            field="valid_until",
        )


@check(
    "G09",
    L.FORM,
    Section.SERVICE,
    "采用外送餐的，请提交供餐单位资质和协议。",
    f"{articles.FOOD_LAW}第五十七条",
    "meals documents",
)
def caterers_are_known(dossier: Dossier, rules: Rules):
    if dossier.meals != MealProvision.DELIVERED:
        yield skipped("只适用于外送餐食的机构。")
        return
    for kind in (DocumentKind.SUPPLIER_LICENSE, DocumentKind.CATERING_CONTRACT):
        if not dossier.papers(kind):
            yield fails(
                f"采用外送餐的，请提交供餐单位资质和协议，现在缺少{kind.label}。",
                target=f"material:{kind}",
            )


@check(
    "G10",
    L.ADVICE,
    Section.SERVICE,
    "全日托未提供餐食，请说明用餐安排。",
    articles.FORM,
    "meals offers_full_day meals_note",
)
def full_days_have_meals(dossier: Dossier, rules: Rules):
    if dossier.meals != MealProvision.NONE or not dossier.offers_full_day:
        yield skipped("只适用于不供餐的全日托。")
    elif not dossier.meals_note.strip():
        yield fails(field="meals_note")


@check(
    "G16",
    L.ADVICE,
    Section.SERVICE,
    "食品留样每品种不少于{food_sample_grams}克，保存{food_sample_hours}小时以上。",
    "食品留样有关规定",
    "keeps_food_samples meals",
    "food_sample_grams food_sample_hours",
)
def samples_are_kept(dossier: Dossier, rules: Rules):
    if dossier.meals != MealProvision.OWN or dossier.keeps_food_samples is None:
        yield skipped("只适用于自制餐食、并且填写了留样情况的机构。")
    elif not dossier.keeps_food_samples:
        yield fails(found=False, required=True)


@check(
    "G17",
    L.FORM,
    "",
    "请阅读并签署《备案承诺书》。",
    f"{articles.FILING_RULES}第八条",
    "pledge",
    "pledge_days",
)
def the_pledge_is_signed(dossier: Dossier, rules: Rules):
    pledge, days = dossier.pledge, int(rules.number("pledge_days"))
    oldest = days_after(rules.today, -days)
    if dossier.signs_on_submission:
        yield skipped("《备案承诺书》在提交时签署。")
    elif not pledge.is_accepted or not pledge.name.strip() or pledge.signed_on is None:
        yield fails("请阅读并签署《备案承诺书》，填写承诺人姓名和日期。")
    elif not oldest <= pledge.signed_on <= rules.today:
        yield fails(
            f"《备案承诺书》签署日期是{shown(pledge.signed_on)}，应在最近{days}日之内，请重新签署。",
            found=pledge.signed_on,
            required=oldest,
        )


@check(
    "G18",
    L.SUBSTANCE,
    Section.SERVICE,
    "《食品经营许可证》已过期（{date}）。",
    f"{articles.FOOD_LICENCE}第十五条",
    "documents meals",
    **LICENSED,
)
def the_licence_is_valid(dossier: Dossier, rules: Rules):
    dated = [licence for licence in food_licences(dossier) if licence.valid_until]
    if not dated:
        yield NO_LICENCE
        return
    latest = max(dated, key=lambda licence: licence.valid_until)
    if latest.valid_until < rules.today:
        yield fails(
            f"《食品经营许可证》{shown(latest.valid_until)}到期，已经过期，请先办理延续或者重新申请。",
            found=latest.valid_until,
            required=rules.today,
            target=latest.target,
            field="valid_until",
        )


CHECKS = gathered(globals())
