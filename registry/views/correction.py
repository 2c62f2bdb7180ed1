"""The task list after submission: what is to be corrected (补正), what passed, what is watched."""

from dataclasses import replace

from django.urls import reverse

from registry.choices import DocumentKind, FilingKind, FilingStatus, ItemVerdict, Section
from registry.services.editing import open_sections
from registry.services.items import refused_and_changed
from registry.views.task_list import Group, Task, groups_of, points_of, unfinished

MANY = 3
UNANSWERED = "J08"
WITH_COMMISSION = (FilingStatus.SUBMITTED, FilingStatus.PROPOSED)


def item_url(filing, item):
    """Where what an item judges is written."""
    if item.section:
        return reverse("registry:section_edit", args=[filing.pk, item.section])
    if item.staff_member_id:
        return reverse(
            "registry:staff_detail", args=[filing.facility.public_id, item.staff_member_id]
        )
    args = [filing.pk, item.document.kind]
    if item.document.kind == DocumentKind.OTHER:
        args.append(item.document_id)
    return reverse("registry:filing_document", args=args)


def correction_groups(filing, points):
    """A returned filing: what is to be corrected, and what passed and stays as it is."""
    changed = refused_and_changed(filing)
    refused, passed = [], []
    items = list(filing.items.current().with_subjects().order_by("id"))
    for item in items:
        if item.verdict == ItemVerdict.REFUSED:
            refused.append(_refused_task(filing, item, item.pk in changed))
        else:
            passed.append(item)
    known = {task.url for task in refused}
    refused += [task for task in _newly_missing(filing, points) if task.url not in known]
    groups = [Group("要补正的", refused)]
    if passed:
        groups.append(Group("已通过", passed_tasks(filing, passed)))
    return groups


def passed_tasks(filing, items):
    """What needs no more work, the people in one line."""
    people = [item for item in items if item.staff_member_id]
    tasks = [
        Task(item.label, "已通过", "ok", _reading_url(item), is_done=True)
        for item in items
        if item not in people or len(people) < MANY
    ]
    if len(people) >= MANY:
        url = reverse("registry:staff_list", args=[filing.facility.public_id])
        title = f"{len(people)} 人的资格与健康合格证明"
        tasks.append(Task(title, "已通过", "ok", url, is_done=True))
    return tasks


def _reading_url(item):
    """Where a judged paper is read; what is only said needs no page of its own."""
    if item.document_id:
        return reverse("registry:document_detail", args=[item.document_id])
    return ""


def _refused_task(filing, item, is_changed):
    task = Task(item.label, "需补正", "bad", item_url(filing, item), item.reason, item=item)
    if is_changed:
        task.tag, task.tone, task.is_done = "已更改", "ok", True
    elif item.answer.strip():
        task.tag, task.tone, task.is_done = "已说明", "ok", True
    return task


def _newly_missing(filing, points):
    """Papers that became necessary by the correction itself, as a fee paid by another change."""
    if filing.kind == FilingKind.CANCELLATION:
        return []
    # Items that were not answered stand above, each by its own name
    rest = replace(points, blocking=[each for each in points.blocking if each.id != UNANSWERED])
    closed = _closed_addresses(filing)
    return [
        task
        for group in groups_of(filing, rest)
        for task in group.tasks
        if not task.is_done and task.url not in closed
    ]


def _closed_addresses(filing):
    """Sections that passed stay closed even where a check would like them changed."""
    closed = set(Section) - open_sections(filing)
    return {reverse("registry:section_edit", args=[filing.pk, each.value]) for each in closed}


def watching_groups(filing):
    """A filing that lies with the commission, or is decided: what was handed in."""
    items = list(filing.items.current().with_subjects().order_by("id"))
    passed = [item for item in items if _is_told_passed(filing, item)]
    tasks = passed_tasks(filing, passed)
    others = [item for item in items if item not in passed]
    people = [item for item in others if item.staff_member_id]
    words = "核对中" if filing.status in WITH_COMMISSION else "已提交"
    for item in others:
        if filing.status == FilingStatus.LAPSED and item.verdict == ItemVerdict.REFUSED:
            tasks.append(Task(item.label, "未补正", "bad", detail=item.reason))
        elif item not in people or len(people) < MANY:
            tasks.append(Task(item.label, words, "plain", _reading_url(item)))
    if len(people) >= MANY:
        url = reverse("registry:staff_list", args=[filing.facility.public_id])
        tasks.append(Task(f"{len(people)} 人的资格与健康合格证明", words, "plain", url))
    return [Group("提交的内容", tasks)] if tasks else []


def _is_told_passed(filing, item):
    """Verdicts of the present round are told in one notice, not one by one."""
    is_told = item.round < filing.round or filing.status in (
        FilingStatus.RECORDED,
        FilingStatus.LAPSED,
    )
    return is_told and item.verdict == ItemVerdict.ACCEPTED


def next_address(filing, here=""):
    """Where “save and continue” leads: the next unfinished thing, else the check of answers."""
    points = points_of(filing)
    if filing.status == FilingStatus.RETURNED:
        groups = correction_groups(filing, points)
    else:
        groups = groups_of(filing, points)
    urls = [task.url for group in groups for task in group.tasks]
    waiting = [task.url for task in unfinished(groups) if task.url != here]
    after = urls[urls.index(here) :] if here in urls else urls
    later = [url for url in after if url in waiting]
    return next(iter(later or waiting), reverse("registry:filing_check", args=[filing.pk]))
