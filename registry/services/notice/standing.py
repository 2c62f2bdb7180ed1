"""Content of papers about a recorded facility: found nonconforming, closed by decision."""

from collections.abc import Iterable
from datetime import date

from registry.choices import ClosureGround, NoticeKind
from registry.models import Facility, Verification
from registry.services.notice.sheet import (
    POPULATION_LAW,
    RULES,
    STAYS_IN_FORCE,
    Content,
    chinese_date,
    fact,
    online_note,
    part,
    point,
    remedy,
    sheet,
)
from wuqing_tuoyu import clock

GROUND_SOURCES = {
    ClosureGround.REGISTRATION_ENDED: f"{RULES}第十条",
    ClosureGround.SERVICE_ENDED: f"{RULES}第十条",
    ClosureGround.ORDERED_STOP: f"{POPULATION_LAW}第四十一条",
    ClosureGround.FALSE_FILING: f"{RULES}第八条",
}


def nonconformity_content(
    verification: Verification, reasons: Iterable[tuple[str, str]], correct_by: date
) -> Content:
    """What does not conform, by which article, and by when it must (核实不符合告知书)."""
    facility = verification.facility
    reasons = list(reasons)
    officers = "、".join(
        f"{each.member.user}（执法证号 {each.certificate}）"
        for each in verification.officers.select_related("member__user")
    )
    until = chinese_date(correct_by)
    return sheet(
        NoticeKind.NONCONFORMITY,
        addressee=facility.operator.name,
        opening=[
            f"我委 {chinese_date(verification.visited_on)}对下列机构进行现场核实，"
            f"发现 {len(reasons)} 处不符合规定，依据{RULES}第九条，现告知理由，"
            f"请于 {until}以前（含当日）改正。"
        ],
        facts=[*facility_facts(facility), fact("核实人员", officers)],
        parts=[
            part(
                "不符合的内容",
                points=[point(sentence, source=article) for sentence, article in reasons],
            ),
            part(
                "改正",
                f"请于 {until}以前改正，并告知我委，我委将再次到现场核实。"
                "确有困难的，可以在期限届满前向我委说明理由，申请延长一次。",
                f"逾期不改正的，由我委依照{POPULATION_LAW}第四十一条责令改正、给予警告；"
                "拒不改正或者情节严重的，依法处以罚款、责令停止托育服务。",
            ),
            part(
                "向社会公开的内容",
                "机构名称、备案编号、“核实不符合”的状态、现场核实日期、上列不符合的内容和依据、"
                "改正期限。不公开个人信息。再次核实符合后，状态随即更新。",
            ),
            remedy(),
        ],
        closing=[STAYS_IN_FORCE],
        notes=[online_note()],
        summary=f"现场核实有 {len(reasons)} 处不符合，请于 {until}以前改正。",
    )


def facility_facts(facility: Facility) -> list[dict]:
    return [
        fact("机构名称", facility.name),
        fact("托育场所地址", facility.address),
        fact("备案编号", facility.number, is_short=True),
        fact("备案日期", chinese_date(facility.filed_on), is_short=True),
    ]


def closure_content(facility: Facility, ground: str, note: str = "") -> Content:
    """That the commission closed a filing by itself (注销决定告知书): ground, facts, remedy."""
    ground = ClosureGround(ground)
    closed_on = chinese_date(facility.closed_on or clock.today())
    return sheet(
        NoticeKind.CLOSURE,
        addressee=facility.operator.name,
        opening=[
            f"经查，下列机构有本告知书所列情形，我委决定自 {closed_on}起注销其备案，"
            "现告知理由和救济途径。"
        ],
        facts=[
            *facility_facts(facility),
            fact("注销日期", closed_on),
        ],
        parts=[
            part(
                "注销的理由",
                points=[point(ground.label, note, source=GROUND_SOURCES[ground])],
            ),
            part(
                "注销以后",
                "原备案回执失效，请撤下；不得再以该机构名义收托婴幼儿。"
                "在托婴幼儿和工作人员请妥善安置，预收的费用请依约退还。",
                "注销情况和理由向社会公开，不公开个人信息。再次提供托育服务的，应当重新备案。",
            ),
            remedy(),
        ],
        closing=[STAYS_IN_FORCE],
        notes=[online_note()],
        summary=f"备案自 {closed_on}起注销：{ground.label}。",
    )
