"""Sections of a declaration (申报部分): one page each, saved by itself."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from registry.choices import ItemVerdict, Section
from registry.forms.section import kept_rows
from registry.forms.site import ClassesForm, ClassGroupFormSet
from registry.permissions import can_submit_filing
from registry.services.editing import demand_section_open, save_section
from registry.views.beside import put_beside, shown
from registry.views.correction import next_address
from registry.views.filing import find_filing
from registry.views.task_list import SECTION_FORMS, Points, points_of
from wuqing_tuoyu.exceptions import DomainError

LEADS = {
    Section.IDENTITY: "机构叫什么、属于哪一类、在哪里、怎么联系。",
    Section.REGISTRATION: "照登记证照填写。由机构编制、民政或者市场监管部门核验。",
    Section.SITE: "照租赁合同、不动产权证和实际情况填写。",
    Section.CLASSES: "有几个班、每班几个托位。",
    Section.SAFETY: "照实填写。现场核实时会逐项查看。",
    Section.SERVICE: "提供哪些服务，孩子怎样用餐。",
}


def refused_item(filing, **subject):
    """What was said about this part when the filing came back, if it was refused."""
    items = filing.items.current().with_subjects().filter(**subject)
    return next((item for item in items if item.verdict == ItemVerdict.REFUSED), None)


@require_http_methods(["GET", "HEAD", "POST"])
def section_edit(request, pk, section):
    filing = find_filing(request, pk)
    if section not in Section.values:
        raise Http404
    section = Section(section)
    if not can_submit_filing(request.user, filing):
        raise PermissionDenied
    try:
        demand_section_open(filing, section)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(filing)
    if "add_class" in request.POST and has_classes(filing, section):
        return _page(request, filing, section, *_one_class_more(request, filing))
    is_lenient = "later" in request.POST
    form = SECTION_FORMS[section](
        request.POST or None, instance=filing.declaration, is_lenient=is_lenient
    )
    classes = _classes(request, filing) if has_classes(filing, section) else None
    # Both are looked at, so that all mistakes are told at once
    valid = [each.is_valid() for each in (form, classes) if each is not None]
    if request.method == "POST" and all(valid):
        try:
            values, rows = form.values(), kept_rows(classes) if classes else None
            if rows:
                values |= ages_of(rows)
            save_section(filing, section, actor=request.user, values=values, classes=rows)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"“{section.label}”已保存。")
            filing = find_filing(request, pk)
            return redirect(filing if is_lenient else next_address(filing, request.path))
    filing.declaration.refresh_from_db()
    return _page(request, filing, section, form, classes)


def _page(request, filing, section, form, classes):
    is_saved = section in filing.declaration.sections_saved
    rest = _put_beside(filing, section, form, classes, is_saved)
    context = {
        "filing": filing,
        "section": section,
        "lead": LEADS[section],
        "form": form,
        "classes": classes,
        "rest": [shown(result) for result in rest],
        "item": refused_item(filing, section=section),
    }
    return render(request, "registry/section/edit.html", context)


def _put_beside(filing, section, form, classes, is_saved):
    """What was saved is judged beside its fields; what belongs to none of them stands above."""
    targets = {"": form}
    for row in classes or ():
        targets[f"class:{row['class_no'].value()}"] = row
    points = points_of(filing) if is_saved else Points()
    results = [*points.blocking, *points.to_confirm, *points.advice]
    return put_beside([each for each in results if each.section == section.value], targets)


def has_classes(filing, section):
    """A family site has no classes, only a number of children."""
    return section == Section.CLASSES and not filing.declaration.is_family_site


def _classes(request, filing):
    if request.method == "POST":
        return ClassGroupFormSet(request.POST, prefix="classes", initial=_held(filing))
    initial = _held(filing)
    formset = ClassGroupFormSet(prefix="classes", initial=initial)
    if not initial:
        formset.extra = 1
    return formset


def _held(filing):
    names = ("class_no", *ClassGroupFormSet.form.Meta.fields)
    return list(filing.declaration.class_groups.values(*names))


def _one_class_more(request, filing):
    """Without a script: the page again, as it was filled in, with one more class."""
    posted = ClassGroupFormSet(request.POST, prefix="classes")
    rows = []
    for row in posted.forms:
        names = row.fields
        stated = {name: row[name].value() for name in names}
        if not stated.get("DELETE"):
            rows.append(stated)
    classes = ClassGroupFormSet(prefix="classes", initial=rows)
    classes.extra = 1
    stated = {name: request.POST.get(name) for name in ClassesForm.Meta.fields}
    form = ClassesForm(instance=filing.declaration, initial=stated)
    return form, classes


def ages_of(rows):
    """The youngest and the oldest of all classes."""
    return {
        "min_age": min(row["min_age"] for row in rows),
        "max_age": max(row["max_age"] for row in rows),
    }
