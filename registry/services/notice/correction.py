"""Content of papers about an open filing: what to correct, why it was declined, that it ended."""

from collections.abc import Collection, Iterable
from datetime import date

from departments.services.calendar import Deadline
from registry.choices import DeclineGround, NoticeKind
from registry.models import Filing, FilingItem
from registry.services.notice.sheet import (
    RULES,
    Content,
    chinese_date,
    fact,
    online_note,
    part,
    point,
    remedy,
    sheet,
)

GROUND_SOURCES = {
    DeclineGround.NOT_REGISTERED: f"{RULES}第三条、第四条",
    DeclineGround.SCOPE_LACKS_CHILDCARE: f"{RULES}第五条",
    DeclineGround.OUTSIDE_DISTRICT: f"{RULES}第七条",
    DeclineGround.STILL_INCOMPLETE: f"{RULES}第八条",
}


def correction_content(
    filing: Filing,
    items: Iterable[FilingItem],
    *,
    added: Collection[FilingItem] = (),
    due: Deadline | None = None,
) -> Content:
    """The one notice of all that must be corrected (一次性补正告知书).

    `added` are those of the items which a second edition names for the first time.
    """
    items = list(items)
    by_when = correction_day(filing, due)
    added_ids = {item.pk for item in added}
    opening = [
        f"你单位 {chinese_date(filing.received_at)}报来的{filing.get_kind_display()}材料收悉。"
        f"经核对，下列 {len(items)} 项需要补正，现一次性告知。",
        by_when,
    ]
    if added:
        names = "、".join(f"“{item.label}”" for item in items if item.pk in added_ids)
        opening.insert(
            1, f"本告知书替换此前一版：新增{names}，其余各项不变，补正期限自本版出具之日重新计算。"
        )
    return sheet(
        NoticeKind.CORRECTION,
        addressee=filing.facility.operator.name,
        opening=opening,
        facts=filing_facts(filing),
        parts=parts_of(items, added_ids),
        closing=[
            "已通过的内容不必重报，门户中只开放上列各项。你单位认为某项不需要改的，"
            "可以在该项下写明情况。",
            "补正期间不计入办理时限；从收到补正材料的下一个工作日起，重新计算 5 个工作日。"
            "确有困难的，可以在期限届满前向我委说明理由，申请延长一次。"
            "逾期未补正的，我委可以终止本次办理；终止以后仍可以随时重新申报。",
        ],
        notes=[online_note()],
        summary=f"有 {len(items)} 项需要补正。{by_when}",
    )


def correction_day(filing: Filing, due: Deadline | None) -> str:
    """By when, as a sentence; no paper prints an estimate (暂估)."""
    if due is None:
        due = Deadline(filing.correction_due_on, filing.correction_due_is_estimate)
    if due.is_estimate:
        year = due.missing_years[0] if due.missing_years else due.on.year
        return f"补正期限待 {year} 年放假安排公布后另行通知，在此之前可以随时补正。"
    return f"请于 {chinese_date(due.on)}以前（含当日）在门户中补正并重新提交。"


def filing_facts(filing: Filing) -> list[dict]:
    declaration = filing.declaration
    return [
        fact("机构名称", declaration.name or filing.facility.name),
        fact("托育场所地址", declaration.address or filing.facility.address),
        fact("备案种类", filing.get_kind_display(), is_short=True),
        fact("首次提交", chinese_date(filing.submitted_at), is_short=True),
    ]


def parts_of(items: Iterable[FilingItem], added_ids: Collection[int] = ()) -> list[dict]:
    """The refused items with their reasons, by what they are, numbered through."""
    groups: dict[str, list[dict]] = {"申报信息": [], "备案材料": [], "工作人员": []}
    ordered = sorted(items, key=lambda item: (list(groups).index(group_of(item)), item.pk))
    for number, item in enumerate(ordered, 1):
        tag = "新增" if item.pk in added_ids else ""
        groups[group_of(item)].append(point(item.label, item.reason, tag=tag, mark=f"{number}."))
    return [part(title, points=points) for title, points in groups.items() if points]


