"""Group F, third part, and safety kit of group G (消防设施、安全防范)."""

from decimal import Decimal

from registry.checks import articles
from registry.checks.dossier import Dossier
from registry.checks.fire import CENTRES, area_of
from registry.checks.labels import label_of
from registry.checks.result import check, fails, gathered, skipped
from registry.checks.rules import Rules
from registry.checks.wording import ceil_div, shown
from registry.choices import Section
from registry.choices.check import CheckLevel as L

PLANS = (
    "plans_natural_disaster",
    "plans_infection",
    "plans_food_poisoning",
    "plans_stampede",
    "plans_fire",
    "plans_violence",
)
NOT_SAID = skipped("这一项还没有填写。")


@check(
    "F12",
    L.ADVICE,
    Section.SAFETY,
    "大中型托育机构应设自动喷水灭火系统和火灾自动报警系统。",
    f"{articles.FIRE_GUIDE}；{articles.BUILDING}",
    "has_sprinkler has_fire_alarm classes",
    "fire_sprinkler_classes",
    **CENTRES,
)
def larger_sites_have_sprinklers(dossier: Dossier, rules: Rules):
    least = rules.number("fire_sprinkler_classes")
    if len(dossier.classes) < least:
        yield skipped(f"不足{shown(least)}个班。")
    elif dossier.has_sprinkler is None and dossier.has_fire_alarm is None:
        yield NOT_SAID
    elif not (dossier.has_sprinkler and dossier.has_fire_alarm):
        yield fails(
            f"填报{len(dossier.classes)}个班，{shown(least)}个班以上的大中型托育机构应设"
            "自动喷水灭火系统和火灾自动报警系统，请加装或者说明。",
            found=False,
            required=True,
        )


@check(
    "F13",
    L.ADVICE,
    Section.SAFETY,
    "应设置联网的独立式火灾探测报警器。",
    articles.FIRE_GUIDE,
    "has_networked_detectors classes",
    "fire_sprinkler_classes",
    **CENTRES,
)
def smaller_sites_have_detectors(dossier: Dossier, rules: Rules):
    least = rules.number("fire_sprinkler_classes")
    if not dossier.classes or len(dossier.classes) >= least:
        yield skipped(f"只适用于不足{shown(least)}个班的机构。")
    elif dossier.has_networked_detectors is None:
        yield NOT_SAID
    elif not dossier.has_networked_detectors:
        yield fails(found=False, required=True)


@check(
    "F14",
    L.ADVICE,
    Section.SAFETY,
    "灭火器数量不足：每{extinguisher_area}㎡1具5kg以上ABC干粉（或2具6L水基型），"
    "每点不少于{extinguishers_per_point}具。",
    articles.FIRE_GUIDE,
    "extinguishers gross_area documents",
    "extinguisher_area extinguishers_per_point",
    **CENTRES,
)
def there_are_enough_extinguishers(dossier: Dossier, rules: Rules):
    area, have = area_of(dossier), dossier.extinguishers
    if area is None or have is None:
        yield skipped("没有填写建筑面积或灭火器数量。")
        return
    per, least = rules.number("extinguisher_area"), rules.number("extinguishers_per_point")
    need = max(ceil_div(area, per), int(least))
    if have < need:
        yield fails(
            f"灭火器现有{shown(Decimal(have))}具，按{shown(area)}㎡需{need}具：每{shown(per)}㎡1具5kg以上"
            f"ABC干粉（或2具6L水基型），每点不少于{shown(least)}具。",
            found=have,
            required=need,
        )


@check(
    "F15",
    L.ADVICE,
    Section.SAFETY,
    "建筑面积大于{room_exit_area}㎡的房间疏散门不应少于{room_exits_min}个。",
    articles.FIRE_GUIDE,
    "large_rooms_have_two_doors",
    "room_exit_area room_exits_min",
    **CENTRES,
)
def large_rooms_have_two_ways_out(dossier: Dossier, rules: Rules):
    if dossier.large_rooms_have_two_doors is None:
        yield NOT_SAID
    elif not dossier.large_rooms_have_two_doors:
        yield fails(found=False, required=True)


