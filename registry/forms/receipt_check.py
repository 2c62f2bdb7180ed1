"""The form of the receipt check (核对回执)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout, Submit
from django import forms


class ReceiptCheckForm(forms.Form):
    """Number and name from the paper, or the code in its QR address."""

    number = forms.CharField(
        label="备案编号",
        max_length=32,
        required=False,
        help_text="在回执右上角，例如 120114-TY-2026-0031。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label="机构名称",
        max_length=100,
        required=False,
        help_text="与回执上写的一致。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    code = forms.CharField(
        label="核验码",
        max_length=200,
        required=False,
        help_text="二维码打开的网址，或者其中最后一段。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = "registry:receipt_check_form"
        self.helper.layout = Layout(
            Fieldset("按编号和名称", "number", "name"),
            HTML('<p class="soft">或者</p>'),
            Fieldset("按核验码", "code"),
            Submit("check", "核对"),
        )

    def clean_code(self):
        return self.cleaned_data["code"].strip().rstrip("/").rsplit("/", 1)[-1]

    def clean(self):
        data = super().clean()
        if data.get("code"):
            return data
        if not data.get("number") and not data.get("name"):
            raise forms.ValidationError("请填写备案编号和机构名称，或者核验码。")
        if not data.get("number"):
            self.add_error("number", "请填写回执右上角的备案编号。")
        if not data.get("name"):
            self.add_error("name", "请填写回执上的机构名称。")
        return data
