"""What a declaration (申报信息) may say."""

from django.db import models


class LegalNature(models.TextChoices):
    """Legal nature (机构性质): decides the registrar."""

    PUBLIC_INSTITUTION = "public_institution", "事业单位"
    SOCIAL_SERVICE = "social_service", "社会服务机构（非营利）"
    FOR_PROFIT = "for_profit", "营利性机构"


class FacilityForm(models.TextChoices):
    """Form of a facility (机构形态)."""

    INDEPENDENT = "independent", "独立托育机构"
    COMMUNITY = "community", "社区嵌入式托育机构"
    KINDERGARTEN = "kindergarten", "幼儿园托班"
    WORKPLACE = "workplace", "用人单位办托"
    FAMILY = "family", "家庭托育点"
    COMPREHENSIVE = "comprehensive", "托育综合服务中心"


class ServiceForm(models.TextChoices):
    """Form of service (服务形式)."""

    FULL_DAY = "full_day", "全日托"
    HALF_DAY = "half_day", "半日托"
    HOURLY = "hourly", "计时托"
    TEMPORARY = "temporary", "临时托"


class ServiceMode(models.TextChoices):
    """The four modes of service (服务模式) of the notice that a facility can have."""

    INTEGRATED = "integrated", "托幼一体服务模式"
    COMMUNITY = "community", "社区服务模式"
    WORKPLACE = "workplace", "单位自建服务模式"
    SOCIAL = "social", "社会兴办服务模式"


class MealProvision(models.TextChoices):
    """How children are fed (供餐方式)."""

    NONE = "none", "不供餐"
    OWN = "own", "自制餐食"
    DELIVERED = "delivered", "外送餐食"


class Tenure(models.TextChoices):
    """By what right the premises are used (场所性质)."""

    OWNED = "owned", "自有"
    LEASED = "leased", "租赁"


class ClassKind(models.TextChoices):
    """Kind of class (班型)."""

    INFANT = "infant", "乳儿班（6—12 个月）"
    TODDLER = "toddler", "托小班（12—24 个月）"
    SENIOR = "senior", "托大班（24—36 个月）"
    MIXED = "mixed", "混合班（18 个月以上）"

    @property
    def short_label(self) -> str:
        return self.label.split("（")[0]


class Section(models.TextChoices):
    """Part of a declaration (申报部分): what is judged besides documents and staff."""

    IDENTITY = "identity", "机构基本情况"
    REGISTRATION = "registration", "登记信息"
    SITE = "site", "场所与面积"
    CLASSES = "classes", "班级与托位"
    SAFETY = "safety", "安全设施"
    SERVICE = "service", "服务内容"
