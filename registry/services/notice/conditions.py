"""Content of the 基本条件告知书: what a facility must keep to, under the four official heads."""

from registry.choices import MealProvision, NoticeKind
from registry.models import Filing
from registry.services.notice.sheet import (
    FAMILY_RULES,
    RULES,
    Content,
    fact,
    online_note,
    part,
    point,
    sheet,
)

STANDARD = "《托育机构设置标准（试行）》"
MANAGEMENT = "《托育机构管理规范（试行）》"

PREMISES = [
    point(
        "场所",
        "有自有场地，或者租赁期不少于 3 年的场地；远离污染源和危险源；"
        "不设在四层及以上、地下或者半地下，不设在“三合一”场所和彩钢板建筑内。",
        source=f"{STANDARD}、《托儿所、幼儿园建筑设计规范》",
    ),
    point(
        "建筑和消防",
        "工程质量合格，消防验收或者备案手续齐全，抽查不合格的不使用；"
        "安全出口和疏散通道始终畅通，消防设施和灭火器定期检查、保持有效。",
        source="《中华人民共和国建筑法》《中华人民共和国消防法》《建筑设计防火规范》",
    ),
    point(
        "卫生保健",
        "按卫生评价基本标准自评，各项均须符合；设不少于 6 平方米的保健观察室和观察床；"
        "工作人员每年健康检查，持有效健康合格证明上岗。",
        source="《托儿所幼儿园卫生保健管理办法》",
    ),
    point(
        "未成年人保护",
        "把婴幼儿的安全和健康放在首位，不虐待、不歧视、不体罚；"
        "聘用工作人员前和以后每年查询违法犯罪记录，有法律规定情形的不得录用。",
        source="《中华人民共和国未成年人保护法》",
    ),
]

STANDARDS = [
    point(
        "编班和照护人员",
        "乳儿班不超过 10 人、托小班不超过 15 人、托大班不超过 20 人，"
        "18 个月以上混合编班不超过 18 人；"
        "保育人员与婴幼儿的比例依次不低于 1:3、1:5、1:7。",
        source=f"{STANDARD}第十九条、第二十条",
    ),
    point(
        "人员资格",
        "负责人大专以上学历、有 3 年以上相关管理经历并经岗位培训合格；"
        "保育人员受过婴幼儿保育和心理健康培训；"
        "配备经培训合格的保健人员；独立设置的，至少 1 名持证保安人员在岗。",
        source=f"{STANDARD}第十八条",
    ),
    point(
        "安全防范",
        "封闭式管理，监控覆盖婴幼儿生活、活动区域和出入口，录像至少保存 90 日；"
        "建立接送制度和各类应急预案，每半年至少演练一次。",
        source=MANAGEMENT,
    ),
    point(
        "公开和协议",
        "向监护人公开收费项目、标准和照护安排，签订协议；把登记证照和备案回执放在机构显著位置。",
        source=MANAGEMENT,
    ),
]

FAMILY_PREMISES = [
    point(
        "住宅",
        "使用自有住宅，或者租赁期不少于 3 年的住宅，不使用地下室、半地下室；"
        "已取得本栋建筑物内（或者同一院落）其他业主的一致同意。",
        source=FAMILY_RULES,
    ),
    point(
        "消防和用电用气",
        "疏散通道畅通，配备灭火器和报警装置；燃气、电器定期检查，婴幼儿接触不到。",
        source="《中华人民共和国消防法》",
    ),
    point(
        "未成年人保护",
        "照护人员没有性侵害、虐待、拐卖、暴力伤害等违法犯罪记录，身心健康，持有效健康合格证明。",
        source="《中华人民共和国未成年人保护法》",
    ),
]

FAMILY_STANDARDS = [
    point(
        "收托人数",
        "收托 3 岁以下婴幼儿不得超过 5 人，每名照护人员最多看护 3 人；"
        "超过 5 人的，按托育机构另行备案。",
        source=FAMILY_RULES,
    ),
    point("安全防范", "监控录像至少保存 90 日；建立接送和应急处置办法。", source=FAMILY_RULES),
    point("公开和协议", "向监护人公开收费和照护安排，签订协议。", source=FAMILY_RULES),
]

MEALS = {
    MealProvision.OWN: (
        "你单位申报自制餐食：保持《食品经营许可证》有效，与实际场所和经营项目一致；"
        "食品安全管理人员和炊事人员持健康合格证明上岗，"
        "每餐每样留样不少于 125 克、保存 48 小时以上。"
    ),
    MealProvision.DELIVERED: (
        "你单位申报由外单位送餐：从取得食品生产经营许可的单位订购，签订协议，"
        "按要求查验、留样，供餐单位变化的及时变更备案。"
    ),
    MealProvision.NONE: (
        "你单位申报不供餐。以后供餐的，应当先办好《食品经营许可证》或者订餐协议，再变更备案。"
    ),
}

OTHER = [
    point(
        "变更和注销",
        "名称、负责人、服务形式、收托规模等变化的，及时变更备案；"
        "迁址或者另设场所的，重新备案；不再服务的，提前报送注销，妥善安置婴幼儿。",
        source=f"{RULES}第十条",
    ),
    point(
        "现场核实和监督检查",
        "自收到备案材料之日起 15 个工作日内我委到现场核实；"
        "不符合的，告知理由并向社会公开。请配合有关部门依法开展的监督检查。",
        source=f"{RULES}第九条",
    ),
    point(
        "个人信息",
        "只收集照护所必需的婴幼儿和家长信息，妥善保管，不对外提供、不公开。",
        source="《中华人民共和国个人信息保护法》",
    ),
]


def conditions_content(filing: Filing) -> Content:
    """The paper that goes with the first receipt (托育机构基本条件告知书)."""
    declaration = filing.declaration
    is_family = declaration.is_family_site
    meals = MEALS.get(declaration.meals, MEALS[MealProvision.NONE])
    return sheet(
        NoticeKind.CONDITIONS,
        addressee=filing.facility.operator.name,
        opening=[
            "你单位的备案已经完成。备案不代替法律规定的其他手续，"
            "提供托育服务期间应当始终符合下列基本条件，现予告知。"
        ],
        facts=[
            fact("机构名称", declaration.name),
            fact("机构形态", declaration.get_form_display(), is_short=True),
            fact("收托规模", f"{declaration.capacity or '—'} 人", is_short=True),
        ],
        parts=[
            part(
                "一、场所、建筑、消防和卫生保健",
                points=FAMILY_PREMISES if is_family else PREMISES,
            ),
            part(
                "二、家庭托育点的规定" if is_family else "二、设置标准和管理规范",
                points=FAMILY_STANDARDS if is_family else STANDARDS,
            ),
            part(
                "三、餐饮",
                points=[point("食品安全", meals, source="《中华人民共和国食品安全法》")],
            ),
            part("四、法律法规规定的其他条件", points=OTHER),
        ],
        closing=[
            "本告知书列出的是基本条件，完整要求以法律法规和标准为准。"
            "对照后有做不到的，请尽快改正，并告诉我委。"
        ],
        notes=[online_note()],
        summary="列出提供托育服务期间应当始终符合的基本条件，请逐项对照。",
    )