def group_of(item: FilingItem) -> str:
    if item.section:
        return "申报信息"
    if item.staff_member_id or (item.document_id and item.document.staff_member_id):
        return "工作人员"
    return "备案材料"


def decline_content(filing: Filing, *, facts: str = "") -> Content:
    """Why a filing was declined (不予备案告知书): ground, facts, law, remedy."""
    ground = DeclineGround(filing.ground)
    parts = [
        part(
            "不予备案的理由",
            points=[point(ground.label, ground_fact(filing), facts, source=GROUND_SOURCES[ground])],
        )
    ]
    if ground == DeclineGround.STILL_INCOMPLETE:
        parts += [
            part(f"仍不齐全：{each['title']}", points=each["points"]) for each in refused(filing)
        ]
    return sheet(
        NoticeKind.DECLINE,
        addressee=filing.facility.operator.name,
        opening=[
            f"你单位 {chinese_date(filing.received_at)}报来的{filing.get_kind_display()}材料收悉。"
            "经核对，本次申报有下列情形，不予备案，现告知理由和救济途径。"
        ],
        facts=filing_facts(filing),
        parts=[*parts, remedy()],
        closing=[
            "上述情形消除以后，可以随时重新申报，已通过且仍有效的材料不必重新上传。"
            "未备案的，请不要开展托育服务。"
        ],
        notes=[online_note()],
        summary=f"不予备案：{ground.label}。",
    )


def ground_fact(filing: Filing) -> str:
    """The declared fact a ground rests on, as the operator wrote it."""
    declaration = filing.declaration
    return {
        DeclineGround.NOT_REGISTERED: (
            f"申报的统一社会信用代码为 {declaration.credit_code or '（未填）'}，"
            f"登记机关为{declaration.registrar or '（未填）'}。"
        ),
        DeclineGround.SCOPE_LACKS_CHILDCARE: (
            f"登记证照载明的业务（经营）范围为：{declaration.business_scope or '（未填）'}"
        ),
        DeclineGround.OUTSIDE_DISTRICT: (
            f"申报的托育场所地址为：{declaration.address or '（未填）'}。"
        ),
        DeclineGround.STILL_INCOMPLETE: (
            f"{told_on(filing)}已经一次性告知需要补正的内容，重新提交的材料仍不齐全。"
        ),
    }[DeclineGround(filing.ground)]


def told_on(filing: Filing) -> str:
    told = filing.notices.filter(kind=NoticeKind.CORRECTION).first()
    return chinese_date(told.issued_at) if told else ""


def refused(filing: Filing) -> list[dict]:
    return parts_of(filing.items.refused().with_subjects())


def lapse_content(filing: Filing, due_on: date | None = None, *, note: str = "") -> Content:
    """That the days for correction went by (终止办理告知书); it may be filed anew at any time."""
    due_on = due_on or filing.correction_due_on
    until = f"补正期限 {chinese_date(due_on)}届满，" if due_on else "补正期限届满，"
    return sheet(
        NoticeKind.LAPSE,
        addressee=filing.facility.operator.name,
        opening=[
            f"我委 {told_on(filing)}告知你单位补正备案材料。{until}"
            "没有收到补正后的材料，本次申报终止办理。",
            note,
        ],
        facts=filing_facts(filing),
        parts=[
            *(
                part(f"没有补正：{each['title']}", points=each["points"])
                for each in refused(filing)
            ),
            remedy(),
        ],
        closing=[
            "终止办理不影响再次申报：可以随时重新申报，已通过且仍有效的材料不必重新上传。"
            "未备案的，请不要开展托育服务。"
        ],
        notes=[online_note()],
        summary="逾期未补正，本次申报终止办理。可以随时重新申报。",
    )
