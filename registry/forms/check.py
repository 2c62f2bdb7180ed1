"""How a rule is used (检查设定), and finding one wrong in one file (认定不成立)."""

from crispy_forms.helper import FormHelper
from django import forms

from registry.choices.check import MOVABLE_LEVELS, CheckLevel

ON_OFF = (("on", "启用"), ("off", "停用"))


class CheckSettingForm(forms.Form):
    """On or off, and among which levels it stands; a reason always."""

    state = forms.ChoiceField(label="是否启用", choices=ON_OFF, widget=forms.RadioSelect)
    level = forms.ChoiceField(label="级别", required=False, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="理由",
        max_length=300,
        help_text="写明所依据的文件或者决定。理由和您的姓名会留在记录里。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, check, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        own = CheckLevel(check.level)
        self.fields["level"].choices = [
            ("", f"原定级别：{own.value} {own.label}"),
            *((level.value, f"{level.value} {level.label}") for level in MOVABLE_LEVELS),
        ]
        if not check.is_movable:
            del self.fields["level"]

    def setting(self):
        """What `set_check` wants."""
        stated = self.cleaned_data
        return {
            "is_active": stated["state"] == "on",
            "level": stated.get("level", ""),
            "reason": stated["reason"],
        }


class OverruleFindingForm(forms.Form):
    note = forms.CharField(label="为什么不成立", max_length=300)
