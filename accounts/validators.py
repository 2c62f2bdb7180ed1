"""What a user name, a mobile number and a password must look like (格式要求)."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

validate_username = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9_-]{2,31}\Z",
    "用户名为 3—32 位字母、数字、下划线或连字符，以字母或数字开头。",
)
validate_mobile = RegexValidator(r"^1[3-9][0-9]{9}\Z", "请填写 11 位手机号，例如 13800000000。")


class LongPasswordValidator:
    """A password is long enough (密码长度)."""

    def __init__(self, shortest=10):
        self.shortest = shortest

    def validate(self, password, user=None):
        if len(password) < self.shortest:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self):
        return f"密码至少 {self.shortest} 位。"


class MixedPasswordValidator:
    """A password mixes at least three kinds of characters (密码复杂度)."""

    KINDS = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^A-Za-z0-9]")
    SENTENCE = "密码至少包含大写字母、小写字母、数字、符号中的三种。"

    def validate(self, password, user=None):
        if sum(bool(re.search(kind, password)) for kind in self.KINDS) < 3:
            raise ValidationError(self.SENTENCE, code="password_too_plain")

    def get_help_text(self):
        return self.SENTENCE
