"""Who is told about a rectification (整改)."""

from collections.abc import Callable

from inspections.choices import RectificationAction
from inspections.models import Event
from registry.notifications.people import officers_of, operators_people
from registry.notifications.telling import BY_MAIL_AND_SMS, Telling, tell
from wuqing_tuoyu.templatetags.words import day


def tellings_of_rectification(event: Event) -> list[Telling]:
    """Each step tells whose turn it is now."""
    return TELLERS[RectificationAction(event.action)](event)


def _to_operator(event: Event, what: str, *lines: str, channels=None) -> list[Telling]:
    return tell(
        operators_people(event.facility),
        f"{event.facility}：{what}",
        *lines,
        url=event.rectification.get_absolute_url(),
        **({"channels": channels} if channels else {}),
    )


def _ordered(event: Event) -> list[Telling]:
    rectification, facility = event.rectification, event.facility
    count, until = rectification.items.count(), day(rectification.due_on)
    return [
        *_to_operator(
            event,
            f"{rectification.department}责令限期改正",
            f"请在 {until}前改正 {count} 项，逐项填写整改情况并上传照片。",
            "依据什么、您可以怎样申请复议或者起诉，写在《责令限期改正通知书》里。",
            channels=BY_MAIL_AND_SMS,
        ),
        *tell(
            officers_of(facility.township),
            f"{facility}：{rectification.department}责令限期改正",
            f"{count} 项，期限 {until}。请您单位在巡查时留意整改情况。",
            url=rectification.get_absolute_url(),
            but=event.actor,
        ),
    ]


def _submitted(event: Event) -> list[Telling]:
    rectification = event.rectification
    return tell(
        officers_of(rectification.department),
        f"{event.facility}：提交了整改情况",
        "请逐项核查，需要时到现场复查。",
        url=rectification.get_absolute_url(),
    )


def _returned(event: Event) -> list[Telling]:
    return _to_operator(
        event,
        "整改没有全部通过，请继续整改",
        f"{event.note}。哪里没有改好，写在每一项下面；期限仍是 {day(event.rectification.due_on)}。",
        channels=BY_MAIL_AND_SMS,
    )


def _extended(event: Event) -> list[Telling]:
    return _to_operator(
        event,
        "整改期限已延长",
        f"请在 {day(event.rectification.due_on)}前改正。整改期限只能延长一次。",
        "新的期限和理由写在《延长整改期限通知书》里。",
    )


def _handed_over(event: Event) -> list[Telling]:
    unit = event.rectification.department
    return _to_operator(event, f"整改改由{unit}负责", f"{event.note}。整改事项和期限不变。")


def _verified(event: Event) -> list[Telling]:
    return _to_operator(event, "整改已销号", "各项都已改好。您现在不需要做什么。")


TELLERS: dict[RectificationAction, Callable[[Event], list[Telling]]] = {
    RectificationAction.ORDER: _ordered,
    RectificationAction.SUBMIT: _submitted,
    RectificationAction.RETURN: _returned,
    RectificationAction.EXTEND: _extended,
    RectificationAction.HAND_OVER: _handed_over,
    RectificationAction.VERIFY: _verified,
}
