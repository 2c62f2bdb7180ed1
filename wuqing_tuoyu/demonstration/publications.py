"""What inspections found, made public (公开检查结果): all but the newest, which still wait."""

from departments.models import Member
from inspections.choices import InspectionKind
from inspections.models import Inspection
from inspections.services.publication import proposed_body, proposed_reply, publish_result
from inspections.services.published import digest_of_record, published_record
from inspections.services.response import respond
from registry.notifications.people import operators_people
from wuqing_tuoyu import clock
from wuqing_tuoyu.demonstration.district import District

STILL_WAITING = 2
WORDS = "检查指出的问题，我们当天就开会做了安排，谢谢提醒。欢迎家长随时来看。"


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
    answer_one(district)


def answer_one(district: District) -> None:
    """One operator says something of its own beside the result (机构回应)."""
    faulty = Inspection.objects.told().filter(failed_count__gt=0).order_by("-told_on", "pk")
    for inspection in faulty.select_related("facility__operator", "department"):
        record = published_record(inspection)
        people = operators_people(inspection.facility)
        if record and people:
            with district.on(clock.today(), 10):
                respond(
                    inspection,
                    actor=people[0],
                    words=WORDS,
                    is_checked=False,
                    seen=digest_of_record(record),
                )
            return
