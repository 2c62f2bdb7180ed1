"""What a person states to get an account (注册)."""

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from accounts.forms.sign_in import RULE_OF_PASSWORDS
from accounts.models import User


class RegisterForm(forms.ModelForm):
    """Hand `person()` to `register_user`; whether the address is known is never said here."""

    password1 = forms.CharField(
        label="密码",
        help_text=RULE_OF_PASSWORDS,
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="确认密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    consent = forms.BooleanField(
        label="我同意区卫生健康委为办理托育机构备案收集并使用以上信息",
        error_messages={"required": "请先阅读并勾选同意，才能注册。"},
    )

    class Meta:
        model = User
        fields = ["username", "name", "mobile", "email"]
        help_texts = {
            "username": "用于登录，3—32 位字母、数字、下划线或连字符。",
            "name": "请填写真实姓名，与授权委托书一致。",
            "mobile": "11 位，办理中需要时与您联系。",
            "email": "确认邮件和办理结果会发到这里。",
        }
        widgets = {
            "username": forms.TextInput(
                attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
            ),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "mobile": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("name", "mobile", "email"):
            self.fields[name].required = True

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        stated = super().clean()
        first, second = stated.get("password1"), stated.get("password2")
        if first and second and first != second:
            self.add_error("password2", "两次输入的密码不一样，请重新输入。")
        elif first:
            somebody = User(**{name: stated.get(name, "") for name in self.Meta.fields})
            try:
                password_validation.validate_password(first, somebody)
            except ValidationError as weak:
                self.add_error("password1", weak)
        return stated

    def person(self):
        """What `register_user` wants to know."""
        stated = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return stated | {"password": self.cleaned_data["password1"]}
