"""Forms of acts on a recorded facility: pause, resume, more time, closing, the inclusive title."""

from django import forms

from registry.choices import ClosureGround
from registry.forms.desk import DigestForm, words
from registry.forms.disclosure import CareForm
from wuqing_tuoyu import clock


def a_day(label, **options):
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        **options,
    )


class PauseForm(CareForm):
    """From when until when service stops, and why (暂停服务)."""

    public_fields = ("note",)
    from_on = a_day("暂停自")
    until_on = a_day("暂停至", required=False)
    note = words(
        "暂停的原因", rows=2, limit=200, help_text="起止日期和原因会公开，请不要写个人信息。"
    )
    order_organ = forms.CharField(label="决定机关", max_length=100, required=False)
    order_number = forms.CharField(label="决定文号", max_length=80, required=False)
    order_on = a_day("决定日期", required=False)

    def __init__(self, *args, is_ordered, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("from_on", clock.today())
        if not is_ordered:
            self.fields["until_on"].required = True
            for name in ("order_organ", "order_number", "order_on"):
                del self.fields[name]
        else:
            self.fields["until_on"].help_text = "决定没有写明期限的，可以不填。"


class ResumeForm(forms.Form):
    """That service begins again (恢复服务)."""

    note = words(
        "说明", rows=2, limit=200, required=False, help_text="依决定停止的，写明解除的依据。"
    )


class FacilityExtendForm(forms.Form):
    """Until when, and why, there is more time to correct (延长整改期限)."""

    correct_by = a_day("新的整改期限")
    note = words("延长的理由", rows=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["correct_by"].required = not self.is_bound or "correct_by" in self.data

    def clean_correct_by(self):
        """Left out altogether, it is the day the form proposed."""
        return self.cleaned_data["correct_by"] or self.initial["correct_by"]


class InclusiveForm(forms.Form):
    """Since when a facility is inclusive (普惠); no day takes the title back."""

    since = a_day("认定日期", required=False, help_text="不填日期，就是取消普惠认定。")


class CloseForm(CareForm):
    """On what ground the commission closes a filing by itself (依职权注销)."""

    public_fields = ("note",)
    ground = forms.ChoiceField(
        label="注销的理由", choices=ClosureGround.choices, widget=forms.RadioSelect
    )
    note = words("事实和依据", rows=4, help_text="写进《注销决定告知书》，也会公开。")


class VerifyForm(DigestForm):
    """The decision that a facility conforms (核实符合), resting on a record."""

    verification = forms.IntegerField(required=False, widget=forms.HiddenInput)
