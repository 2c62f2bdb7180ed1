"""Group F, second part: does the fire paper fit these premises (文书与场所相符)?"""

from decimal import Decimal

from registry.checks import articles
from registry.checks.dossier import Dossier
from registry.checks.fire import CENTRES, area_of, fire_papers
from registry.checks.result import check, fails, gathered, skipped
from registry.checks.rules import Rules
from registry.checks.wording import (
    alike_addresses,
    contains_any,
    months_after,
    percent,
    quoted,
    shown,
)
from registry.choices import FireDocumentKind, Section
from registry.choices.check import CheckLevel as L

SMALL_SITE_KINDS = (
    FireDocumentKind.SPECIAL_ACCEPTANCE,
    FireDocumentKind.SPOT_CHECK,
    FireDocumentKind.FILING_VOUCHER,
    FireDocumentKind.LOCAL_STATEMENT,
)


@check(
    "F08",
    L.ADVICE,
    Section.SITE,
    "消防文书应由住房建设部门出具（公众聚集场所检查合格证不适用于托育机构）。",
    f"{articles.FIRE_LAW}第十五条、第七十三条",
    "documents",
    "fire_issuers",
    **CENTRES,
)
def the_fire_paper_comes_from_housing(dossier: Dossier, rules: Rules):
    papers = [paper for paper in fire_papers(dossier) if paper.issuer.strip()]
    if not papers:
        yield skipped("没有填写消防文书的出具单位。")
    for paper in papers:
        if not contains_any(paper.issuer, rules.words("fire_issuers")):
            yield fails(
                f"消防文书的出具单位填的是“{quoted(paper.issuer)}”，应由住房建设部门出具"
                "（公众聚集场所检查合格证不适用于托育机构），请核对。",
                found=paper.issuer,
                required="、".join(rules.words("fire_issuers")),
                target=paper.target,
                field="issuer",
            )


@check(
    "F09",
    L.ADVICE,
    Section.SITE,
    "消防文书载明的地址或面积与申报不符。",
    articles.LOCAL,
    "documents address gross_area",
    "fire_area_difference",
    **CENTRES,
)
def the_fire_paper_names_these_premises(dossier: Dossier, rules: Rules):
    papers = fire_papers(dossier)
    most = rules.number("fire_area_difference")
    judged = [p for p in papers if p.stated_address.strip() or p.stated_area is not None]
    if not judged:
        yield skipped("没有填写消防文书载明的地址和面积。")
    for paper in judged:
        other_place = (
            paper.stated_address.strip()
            and dossier.address.strip()
            and not alike_addresses(paper.stated_address, dossier.address)
        )
        gross, stated = dossier.gross_area, paper.stated_area
        other_size = bool(
            gross and stated is not None and abs(Decimal(stated) - gross) > most * abs(gross)
        )
        if other_place:
            yield fails(
                f"消防文书载明的地址“{quoted(paper.stated_address)}”与托育场所"
                f"“{quoted(dossier.address)}”不符，请核对。",
                found=paper.stated_address,
                required=dossier.address,
                target=paper.target,
                field="stated_address",
            )
        elif other_size:
            yield fails(
                f"消防文书载明{shown(Decimal(stated))}㎡，申报{shown(Decimal(gross))}㎡，"
                f"相差超过{shown(percent(most))}%，请核对。",
                found=stated,
                required=gross,
                target=paper.target,
                field="stated_area",
            )


@check(
    "F10",
    L.ADVICE,
    Section.SITE,
    "{fire_small_area}㎡以下是否免于备案以属地住建部门说明为准。",
    articles.FIRE_REVIEW,
    "documents gross_area",
    "fire_small_area",
    **CENTRES,
)
def the_smallest_sites_ask_first(dossier: Dossier, rules: Rules):
    area, most, papers = area_of(dossier), rules.number("fire_small_area"), fire_papers(dossier)
    if area is None or area >= most or not papers:
        yield skipped(f"建筑面积不小于{shown(most)}㎡，或者没有消防文书。")
    elif not any(paper.fire_kind in SMALL_SITE_KINDS for paper in papers):
        yield fails(
            f"建筑面积{shown(area)}㎡；{shown(most)}㎡以下是否免于备案以属地住房建设部门的说明为准，"
            "请提交该说明，或者消防验收备案文书。",
            found=area,
            required=most,
            target=papers[-1].target,
            field="fire_kind",
        )


@check(
    "F11",
    L.ADVICE,
    Section.SITE,
    "改变建筑使用性质的项目不适用告知承诺制备案。",
    articles.FIRE_REVIEW,
    "use_changed documents",
    **CENTRES,
)
def a_changed_use_needs_more_than_a_promise(dossier: Dossier, rules: Rules):
    promised = [paper for paper in fire_papers(dossier) if paper.is_commitment]
    if not dossier.use_changed:
        yield skipped("没有改变建筑使用性质。")
    elif promised:
        yield fails(
            "房屋改变了使用性质，这样的项目不适用告知承诺制备案，请向住房建设部门按一般程序办理。",
            target=promised[-1].target,
            field="is_commitment",
        )


@check(
    "F17",
    L.TIMER,
    Section.SITE,
    "消防文书已超过1年，建议补充年度检测报告。",
    f"{articles.QUALITY}4.1.4；{articles.FIRE_LAW}第十六条（三）",
    "documents",
    "fire_document_months",
    **CENTRES,
)
def the_fire_paper_grows_old(dossier: Dossier, rules: Rules):
    months = int(rules.number("fire_document_months"))
    dated = [paper.issued_on for paper in fire_papers(dossier) if paper.issued_on]
    if not dated:
        yield skipped("没有填写消防文书的出具日期。")
    elif months_after(max(dated), months) < rules.today:
        yield fails(
            f"消防文书{shown(max(dated))}出具，已超过{months}个月，建议补充年度检测报告。",
            found=max(dated),
            required=months_after(rules.today, -months),
            field="issued_on",
        )


CHECKS = gathered(globals())
