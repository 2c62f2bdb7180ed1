"""Who is told about what stands about a facility (备案状态)."""

from collections.abc import Callable

from accounts.models import User
from registry.choices import Standing, StandingAction
from registry.models import Event, Facility, Filing
from registry.notifications.people import officer_or_all, officers_of, operators_people
from registry.notifications.telling import BY_MAIL_AND_SMS, Telling, tell
from wuqing_tuoyu.templatetags.words import day


def tellings_of_standing(event: Event) -> list[Telling]:
    """Who is told what; RECORD and REOPEN are part of a receipt, which tells its own."""
    teller = TELLERS.get(StandingAction(event.action))
    return teller(event) if teller else []


def _verified(event: Event) -> list[Telling]:
    facility = event.facility
    after = "整改后" if event.from_state == Standing.NONCONFORMING else ""
    return tell(
        operators_people(facility),
        f"{facility}：{after}现场核实符合",
        "现场核实的结果已在机构页面公开。您现在不需要做什么。",
        "以后名称、地址、托位等有变化的，请及时办理变更备案。",
        url=facility.get_absolute_url(),
    )


def _found_nonconforming(event: Event) -> list[Telling]:
    facility = event.facility
    by = f"请在 {day(facility.correct_by)}前改好。" if facility.correct_by else ""
    return [
        *tell(
            operators_people(facility),
            f"{facility}：现场核实不符合，请限期整改",
            f"{by}哪里不符合、依据什么、您可以怎样申请复议或者起诉，写在《核实不符合告知书》里。",
            "改好后请联系区卫生健康委再到现场核实。核实结果和整改期限已在机构页面公开。",
            url=facility.get_absolute_url(),
            channels=BY_MAIL_AND_SMS,
        ),
        *tell(
            officers_of(facility.township),
            f"{facility}：现场核实不符合",
            f"不符合：{event.note}",
            f"{by}请您单位在走访时留意整改情况。",
            url=facility.get_absolute_url(),
        ),
    ]


def _extended(event: Event) -> list[Telling]:
    facility = event.facility
    until = day(facility.correct_by) if facility.correct_by else ""
    return tell(
        operators_people(facility),
        f"{facility}：整改期限已延长",
        f"请在 {until}前改好。" if until else "",
        "整改期限只能延长一次。",
        url=facility.get_absolute_url(),
    )


def _paused(event: Event) -> list[Telling]:
    pause = event.facility.pauses.filter(opened_at__lte=event.created_at)
    pause = pause.order_by("-opened_at").first()
    days = ""
    if pause is not None:
        until = f"，到 {day(pause.until_on)}" if pause.until_on else ""
        days = f"自 {day(pause.from_on)}起{until}。"
    is_ordered = pause is not None and pause.is_ordered
    what = "依决定停止服务" if is_ordered else "暂停服务"
    return _serving_changed(event, what, days, tells_operator=is_ordered)


def _resumed(event: Event) -> list[Telling]:
    pause = (
        event.facility.pauses.filter(ended_on__isnull=False).order_by("-ended_on", "-pk").first()
    )
    is_ordered = pause is not None and pause.is_ordered
    return _serving_changed(event, "恢复服务", tells_operator=is_ordered)


def _serving_changed(
    event: Event, what: str, line: str = "", *, tells_operator: bool
) -> list[Telling]:
    facility = event.facility
    title, url = f"{facility}：{what}", facility.get_absolute_url()
    told = [
        *tell(_handlers_of(facility), title, line, url=url, but=event.actor),
        *tell(officers_of(facility.township), title, line, url=url, but=event.actor),
    ]
    if tells_operator:
        told += tell(operators_people(facility), title, line, url=url, channels=BY_MAIL_AND_SMS)
    return told


def _handlers_of(facility: Facility) -> list[User]:
    """The officer of the last filing, or all who may act."""
    last = Filing.objects.submitted().filter(facility=facility).order_by("-submitted_at")
    filing = last.select_related("officer").first()
    return officer_or_all(filing.officer if filing else None)


def _closed(event: Event) -> list[Telling]:
    facility = event.facility
    has_moved = Facility.objects.filter(moved_from=facility).exists()
    told = tell(
        operators_people(facility),
        f"{facility}：已注销备案",
        f"原因：{event.note}。" if event.note else "",
        "新地址的备案已经生效，原地址不再提供托育服务。"
        if has_moved
        else "不得再以已备案托育机构的名义招收婴幼儿。",
        "您可以怎样申请复议或者起诉，写在《注销决定告知书》里。" if event.actor_id else "",
        url=facility.get_absolute_url(),
        channels=BY_MAIL_AND_SMS,
    )
    return told + tell(
        officers_of(facility.township),
        f"{facility}：已注销备案",
        f"原因：{event.note}。" if event.note else "",
        "请您单位在走访时留意是否仍在收托婴幼儿。",
        url=facility.get_absolute_url(),
    )


TELLERS: dict[StandingAction, Callable[[Event], list[Telling]]] = {
    StandingAction.VERIFY: _verified,
    StandingAction.FIND_NONCONFORMING: _found_nonconforming,
    StandingAction.EXTEND: _extended,
    StandingAction.PAUSE: _paused,
    StandingAction.RESUME: _resumed,
    StandingAction.CLOSE: _closed,
}
