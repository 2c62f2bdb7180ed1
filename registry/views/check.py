"""The rules of the automatic checks (检查规则): all of them, one of them, how often they spoke."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from departments.models import Parameter
from registry.checks import CHECKS
from registry.checks.labels import label_of
from registry.checks.result import Check
from registry.checks.rules import Rules, load_rules
from registry.checks.wording import spaced
from registry.choices.check import CheckLevel
from registry.forms.check import CheckSettingForm
from registry.models import CheckFinding, CheckSetting
from registry.permissions import can_read_checks, can_set_checks
from registry.services.check import BY_ID, set_check
from wuqing_tuoyu import clock, sheet
from wuqing_tuoyu.exceptions import DomainError

GROUPS = {
    "A": "机构身份与登记",
    "B": "负责人与联系方式",
    "C": "服务、班级与托位",
    "D": "人员配备",
    "E": "场所",
    "F": "消防",
    "G": "卫生、食品与安全",
    "H": "家庭托育点",
    "J": "材料与填写",
}
LEVEL_TONES = {
    CheckLevel.FORM: "bad",
    CheckLevel.SUBSTANCE: "wait",
    CheckLevel.ADVICE: "info",
    CheckLevel.REVIEWER: "plain",
    CheckLevel.TIMER: "plain",
}
FIRST_YEAR = 2020
# A place for what the rule finds in a declaration
UNFILLED = re.compile(r"\{\w+\}")


@dataclass(frozen=True)
class Line:
    """One rule as it is used today."""

    check: Check
    text: str
    level: CheckLevel
    is_off: bool
    lacks_threshold: bool
    is_moved: bool
    parameters: list[str]
    fired: int
    overruled: int

    @property
    def tone(self):
        return LEVEL_TONES[self.level]


def _demand_staff(request):
    if not can_read_checks(request.user):
        raise PermissionDenied


def _year_asked(request):
    asked, this_year = request.GET.get("year", ""), clock.today().year
    if asked.isdecimal() and len(asked) == len("2026") and FIRST_YEAR <= int(asked) <= this_year:
        return int(asked)
    return this_year


def _lines(year) -> list[Line]:
    rules, tally = load_rules(clock.today()), CheckFinding.objects.tally_of(year)
    named = {row.key: row for row in Parameter.objects.order_by("key", "effective_from")}
    return [_line(check, rules, named, tally.get(check.id, {})) for check in CHECKS]


def _line(check: Check, rules: Rules, named, tally) -> Line:
    return Line(
        check=check,
        text=UNFILLED.sub("……", spaced(check.text_under(rules))),
        level=check.level_under(rules),
        is_off=check.is_switched_off(rules),
        lacks_threshold=not check.has_thresholds(rules),
        is_moved=check.level_under(rules) != check.level,
        parameters=[_named(key, rules, named) for key in check.parameters],
        fired=tally.get("fired", 0),
        overruled=tally.get("overruled", 0),
    )


def _named(key, rules: Rules, named) -> str:
    """A threshold in words, as it holds today."""
    row, value = named.get(key), rules.get(key)
    if row is None:
        return key
    if value in (None, ""):
        return f"{row.title}：没有设定"
    shown = {True: "是", False: "否"}.get(value, value) if isinstance(value, bool) else value
    return f"{row.title}：{shown}{f' {row.unit}' if row.unit else ''}"


@require_safe
def check_list(request):
    """检查规则: every rule with article, thresholds, and how often it spoke this year."""
    _demand_staff(request)
    year = _year_asked(request)
    lines = _lines(year)
    groups = [
        (letter, title, [line for line in lines if line.check.id.startswith(letter)])
        for letter, title in GROUPS.items()
    ]
    context = {
        "groups": groups,
        "count": len(lines),
        "off": sum(line.is_off for line in lines),
        "moved": sum(line.is_moved for line in lines),
        "year": year,
        "years": range(clock.today().year, max(FIRST_YEAR, clock.today().year - 3), -1),
        "levels": [(level.value, level.label, LEVEL_TONES[level]) for level in CheckLevel],
        "may_set": can_set_checks(request.user),
    }
    return render(request, "registry/check/list.html", context)


@require_safe
def check_sheet(request):
    _demand_staff(request)
    year = _year_asked(request)
    columns = ["编号", "级别", "内容", "依据", "参数", "是否启用", "提示过的申请", "认定不成立"]
    rows = (
        [
            line.check.id,
            f"{line.level.value} {line.level.label}",
            line.text,
            line.check.article,
            "；".join(line.parameters),
            "停用" if line.is_off else "没有设定标准" if line.lacks_threshold else "启用",
            line.fired,
            line.overruled,
        ]
        for line in _lines(year)
    )
    return sheet.download(columns, rows, title=f"检查规则 {year}", name="checks")


@require_http_methods(["GET", "HEAD", "POST"])
def check_detail(request, check_id):
    """One rule; administrators switch it off or move it here, saying why."""
    _demand_staff(request)
    check = BY_ID.get(check_id)
    if check is None:
        raise Http404
    history = list(CheckSetting.objects.filter(check_id=check.id).select_related("set_by"))
    may_set = can_set_checks(request.user)
    if request.method == "POST" and not may_set:
        raise PermissionDenied
    form = None
    if may_set:
        held = {
            "state": "on" if not history or history[0].is_active else "off",
            "level": history[0].level if history else "",
        }
        form = CheckSettingForm(request.POST or None, check=check, initial=held)
    if form is not None and form.is_valid():
        try:
            set_check(check, actor=request.user, **form.setting())
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{check.id} 的设定已保存，从现在起提交的申请按它检查。")
            return redirect("registry:check_detail", check.id)
    return render(request, "registry/check/detail.html", _context_of(check, form, history))


def _context_of(check: Check, form, history):
    rules, year = load_rules(clock.today()), clock.today().year
    rows = Parameter.objects.filter(key__in=check.parameters)
    named = {row.key: row for row in rows.order_by("key", "effective_from")}
    editions = sorted(rows, key=lambda row: (check.parameters.index(row.key), row.effective_from))
    tally = CheckFinding.objects.tally_of(year).get(check.id, {})
    overruled = CheckFinding.objects.filter(check_id=check.id, overruled_at__isnull=False)
    return {
        "line": _line(check, rules, named, tally),
        "fields": [label_of(name) for name in check.fields],
        "editions": editions,
        "history": history,
        "overruled": overruled.select_related("overruled_by").order_by("-overruled_at")[:10],
        "form": form,
        "year": year,
    }
