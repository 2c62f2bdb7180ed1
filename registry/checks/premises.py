"""Group E, first part: by what right and where the premises are used (场所)."""

from decimal import Decimal

from registry.checks import articles
from registry.checks.dossier import Dossier
from registry.checks.material import is_old_building
from registry.checks.result import check, fails, gathered, skipped
from registry.checks.rules import Rules
from registry.checks.wording import days_after, months_after, shown
from registry.choices import DocumentKind, MaterialAudience, Section, Tenure
from registry.choices.check import CheckLevel as L

CENTRES = MaterialAudience.CENTRES
NO_HAZARD = ("", "无", "没有")
NOT_LEASED = skipped("不是租赁的场所，或者租赁日期还没有填写。")


def too_short_a_lease(dossier: Dossier, rules: Rules):
    """Both days count: from 1 January to 31 December three years on is three years."""
    years = rules.number("lease_years")
    start, end = dossier.lease_start, dossier.lease_end
    if not dossier.is_leased or start is None or end is None:
        yield NOT_LEASED
    elif days_after(end, 1) < months_after(start, int(years * 12)):
        yield fails(
            f"租赁场地的租赁期应不少于{shown(years)}年，现在填的是{shown(start)}到{shown(end)}，"
            "请续签后再填，或者核对合同日期。",
            found=f"{start}—{end}",
            required=years,
        )


@check(
    "E01",
    L.SUBSTANCE,
    Section.SITE,
    "租赁场地的租赁期应不少于{lease_years}年。",
    f"{articles.SETTING}第十一条",
    "lease_end lease_start tenure",
    "lease_years",
)
def the_lease_is_long_enough(dossier: Dossier, rules: Rules):
    return too_short_a_lease(dossier, rules)


@check("E02", L.SUBSTANCE, Section.SITE, "租赁合同已到期。", articles.FORM, "lease_end tenure")
def the_lease_has_not_ended(dossier: Dossier, rules: Rules):
    if not dossier.is_leased or dossier.lease_end is None:
        yield NOT_LEASED
    elif dossier.lease_end <= rules.today:
        yield fails(
            f"租赁合同到{shown(dossier.lease_end)}为止，已经到期，请续签后再填。",
            found=dossier.lease_end,
            required=rules.today,
        )


@check(
    "E03",
    L.FORM,
    Section.SITE,
    "请填写不动产权证号。",
    f"{articles.FILING_RULES}第八条（二）",
    "property_certificate tenure",
)
def an_owner_names_the_deed(dossier: Dossier, rules: Rules):
    if dossier.tenure != Tenure.OWNED:
        yield skipped("只适用于自有场所。")
    elif not dossier.property_certificate.strip():
        yield fails("自有场所请填写不动产权证号，见不动产权证书。")


@check(
    "E04",
    L.FORM,
    Section.SITE,
    "室内使用面积不能大于建筑面积。",
    articles.FORM,
    "indoor_area gross_area outdoor_area",
)
def areas_fit_together(dossier: Dossier, rules: Rules):
    gross, indoor, outdoor = dossier.gross_area, dossier.indoor_area, dossier.outdoor_area
    if gross is None or gross <= 0:
        yield fails(
            "请填写建筑面积（平方米），应大于0。",
            found=gross,
            target="gross_area",
            field="gross_area",
        )
    if indoor is None or indoor <= 0:
        yield fails("请填写室内使用面积（平方米），应大于0。", found=indoor, target="indoor_area")
    elif gross is not None and 0 < gross < indoor:
        yield fails(
            f"室内使用面积{shown(Decimal(indoor))}㎡不能大于建筑面积{shown(Decimal(gross))}㎡，请核对。",
            found=indoor,
            required=gross,
        )
    if outdoor is None or outdoor < 0:
        yield fails(
            "请填写室外活动场地面积（平方米），没有的填0。",
            found=outdoor,
            target="outdoor_area",
            field="outdoor_area",
        )


@check(
    "E05",
    L.SUBSTANCE,
    Section.SITE,
    "不得设置在四层及以上、地下或半地下。",
    f"{articles.FIRE_GUIDE}；{articles.QUALITY}",
    "highest_floor lowest_floor",
    "floor_min floor_max",
    audience=CENTRES,
)
def floors_are_low(dossier: Dossier, rules: Rules):
    low, high = dossier.lowest_floor, dossier.highest_floor
    floors = [floor for floor in (low, high) if floor is not None]
    least, most = rules.number("floor_min"), rules.number("floor_max")
    if not floors:
        yield skipped("没有填写使用楼层。")
    elif min(floors) < least or max(floors) > most:
        yield fails(
            f"托育机构不得设置在四层及以上、地下或半地下，现在使用{shown(Decimal(min(floors)))}到"
            f"{shown(Decimal(max(floors)))}层，应在{shown(least)}到{shown(most)}层。",
            found=f"{shown(Decimal(min(floors)))}—{shown(Decimal(max(floors)))}",
            required=f"{shown(least)}—{shown(most)}",
        )


