"""Forms of a rectification (整改): the order, the answers, the verdicts."""

from datetime import timedelta

from django import forms

from departments.services.parameter import parameter
from inspections.forms.inspection import PhotosForm
from registry.forms.desk import VersionForm, words
from registry.forms.standing import a_day
from wuqing_tuoyu import clock

USUAL_DAYS = (3, 7, 15, 30)


def usual_day():
    """The day an order names unless the officer names another (默认整改期限)."""
    today = clock.today()
    return today + timedelta(days=int(parameter("rectification_days", today)))


class DueForm(forms.Form):
    """By when it has to be put right (整改期限)."""

    due_on = a_day("整改期限", help_text="通常是 3、7、15 或者 30 天，按问题的轻重和难易定。")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("due_on", usual_day())


class OrderForm(DueForm):
    """Which findings are ordered to be put right (责令限期改正)."""

    findings = forms.ModelMultipleChoiceField(
        label="整改事项",
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一个问题。"},
    )

    field_order = ("findings", "due_on")

    def __init__(self, *args, findings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["findings"].queryset = findings
        self.initial.setdefault("findings", [finding.pk for finding in findings])


class AnswerForm(PhotosForm):
    """What the operator did about one item, and the pictures that show it (整改情况)."""

    words = words(
        "怎样改的",
        limit=1000,
        help_text="写明做了什么、哪天做的，例如：3月5日更换了两具过期灭火器。",
    )

    field_order = ("words", "photos")


class RefuseAnswerForm(VersionForm):
    """What is still not in order (不认可的理由)."""

    note = words("哪里没有改好", rows=2, required=False)


class ExtendForm(forms.Form):
    """Until when, and why (延长整改期限)."""

    due_on = a_day("新的整改期限")
    note = words("延长的理由", rows=2)


class RecheckForm(forms.Form):
    """When the officers look again (安排复查)."""

    held_on = a_day("复查日期")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("held_on", clock.today())
