"""Papers: what operators hand in (备案材料) and what the commission issues (文书)."""

from django.db import models


class DocumentKind(models.TextChoices):
    """Kind of paper handed in (备案材料)."""

    REGISTRATION_CERTIFICATE = "registration_certificate", "登记证照"
    PREMISES = "premises", "场地证明"
    QUALIFICATION = "qualification", "专业资格证明"
    HEALTH_CERTIFICATE = "health_certificate", "健康合格证明"
    TRAINING_CERTIFICATE = "training_certificate", "岗位培训合格证明"
    HYGIENE_REPORT = "hygiene_report", "卫生评价报告"
    FIRE_ACCEPTANCE = "fire_acceptance", "消防验收文书"
    FOOD_LICENSE = "food_license", "食品经营许可证"
    SUPPLIER_LICENSE = "supplier_license", "供餐单位资质"
    CATERING_CONTRACT = "catering_contract", "供餐协议"
    AIR_TEST = "air_test", "室内空气质量检测报告"
    FLOOR_PLAN = "floor_plan", "场所平面布局图"
    STRUCTURE_REPORT = "structure_report", "房屋结构安全检测报告"
    SECURITY_GUARD = "security_guard", "保安员证及派驻材料"
    EMERGENCY_PLAN = "emergency_plan", "应急预案"
    NEIGHBOUR_CONSENT = "neighbour_consent", "业主一致同意书"
    CANCELLATION_REQUEST = "cancellation_request", "注销备案申请"
    CLOSURE_PLAN = "closure_plan", "婴幼儿和工作人员安置方案"
    OTHER = "other", "其他材料"


class FireDocumentKind(models.TextChoices):
    """Which fire paper (消防文书种类) is handed in: one of five."""

    SPECIAL_ACCEPTANCE = "special_acceptance", "特殊建设工程消防验收意见书"
    SPOT_CHECK = "spot_check", "建设工程消防验收备案抽查/复查结果通知书"
    FILING_VOUCHER = "filing_voucher", "建设工程消防验收备案凭证（未被抽中）"
    ORIGINAL_UNCHANGED = "original_unchanged", "原建筑消防文件和未改造说明"
    LOCAL_STATEMENT = "local_statement", "属地住房建设部门出具的说明"


class HygieneRegime(models.TextChoices):
    """How hygiene was evaluated (卫生评价方式)."""

    SELF_ASSESSMENT = "self_assessment", "自评表（14 项基本标准）"
    SCORED = "scored", "卫生评价表（百分制）"


class Conclusion(models.TextChoices):
    """What a paper concludes (结论)."""

    PASS = "pass", "合格"
    FAIL = "fail", "不合格"
    NONE = "none", "文书不载结论"


class MaterialAudience(models.TextChoices):
    """Whom a material rule addresses."""

    ALL = "all", "所有机构"
    CENTRES = "centres", "家庭托育点以外的机构"
    FAMILY = "family", "家庭托育点"


class MaterialCondition(models.TextChoices):
    """When a material rule applies."""

    ALWAYS = "always", "一律"
    MEALS_OWN = "meals_own", "自制餐食的"
    MEALS_DELIVERED = "meals_delivered", "外送餐食的"
    OLD_BUILDING = "old_building", "房屋使用超过 20 年的"
    HAS_GUARD = "has_guard", "配备保安的"


class NoticeKind(models.TextChoices):
    """Kind of paper the commission issues (文书)."""

    RECEIPT = "receipt", "托育机构备案回执"
    CONDITIONS = "conditions", "托育机构基本条件告知书"
    CORRECTION = "correction", "一次性补正告知书"
    DECLINE = "decline", "不予备案告知书"
    LAPSE = "lapse", "终止办理告知书"
    NONCONFORMITY = "nonconformity", "核实不符合告知书"
    CANCELLATION_RECEIPT = "cancellation_receipt", "注销备案回执"
    CLOSURE = "closure", "注销决定告知书"
