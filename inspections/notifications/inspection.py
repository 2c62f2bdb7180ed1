"""Who is told about inspections and visits (行政检查、走访指导)."""

from collections.abc import Callable

from inspections.choices import InspectionAction
from inspections.models import Event
from registry.notifications.people import officers_of, operators_people
from registry.notifications.telling import Telling, tell
from wuqing_tuoyu.templatetags.words import day


def tellings_of_inspection(event: Event) -> list[Telling]:
    """What is said about an inspection, and what becomes public of it, reaches the other side."""
    teller = TELLERS.get(InspectionAction(event.action))
    return teller(event) if teller else []


def _told(event: Event) -> list[Telling]:
    """The operator hears the result once it is told; a township what happened on its ground."""
    inspection, facility = event.inspection, event.facility
    found = (
        f"共检查 {inspection.checked_count} 项，{inspection.failed_count} 项不符合。"
        if inspection.failed_count
        else f"共检查 {inspection.checked_count} 项，全部符合。"
    )
    title = f"{facility}：{inspection.department}检查结果"
    when = f"{day(inspection.held_on)}{inspection.get_kind_display()}，{found}"
    url = inspection.get_absolute_url()
    return [
        *tell(operators_people(facility), title, when, url=url),
        *tell(officers_of(facility.township), title, when, url=url, but=event.actor),
    ]


def _to_operator(event: Event, what: str, *lines: str) -> list[Telling]:
    url = event.inspection.get_absolute_url()
    return tell(operators_people(event.facility), f"{event.facility}：{what}", *lines, url=url)


def _published(event: Event) -> list[Telling]:
    """Families read it from now on, and the operator may answer beside it."""
    inspection = event.inspection
    what = f"{day(inspection.held_on)}的{inspection.get_kind_display()}，结果已在机构页面公开。"
    if inspection.responses.current().exists():
        said = "您的回应仍然公开；结果有改动的，请看看回应还合不合适。"
    else:
        said = "您可以写一段公开的回应，和结果放在一起；不写也可以。"
    return _to_operator(event, f"{inspection.department}公开了检查结果", what, said)


def _withdrawn(event: Event) -> list[Telling]:
    inspection = event.inspection
    gone = "您公开的回应一起撤下；重新公开以后，可以再公开回应。"
    return _to_operator(
        event,
        f"{inspection.department}撤下了公开的检查结果",
        f"{day(inspection.held_on)}的{inspection.get_kind_display()}，现在没有公开。",
        gone if inspection.responses.exists() else "",
    )


def _responded(event: Event) -> list[Telling]:
    """The unit looks whether something stands there that must not be public."""
    inspection = event.inspection
    return tell(
        officers_of(inspection.department),
        f"{event.facility}：公开回应了检查结果",
        "请看一看有没有不该公开的个人信息；确有的，请负责人撤下并写明理由。",
        url=inspection.get_absolute_url(),
    )


def _taken_down(event: Event) -> list[Telling]:
    return _to_operator(
        event,
        f"{event.inspection.department}撤下了您公开的回应",
        f"理由：{event.note}",
        "改好以后可以重新公开。",
    )


TELLERS: dict[InspectionAction, Callable[[Event], list[Telling]]] = {
    InspectionAction.TELL: _told,
    InspectionAction.PUBLISH: _published,
    InspectionAction.WITHDRAW: _withdrawn,
    InspectionAction.RESPOND: _responded,
    InspectionAction.TAKE_DOWN: _taken_down,
}


def tellings_of_visit(event: Event) -> list[Telling]:
    """What was advised is told to the operator, if the visitors say so."""
    visit, facility = event.visit, event.facility
    if visit.told_on is None:
        return []
    suggestions = f"建议：{visit.suggestions}" if visit.suggestions else "没有提出建议。"
    return tell(
        operators_people(facility),
        f"{facility}：{visit.department}{day(visit.visited_on)}{visit.get_kind_display()}",
        suggestions,
        "走访指导不是行政检查，建议供您参考。",
        url=visit.get_absolute_url(),
    )
