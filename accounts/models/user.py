"""User (账号): one person who signs in."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords

from accounts.validators import validate_mobile, validate_username


class UserHistory(HistoricalRecords):
    """Changes of an account (账号变更记录). Signing in is not a change."""

    def post_save(self, instance, created, using=None, **kwargs):
        if kwargs.get("update_fields") != frozenset({"last_login"}):
            super().post_save(instance, created, using=using, **kwargs)


class User(AbstractUser):
    first_name = None
    last_name = None

    username = models.CharField(
        "用户名",
        max_length=32,
        unique=True,
        validators=[validate_username],
        error_messages={"unique": "这个用户名已有人使用，请换一个。"},
    )
    name = models.CharField("姓名", max_length=40, blank=True)
    email = models.EmailField("邮箱", blank=True)
    mobile = models.CharField("手机号", max_length=11, blank=True, validators=[validate_mobile])

    # Whoever registers by themselves; the others were vouched for by an administrator.
    must_confirm_email = models.BooleanField("登录前须确认邮箱", default=False, editable=False)

    # A history of password hashes would outlive the passwords.
    history = UserHistory(excluded_fields=["password", "last_login"])

    REQUIRED_FIELDS = ["email"]

    class Meta:
        verbose_name = "账号"
        verbose_name_plural = "账号"
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_username_unique_in_any_case",
                violation_error_message="这个用户名已有人使用，请换一个。",
            ),
        ]

    def __str__(self):
        return self.name or self.username

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)
