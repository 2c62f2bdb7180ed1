"""AccessToken (接口令牌): how a unit's system proves whose it is; only the digest is kept."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from departments.choices import TokenScope
from departments.models.department import Department
from departments.validators import validate_networks


class AccessTokenQuerySet(models.QuerySet):
    def in_force(self, today):
        return self.filter(revoked_at=None, expires_on__gte=today, department__is_active=True)


class AccessToken(models.Model):
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="access_tokens", verbose_name="单位"
    )
    scope = models.CharField("用途", max_length=20, choices=TokenScope)
    name = models.CharField("系统名称", max_length=60, help_text="哪个系统使用，例如登记业务系统。")
    beginning = models.CharField("令牌开头", max_length=12, editable=False)
    digest = models.CharField("令牌指纹", max_length=64, unique=True, editable=False)
    networks = models.CharField(
        "允许的网络地址",
        max_length=200,
        blank=True,
        validators=[validate_networks],
        help_text="例如 10.20.0.0/16，几个用逗号分开；不填的不限。",
    )
    expires_on = models.DateField("有效期至")
    created_at = models.DateTimeField("生成时间", editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name="生成人",
    )
    last_used_on = models.DateField("最近使用", null=True, editable=False)
    revoked_at = models.DateTimeField("收回时间", null=True, editable=False)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "接口令牌"
        verbose_name_plural = "接口令牌"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="access_token_revoked_after_created",
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("created_at")),
                violation_error_message="收回时间不能早于生成时间。",
            ),
        ]

    def __str__(self):
        return f"{self.department} {self.name}（{self.beginning}…）"
