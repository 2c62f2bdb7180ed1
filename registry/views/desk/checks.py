"""All results of the checks of one filing (检查结果): failures first, each led to its item."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from registry.checks.result import Result
from registry.choices.check import CheckLevel, CheckOutcome
from registry.forms.check import OverruleFindingForm
from registry.models import CheckFinding
from registry.permissions import can_overrule_finding, can_read_notes
from registry.services.check import BEING_JUDGED, overrule_finding
from registry.views.desk.findings import WORDS, is_about, results_of
from registry.views.desk.rail import items_of
from registry.views.filing import find_filing
from wuqing_tuoyu import sheet
from wuqing_tuoyu.exceptions import DomainError

FAILURES = (CheckLevel.FORM, CheckLevel.SUBSTANCE)


@dataclass(frozen=True)
class Point:
    """One result, where it leads, and what a reviewer made of it."""

    result: Result | CheckFinding
    check_id: str
    label: str = ""
    url: str = ""
    is_known: bool = False
    finding: CheckFinding | None = None

    @property
    def level(self):
        return CheckLevel(self.result.level)

    @property
    def tone(self):
        return WORDS[self.level][0]

    @property
    def word(self):
        return WORDS[self.level][1]


@dataclass
class Panel:
    """What failed, what is advised, what is as it should be, what does not apply."""

    failures: list[Point] = field(default_factory=list)
    advice: list[Point] = field(default_factory=list)
    passed: list[Result] = field(default_factory=list)
    skipped: list[Result] = field(default_factory=list)


def panel_of(filing, items) -> Panel:
    """As it is today while the commission judges; afterwards as it was handed in."""
    findings = list(
        filing.findings.of_round(filing.round).handed_in().select_related("overruled_by")
    )
    known = {(row.check_id, row.field) for row in filing.confirmations.all()}
    results = results_of(filing)
    if not results:
        return _sorted([_point(filing, f, f.check_id, items, known, f) for f in findings])
    by_point = {(row.check_id, row.target): row for row in findings}
    failed = [result for result in results if result.failed]
    panel = _sorted(
        [_point(filing, r, r.id, items, known, by_point.get((r.id, r.target))) for r in failed]
    )
    panel.passed = [r for r in results if r.outcome == CheckOutcome.PASS]
    panel.skipped = [r for r in results if r.outcome == CheckOutcome.NOT_APPLICABLE]
    return panel


def _sorted(points: list[Point]) -> Panel:
    order = list(WORDS)
    points.sort(key=lambda point: order.index(point.level))
    return Panel(
        failures=[point for point in points if point.level in FAILURES],
        advice=[point for point in points if point.level not in FAILURES],
    )


def _point(filing, result, check_id, items, known, finding) -> Point:
    item = next((item for item in items if is_about(result, item)), None)
    return Point(
        result,
        check_id,
        label=item.label if item else "",
        url=f"{filing.get_absolute_url()}?item={item.pk}#item" if item else "",
        is_known=(check_id, result.target) in known,
        finding=finding,
    )


def _find(request, pk):
    filing = find_filing(request, pk)
    if not can_read_notes(request.user, filing):
        raise PermissionDenied
    return filing


@require_safe
def filing_checks(request, pk):
    filing = _find(request, pk)
    panel = panel_of(filing, items_of(filing))
    context = {
        "filing": filing,
        "panel": panel,
        "confirmations": list(filing.confirmations.all()),
        "is_judged_now": filing.status in BEING_JUDGED,
        "may_overrule": filing.status in BEING_JUDGED
        and can_overrule_finding(request.user, filing),
    }
    return render(request, "registry/desk/checks.html", context)


@require_safe
def filing_check_sheet(request, pk):
    """The results as they go with the file (检查结果表)."""
    filing = _find(request, pk)
    panel = panel_of(filing, items_of(filing))
    columns = ["编号", "结果", "级别", "内容", "申报的", "要求的", "依据", "所涉项目"]
    columns += ["机构已知晓", "认定不成立"]
    rows = [
        [
            point.check_id,
            CheckOutcome.FAIL.label,
            point.level.label,
            point.result.sentence,
            _written(point.result.found),
            _written(point.result.required),
            point.result.article,
            point.label,
            "已知晓" if point.is_known else "",
            point.finding.overruling_note if point.finding else "",
        ]
        for point in (*panel.failures, *panel.advice)
    ]
    rows += [
        [
            result.id,
            result.outcome.label,
            result.level.label,
            result.sentence,
            _written(result.found),
            _written(result.required),
            result.article,
        ]
        for result in (*panel.passed, *panel.skipped)
    ]
    return sheet.download(columns, rows, title="检查结果", name=f"checks-{str(filing.pk)[:8]}")


def _written(value):
    return {None: "", True: "是", False: "否"}.get(value, str(value))


@require_POST
def finding_overrule(request, pk, finding):
    filing = find_filing(request, pk)
    found = get_object_or_404(
        CheckFinding.objects.select_related("filing__facility"), filing=filing, pk=finding
    )
    form = OverruleFindingForm(request.POST)
    page = reverse("registry:filing_checks", args=[filing.pk])
    note = request.POST.get("note", "") if not form.is_valid() else form.cleaned_data["note"]
    try:
        overrule_finding(found, actor=request.user, note=note)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已记下：{found.check_id} 这一条不成立。")
    return redirect(page)
