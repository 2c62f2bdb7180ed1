"""Beginning, handing in and taking back a filing (新建、提交、撤回)."""

from django import forms

from registry.choices import FilingKind

MOVE = "move"
DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class StartForm(forms.Form):
    """Which filing to begin: for a new facility of an operator, or for one that is there."""

    operator = forms.ModelChoiceField(queryset=None, required=False)
    facility = forms.ModelChoiceField(queryset=None, required=False, to_field_name="public_id")
    kind = forms.ChoiceField(choices=[*FilingKind.choices, (MOVE, "迁址")])
    carry = forms.BooleanField(required=False)  # 带入自查的回答

    def __init__(self, *args, operators, facilities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["operator"].queryset = operators
        self.fields["facility"].queryset = facilities


class PledgeForm(forms.Form):
    """The pledge (备案承诺书), with the name of whoever makes it."""

    pledge_name = forms.CharField(
        label="承诺人姓名",
        max_length=30,
        help_text="法定代表人或经其授权的负责人，填本人姓名。",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    agree = forms.BooleanField(
        label="我已阅读并同意上面的承诺",
        error_messages={"required": "请先阅读承诺书，并勾选同意。"},
    )


class NoteForm(forms.Form):
    note = forms.CharField(
        label="原因",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="您的说明",
        max_length=500,
        help_text="写明改了哪里，或者为什么不用改。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ClosingForm(forms.Form):
    """When and why service ends (拟停止服务)."""

    requested_closing_on = forms.DateField(label="拟停止服务的日期", widget=DATE)
    closing_reason = forms.CharField(
        label="停止服务的原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )
