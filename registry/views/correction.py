"""The task list after submission: what is to be corrected (补正), what passed, what is watched."""

from django.urls import reverse

from registry.choices import DocumentKind, FilingKind, FilingStatus, ItemVerdict, Section
from registry.services.editing import open_sections
from registry.services.items import is_changed
from registry.services.material import current_documents
from registry.views.task_list import Group, Task, groups_of, points_of, unfinished


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
    documents = list(current_documents(filing))
    refused, passed = [], []
    items = list(filing.items.current().with_subjects().order_by("id"))
    for item in items:
        if item.verdict == ItemVerdict.REFUSED:
            refused.append(_refused_task(filing, item, documents))
        else:
            passed.append(Task(item.label, "已通过", "ok", item_url(filing, item), is_done=True))
    known = {task.url for task in refused}
    refused += [task for task in _newly_missing(filing, points, items) if task.url not in known]
    groups = [Group("要补正的", refused)]
    if passed:
        groups.append(Group("已通过", passed))
    return groups


def _refused_task(filing, item, documents):
    task = Task(item.label, "需补正", "bad", item_url(filing, item), item.reason, item=item)
    if is_changed(filing, item, documents):
        task.tag, task.tone, task.is_done = "已更改", "ok", True
    elif item.answer.strip():
        task.tag, task.tone, task.is_done = "已说明", "ok", True
    return task


def _newly_missing(filing, points, items):
    """Papers that became necessary by the correction itself, as a fee paid by another change."""
    if filing.kind == FilingKind.CANCELLATION:
        return []
    return [
        task
        for group in groups_of(filing, points)
        for task in group.tasks
        if not task.is_done and _may_be_opened(filing, task)
    ]


def _may_be_opened(filing, task):
    """Sections that passed stay closed even where a check would like them changed."""
    closed = set(Section) - open_sections(filing)
    urls = {reverse("registry:section_edit", args=[filing.pk, each.value]) for each in closed}
    return task.url not in urls


def watching_groups(filing):
    """A filing that lies with the commission, or is decided: what was handed in."""
    decided = filing.status == FilingStatus.RECORDED
    tasks = []
    for item in filing.items.current().with_subjects().order_by("id"):
        # Verdicts of the present round are told in one notice, not one by one
        told = item.round < filing.round or decided or filing.status == FilingStatus.LAPSED
        if told and item.verdict == ItemVerdict.ACCEPTED:
            task = Task(item.label, "已通过", "ok", is_done=True)
        elif filing.status == FilingStatus.LAPSED and item.verdict == ItemVerdict.REFUSED:
            task = Task(item.label, "未补正", "bad", detail=item.reason)
        elif filing.status in (FilingStatus.SUBMITTED, FilingStatus.PROPOSED):
            task = Task(item.label, "核对中", "plain")
        else:
            task = Task(item.label, "已提交", "plain")
        tasks.append(task)
    return [Group("提交的内容", tasks)] if tasks else []


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
