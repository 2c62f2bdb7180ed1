"""What somebody states to act for an operator (举办者注册、申请成为代表)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from accounts.forms.register import RegisterForm
from registry.validators import validate_credit_code

CREDIT_CODE_LENGTH = 18
LOOK_ALIKES = {"I": "1", "O": "0", "S": "5", "V": "U", "Z": "2"}


class CreditCodeField(forms.CharField):
    """A credit code (统一社会信用代码) as people type it: with spaces, in small letters."""

    def __init__(self, **options):
        attrs = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        options.setdefault("widget", forms.TextInput(attrs=attrs))
        options.setdefault("max_length", 40)
        super().__init__(
            label="统一社会信用代码",
            help_text="18 位，在登记证照的右上角。中间的空格可以照抄。",
            **options,
        )

    def to_python(self, value):
        return "".join((super().to_python(value) or "").split()).upper()

    def validate(self, value):
        super().validate(value)
        if not value:
            return
        if len(value) != CREDIT_CODE_LENGTH:
            raise ValidationError(f"应为 18 位，现在是 {len(value)} 位，请对照登记证照再数一遍。")
        if wrong := [letter for letter in LOOK_ALIKES if letter in value]:
            letter = wrong[0]
            raise ValidationError(
                f"代码里不会有字母 {letter}，可能是 {LOOK_ALIKES[letter]}，请对照登记证照更正。"
            )
        try:
            validate_credit_code(value)
        except ValidationError:
            raise ValidationError(
                "最后一位与前面 17 位对不上，多半是抄错了一两个字，请对照登记证照逐位核对。"
            ) from None


class OperatorFields(forms.Form):
    credit_code = CreditCodeField()
    operator_name = forms.CharField(
        label="举办者名称",
        max_length=100,
        help_text="登记证照上的单位全称，例如“天津幸福里托育服务有限公司”。",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )

    def clean_operator_name(self):
        return " ".join(self.cleaned_data["operator_name"].split())


class OperatorRegisterForm(OperatorFields, RegisterForm):
    """An account and the operator it acts for, in one go."""

    field_order = ("credit_code", "operator_name", "name", "mobile", "email", "username")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Fieldset("举办者", "credit_code", "operator_name"),
            Fieldset("您本人", "name", "mobile", "email"),
            Fieldset("登录用", "username", "password1", "password2", "consent"),
        )


class OperatorForm(OperatorFields):
    """Another operator for somebody who has an account."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class EndForm(forms.Form):
    note = forms.CharField(label="原因", max_length=200, required=False)
