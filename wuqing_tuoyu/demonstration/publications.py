"""What inspections found, made public (公开检查结果): all but the newest, which still wait."""

from departments.models import Member
from inspections.choices import InspectionKind
from inspections.models import Inspection
from inspections.services.publication import proposed_body, proposed_reply, publish_result
from wuqing_tuoyu import clock
from wuqing_tuoyu.demonstration.district import District

STILL_WAITING = 2


def publish_results(district: District) -> None:
    """Each unit's officer publishes what was told; nobody is named in it."""
    told = Inspection.objects.told().exclude(kind=InspectionKind.RECHECK)
    waiting = told.order_by("-told_on", "-created_at").values("pk")[:STILL_WAITING]
    ready = told.exclude(pk__in=list(waiting.values_list("pk", flat=True)))
    for inspection in ready.select_related("facility", "department").order_by("told_on", "pk"):
        officers = Member.objects.active(clock.today()).officers()
        with district.on(clock.today(), 9):
            publish_result(
                inspection,
                actor=officers.filter(department=inspection.department).order_by("pk")[0].user,
                body=proposed_body(inspection),
                reply=proposed_reply(inspection),
                is_checked=False,
            )
