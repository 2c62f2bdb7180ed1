"""Group F, first part: the fire papers (消防文书)."""

from decimal import Decimal

from registry.checks import articles
from registry.checks.dossier import Dossier, PaperFacts
from registry.checks.result import check, fails, gathered, skipped
from registry.checks.rules import Rules
from registry.checks.wording import (
    quoted,
    shown,
)
from registry.choices import Conclusion, DocumentKind, FireDocumentKind, MaterialAudience, Section
from registry.choices.check import CheckLevel as L

CENTRES = {
    "audience": MaterialAudience.CENTRES,
    "family_parameter": "family_needs_fire_document",
}
LARGE_SITE_KINDS = (FireDocumentKind.SPECIAL_ACCEPTANCE, FireDocumentKind.ORIGINAL_UNCHANGED)
JUDGED_KINDS = (FireDocumentKind.SPECIAL_ACCEPTANCE, FireDocumentKind.SPOT_CHECK)
NO_PAPER = skipped("还没有上传消防文书，或者没有选择文书种类。")
NO_AREA = skipped("还没有填写建筑面积，或者没有消防文书。")


def fire_papers(dossier: Dossier) -> list[PaperFacts]:
    papers = dossier.papers(DocumentKind.FIRE_ACCEPTANCE)
    return [paper for paper in papers if paper.fire_kind in FireDocumentKind.values]


def area_of(dossier: Dossier) -> Decimal | None:
    """The larger of what the papers state and what is declared (建筑面积)."""
    stated = [paper.stated_area for paper in fire_papers(dossier)]
    known = [Decimal(area) for area in [*stated, dossier.gross_area] if area is not None]
    return max(known, default=None)


@check(
    "F01",
    L.FORM,
    Section.SITE,
    "请上传消防验收或备案文书。",
    f"{articles.NOTICE}；{articles.FILING_RULES}第八条（五）",
    "documents",
    **CENTRES,
)
def there_is_a_fire_paper(dossier: Dossier, rules: Rules):
    papers = dossier.papers(DocumentKind.FIRE_ACCEPTANCE)
    if not papers:
        yield fails(
            "请上传消防验收或备案文书，由区住房建设委等住房建设部门出具。",
            target="material:fire_acceptance",
        )
    elif not fire_papers(dossier):
        yield fails(
            f"请在“{quoted(papers[-1].label)}”上选择消防文书种类，五种中选一种。",
            required="、".join(FireDocumentKind.labels),
            target=papers[-1].target,
            field="fire_kind",
        )


@check(
    "F02",
    L.SUBSTANCE,
    Section.SITE,
    "建筑面积大于{fire_special_area}㎡的托育场所属特殊建设工程，应提交《特殊建设工程消防验收意见书》。",
    f"{articles.FIRE_REVIEW}第十四条",
    "documents gross_area",
    "fire_special_area",
    **CENTRES,
)
def large_sites_are_accepted_specially(dossier: Dossier, rules: Rules):
    area, least, papers = area_of(dossier), rules.number("fire_special_area"), fire_papers(dossier)
    if area is None or not papers:
        yield NO_AREA
    elif area <= least:
        yield skipped(f"建筑面积不大于{shown(least)}㎡。")
    elif not any(paper.fire_kind in LARGE_SITE_KINDS for paper in papers):
        yield fails(
            f"建筑面积{shown(area)}㎡，大于{shown(least)}㎡的托育场所属特殊建设工程，应提交"
            "《特殊建设工程消防验收意见书》，或者原建筑消防文件和未改造说明。",
            found=FireDocumentKind(papers[-1].fire_kind).label,
            required=FireDocumentKind.SPECIAL_ACCEPTANCE.label,
            target=papers[-1].target,
            field="fire_kind",
        )


@check(
    "F03",
    L.REVIEWER,
    Section.SITE,
    "面积不大于{fire_special_area}㎡却提交特殊建设工程意见书（可能因所在建筑属特殊工程）。",
    articles.LOCAL,
    "documents gross_area",
    "fire_special_area",
    **CENTRES,
)
def small_sites_rarely_are_special(dossier: Dossier, rules: Rules):
    area, papers = area_of(dossier), fire_papers(dossier)
    if area is None or not papers:
        yield NO_AREA
        return
    special = [p for p in papers if p.fire_kind == FireDocumentKind.SPECIAL_ACCEPTANCE]
    if area <= rules.number("fire_special_area") and special:
        yield fails(found=area, target=special[0].target, field="fire_kind")


