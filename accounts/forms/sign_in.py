"""What is asked at sign-in and when passwords, addresses and second factors change (登录与安全)."""

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second_factor
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import encrypt
from django import forms

CODE = forms.TextInput(
    attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short"}
)
RULE_OF_PASSWORDS = (
    "至少 10 位，包含大写字母、小写字母、数字、符号中的三种；不要用姓名、手机号或常见密码。"
)


def say(form, **words):
    """Labels in our words, and no words inside the boxes: they vanish when one begins to type."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    for name, (label, help_text) in words.items():
        form.fields[name].label = label
        form.fields[name].help_text = help_text


class SignInForm(account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self, login=("用户名或邮箱", ""), password=("密码", ""))
        self.fields["login"].max_length = 254
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "maxlength": 254}

    def user_credentials(self):
        """An address is tried once: trying it as a user name too would tell by time who is here."""
        credentials = super().user_credentials()
        if "email" in credentials:
            credentials.pop("username", None)
        return credentials


class ForgottenPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self, email=("邮箱", "账号登记的邮箱，重设密码的链接会发到这里。"))


class NewPasswordForm(account.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self, password1=("新密码", RULE_OF_PASSWORDS), password2=("确认新密码", ""))


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(
            self,
            oldpassword=("现在的密码", ""),
            password1=("新密码", RULE_OF_PASSWORDS),
            password2=("确认新密码", ""),
        )


class PasswordAgainForm(account.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self, password=("密码", ""))


class ChangeAddressForm(account.AddEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self, email=("新邮箱", "确认邮件会发到新邮箱；点开其中的链接后才更换。"))


class SecondFactorForm(second_factor.AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget = CODE
        say(self, code=("验证码", "身份验证器应用里的 6 位数字，或一个 8 位恢复代码。"))


class SecondFactorAgainForm(second_factor.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget = CODE
        say(self, code=("验证码", "身份验证器应用里的 6 位数字，或一个 8 位恢复代码。"))


class FirstCodeForm(totp.ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget = CODE
        say(self, code=("验证码", "身份验证器应用里现在显示的 6 位数字。"))

    def clean_code(self):
        """The code that sets the second factor up is used up by it (验证码只用一次)."""
        code = super().clean_code()
        waiting = Authenticator(user=self.user, data={"secret": encrypt(self.secret)})
        if not TOTP(waiting).validate_code(code):
            raise get_adapter().validation_error("incorrect_code")
        return code
