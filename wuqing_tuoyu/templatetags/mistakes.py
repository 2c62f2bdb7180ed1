"""What is wrong in a form, said so that it can be put right. Loaded everywhere."""

from django import template
from django.forms import CheckboxInput, Field, FileInput
from django.forms.widgets import ChoiceWidget

register = template.Library()

LIMITS = {
    "min_length": "至少 {limit_value} 个字符，现在是 {show_value} 个。",
    "max_length": "最多 {limit_value} 个字符，现在是 {show_value} 个。",
    "min_value": "不能小于 {limit_value}。",
    "max_value": "不能大于 {limit_value}。",
}


@register.filter
def error_sentences(field):
    """What is wrong with a field, and what to do, where Django only says 该字段是必填项."""
    for error in field.errors.as_data():
        if error.code in LIMITS and error.params:
            yield LIMITS[error.code].format(**error.params)
        elif error.message == Field.default_error_messages["required"]:
            yield _please_fill(field)
        else:
            yield from error.messages


def _please_fill(field):
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return f"请勾选“{field.label}”。"
    if isinstance(widget, FileInput):
        return f"请上传{field.label}。"
    return f"请{'选择' if isinstance(widget, ChoiceWidget) else '填写'}{field.label}。"


def _lines_of(form):
    for message in form.non_field_errors():
        yield {"message": message}
    for field in form:
        anchor = "" if field.is_hidden else field.id_for_label or f"{field.auto_id}_0"
        for message in error_sentences(field):
            is_box = isinstance(field.field.widget, CheckboxInput)
            told = is_box or str(field.label) in message
            yield {"message": message, "field": "" if told else field.label, "anchor": anchor}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms):
    """What is wrong in one or several forms or formsets, each line leading to its field."""
    lines = []
    for form in forms:
        if not form or not form.is_bound:
            continue
        if hasattr(form, "non_form_errors"):
            lines += [{"message": each} for each in form.non_form_errors()]
            lines += [line for each in form for line in _lines_of(each)]
        else:
            lines += _lines_of(form)
    return {"lines": lines}