@check(
    "F04",
    L.SUBSTANCE,
    Section.SITE,
    "请提交《建设工程消防验收备案抽查/复查结果通知书》；未被抽中的请提交备案凭证。",
    f"{articles.NOTICE}；{articles.FIRE_REVIEW}",
    "documents gross_area",
    "fire_special_area",
    **CENTRES,
)
def small_sites_are_filed(dossier: Dossier, rules: Rules):
    area, most = area_of(dossier), rules.number("fire_special_area")
    if area is None or area > most:
        yield skipped(f"建筑面积大于{shown(most)}㎡，或者还没有填写。")
    elif not dossier.papers(DocumentKind.FIRE_ACCEPTANCE):
        yield NO_PAPER
    elif not fire_papers(dossier):
        yield fails(
            "请提交《建设工程消防验收备案抽查/复查结果通知书》；未被抽中的请提交备案凭证，"
            "并在材料上选择文书种类。",
            target=dossier.papers(DocumentKind.FIRE_ACCEPTANCE)[-1].target,
            field="fire_kind",
        )


@check(
    "F05",
    L.SUBSTANCE,
    Section.SITE,
    "消防文书结论为不合格，未通过前不得投入使用。",
    f"{articles.FIRE_LAW}第十三条",
    "documents",
    **CENTRES,
)
def the_fire_paper_is_positive(dossier: Dossier, rules: Rules):
    papers = [paper for paper in fire_papers(dossier) if paper.fire_kind in JUDGED_KINDS]
    if not papers:
        yield skipped("没有应当载明结论的消防验收或抽查文书。")
    elif not any(paper.conclusion == Conclusion.PASS for paper in papers):
        last = papers[-1]
        yield fails(
            f"消防文书结论应为“合格”，现在填的是“{shown_conclusion(last.conclusion)}”，"
            "未通过前不得投入使用，请核对；整改后提交合格的文书。",
            found=last.conclusion or None,
            required=Conclusion.PASS,
            target=last.target,
            field="conclusion",
        )


def shown_conclusion(value: str) -> str:
    return dict(Conclusion.choices).get(value) or shown(value)


@check(
    "F06",
    L.SUBSTANCE,
    Section.SITE,
    "抽查不合格的，请提交复查合格的通知书。",
    f"{articles.FIRE_LAW}第十三条",
    "documents",
    **CENTRES,
)
def a_failed_spot_check_was_repeated(dossier: Dossier, rules: Rules):
    checks = [p for p in fire_papers(dossier) if p.fire_kind == FireDocumentKind.SPOT_CHECK]
    failed = [paper for paper in checks if paper.conclusion == Conclusion.FAIL]
    if not checks:
        yield skipped("没有抽查/复查结果通知书。")
    elif failed and not any(paper.conclusion == Conclusion.PASS for paper in checks):
        yield fails(
            "抽查结论为不合格，请整改后申请复查，并提交复查合格的通知书。",
            found=Conclusion.FAIL,
            required=Conclusion.PASS,
            target=failed[-1].target,
            field="conclusion",
        )


@check(
    "F07",
    L.FORM,
    Section.SITE,
    "请填写文书编号和出具日期。",
    articles.FORM,
    "documents",
    **CENTRES,
)
def the_fire_paper_is_numbered_and_dated(dossier: Dossier, rules: Rules):
    papers = dossier.papers(DocumentKind.FIRE_ACCEPTANCE)
    if not papers:
        yield NO_PAPER
    for paper in papers:
        where = {"found": paper.issued_on, "target": paper.target}
        if not paper.number.strip():
            yield fails(f"请填写“{quoted(paper.label)}”的文书编号。", field="number", **where)
        elif paper.issued_on is None:
            yield fails(f"请填写“{quoted(paper.label)}”的出具日期。", field="issued_on", **where)
        elif paper.issued_on > rules.today:
            yield fails(
                f"“{quoted(paper.label)}”的出具日期{shown(paper.issued_on)}晚于今天，请改正。",
                required=rules.today,
                field="issued_on",
                **where,
            )


CHECKS = gathered(globals())