@check(
    "F16",
    L.ADVICE,
    Section.SAFETY,
    "安全出口不应少于{exits_min}个。",
    articles.FIRE_GUIDE,
    "exits",
    "exits_min",
    **CENTRES,
)
def there_are_two_ways_out(dossier: Dossier, rules: Rules):
    least = rules.number("exits_min")
    if dossier.exits is None:
        yield NOT_SAID
    elif dossier.exits < least:
        yield fails(
            f"安全出口不应少于{shown(least)}个，现在填的是{shown(Decimal(dossier.exits))}个。",
            found=dossier.exits,
            required=least,
        )


@check(
    "F18",
    L.ADVICE,
    Section.SAFETY,
    "使用燃气的厨房应设可燃气体报警和紧急切断装置。",
    articles.FIRE_GUIDE,
    "has_gas_alarm has_gas_kitchen",
    **CENTRES,
)
def gas_kitchens_have_an_alarm(dossier: Dossier, rules: Rules):
    if not dossier.has_gas_kitchen:
        yield skipped("厨房不使用燃气。")
    elif not dossier.has_gas_alarm:
        yield fails(found=dossier.has_gas_alarm, required=True)


def too_few_video_days(dossier: Dossier, rules: Rules):
    least = rules.number("video_days")
    if dossier.video_days is None:
        yield skipped("没有填写监控录像保存天数。")
    elif dossier.video_days < least:
        yield fails(
            f"监控录像资料保存期不少于{shown(least)}日，现在填的是"
            f"{shown(Decimal(dossier.video_days))}日，请增加存储。",
            found=dossier.video_days,
            required=least,
        )


@check(
    "G11",
    L.SUBSTANCE,
    Section.SAFETY,
    "监控录像资料保存期不少于{video_days}日。",
    f"{articles.RUNNING}第三十二条；{articles.QUALITY}",
    "video_days",
    "video_days",
)
def video_is_kept(dossier: Dossier, rules: Rules):
    return too_few_video_days(dossier, rules)


@check(
    "G12",
    L.SUBSTANCE,
    Section.SAFETY,
    "监控应覆盖婴幼儿生活、活动区域及出入口。",
    f"{articles.NOTICE}；{articles.RUNNING}第三十二条",
    "has_full_video",
)
def video_covers_everything(dossier: Dossier, rules: Rules):
    if dossier.has_full_video is None:
        yield NOT_SAID
    elif not dossier.has_full_video:
        yield fails(
            "监控应覆盖婴幼儿生活、活动区域及出入口，现在填的是“否”，请加装摄像头。",
            found=False,
            required=True,
        )


@check(
    "G13",
    L.ADVICE,
    Section.SAFETY,
    "应安装一键式报警。",
    articles.QUALITY,
    "has_panic_alarm",
)
def there_is_a_panic_button(dossier: Dossier, rules: Rules):
    if dossier.has_panic_alarm is None:
        yield NOT_SAID
    elif not dossier.has_panic_alarm:
        yield fails(
            "应安装一键式报警装置，现在填的是“否”，请向属地派出所了解。", found=False, required=True
        )


@check(
    "G14",
    L.ADVICE,
    Section.SAFETY,
    "应急预案缺少：{list}。",
    f"{articles.RUNNING}第三十一条",
    " ".join(PLANS),
    "emergency_plans",
)
def there_are_emergency_plans(dossier: Dossier, rules: Rules):
    missing = [label_of(name) for name in PLANS if not getattr(dossier, name)]
    have, need = len(PLANS) - len(missing), rules.number("emergency_plans")
    if missing and have < need:
        yield fails(
            f"应急预案缺少：{'、'.join(missing)}，请补充后勾选。", found=have, required=need
        )


CHECKS = gathered(globals())
