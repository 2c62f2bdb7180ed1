"""Group G, first part: the hygiene evaluation (卫生评价)."""

from decimal import Decimal

from registry.checks import articles
from registry.checks.dossier import Dossier, PaperFacts
from registry.checks.result import check, fails, gathered, skipped
from registry.checks.rules import Rules
from registry.checks.wording import alike_addresses, quoted, shown
from registry.choices import Conclusion, DocumentKind, HygieneRegime, MaterialAudience, Section
from registry.choices.check import CheckLevel as L

CENTRES = {
    "audience": MaterialAudience.CENTRES,
    "family_parameter": "family_needs_hygiene_report",
}


ALL_MET = ("无", "没有", "全部符合", "均符合")


def reports_of(dossier: Dossier, regime: HygieneRegime | None = None) -> list[PaperFacts]:
    reports = dossier.papers(DocumentKind.HYGIENE_REPORT)
    return [report for report in reports if regime in (None, report.hygiene_regime)]


@check(
    "G01",
    L.FORM,
    Section.SITE,
    "请选择卫生评价方式。",
    f"{articles.HYGIENE_BASICS}；{articles.HYGIENE_NORM}",
    "documents",
    **CENTRES,
)
def a_regime_is_chosen(dossier: Dossier, rules: Rules):
    reports = reports_of(dossier)
    if not reports:
        yield fails(
            "请上传卫生评价报告，并选择卫生评价方式：自评表，或者卫生评价表。",
            target="material:hygiene_report",
        )
    for report in reports:
        if report.hygiene_regime not in HygieneRegime.values:
            yield fails(
                f"请在“{quoted(report.label)}”上选择卫生评价方式：自评表，或者卫生评价表。",
                required="、".join(HygieneRegime.labels),
                target=report.target,
                field="hygiene_regime",
            )


@check(
    "G02",
    L.SUBSTANCE,
    Section.SITE,
    "《托育机构卫生评价基本标准》各项均须符合，第{n}项不符合。",
    articles.HYGIENE_BASICS,
    "documents",
    "hygiene_items",
    **CENTRES,
)
def all_basics_are_met(dossier: Dossier, rules: Rules):
    reports = reports_of(dossier, HygieneRegime.SELF_ASSESSMENT)
    if not reports:
        yield skipped("没有采用自评表。")
    for report in reports:
        unmet = report.hygiene_unmet.strip(" 。")
        if unmet and unmet not in ALL_MET:
            yield fails(
                f"《托育机构卫生评价基本标准》{shown(rules.number('hygiene_items'))}项均须符合，"
                f"第{quoted(unmet)}项不符合，请整改后重新自评。",
                found=unmet,
                required="全部符合",
                target=report.target,
                field="hygiene_unmet",
            )


@check(
    "G03",
    L.SUBSTANCE,
    Section.SITE,
    "卫生评价得分{n}，未达{hygiene_score_min}分或必达项目未通过，不能判定为合格。",
    articles.HYGIENE_NORM,
    "documents meals",
    "hygiene_score_min hygiene_score_ratio",
    **CENTRES,
)
def the_score_is_high_enough(dossier: Dossier, rules: Rules):
    reports = reports_of(dossier, HygieneRegime.SCORED)
    if not reports:
        yield skipped("没有采用卫生评价表。")
    for report in reports:
        need = score_needed(report, dossier, rules)
        score = report.hygiene_score
        where = {"found": score, "required": need, "target": report.target}
        if score is None:
            yield fails(
                f"请填写卫生评价得分，未达{shown(need)}分的不能判定为合格。",
                field="hygiene_score",
                **where,
            )
        elif score < need:
            yield fails(
                f"卫生评价得分{shown(Decimal(score))}，未达{shown(need)}分，不能判定为合格，"
                "请整改后重新评价。",
                field="hygiene_score",
                **where,
            )
        elif not report.hygiene_required_met:
            yield fails(
                "卫生评价的必达项目未全部通过或者没有填写，不能判定为合格，请核对；整改后重新评价。",
                field="hygiene_required_met",
                **where,
            )


def score_needed(report: PaperFacts, dossier: Dossier, rules: Rules) -> Decimal:
    """Without meals the food parts drop out, and a share of the remaining total is needed."""
    full = report.hygiene_full_score
    if not dossier.serves_meals and full is not None and full > 0:
        return rules.number("hygiene_score_ratio") * full
    return rules.number("hygiene_score_min")


@check(
    "G04",
    L.SUBSTANCE,
    Section.SITE,
    "卫生评价结论应为“合格”。",
    f"{articles.FILING_RULES}第八条",
    "documents",
    **CENTRES,
)
def the_evaluation_is_positive(dossier: Dossier, rules: Rules):
    reports = reports_of(dossier)
    if not reports:
        yield skipped("还没有上传卫生评价报告。")
    for report in reports:
        where = {"target": report.target}
        if report.conclusion != Conclusion.PASS:
            yield fails(
                f"卫生评价结论应为“合格”，“{quoted(report.label)}”填的不是，请核对。",
                found=report.conclusion or None,
                required=Conclusion.PASS,
                field="conclusion",
                **where,
            )
        elif report.issued_on and report.issued_on > rules.today:
            yield fails(
                f"“{quoted(report.label)}”的日期{shown(report.issued_on)}晚于今天，请改正。",
                found=report.issued_on,
                required=rules.today,
                field="issued_on",
                **where,
            )


@check(
    "G05",
    L.ADVICE,
    Section.SITE,
    "卫生评价报告地址与申报场所不一致。",
    articles.LOCAL,
    "documents address",
    audience=MaterialAudience.CENTRES,
)
def the_report_names_these_premises(dossier: Dossier, rules: Rules):
    reports = [report for report in reports_of(dossier) if report.stated_address.strip()]
    if not reports or not dossier.address.strip():
        yield skipped("没有填写卫生评价报告上的地址，或者托育场所地址。")
        return
    for report in reports:
        if not alike_addresses(report.stated_address, dossier.address):
            yield fails(
                f"卫生评价报告地址“{quoted(report.stated_address)}”与申报场所"
                f"“{quoted(dossier.address)}”不一致，请核对。",
                found=report.stated_address,
                required=dossier.address,
                target=report.target,
                field="stated_address",
            )


@check(
    "G15",
    L.ADVICE,
    Section.SITE,
    "卫生保健制度缺少：{list}。",
    articles.HYGIENE_NORM,
    "documents",
    "hygiene_systems",
    audience=MaterialAudience.CENTRES,
)
def hygiene_systems_are_complete(dossier: Dossier, rules: Rules):
    reports = reports_of(dossier, HygieneRegime.SCORED)
    if not reports:
        yield skipped("没有采用卫生评价表。")
    for report in reports:
        if missing := report.hygiene_systems_missing.strip():
            yield fails(
                f"卫生保健制度应有{shown(rules.number('hygiene_systems'))}项，缺少："
                f"{quoted(missing)}，请补充。",
                found=missing,
                required=rules.number("hygiene_systems"),
                target=report.target,
                field="hygiene_systems_missing",
            )


CHECKS = gathered(globals())
