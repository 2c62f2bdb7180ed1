"""All answers of a declaration (申报内容) as facts, section by section."""

from decimal import Decimal

from django.db import models
from django.urls import reverse

from registry.choices import Section
from registry.services.editing import open_sections
from registry.views.task_list import SECTION_FORMS
from wuqing_tuoyu.templatetags.words import age_range, day


def answers_of(filing):
    """Each section with its facts, its classes, and where it is changed while it is open."""
    declaration, opened = filing.declaration, open_sections(filing)
    return [
        {
            "label": section.label,
            "facts": facts_of(SECTION_FORMS[section], declaration),
            "classes": class_facts(declaration) if section == Section.CLASSES else [],
            "url": reverse("registry:section_edit", args=[filing.pk, section.value])
            if section in opened
            else "",
        }
        for section in Section
    ]


def facts_of(form_class, declaration):
    """Labels and words for the fields this facility is asked for."""
    form = form_class(instance=declaration)
    idle = ("latitude", "longitude", *form_class.beside_the_point(declaration))
    return [
        (form.fields[name].label, words_for(declaration, name, form_class.units.get(name, "")), "")
        for name in form.fields
        if name not in idle
    ]


def words_for(declaration, name, unit=""):
    """A value as people read it."""
    value = getattr(declaration, name)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if declaration._meta.get_field(name).choices:
        return getattr(declaration, f"get_{name}_display")()
    if isinstance(declaration._meta.get_field(name), models.DateField):
        return day(value)
    if isinstance(value, Decimal):
        value = f"{value.normalize():f}"
    return f"{value} {unit}".strip()


def class_facts(declaration):
    """One line a class."""
    return [
        (
            group.name,
            f"{group.get_kind_display()}，{age_range(group.min_age, group.max_age)}，"
            f"{group.places} 个托位",
            "",
        )
        for group in declaration.class_groups.all()
    ]
