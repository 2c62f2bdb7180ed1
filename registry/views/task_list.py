"""The operator's task list (事项清单): what is there, what is missing, whose turn it is."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.urls import reverse

from registry.checks import advice, blocking, run_checks, to_confirm
from registry.checks.labels import section_of
from registry.choices import DocumentKind, FilingKind, FilingStatus, Section
from registry.forms.safety import SafetyForm, ServiceForm
from registry.forms.section import IdentityForm, RegistrationForm
from registry.forms.site import ClassesForm, SiteForm
from registry.models import FilingItem
from registry.services.material import current_documents, requirements_of, touched_sections
from wuqing_tuoyu import clock
from wuqing_tuoyu.templatetags.words import day

SECTION_FORMS = {
    form.section: form
    for form in (
        IdentityForm,
        RegistrationForm,
        SiteForm,
        ClassesForm,
        SafetyForm,
        ServiceForm,
    )
}


@dataclass
class Task:
    """One line: a thing to do or done, its state in a word, and where it is done."""

    title: str
    tag: str
    tone: str = "plain"
    url: str = ""
    detail: str = ""
    is_done: bool = False
    item: FilingItem | None = None


@dataclass
class Group:
    """Tasks under one heading, with n of m where that says something."""

    heading: str
    tasks: list[Task]
    count: str = ""
    url: str = ""
    label: str = ""


@dataclass
class Points:
    """What the checks say, by where it is said."""

    blocking: list = field(default_factory=list)
    to_confirm: list = field(default_factory=list)
    advice: list = field(default_factory=list)


def points_of(filing):
    """Failed checks of a filing an operator may still write (自动检查)."""
    results = run_checks(filing, clock.today())
    return Points(blocking(results), to_confirm(results), advice(results))


def by_place(results):
    """Failed checks by section value or by target such as staff:17."""
    places = defaultdict(list)
    for result in results:
        places[result.section or result.target].append(result)
    return places


def groups_of(filing, points):
    """What an operator has to fill in for a draft, in the order of need."""
    errors, doubts = by_place(points.blocking), by_place(points.to_confirm)
    requirements = requirements_of(filing)
    if filing.kind == FilingKind.CANCELLATION:
        return [_closing_group(filing), _paper_group(filing, requirements, errors, doubts)]
    return [
        _section_group(filing, errors, doubts),
        _paper_group(filing, requirements, errors, doubts),
        _staff_group(filing, requirements, errors, doubts),
        _offer_group(filing),
        *_rest_groups(filing, points.blocking),
    ]


def _rest_groups(filing, results):
    """What stands in the way and belongs to no line above, such as a principal nobody named."""
    if filing.status != FilingStatus.DRAFT:
        return []  # what is left of a returned filing are its refused items
    people = {f"staff:{pk}" for pk in filing.facility.staff.active().values_list("pk", flat=True)}
    papers = {f"document:{document.pk}" for document in current_documents(filing)}
    left = [
        result
        for result in results
        if not result.section
        and result.target not in people | papers
        and not result.target.startswith("material:")
    ]
    tasks = [Task(each.sentence, "要补齐", "wait", _place_of(filing, each)) for each in left]
    return [Group("还要补齐的", tasks)] if tasks else []


def _place_of(filing, result):
    """Where something that stands in the way is put right."""
    if section := section_of(result.field):
        return reverse("registry:section_edit", args=[filing.pk, section])
    name = "fee_edit" if result.target.startswith("fee:") else "staff_list"
    return reverse(f"registry:{name}", args=[filing.facility.public_id])


def _section_group(filing, errors, doubts):
    saved, touched = filing.declaration.sections_saved, touched_sections(filing)
    tasks = [_section_task(filing, each, saved, touched, errors, doubts) for each in Section]
    if filing.kind == FilingKind.CHANGE:
        return Group("申报信息", tasks, f"改动 {len(touched)} 部分，共 {len(tasks)} 部分")
    done = sum(task.is_done for task in tasks)
    return Group("申报信息", tasks, f"已填 {done} 部分，共 {len(tasks)} 部分")


def _section_task(filing, section, saved, touched, errors, doubts):
    url = reverse("registry:section_edit", args=[filing.pk, section.value])
    missing = SECTION_FORMS[section].missing(filing.declaration)
    wrong = [result.sentence for result in errors[section.value]]
    task = Task(section.label, "已填", "ok", url, is_done=True)
    if filing.kind == FilingKind.CHANGE and section not in touched and not wrong:
        # What was filed before the portal is not asked for anew by a small change
        task.tag, task.tone = "没有改动", "plain"
        return task
    if section not in saved and missing:
        task.tag, task.tone, task.is_done = "未填", "plain", False
    elif missing:
        task.tag, task.tone, task.is_done = f"还差 {len(missing)} 项", "wait", False
        task.detail = "没有填：" + "、".join(missing)
    elif wrong:
        task.tag, task.tone, task.is_done = f"有 {len(wrong)} 处要改", "wait", False
        task.detail = wrong[0]
    elif section not in saved:
        task.tag, task.tone, task.is_done = "未填", "plain", False
    elif filing.kind == FilingKind.CHANGE:
        task.tag, task.tone = "有改动", "info"
    if task.is_done and (found := doubts[section.value]):
        task.detail = f"{found[0].sentence}提交前请确认。"
    return task


def _paper_group(filing, requirements, errors, doubts):
    wanted = [each for each in requirements if each.staff_member is None]
    tasks = [_paper_task(filing, each, errors, doubts) for each in wanted]
    must = [each for each in wanted if each.is_required]
    met = sum(each.is_met for each in must)
    named = {each.rule.document_kind for each in wanted}
    more = [d for d in current_documents(filing) if d.staff_member_id is None]
    for document in more:
        if document.kind == DocumentKind.OTHER or (
            filing.kind == FilingKind.INITIAL and document.kind not in named
        ):
            url = reverse("registry:filing_document", args=[filing.pk, document.kind, document.pk])
            tasks.append(Task(document.label, "已上传", "ok", url, is_done=True))
    return Group(
        "材料",
        tasks,
        f"已有 {met} 份，共需 {len(must)} 份" if must else "",
        reverse("registry:filing_document", args=[filing.pk, DocumentKind.OTHER]),
        "添加其他材料",
    )


def _paper_task(filing, requirement, errors, doubts):
    url = reverse("registry:filing_document", args=[filing.pk, requirement.kind])
    document = requirement.document
    task = Task(requirement.label, "已上传", "ok", url, is_done=True)
    if document is None:
        required = requirement.is_required
        task.tag, task.tone = ("待上传", "wait") if required else ("可不交", "plain")
        task.is_done = not required
        return task
    place = f"document:{document.pk}"
    task.detail = paper_line(document)
    if errors[place]:
        task.tag, task.tone, task.is_done = f"有 {len(errors[place])} 处要改", "wait", False
        task.detail = errors[place][0].sentence
    elif doubts[place]:
        task.detail = f"{doubts[place][0].sentence}提交前请确认。"
    return task


def paper_line(document):
    """Pages and validity in a line."""
    parts = [f"{len(document.pages.all())} 个文件"]
    if document.valid_until:
        parts.append(f"有效期至 {day(document.valid_until)}")
    elif document.issued_on:
        parts.append(f"{day(document.issued_on)}出具")
    return "，".join(parts)


def _staff_group(filing, requirements, errors, doubts):
    facility = filing.facility
    wanted = defaultdict(list)
    for each in requirements:
        if each.staff_member is not None and each.is_required:
            wanted[each.staff_member.pk].append(each)
    tasks = [
        _staff_task(facility, person, wanted[person.pk], errors, doubts)
        for person in facility.staff.active().order_by("id")
    ]
    ready = sum(task.is_done for task in tasks)
    return Group(
        "人员",
        tasks,
        f"{ready} 人的证件齐全，共 {len(tasks)} 人" if tasks else "还没有登记工作人员",
        reverse("registry:staff_list", args=[facility.public_id]),
        "登记和管理人员",
    )


def _staff_task(facility, person, wanted, errors, doubts):
    url = reverse("registry:staff_detail", args=[facility.public_id, person.pk])
    task = Task(str(person), "证件齐全", "ok", url, is_done=True)
    missing = [each.kind.label for each in wanted if not each.is_met]
    place = f"staff:{person.pk}"
    if missing:
        task.tag, task.tone, task.is_done = f"缺 {len(missing)} 份", "wait", False
        task.detail = "还没有上传：" + "、".join(missing)
    elif errors[place]:
        task.tag, task.tone, task.is_done = f"有 {len(errors[place])} 处要改", "wait", False
        task.detail = errors[place][0].sentence
    elif doubts[place]:
        task.detail = f"{doubts[place][0].sentence}提交前请确认。"
    return task


def _offer_group(filing):
    facility = filing.facility
    fees = facility.fees.current(clock.today()).count()
    days = facility.opening_hours.current().count()
    args = [facility.public_id]
    return Group(
        "收费和开放时间",
        [
            Task(
                "收费",
                f"{fees} 项" if fees else "未填",
                "ok" if fees else "wait",
                reverse("registry:fee_edit", args=args),
                is_done=bool(fees),
            ),
            Task(
                "开放时间",
                f"每周 {days} 天" if days else "未填",
                "ok" if days else "wait",
                reverse("registry:opening_hours_edit", args=args),
                is_done=bool(days),
            ),
        ],
    )


def _closing_group(filing):
    is_done = bool(filing.requested_closing_on and filing.closing_reason)
    detail = (
        f"{day(filing.requested_closing_on)}起停止服务：{filing.closing_reason}" if is_done else ""
    )
    return Group(
        "停止服务",
        [
            Task(
                "停止服务的日期和原因",
                "已填" if is_done else "未填",
                "ok" if is_done else "plain",
                reverse("registry:filing_closing", args=[filing.pk]),
                detail,
                is_done,
            )
        ],
    )


def unfinished(groups):
    return [task for group in groups for task in group.tasks if not task.is_done]
