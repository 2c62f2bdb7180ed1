"""Who is told about inspections and visits (行政检查、走访指导)."""

from inspections.choices import InspectionAction
from inspections.models import Event
from registry.notifications.people import officers_of, operators_people
from registry.notifications.telling import Telling, tell
from wuqing_tuoyu.templatetags.words import day


def tellings_of_inspection(event: Event) -> list[Telling]:
    """The operator hears the result once it is told; a township what happened on its ground."""
    if event.action != InspectionAction.TELL:
        return []
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
