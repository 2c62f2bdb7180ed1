"""Typical reasons (常用说法) why an item is not in order, each saying what to do."""

from registry.choices import DocumentKind, Section
from registry.models import FilingItem

UNREADABLE = "照片或扫描件不清楚，看不清文字，请重新拍照或扫描后上传。"
INCOMPLETE = "缺页，请把全部页面按顺序上传。"
EXPIRED = "已超过有效期，请换成有效期内的。"
OF_PAPERS = {
    DocumentKind.REGISTRATION_CERTIFICATE: (
        "登记的业务（经营）范围没有载明托育服务，请先到登记机关办理变更登记，再上传新证照。",
        "证照上的名称与申报的机构名称不一致，请改正申报内容，或者上传正确的证照。",
        EXPIRED,
    ),
    DocumentKind.PREMISES: (
        "租赁合同的剩余期限不足，租赁期应当不少于 3 年，请续签后上传。",
        "合同或产权证上的地址与托育场所地址不一致，请上传本场所的证明。",
        "合同没有双方签字盖章，请上传签字盖章的完整合同。",
    ),
    DocumentKind.FIRE_ACCEPTANCE: (
        "上传的是消防设计审核意见，不是验收文书。请换成消防验收意见书或者消防验收备案凭证。",
        "文书上的地址与托育场所地址不一致，请换成本场所的文书。",
        "文书上的建筑面积小于申报的建筑面积，请说明原因，或者上传包含全部面积的文书。",
    ),
    DocumentKind.HYGIENE_REPORT: (
        "卫生评价结论不是“合格”，请整改后重新评价，上传合格的报告。",
        "评价表没有填写齐全或者没有签字盖章，请补齐后上传。",
    ),
    DocumentKind.FOOD_LICENSE: (
        EXPIRED,
        "许可证的经营场所与托育场所地址不一致，请换成本场所的许可证。",
    ),
    DocumentKind.FLOOR_PLAN: ("平面图没有标出各房间的用途和面积、安全出口，请补标后上传。",),
    DocumentKind.CLOSURE_PLAN: ("方案没有写明在托婴幼儿的去向和预收费用的退还，请补充后上传。",),
}
OF_SECTIONS = {
    Section.IDENTITY: ("地图上的位置与填写的地址不一致，请重新标注。",),
    Section.REGISTRATION: ("与登记证照不一致，请照证照改正。",),
    Section.SITE: (
        "面积与场地证明、消防文书不一致，请核对后改正。",
        "使用楼层与平面图不一致，请核对后改正。",
    ),
    Section.CLASSES: ("各班托位数相加与收托规模不一致，请核对后改正。",),
    Section.SAFETY: ("安全设施与平面图或消防文书不一致，请核对后改正。",),
    Section.SERVICE: ("供餐方式与上传的食品材料不一致，请核对后改正。",),
}
OF_STAFF = (
    "健康合格证明已超过一年，请上传新的健康合格证明。",
    "没有上传与岗位相应的专业资格证明，请补充。",
    "岗位培训不足 60 学时，请补训后上传培训合格证明。",
    "没有填写违法犯罪记录查询日期和结果，请查询后填写。",
    UNREADABLE,
)


def phrases_for(item: FilingItem) -> tuple[str, ...]:
    """What officers most often have to say about such an item."""
    if item.section:
        return OF_SECTIONS[Section(item.section)]
    if item.staff_member_id:
        return OF_STAFF
    own = OF_PAPERS.get(DocumentKind(item.document.kind), (EXPIRED,))
    return (*own, UNREADABLE, INCOMPLETE)
