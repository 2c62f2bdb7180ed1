"""Who acts next on a filing, what, and by when (下一步), in words for its operator."""

from dataclasses import dataclass

from django.urls import reverse

from registry.choices import FilingKind, FilingStatus, NoticeKind, Standing
from registry.services.items import is_empty_change
from registry.views.task_list import unfinished
from wuqing_tuoyu.templatetags.words import day


@dataclass
class Step:
    """What the box under the heading says."""

    title: str
    text: str = ""
    tone: str = ""
    label: str = ""
    url: str = ""
    action: str = ""


def next_step_of(filing, groups, notices):
    """The box for the present status."""
    steps = {
        FilingStatus.DRAFT: _draft,
        FilingStatus.RETURNED: _returned,
        FilingStatus.SUBMITTED: _waiting,
        FilingStatus.PROPOSED: _waiting,
        FilingStatus.RECORDED: _recorded,
    }
    return steps.get(FilingStatus(filing.status), _ended)(filing, groups, notices)


def until(due_on, is_estimate):
    """By when, honestly: an estimate says that it is one."""
    if is_estimate:
        return f"放假安排公布后确定的期限（暂估 {day(due_on)}）"
    return f" {day(due_on)}"


def _draft(filing, groups, notices):
    left = unfinished(groups)
    if not left and is_empty_change(filing):
        return Step(
            "还没有改动。请打开有变化的部分修改。",
            "没有变化的部分不用动；改好后再核对、提交。",
        )
    check = reverse("registry:filing_check", args=[filing.pk])
    if not left:
        return Step(
            "都填好了。请核对一遍，然后提交。",
            "提交后，区卫生健康委在 5 个工作日内答复。",
            label="核对并提交",
            url=check,
        )
    begun = bool(filing.declaration.saved_sections)
    return Step(
        f"还有 {len(left)} 件没有填好，填好就能提交。",
        "每一部分单独保存，可以分几次填，也可以换手机、电脑接着填。",
        label=f"{'继续' if begun else '开始'}：{left[0].title}",
        url=left[0].url,
    )


def _returned(filing, groups, notices):
    asked = groups[0].tasks
    left = [task for task in asked if not task.is_done]
    passed = filing.items.accepted().count()
    rest = f"其余 {passed} 项已通过，不用再动。" if passed else ""
    again = "重新提交后，区卫生健康委在 5 个工作日内答复。"
    when = until(filing.correction_due_on, filing.correction_due_is_estimate)
    if not left:
        return Step(
            f"{len(asked)} 项都改好了。请在{when}前核对并重新提交。",
            f"{rest}{again}",
            "wait",
            "核对并重新提交",
            reverse("registry:filing_check", args=[filing.pk]),
        )
    number = asked.index(left[0]) + 1
    return Step(
        f"请在{when}前补正 {len(left)} 项，然后重新提交。",
        f"{rest}{again}",
        "wait",
        f"从第 {number} 项开始" if number == 1 else f"继续第 {number} 项",
        left[0].url,
    )


def _waiting(filing, groups, notices):
    what = "出具回执，或者一次性告知要补正的全部内容"
    if filing.kind == FilingKind.CANCELLATION:
        what = "出具注销备案回执，或者一次性告知要补正的内容"
    when = until(filing.receipt_due_on, filing.receipt_due_is_estimate)
    return Step(
        f"现在不用您做什么。区卫生健康委在{when}前{what}。",
        "有结果会发消息和邮件给您。",
    )


def _recorded(filing, groups, notices):
    facility = filing.facility
    paper = next(
        (
            notice
            for notice in notices
            if notice.kind in (NoticeKind.RECEIPT, NoticeKind.CANCELLATION_RECEIPT)
        ),
        None,
    )
    text = ""
    if filing.kind == FilingKind.CANCELLATION:
        text = f"自 {day(facility.closes_on or facility.closed_on)}起注销。"
    elif facility.standing == Standing.RECORDED:
        when = until(facility.verification_due_on, facility.verification_due_is_estimate)
        text = f"备案编号 {facility.number}。区卫生健康委在{when}前到现场核实，请备好材料原件。"
    elif facility.number:
        text = f"备案编号 {facility.number}。"
    return Step(
        "已出具备案回执。",
        text,
        label=f"打开{paper.get_kind_display()}" if paper else "",
        url=paper.get_absolute_url() if paper else "",
    )


def _ended(filing, groups, notices):
    paper = next((n for n in notices if n.kind in (NoticeKind.DECLINE, NoticeKind.LAPSE)), None)
    words = {
        FilingStatus.DECLINED: (
            f"不予备案：{filing.get_ground_display()}。",
            "理由、您可以怎样申请复议或者起诉，写在告知书里。情况改变后可以再次申报，已填的内容会带过去。",
            "bad",
        ),
        FilingStatus.LAPSED: (
            "补正期限已过，这次办理已经终止。",
            "需要备案的，可以再次申报，已填的内容和通过的材料会带过去。",
            "bad",
        ),
        FilingStatus.WITHDRAWN: (
            "这份申请已经撤回。",
            "需要备案的，可以再次申报，已填的内容会带过去。",
            "plain",
        ),
    }
    title, text, tone = words[FilingStatus(filing.status)]
    if paper is not None:
        return Step(title, text, tone, f"打开{paper.get_kind_display()}", paper.get_absolute_url())
    return Step(title, text, tone, "再次申报", reverse("registry:filing_new"))
