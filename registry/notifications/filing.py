"""Who is told about the life of a filing (备案申请)."""

from collections import defaultdict
from collections.abc import Callable

from django.urls import reverse

from accounts.models import User
from registry.choices import (
    DeclineGround,
    FilingAction,
    FilingKind,
    FilingStatus,
    ItemVerdict,
    ReviewAction,
)
from registry.models import Event, Review
from registry.notifications.people import (
    answerers_of,
    commission_directors,
    officer_or_all,
    officers_of,
    speakers_of,
)
from registry.notifications.telling import (
    BY_MAIL_AND_SMS,
    Telling,
    before,
    tell,
)
from wuqing_tuoyu.templatetags.words import day


def tellings_of_filing(event: Event) -> list[Telling]:
    """Who is told what about one event of a filing."""
    event.filing.facility = event.facility
    teller = TELLERS.get(FilingAction(event.action))
    return teller(event) if teller else []


def _submitted(event: Event) -> list[Telling]:
    filing, facility = event.filing, event.facility
    kind, again = filing.get_kind_display(), event.from_state == FilingStatus.RETURNED
    what = f"{kind}补正后的材料" if again else f"{kind}申请"
    answer = "出具备案回执，或者一次性告知需要补正的内容"
    if filing.kind == FilingKind.CANCELLATION:
        answer = "出具注销备案回执，或者一次性告知需要补正的内容"
    # Told late, the filing may lie elsewhere already; then no date is promised.
    by = due = ""
    if filing.receipt_due_on:
        by = before(filing.receipt_due_on, filing.receipt_due_is_estimate)
        due = f"期限：{by}。"
    restart = "期限从重新提交后的下一个工作日起重新计算。" if again else ""
    return [
        *tell(
            speakers_of(filing),
            f"{facility}：{what}已收到",
            f"区卫生健康委将在 {by}{answer}。" if by else f"区卫生健康委将{answer}。",
            f"{restart}您现在不需要做什么，办理进度随时可以在申请页面查看。",
            url=filing.get_absolute_url(),
        ),
        *tell(
            officer_or_all(filing.officer),
            f"{facility}：{what}待核对",
            f"请逐件核对，然后拟办或者一次性告知补正。{due}",
            url=filing.get_absolute_url(),
        ),
        *_asked_units(event),
    ]


def _asked_units(event: Event) -> list[Telling]:
    """Each unit that is asked in this round; one that is asked again hears it by its own event."""
    reviews = event.filing.reviews.open().filter(round=event.round)
    again = event.filing.events.filter(action=ReviewAction.REOPEN, round=event.round)
    reviews = reviews.exclude(pk__in=again.values("review"))
    by_person: dict[User, list[Review]] = defaultdict(list)
    for review in reviews.select_related("department", "handler").order_by(
        "due_on", "subject", "pk"
    ):
        for person in answerers_of(review):
            by_person[person].append(review)
    return [
        telling
        for person, asked in by_person.items()
        for telling in tell(
            [person],
            f"{event.facility}：请核验{'、'.join(each.get_subject_display() for each in asked)}",
            *(_question(each) for each in asked),
            "核验材料上的内容与贵单位掌握的情况是否一致，答复在核验页面填写。",
            url=asked[0].get_absolute_url() if len(asked) == 1 else reverse("registry:review_list"),
        )
    ]


def _question(review: Review) -> str:
    by = before(review.due_on, review.due_is_estimate)
    return f"{review.get_subject_display()}：请在 {by}答复。"


def _returned(event: Event) -> list[Telling]:
    filing, facility = event.filing, event.facility
    refused = filing.items.filter(verdict=ItemVerdict.REFUSED, round__lte=event.round)
    count = refused.exclude(next__round__lte=event.round).count()
    by = ""
    if filing.correction_due_on:
        until = before(filing.correction_due_on, filing.correction_due_is_estimate)
        by = f"请在 {until}补正后重新提交。"
    if event.actor_id is None:
        title = f"{facility}：补充告知需要补正的内容，现共 {count} 项"
        first = f"有单位答复需要补正，已并入《一次性补正告知书》，补正期限重新计算。{by}"
    else:
        title = f"{facility}：有 {count} 项需要补正"
        first = f"{filing.get_kind_display()}材料已核对，共 {count} 项需要补正。{by}"
    return tell(
        speakers_of(filing),
        title,
        first,
        "每一项的原因和怎么改，写在《一次性补正告知书》里，登录后打开申请页面就能看到。",
        "只需处理列出的项目，其他内容不用再交；逾期未补正的，可能终止办理。",
        url=filing.get_absolute_url(),
        channels=BY_MAIL_AND_SMS,
    )


def _extended(event: Event) -> list[Telling]:
    filing, until = event.filing, ""
    if filing.correction_due_on:
        until = before(filing.correction_due_on, filing.correction_due_is_estimate)
    return tell(
        speakers_of(filing),
        f"{event.facility}：补正期限已延长",
        f"请在 {until}补正后重新提交。" if until else "",
        "补正期限只能延长一次。",
        url=filing.get_absolute_url(),
    )


