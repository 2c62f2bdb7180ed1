"""Responses (机构回应): the operator's words beside a published result, taken back, taken down."""

from django.db import transaction

from accounts.models import User
from inspections.choices import InspectionAction
from inspections.models import Inspection, Response
from inspections.models.response import LONGEST
from inspections.services.keys import publication_key
from inspections.services.published import digest_of_record, published_record
from inspections.workflow import begin_inspection_act, finish_inspection_act
from registry.services.disclosure import demand_public_safe, names_of
from registry.services.record import put_response
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

NOT_PUBLIC = "检查结果现在没有公开，不能公开回应。结果公开时会告诉您。"
CHANGED = "公开的检查结果刚刚有变化，请看过最新内容后再公开回应。"


def current_response(inspection: Inspection) -> Response | None:
    """What the operator says in public now."""
    return inspection.responses.current().select_related("published_by").first()


def last_words(inspection: Inspection) -> str:
    """What the operator said last, to begin from, even if it is public no more."""
    newest = inspection.responses.order_by("-published_at", "-pk").first()
    return newest.words if newest else ""


def demand_published(inspection: Inspection) -> None:
    """There is something to answer, in public."""
    if published_record(inspection) is None:
        raise DomainError(NOT_PUBLIC)


def names_known_to_the_operator(inspection: Inspection) -> list[str]:
    """The facility's own people, never who complained: a flag would give the name away."""
    return names_of(inspection.facility)


@transaction.atomic
def respond(
    inspection: Inspection, *, actor: User, words: str, is_checked: bool, seen: str
) -> Response:
    """Say something in public beside the result (公开回应); again says it anew."""
    inspection = begin_inspection_act(inspection, InspectionAction.RESPOND, actor)
    record, words = published_record(inspection), words.strip()
    if record is None:
        raise DomainError(NOT_PUBLIC)
    if seen != digest_of_record(record):
        raise DomainError(CHANGED)
    if not words:
        raise DomainError("请写下要公开的回应。")
    if len(words) > LONGEST:
        raise DomainError(f"回应最多 {LONGEST} 字，现在 {len(words)} 字。")
    names = names_known_to_the_operator(inspection)
    demand_public_safe([words], names, is_checked=is_checked)
    _end(inspection, actor, "有新的回应")
    response = Response.objects.create(
        inspection=inspection, words=words, published_at=clock.now(), published_by=actor
    )
    put_response(record.key, words)
    finish_inspection_act(inspection, InspectionAction.RESPOND, actor)
    return response


@transaction.atomic
def retract_response(inspection: Inspection, *, actor: User) -> None:
    """Take one's own words back (撤回回应)."""
    inspection = begin_inspection_act(inspection, InspectionAction.RETRACT, actor)
    _demand_one(inspection)
    _end(inspection, actor, "机构撤回")
    finish_inspection_act(inspection, InspectionAction.RETRACT, actor)


@transaction.atomic
def take_response_down(inspection: Inspection, *, actor: User, note: str) -> None:
    """Take down what must not be public (撤下回应), saying why; the operator may write anew."""
    inspection = begin_inspection_act(inspection, InspectionAction.TAKE_DOWN, actor)
    _demand_one(inspection)
    if not note.strip():
        raise DomainError("请写明撤下的理由，机构会看到。")
    _end(inspection, actor, note.strip())
    finish_inspection_act(inspection, InspectionAction.TAKE_DOWN, actor, note=note.strip())


def fall_with_the_result(inspection: Inspection) -> None:
    """A result that is taken back takes its response along. Call under the facility's lock."""
    if _end(inspection, None, "检查结果已撤下"):
        note = "随检查结果一起撤下"
        finish_inspection_act(inspection, InspectionAction.RETRACT, None, note=note)


def _demand_one(inspection: Inspection) -> None:
    if not inspection.responses.current().exists():
        raise DomainError("现在没有公开的机构回应。")


def _end(inspection: Inspection, actor: User | None, note: str) -> bool:
    """Stop showing what is public now; whether there was anything."""
    ended = inspection.responses.current().update(
        withdrawn_at=clock.now(), withdrawn_by=actor, withdraw_note=note
    )
    put_response(publication_key(inspection), "")
    return bool(ended)
