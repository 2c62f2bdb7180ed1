"""What a unit is asked (核验事项): the question, and the facts that belong to it alone."""

from registry.checks.labels import label_of
from registry.choices import ReviewGate, ReviewSubject
from registry.services.document import pictures_of
from registry.views.desk.facts import DOCUMENT_FACTS, shown
from registry.views.desk.subject import declaration_shown

DECLARED = "机构申报"
QUESTIONS = {
    ReviewSubject.REGISTRATION: "登记证照是否真实有效，名称、代码、业务范围是否与登记的一致？",
    ReviewSubject.FIRE: "消防验收文书是否真实有效，地址、面积是否与申报的场所一致？",
    ReviewSubject.FOOD: "食品经营许可证是否真实有效，主体、场所、项目是否一致？",
    ReviewSubject.SECURITY: "保安、报警、监控和封闭式管理，是否与贵单位掌握的一致？",
    ReviewSubject.PRODUCTION_SAFETY: "贵单位掌握的安全生产情况，是否与申报的一致？",
    ReviewSubject.TOWNSHIP: "申报的机构、地址和场所，是否与属地掌握的一致？",
}
FLOORS = "floors"
FACTS = {
    ReviewSubject.REGISTRATION: (
        "name",
        "credit_code",
        "legal_nature",
        "registrar",
        "legal_representative",
        "business_scope",
        "established_on",
        "licence_valid_until",
        "licence_address",
        "kindergarten_permit",
    ),
    ReviewSubject.FIRE: (
        "address",
        "gross_area",
        "indoor_area",
        FLOORS,
        "building_year",
        "is_residential",
        "use_changed",
        "in_forbidden_building",
        "exits",
        "large_rooms_have_two_doors",
        "has_sprinkler",
        "has_fire_alarm",
        "has_networked_detectors",
    ),
    ReviewSubject.FOOD: (
        "name",
        "address",
        "capacity",
        "meals",
        "meals_note",
        "keeps_food_samples",
    ),
    ReviewSubject.SECURITY: (
        "address",
        "has_closed_management",
        "has_guard",
        "has_intrusion_alarm",
        "has_panic_alarm",
        "has_full_video",
        "video_days",
    ),
    ReviewSubject.PRODUCTION_SAFETY: (
        "address",
        FLOORS,
        "in_forbidden_building",
        "hazards_nearby",
        "has_gas_kitchen",
        "has_gas_alarm",
        "extinguishers",
        "exits",
        "plans_natural_disaster",
        "plans_fire",
        "plans_stampede",
    ),
    ReviewSubject.TOWNSHIP: (
        "name",
        "form",
        "service_mode",
        "address",
        "capacity",
        "public_phone",
        "is_residential",
        "outdoor_note",
        "hazards_nearby",
    ),
}
ON_SILENCE = {
    ReviewGate.RECEIPT: "到期没有答复的不影响出具回执，转到核实期继续核验。",
    ReviewGate.VERIFICATION: "答复“不一致”的，区卫生健康委会在现场核实时逐项查看。",
}


def question_of(review):
    return QUESTIONS[ReviewSubject(review.subject)]


def weight_of(review):
    """What becomes of the answer, and of silence."""
    if not review.is_binding:
        return "答复供区卫生健康委现场核实时参考。"
    return ON_SILENCE[ReviewGate(review.gate)]


def facts_of(review):
    """Declared facts of the subject, as components/facts.html draws them."""
    declaration = declaration_shown(review.filing)
    names = FACTS[ReviewSubject(review.subject)]
    return [
        ("使用楼层", _floors(declaration), "")
        if name == FLOORS
        else (label_of(name), shown(declaration, name), "")
        for name in names
    ]


def _floors(declaration):
    lowest, highest = declaration.lowest_floor, declaration.highest_floor
    if lowest is None or highest is None or lowest == highest:
        return f"{highest if lowest is None else lowest} 层" if (lowest or highest) else ""
    return f"{lowest} 到 {highest} 层"


def paper_of(review):
    """The paper a unit is asked about: its own facts and each page, or nothing."""
    document = review.document
    if document is None:
        return None
    stated = [(label_of(name), shown(document, name), "") for name in DOCUMENT_FACTS]
    return {
        "document": document,
        "facts": [row for row in stated if row[1]],
        "pictures": pictures_of(document),
    }