def _proposed(event: Event) -> list[Telling]:
    filing, by = event.filing, ""
    if filing.receipt_due_on:
        by = f"期限：{before(filing.receipt_due_on, filing.receipt_due_is_estimate)}。"
    return tell(
        commission_directors(),
        f"{event.facility}：{filing.get_kind_display()}待签发",
        f"{filing.get_proposed_outcome_display()}。" if filing.proposed_outcome else "",
        f"请签发，或者写明理由退回经办。{by}",
        url=filing.get_absolute_url(),
        but=event.actor,
    )


def _sent_back(event: Event) -> list[Telling]:
    return tell(
        officer_or_all(event.filing.officer),
        f"{event.facility}：{event.filing.get_kind_display()}已退回经办",
        f"退回理由：{event.note}",
        "请按理由重新核对，再拟办。",
        url=event.filing.get_absolute_url(),
        but=event.actor,
    )


def _receipt_issued(event: Event) -> list[Telling]:
    filing, facility = event.filing, event.facility
    title, lines = _receipt_words(event)
    told = [
        *tell(
            speakers_of(filing),
            title,
            *lines,
            url=filing.get_absolute_url(),
            channels=BY_MAIL_AND_SMS,
        ),
        *tell(
            [filing.officer] if filing.officer else [],
            title,
            "您承办的这件申请已办结。",
            url=filing.get_absolute_url(),
            but=event.actor,
        ),
    ]
    if filing.kind == FilingKind.CANCELLATION:
        told += tell(
            officers_of(facility.township),
            title,
            f"{_closing_day(event)}请您单位关注婴幼儿和工作人员的安置。",
            url=facility.get_absolute_url(),
        )
    return told


def _receipt_words(event: Event) -> tuple[str, list[str]]:
    filing, facility = event.filing, event.facility
    if filing.kind == FilingKind.CANCELLATION:
        return f"{facility}：注销备案回执已出具", [
            _closing_day(event),
            "请按安置方案妥善安排婴幼儿和工作人员。回执可以在申请页面打开、打印。",
        ]
    look = "回执可以在申请页面打开、打印。"
    visit = ""
    if facility.verification_due_on:
        by = before(facility.verification_due_on, facility.verification_due_is_estimate)
        visit = f"区卫生健康委将在 {by}到现场核实，请保持联系电话畅通。"
    if filing.kind == FilingKind.CHANGE:
        return f"{facility}：变更备案回执已出具", [f"变更的内容从现在起生效。{look}", visit]
    return f"{facility}：备案回执已出具", [f"备案编号 {facility.number}。{look}", visit]


def _closing_day(event: Event) -> str:
    closing_on = event.facility.closes_on or event.facility.closed_on
    return f"{day(closing_on)}起注销备案，不再提供托育服务。" if closing_on else ""


def _declined(event: Event) -> list[Telling]:
    ground = event.filing.ground
    return tell(
        speakers_of(event.filing),
        f"{event.facility}：不予备案，请查看告知书",
        f"情形：{DeclineGround(ground).label}。" if ground else "",
        "事实、理由和您可以怎样申请复议或者起诉，写在《不予备案告知书》里，请在申请页面打开。",
        "情况改变后可以再次申报，已填写的内容和通过的材料会带过来。",
        url=event.filing.get_absolute_url(),
        channels=BY_MAIL_AND_SMS,
    )


def _lapsed(event: Event) -> list[Telling]:
    return tell(
        speakers_of(event.filing),
        f"{event.facility}：逾期未补正，已终止办理",
        "补正期限已过，没有收到补正后的材料。《终止办理告知书》请在申请页面打开。",
        "准备好以后可以再次申报，已填写的内容和通过的材料会带过来。",
        url=event.filing.get_absolute_url(),
        channels=BY_MAIL_AND_SMS,
    )


def _withdrawn(event: Event) -> list[Telling]:
    filing = event.filing
    kind = filing.get_kind_display()
    told = tell(
        officer_or_all(filing.officer) if filing.officer else [],
        f"{event.facility}：{kind}申请已撤回",
        event.note or "举办者撤回了这件申请，不需要再核对。",
        url=filing.get_absolute_url(),
    )
    if event.actor_id is None:
        told += tell(
            speakers_of(filing),
            f"{event.facility}：{kind}申请已由系统撤回",
            f"原因：{event.note}。" if event.note else "",
            "您不需要做什么。",
            url=filing.get_absolute_url(),
        )
    return told


TELLERS: dict[FilingAction, Callable[[Event], list[Telling]]] = {
    FilingAction.SUBMIT: _submitted,
    FilingAction.RETURN: _returned,
    FilingAction.EXTEND: _extended,
    FilingAction.PROPOSE: _proposed,
    FilingAction.SEND_BACK: _sent_back,
    FilingAction.ISSUE_RECEIPT: _receipt_issued,
    FilingAction.DECLINE: _declined,
    FilingAction.LAPSE: _lapsed,
    FilingAction.WITHDRAW: _withdrawn,
}
