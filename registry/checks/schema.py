"""The shape of a declaration file (申报信息文件): JSON Schema, made from the dossier."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from registry.checks.dossier import (
    ClassFacts,
    Dossier,
    FeeFacts,
    PaperFacts,
    PledgeFacts,
    StaffFacts,
)
from registry.checks.labels import label_of
from registry.checks.rules import Rules
from registry.checks.table import CHECKS
from registry.choices import FilingKind
from registry.models import ClassGroup, Declaration, Document, Fee, Filing, StaffMember

# Facts a file cannot state: what only the register knows, and what follows from the rest.
OWN_FACTS = {
    "unreal_dates",
    "register",
    "signs_on_submission",
    "changed",
    "touched",
    "key",
    "owner",
    "files",
    "is_fresh",
}
NOTES = {
    "township": "武清区 30 个镇街之一的 9 位代码。",
    "credit_code": "18 位，见登记证照。",
    "name": "与登记证照一致。",
    "legal_representative": "登记证照上的法定代表人。负责人另在 staff 中登记，role 为 principal。",
    "registrar": "登记证照上盖章的机关全称。",
    "business_scope": "照登记证照抄写。",
    "address": "实际收托的地方，写到门牌号。",
    "latitude": "单位：度，如 39.38。",
    "longitude": "单位：度，如 117.05。",
    "kindergarten_permit": "只有幼儿园托班填写。",
    "lease_start": "租赁的填写；租期从这一天算起。",
    "lease_end": "租赁的填写；租期的最后一天，当天也计入：2026-01-01 到 2028-12-31 为满 3 年。",
    "property_certificate": "自有的填写。",
    "outdoor_note": "室外场地不足的，说明可以利用的附近公共场地和安全措施。",
    "health_room_area": "单位：平方米，建筑面积。",
    "observation_beds": "单位：张。",
    "exits": "单位：个，场所的安全出口总数。",
    "infant_note": "招收 6 个月以下婴幼儿的填写。",
    "meals_note": "全日托不供餐的，说明怎样用餐。",
    "requested_closing_on": "只有注销备案填写。",
    "closing_reason": "只有注销备案填写。",
    "licence_valid_until": "长期有效的不填。",
    "public_phone": "将向社会公开；手机号码，或带区号的固定电话，如 022-82100000。",
    "contact_mobile": "11 位手机号码，不公开。",
    "capacity": "单位：人，1 到 999 的整数；除家庭托育点外应等于各班托位数之和。",
    "min_age": "单位：月。",
    "max_age": "单位：月，3 周岁为 36。",
    "gross_area": "单位：平方米。",
    "indoor_area": "单位：平方米。",
    "outdoor_area": "单位：平方米，没有的填 0。",
    "building_year": "四位年份。",
    "lowest_floor": "整数，地下一层为 -1，首层为 1。",
    "highest_floor": "整数，首层为 1。",
    "window_ratio": "百分数，20 表示窗洞面积是房间面积的 20%；各房间不同的取最小。",
    "hazards_nearby": "周边加油站等危险源，没有的不填。",
    "video_days": "单位：日。",
    "extinguishers": "单位：具，按 5 千克以上 ABC 干粉计；6 升水基型每 2 具计 1 具。",
    "class_no": "班级编号，正整数；班级不填的按顺序从 1 编号，人员用它指明所带的一个班。",
    "places": "单位：人。",
    "activity_area": "单位：平方米，使用面积。",
    "identity_number": "居民身份证为 18 位，末位 X 大写；其他证件 5 到 30 个字符。",
    "born_on": "用居民身份证的不用填，以号码中的出生日期为准。",
    "is_food_safety_manager": "由其他岗位的人员兼任的填 true；专设的人员用岗位 food_safety。",
    "qualification_note": "保育人员没有专业资格证明的，说明专业或从业经历。",
    "guard_company_permit": "只有保安人员填写。",
    "is_full_time": "true 为专职，false 为兼职。",
    "management_years": "单位：年。",
    "training_hours": "单位：学时。",
    "crime_check_clear": "true 为无相关记录，false 为有。",
    "stated_area": "单位：平方米。",
    "title": "材料自己的名称，可以不填。",
    "number": "证号或文书编号。",
    "conclusion": "消防文书、卫生评价报告、室内空气检测报告填写。",
    "fire_kind": "只有 kind 为 fire_acceptance 的填写。",
    "hygiene_regime": "只有 kind 为 hygiene_report 的填写，其余 hygiene_ 字段随它填写。",
    "hygiene_score": "单位：分；采用卫生评价表的填写。",
    "hygiene_full_score": "单位：分；不供餐的填写扣除食堂部分以后的总分，供餐的为 100。",
    "hygiene_required_met": "采用卫生评价表的填写。",
    "hygiene_systems_missing": "采用卫生评价表的填写，不缺的不填。",
    "is_commitment": "只有消防备案凭证填写。",
    "stated_name": "食品经营许可证的经营者、供餐单位名称。",
    "hygiene_unmet": "自评表中不符合的项目序号，用顿号分开；全部符合的不填。",
    "item": "例如保育费、膳食费。",
    "service_form": "不分服务形式的不填，不填的对各种服务形式都算数。",
    "amount": "单位：元，不收费的填 0。",
    "is_meal": "true 为单独列示的膳食费。",
    "is_inclusive": "是否为普惠托育机构。",
}
LABELS = {
    "filing_kind": "备案种类",
    "is_inclusive": "普惠托育机构",
    "is_accepted": "已阅读并同意承诺书",
    "name": "承诺人姓名",
    "signed_on": "签署日期",
}
WHOLES = ("class_no",)


@dataclass(frozen=True)
class Shape:
    """What a file may say in one place: its plain fields and its lists."""

    facts: type
    model: type[models.Model] | None
    title: str


SHAPES = {
    "classes": Shape(ClassFacts, ClassGroup, "班级，一项一个班。"),
    "staff": Shape(
        StaffFacts, StaffMember, "工作人员，一项一人，本人的证明放在他的 documents 里。"
    ),
    "documents": Shape(
        PaperFacts,
        Document,
        "备案材料，一项一份，写在这里就算已经提交。机构的材料放在最外层的 documents；"
        "个人的健康合格证明、专业资格证明、岗位培训合格证明、保安员证放在本人的 documents 里。",
    ),
    "fees": Shape(FeeFacts, Fee, "收费，每种服务形式至少一条，膳食费另列。"),
    "pledge": Shape(PledgeFacts, None, "《备案承诺书》的签署情况。"),
}
WHOLE_FILE = Shape(Dossier, Declaration, "托育机构申报信息")


def names_of(shape: Shape) -> Iterator[str]:
    return (name for name in shape.facts.__dataclass_fields__ if name not in OWN_FACTS)


def column_of(shape: Shape, name: str) -> models.Field | None:
    """The column a plain field is kept in, if one model has it."""
    for model in (shape.model, Filing if shape is WHOLE_FILE else None):
        if model is not None and name in {field.name for field in model._meta.fields}:
            return model._meta.get_field(name)
    return None


def kind_of(shape: Shape, name: str) -> str:
    """string, number, integer, boolean or date."""
    column = column_of(shape, name)
    if isinstance(column, models.DateField):
        return "date"
    if isinstance(column, models.BooleanField):
        return "boolean"
    if isinstance(column, models.DecimalField):
        return "number"
    if isinstance(column, models.IntegerField):
        return "integer"
    if column is None:
        return {"signed_on": "date", "is_accepted": "boolean", "is_inclusive": "boolean"}.get(
            name, "string"
        )
    return "string"


def choices_of(shape: Shape, name: str) -> list[tuple[str, str]]:
    if name == "filing_kind":
        return list(FilingKind.choices)
    column = column_of(shape, name)
    if column is None or isinstance(column, models.ForeignKey):
        return []
    return [(str(value), str(label)) for value, label in column.flatchoices if value != ""]


def schema_of(rules: Rules, example: dict[str, Any]) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a declaration file, with an example that passes."""
    whole = _object(WHOLE_FILE, rules)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": WHOLE_FILE.title,
        "description": (
            "一份托育机构备案申报信息。所有字段都可以不填或者填 null，"
            "必须填写而没有填的，由检查指出；"
            "不认识的字段会被拒绝。日期写成 2026-11-23。"
            "examples 中的一份全部符合，可以照着它改。"
            "需要与已有备案比对、或者要看文件本身的检查，结果为 not_applicable。"
        ),
        **whole,
        "examples": [example],
    }


