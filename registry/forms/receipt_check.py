"""Forms of the receipt check (核对回执): two ways to the same page."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms


class NumberAndNameForm(forms.Form):
    """What is printed on the paper (编号和名称)."""

    number = forms.CharField(
        label="备案编号",
        max_length=32,
        help_text="在回执右上角，例如 120114-TY-2026-0031。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label="机构名称",
        max_length=100,
        help_text="与回执上写的一致。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = "registry:receipt_check_form"
        self.helper.layout = Layout(
            Fieldset("按编号和名称核对", "number", "name"), Submit("check", "核对")
        )


class CodeForm(forms.Form):
    """The address behind the QR code, or its last part (核验码)."""

    code = forms.CharField(
        label="核验码",
        max_length=200,
        help_text="二维码打开的网址，或者其中最后一段。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = "registry:receipt_check_form"
        self.helper.layout = Layout(
            Fieldset("按核验码核对", "code"),
            Submit("check", "核对", css_class="btn-quiet"),
        )

    def clean_code(self):
        code = self.cleaned_data["code"].strip().rstrip("/").rsplit("/", 1)[-1]
        if not code:
            raise forms.ValidationError("请填写网址的最后一段。")
        return code
