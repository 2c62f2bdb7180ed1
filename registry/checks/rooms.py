"""Group E, second part: rooms, air and light, outdoor ground (用房与活动场地)."""

from decimal import Decimal

from registry.checks import articles
from registry.checks.dossier import Dossier
from registry.checks.result import check, fails, gathered, skipped
from registry.checks.rules import Rules
from registry.checks.wording import percent, quoted, shown
from registry.choices import ClassKind, Conclusion, DocumentKind, MaterialAudience, Section
from registry.choices.check import CheckLevel as L

CENTRES = MaterialAudience.CENTRES


def too_narrow(groups: list, least: Decimal, room: str):
    known = [group for group in groups if group.activity_area is not None]
    if not known:
        yield skipped("没有填报这类班级的活动室（区）面积。")
    for group in known:
        if group.activity_area < least:
            yield fails(
                f"“{quoted(group.label)}”的面积是{shown(Decimal(group.activity_area))}㎡，"
                f"{room}使用面积不应低于{shown(least)}㎡。",
                found=group.activity_area,
                required=least,
                target=group.target,
                field="activity_area",
            )


@check(
    "E07",
    L.ADVICE,
    Section.CLASSES,
    "乳儿班活动区使用面积不应低于{infant_area}㎡。",
    articles.QUALITY,
    "classes",
    "infant_area",
    audience=CENTRES,
    binding_parameter="area_rules_binding",
)
def infants_have_room(dossier: Dossier, rules: Rules):
    groups = [group for group in dossier.classes if group.kind == ClassKind.INFANT]
    return too_narrow(groups, rules.number("infant_area"), "乳儿班活动区")


@check(
    "E08",
    L.ADVICE,
    Section.CLASSES,
    "托小班、托大班活动室使用面积不应低于{toddler_area}㎡。",
    articles.QUALITY,
    "classes",
    "toddler_area",
    audience=CENTRES,
    binding_parameter="area_rules_binding",
)
def toddlers_have_room(dossier: Dossier, rules: Rules):
    kinds = (ClassKind.TODDLER, ClassKind.SENIOR)
    groups = [group for group in dossier.classes if group.kind in kinds]
    return too_narrow(groups, rules.number("toddler_area"), "托小班、托大班活动室")


@check(
    "E09",
    L.ADVICE,
    Section.CLASSES,
    "睡眠区与活动区合用时使用面积不应小于{combined_area}㎡。",
    articles.QUALITY,
    "classes",
    "combined_area",
    audience=CENTRES,
)
def combined_rooms_are_larger(dossier: Dossier, rules: Rules):
    groups = [group for group in dossier.classes if group.sleep_is_combined]
    return too_narrow(groups, rules.number("combined_area"), "睡眠区与活动区合用时")


@check(
    "E10",
    L.SUBSTANCE,
    Section.SITE,
    "保健观察室建筑面积不少于{health_room_area}㎡，至少{health_room_beds}张观察床。",
    articles.HYGIENE_BASICS,
    "health_room_area observation_beds",
    "health_room_area health_room_beds",
    audience=CENTRES,
)
def there_is_a_health_room(dossier: Dossier, rules: Rules):
    area, beds = dossier.health_room_area, dossier.observation_beds
    least, fewest = rules.number("health_room_area"), rules.number("health_room_beds")
    too_small = area is not None and area < least
    too_few = beds is not None and beds < fewest
    if not (too_small or too_few) and (area is None or beds is None):
        yield skipped("没有填写保健观察室的面积或观察床数。")
    elif too_small or too_few:
        have = f"{'未填' if area is None else shown(Decimal(area)) + '㎡'}、"
        have += "未填床数" if beds is None else f"{shown(Decimal(beds))}张床"
        yield fails(
            f"保健观察室建筑面积不少于{shown(least)}㎡，至少{shown(fewest)}张观察床，现有{have}。",
            found=have,
            required=f"{shown(least)}㎡、{shown(fewest)}张床",
        )


@check(
    "E11",
    L.SUBSTANCE,
    Section.SITE,
    "生活用房窗洞开口面积不应小于房间面积的{window_ratio%}。",
    articles.HYGIENE_BASICS,
    "window_ratio",
    "window_ratio",
    audience=CENTRES,
)
def rooms_have_light(dossier: Dossier, rules: Rules):
    least = percent(rules.number("window_ratio"))
    if dossier.window_ratio is None:
        yield skipped("没有填写窗洞与房间面积之比。")
    elif dossier.window_ratio < least:
        yield fails(
            f"生活用房窗洞开口面积不应小于房间面积的{shown(least)}%，"
            f"现在填的是{shown(Decimal(dossier.window_ratio))}%。",
            found=dossier.window_ratio,
            required=least,
        )


@check(
    "E12",
    L.SUBSTANCE,
    Section.SITE,
    "请上传室内空气质量检测合格报告。",
    articles.HYGIENE_BASICS,
    "documents",
    audience=CENTRES,
)
def the_air_is_clean(dossier: Dossier, rules: Rules):
    reports = dossier.papers(DocumentKind.AIR_TEST)
    if not reports:
        yield fails("没有室内空气质量检测报告，请上传检测合格的报告。", target="material:air_test")
    elif not any(is_good_report(report, rules) for report in reports):
        yield fails(
            "室内空气质量检测报告应写明出具日期，结论应为“合格”，请核对或者重新检测。",
            found=reports[-1].conclusion or None,
            required=Conclusion.PASS,
            target=reports[-1].target,
            field="conclusion",
        )


def is_good_report(report, rules: Rules) -> bool:
    return (
        report.conclusion == Conclusion.PASS
        and report.issued_on is not None
        and report.issued_on <= rules.today
    )


@check(
    "E13",
    L.ADVICE,
    Section.SITE,
    "室外活动场地不足，请说明可利用的附近公共场地及安全措施。",
    f"{articles.BUILDING}；{articles.SETTING}",
    "outdoor_area capacity outdoor_note",
    "outdoor_area_per_child outdoor_area_per_child_dense",
    audience=CENTRES,
)
def children_can_play_outside(dossier: Dossier, rules: Rules):
    area, capacity = dossier.outdoor_area, dossier.capacity
    least = rules.number("outdoor_area_per_child")
    dense = rules.number("outdoor_area_per_child_dense")
    if area is None or capacity is None or capacity <= 0:
        yield skipped("没有填写室外活动场地面积或收托规模。")
    elif area == 0 and dossier.outdoor_note.strip():
        return
    elif Decimal(area) < least * capacity:
        each = (Decimal(area) / capacity).quantize(Decimal("0.1"))
        yield fails(
            f"人均室外活动场地约{shown(each)}㎡，不足{shown(least)}㎡（老城区改建{shown(dense)}㎡），"
            "请说明可利用的附近公共场地及安全措施。",
            found=each,
            required=least,
            field="outdoor_note" if area == 0 else "outdoor_area",
        )


CHECKS = gathered(globals())