def _object(shape: Shape, rules: Rules) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: _property(shape, name, rules) for name in names_of(shape)},
        "additionalProperties": False,
    }


def _property(shape: Shape, name: str, rules: Rules) -> dict[str, Any]:
    if name == "pledge":
        return {"description": SHAPES[name].title, **_object(SHAPES[name], rules)}
    if name in SHAPES:
        items = _object(SHAPES[name], rules)
        return {"type": "array", "description": SHAPES[name].title, "items": items}
    kind = kind_of(shape, name)
    described = {"description": description_of(shape, name)}
    if kind == "date":
        return {"type": ["string", "null"], "format": "date", **described}
    if name == "township":
        return {"enum": [*sorted(rules.townships), "", None], **described}
    if choices := choices_of(shape, name):
        return {"enum": [*(value for value, _ in choices), "", None], **described}
    return {"type": [kind, "null"], **described}


def description_of(shape: Shape, name: str) -> str:
    column = column_of(shape, name)
    label = str(column.verbose_name) if column else LABELS.get(name) or label_of(name)
    parts = [f"{label}。"]
    if choices := choices_of(shape, name):
        parts.append("；".join(f"{value} = {text}" for value, text in choices) + "。")
    if name in NOTES and not (name == "name" and shape is not WHOLE_FILE):
        parts.append(NOTES[name])
    if shape is WHOLE_FILE and (read_by := [one.id for one in CHECKS if name in one.fields]):
        parts.append(f"相关检查：{'、'.join(read_by)}。")
    return "".join(parts)
