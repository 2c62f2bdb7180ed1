"""Group H: family sites (家庭托育点)."""

from decimal import Decimal

from registry.checks import articles
from registry.checks.dossier import Dossier
from registry.checks.equipment import too_few_video_days
from registry.checks.premises import too_short_a_lease
from registry.checks.result import check, fails, gathered, skipped
from registry.checks.rules import Rules
from registry.checks.wording import ceil_div, quoted, shown
from registry.choices import DocumentKind, MaterialAudience, Section, StaffRole
from registry.choices.check import CheckLevel as L

FAMILY = MaterialAudience.FAMILY


@check(
    "H01",
    L.SUBSTANCE,
    "",
    "每1名照护人员最多看护{ratio_family}名婴幼儿。",
    articles.FAMILY,
    "staff capacity",
    "ratio_family",
    audience=FAMILY,
)
def carers_are_enough(dossier: Dossier, rules: Rules):
    ratio, have = rules.number("ratio_family"), len(dossier.of_role(StaffRole.CARER))
    if dossier.capacity is None:
        yield skipped("没有填写收托规模。")
        return
    need = ceil_div(dossier.capacity, ratio)
    if have < need:
        yield fails(
            f"每1名照护人员最多看护{shown(ratio)}名婴幼儿，收托{shown(Decimal(dossier.capacity))}人"
            f"需{need}名，现登记{have}名保育（照护）人员。",
            found=have,
            required=need,
        )


@check(
    "H02",
    L.SUBSTANCE,
    Section.SITE,
    "租赁他人住宅的，租赁期应不少于{lease_years}年。",
    articles.FAMILY,
    "lease_end lease_start tenure",
    "lease_years",
    audience=FAMILY,
)
def the_lease_is_long_enough(dossier: Dossier, rules: Rules):
    return too_short_a_lease(dossier, rules)


@check(
    "H03",
    L.FORM,
    Section.SITE,
    "应取得本栋建筑物内（或同一院落）其他业主的一致同意。",
    f"{articles.FAMILY}第三条",
    "documents",
    audience=FAMILY,
)
def the_neighbours_agree(dossier: Dossier, rules: Rules):
    if not dossier.papers(DocumentKind.NEIGHBOUR_CONSENT):
        yield fails(
            "应取得本栋建筑物内（或同一院落）其他业主的一致同意，请上传业主一致同意书。",
            target="material:neighbour_consent",
        )


@check(
    "H04",
    L.ADVICE,
    Section.SITE,
    "人均建筑面积不应小于{family_area_per_child}㎡。",
    articles.FAMILY_DRAFT,
    "gross_area capacity",
    "family_area_per_child",
    audience=FAMILY,
)
def there_is_room_for_each(dossier: Dossier, rules: Rules):
    least, gross, capacity = (
        rules.number("family_area_per_child"),
        dossier.gross_area,
        dossier.capacity,
    )
    if gross is None or capacity is None or capacity <= 0:
        yield skipped("没有填写建筑面积或收托规模。")
    elif Decimal(gross) < least * capacity:
        each = (Decimal(gross) / capacity).quantize(Decimal("0.1"))
        yield fails(
            f"人均建筑面积约{shown(each)}㎡，不应小于{shown(least)}㎡，请减少收托人数。",
            found=each,
            required=least,
        )


@check(
    "H05",
    L.SUBSTANCE,
    "",
    "照护人员不得有性侵害、虐待、拐卖、暴力伤害等记录。",
    articles.FAMILY,
    "staff",
    audience=FAMILY,
)
def carers_are_fit(dossier: Dossier, rules: Rules):
    carers = dossier.of_role(StaffRole.CARER)
    if not carers:
        yield skipped("还没有登记照护人员。")
    for person in carers:
        if not person.has_fitness_statement or person.crime_check_clear is False:
            yield fails(
                "照护人员不得有性侵害、虐待、拐卖、暴力伤害等记录，也不得患有不适合照护婴幼儿的精神疾病，"
                f"请{quoted(person.label)}书面声明后勾选。",
                found=person.has_fitness_statement,
                required=True,
                target=person.target,
                field="has_fitness_statement",
            )


@check(
    "H06",
    L.SUBSTANCE,
    Section.SAFETY,
    "监控录像资料保存期不少于{video_days}日。",
    articles.FAMILY,
    "video_days",
    "video_days",
    audience=FAMILY,
)
def video_is_kept(dossier: Dossier, rules: Rules):
    return too_few_video_days(dossier, rules)


@check(
    "H07",
    L.ADVICE,
    Section.SITE,
    "不得设置在地下室或半地下室。",
    articles.FAMILY_DRAFT,
    "lowest_floor highest_floor",
    "floor_min",
    audience=FAMILY,
)
def it_is_no_basement(dossier: Dossier, rules: Rules):
    floors = [floor for floor in (dossier.lowest_floor, dossier.highest_floor) if floor is not None]
    least = rules.number("floor_min")
    if not floors:
        yield skipped("没有填写使用楼层。")
    elif min(floors) < least:
        yield fails(
            f"家庭托育点不得设置在地下室或半地下室，现在填的最低楼层是{shown(Decimal(min(floors)))}层。",
            found=min(floors),
            required=least,
        )


CHECKS = gathered(globals())
