"""The pledge (备案承诺书): its wording by version, so that what was signed can be shown again."""

from registry.models import Filing

PLEDGE_VERSION = "2026-01"

PLEDGES = {
    "2026-01": [
        "所填报的信息和提交的材料真实、准确、完整，复印件、照片与原件一致，来源合法。",
        "已经知晓托育机构的基本条件和设置标准、管理规范，并将在提供服务期间始终符合。",
        "坚持儿童优先，按照安全健康、科学规范的要求照护婴幼儿，不从事违法违规活动，"
        "不虐待、不歧视婴幼儿。",
        "接受并配合卫生健康部门和其他有关部门的指导、现场核实和监督检查，如实提供情况。",
        "备案信息发生变化的，及时变更备案；停止服务的，妥善安置婴幼儿和工作人员并注销备案。",
        "违反上述承诺的，依法承担法律责任。",
    ],
}


def pledge_of(filing: Filing) -> list[str]:
    """What was pledged, or would be pledged by submitting now."""
    return PLEDGES[filing.pledge_version or PLEDGE_VERSION]
