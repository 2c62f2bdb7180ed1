"""One review (部门核验): what is asked, by when, the paper and the facts, the answer."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from departments.models import Member
from departments.permissions import is_officer_of
from departments.services.calendar import load_calendar, working_days_between
from registry.choices import ReviewAction, ReviewAnswer, ReviewStatus
from registry.forms.review import AnswerForm
from registry.models import Review
from registry.permissions import (
    can_read_everything,
    can_read_review,
    can_read_review_papers,
)
from registry.services.course import course_of_review, left_for
from registry.views.review.question import facts_of, paper_of, question_of, weight_of
from registry.workflow import available_review_actions
from wuqing_tuoyu import clock


def found(request, pk):
    """The review, where this person may know of it."""
    return get_object_or_404(
        Review.objects.visible_to(request.user).select_related(
            "department",
            "document__staff_member",
            "filing__facility__operator",
            "filing__declaration__township",
            "handler",
            "answered_by",
            "overruled_by",
        ),
        pk=pk,
    )


@require_safe
def review_detail(request, pk):
    return show(request, found(request, pk))


def show(request, review, form=None, status=200):
    """The page; with the form as it was sent where something in it has to be put right."""
    user, calendar = request.user, load_calendar()
    actions = available_review_actions(review, user)
    if form is None and ReviewAction.ANSWER in actions:
        form = AnswerForm(review=review)
    reads, reads_papers = can_read_review(user, review), can_read_review_papers(user, review)
    context = {
        "review": review,
        "filing": review.filing,
        "facility": review.filing.facility,
        "question": question_of(review),
        "next": next_of(review, user, actions),
        "time_left": left_for(review, clock.today(), calendar)
        if review.status == ReviewStatus.OPEN
        else None,
        "course": course_of_review(review, calendar),
        "form": form,
        "reads": reads,
        "facts": facts_of(review) if reads_papers else [],
        "paper": paper_of(review) if reads_papers else None,
        "reads_papers": reads_papers,
        "reads_filing": can_read_everything(user),
        "history": history_of(review) if reads else [],
        "days_taken": days_taken(review, calendar),
        "may_hand_over": ReviewAction.HAND_OVER in actions,
        "may_overrule": ReviewAction.OVERRULE in actions,
        "following": following(review, user),
    }
    return render(request, "registry/review/detail.html", context, status=status)


def next_of(review, user, actions):
    """Who acts next, what, by when: the words under the heading."""
    unit = review.department.name
    if review.status == ReviewStatus.NOT_NEEDED:
        note = _last_note(review, ReviewAction.CANCEL)
        return {"title": "这项核验已经结束，不需要答复。", "text": note, "tone": "plain"}
    if review.status == ReviewStatus.ANSWERED:
        return _after_answer(review, user, actions)
    if ReviewAction.ANSWER in actions:
        other = review.handler_id and review.handler_id != user.pk
        text = f"已转给{review.handler}办理，您也可以答复。" if other else weight_of(review)
        return {"title": question_of(review), "text": text}
    text = f"由{review.handler}办理。" if review.handler_id else _who_may_answer(review)
    return {"title": f"等{unit}答复。", "text": f"{text}{weight_of(review)}", "tone": "wait"}


def _after_answer(review, user, actions):
    if not can_read_review(user, review):
        return {"title": f"{review.department.name}已答复。"}
    answer = ReviewAnswer(review.answer)
    if review.overruled_at:
        title = f"答复“{answer.label}”，区卫生健康委决定不采纳。"
        return {"title": title, "text": f"理由：{review.overruling_reason}", "tone": "plain"}
    correctable = "现场核实完成前可以更正。" if ReviewAction.ANSWER in actions else ""
    tone = "bad" if review.is_negative else ""
    return {"title": f"已答复：{answer.label}。", "text": correctable, "tone": tone}


def _who_may_answer(review):
    members = Member.objects.active(clock.today()).acting().filter(department=review.department)
    names = [str(member.user) for member in members.select_related("user").order_by("pk")]
    if not names:
        return f"{review.department.name}还没有经办人账号，请联系管理员。"
    return f"可以答复的人：{'、'.join(names)}。"


def _last_note(review, action):
    event = review.events.filter(action=action).order_by("-id").first()
    return f"原因：{event.note}。" if event and event.note else ""


def following(review, user):
    """The unit's next open question after this one was answered (下一项)."""
    if review.status == ReviewStatus.OPEN or not is_officer_of(user, review.department):
        return None
    waiting = Review.objects.of(review.department).open().exclude(pk=review.pk)
    own = waiting.for_officer(user)
    return {
        "review": own.select_related("filing__facility").order_by("due_on", "opened_at").first(),
        "count": own.count(),
    }


def history_of(review):
    """What was said about this question before, newest first."""
    entries = []
    for event in review.events.select_related("actor").order_by("-id"):
        title, tone = event.get_action_display(), ""
        if event.action == ReviewAction.ANSWER and event.answer:
            answer = ReviewAnswer(event.answer)
            title, tone = f"答复：{answer.label}", answer.tone
        entries.append(
            {
                "title": title,
                "tone": tone,
                "detail": event.note,
                "when": event.created_at,
                "who": str(event.actor or "系统"),
            }
        )
    asked = {"title": "请求核验", "when": review.filing.submitted_at, "who": "系统"}
    return [*entries, asked]


def days_taken(review, calendar):
    """How long the answer took (用时), in working days."""
    if review.answered_at is None:
        return None
    return working_days_between(clock.on(review.opened_at), clock.on(review.answered_at), calendar)
