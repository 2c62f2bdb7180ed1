"""The pledge (备案承诺书): its wording by version, so that what was signed can be shown again."""

from registry.choices import FilingKind
from registry.models import Filing
from registry.services.notice.sheet import FAMILY_RULES

PLEDGE_VERSION = "2026-01"
CENTRE_RULES = "《托育机构设置标准（试行）》《托育机构管理规范（试行）》"

TRUE = "所填报的信息和提交的材料真实、准确、合法，照片、复印件与原件一致。"
SUPERVISED = "接受并配合卫生健康等部门的指导、现场核实和监督检查，接受社会监督。"
LIABLE = "违反上述承诺的，依法承担责任。"

PLEDGES = {
    "2026-01": [
        TRUE,
        "已经知晓托育机构应当具备的基本条件，符合并持续符合{rules}；"
        "提交时已经确认不符合的，抓紧改正。",
        "坚持儿童优先，按照安全健康、科学规范的要求照护婴幼儿，不虐待、不歧视，不从事违法活动。",
        SUPERVISED,
        "备案信息发生变化的，及时变更备案；停止服务的，妥善安置婴幼儿和工作人员，并注销备案。",
        LIABLE,
    ],
}
CANCELLATION_PLEDGES = {
    "2026-01": [
        TRUE,
        "按照提交的方案妥善安置在托婴幼儿和工作人员，退还应退的费用。",
        "自停止服务之日起，不再以该机构的名义提供托育服务。",
        SUPERVISED,
        LIABLE,
    ],
}


def pledge_of(filing: Filing) -> list[str]:
    """What was pledged, or would be pledged by submitting now: the same on page and paper."""
    is_cancellation = filing.kind == FilingKind.CANCELLATION
    wordings = CANCELLATION_PLEDGES if is_cancellation else PLEDGES
    rules = FAMILY_RULES if filing.declaration.is_family_site else CENTRE_RULES
    return [line.format(rules=rules) for line in wordings[filing.pledge_version or PLEDGE_VERSION]]