@check(
    "E06",
    L.ADVICE,
    Section.SITE,
    "托儿所生活用房宜布置在首层；二层仅宜设托大班，请附消防与疏散说明。",
    articles.BUILDING,
    "highest_floor lowest_floor",
    "floor_preferred",
    audience=CENTRES,
)
def the_ground_floor_is_best(dossier: Dossier, rules: Rules):
    floors = [floor for floor in (dossier.lowest_floor, dossier.highest_floor) if floor is not None]
    most = rules.number("floor_preferred")
    if not floors:
        yield skipped("没有填写使用楼层。")
    elif max(floors) > most:
        yield fails(
            f"使用到{shown(Decimal(max(floors)))}层；托儿所生活用房宜布置在首层，二层仅宜设托大班，"
            "请附消防与疏散说明。",
            found=max(floors),
            required=most,
        )


@check(
    "E14",
    L.ADVICE,
    Section.SITE,
    "房屋使用超过{building_years}年，请上传房屋结构安全检测报告。",
    articles.LOCAL,
    "building_year documents",
    "building_years",
    audience=CENTRES,
)
def old_buildings_are_tested(dossier: Dossier, rules: Rules):
    years = rules.number("building_years")
    if dossier.building_year is None:
        yield skipped("没有填写建成年份。")
    elif is_old_building(dossier.building_year, rules.today, rules) and not dossier.papers(
        DocumentKind.STRUCTURE_REPORT
    ):
        age = rules.today.year - dossier.building_year
        yield fails(
            f"房屋已使用{shown(Decimal(age))}年，超过{shown(years)}年，请上传房屋结构安全检测报告。",
            found=age,
            required=years,
        )


@check(
    "E15",
    L.ADVICE,
    Section.SITE,
    "利用住宅收托超过{dwelling_limit}人须按托育机构要求办理，请确认场所用途合法。",
    articles.FAMILY,
    "is_residential capacity",
    "dwelling_limit",
    audience=CENTRES,
)
def dwellings_are_for_few(dossier: Dossier, rules: Rules):
    most = rules.number("dwelling_limit")
    if not dossier.is_residential or dossier.capacity is None:
        yield skipped("房屋规划用途不是住宅，或者没有填写收托规模。")
    elif dossier.capacity > most:
        yield fails(
            f"利用住宅收托{shown(Decimal(dossier.capacity))}人，超过{shown(most)}人须按托育机构要求办理，"
            "请确认场所用途合法。",
            found=dossier.capacity,
            required=most,
        )


@check("E16", L.ADVICE, Section.SITE, "请上传场所平面布局图。", articles.LOCAL, "documents")
def there_is_a_floor_plan(dossier: Dossier, rules: Rules):
    if not dossier.papers(DocumentKind.FLOOR_PLAN):
        yield fails("请上传场所平面布局图，手绘拍照也可以。", target="material:floor_plan")


@check(
    "E17",
    L.REVIEWER,
    Section.SITE,
    "周边存在危险源，请现场核实。",
    articles.SETTING,
    "hazards_nearby",
)
def no_hazards_are_near(dossier: Dossier, rules: Rules):
    if dossier.hazards_nearby.strip(" 。") not in NO_HAZARD:
        yield fails(found=dossier.hazards_nearby, required="无")


@check(
    "E18",
    L.SUBSTANCE,
    Section.SITE,
    "不得设置在“三合一”场所或彩钢板建筑内。",
    articles.FIRE_GUIDE,
    "in_forbidden_building",
)
def the_building_is_not_forbidden(dossier: Dossier, rules: Rules):
    if dossier.in_forbidden_building is None:
        yield skipped("没有填写是否位于“三合一”场所或彩钢板建筑内。")
    elif dossier.in_forbidden_building:
        yield fails(
            "托育机构不得设置在“三合一”场所（生产、仓储、经营与住宿合用）或彩钢板建筑内，请另选场所。",
            found=True,
            required=False,
        )


@check(
    "E19",
    L.ADVICE,
    Section.SITE,
    "剩余租期不足1年。",
    articles.LOCAL,
    "lease_end tenure",
    "lease_remaining_months",
)
def the_lease_goes_on(dossier: Dossier, rules: Rules):
    months = int(rules.number("lease_remaining_months"))
    if not dossier.is_leased or dossier.lease_end is None:
        yield NOT_LEASED
    elif dossier.lease_end < months_after(rules.today, months):
        yield fails(
            f"租赁合同到{shown(dossier.lease_end)}为止，剩余租期不足{months}个月，建议提前续签。",
            found=dossier.lease_end,
            required=months_after(rules.today, months),
        )


CHECKS = gathered(globals())
