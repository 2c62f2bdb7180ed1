"""What kind of facility a demonstration filing is about."""

from dataclasses import dataclass, field

from registry.choices import (
    ClassKind,
    DocumentKind,
    FacilityForm,
    LegalNature,
    MealProvision,
    ServiceMode,
)

AGES = {
    ClassKind.INFANT: (6, 12, 3, 10),
    ClassKind.TODDLER: (12, 24, 5, 15),
    ClassKind.SENIOR: (24, 36, 7, 20),
    ClassKind.MIXED: (18, 36, 5, 18),
}
REGISTRARS = {
    LegalNature.PUBLIC_INSTITUTION: "武清区事业单位登记管理局",
    LegalNature.SOCIAL_SERVICE: "武清区民政局",
    LegalNature.FOR_PROFIT: "武清区市场监督管理局",
}
CODE_PREFIXES = {
    LegalNature.PUBLIC_INSTITUTION: "12120114MB",
    LegalNature.SOCIAL_SERVICE: "52120114MJ",
    LegalNature.FOR_PROFIT: "91120222MA",
}
MODES = {
    FacilityForm.INDEPENDENT: ServiceMode.SOCIAL,
    FacilityForm.COMMUNITY: ServiceMode.COMMUNITY,
    FacilityForm.KINDERGARTEN: ServiceMode.INTEGRATED,
    FacilityForm.WORKPLACE: ServiceMode.WORKPLACE,
    FacilityForm.FAMILY: ServiceMode.SOCIAL,
    FacilityForm.COMPREHENSIVE: ServiceMode.SOCIAL,
}

BIG = ((ClassKind.INFANT, 8), (ClassKind.TODDLER, 15), (ClassKind.SENIOR, 20))
SMALL = ((ClassKind.TODDLER, 10), (ClassKind.SENIOR, 14))
FAMILY = ((ClassKind.MIXED, 5),)
UNCLEAR = {
    "健康合格证明": "照片上的日期看不清，请在亮处重拍一张。",
    "场地证明": "租赁合同缺少签字页，请补齐全部页面后重新上传。",
}


@dataclass
class Plan:
    """What kind of facility is filed."""

    township: str
    form: FacilityForm = FacilityForm.INDEPENDENT
    nature: LegalNature = LegalNature.FOR_PROFIT
    classes: tuple[tuple[ClassKind, int], ...] = ((ClassKind.TODDLER, 15), (ClassKind.SENIOR, 14))
    meals: MealProvision = MealProvision.OWN
    gross_area: int = 480
    monthly_fee: int = 1980
    name: str = ""
    facts: dict[str, object] = field(default_factory=dict)
    without: tuple[DocumentKind, ...] = ()

    @property
    def is_family(self) -> bool:
        return self.form == FacilityForm.FAMILY
