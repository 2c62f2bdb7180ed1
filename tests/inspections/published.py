"""Results that were told, made public and answered, by the acts that lead there."""

from accounts.models import Message
from inspections.notifications import tell_untold
from inspections.services.finding import correct_on_the_spot
from inspections.services.inspection import tell_result
from inspections.services.publication import (
    proposed_body,
    proposed_reply,
    publish_result,
    published_record,
)
from inspections.services.published import digest_of_record
from inspections.services.response import respond
from tests.inspections import factories as make
from wuqing_tuoyu import clock

WORDS = "当天就换了新灭火器，以后每月检查一次。"


def told(*, failed=(), code="scj"):
    """Concluded, each finding corrected on the spot, the facility told."""
    inspection = make.concluded(code=code, failed=failed)
    for finding in inspection.findings.all():
        correct_on_the_spot(finding, actor=make.officer(code), note="当场更换")
    return tell_result(inspection, actor=make.officer(code), told_on=clock.today())


def publish(inspection, **said):
    said = {
        "actor": make.officer(inspection.department.code),
        "body": proposed_body(inspection),
        "reply": proposed_reply(inspection),
        "is_checked": False,
    } | said
    return publish_result(inspection, **said)


def public(client, facility):
    client.logout()
    return client.get(facility.get_absolute_url()).text


def say(inspection, words=WORDS, **said):
    said = {
        "actor": make.operator(inspection),
        "is_checked": False,
        "seen": digest_of_record(published_record(inspection)),
    } | said
    return respond(inspection, words=words, **said)


def heard(person):
    tell_untold()
    return [message.title for message in Message.objects.filter(recipient=person).order_by("pk")]
