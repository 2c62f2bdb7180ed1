"""Operator (举办者): the legal entity that runs facilities, and who may act for it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from departments.choices import HEALTH_COMMISSION
from departments.permissions import is_of
from registry.choices import LIVING_REPRESENTATIONS, RepresentativeStatus
from registry.validators import validate_credit_code


class OperatorQuerySet(models.QuerySet):
    def represented_by(self, user):
        """Operators for which this person's representation is confirmed."""
        return self.filter(
            representatives__user=user, representatives__status=RepresentativeStatus.CONFIRMED
        )

    def visible_to(self, user):
        if is_of(user, HEALTH_COMMISSION):
            return self
        return self.filter(
            representatives__user=user, representatives__status__in=LIVING_REPRESENTATIONS
        )


class Operator(models.Model):
    name = models.CharField("举办者名称", max_length=100)
    credit_code = models.CharField(
        "统一社会信用代码",
        max_length=18,
        unique=True,
        validators=[validate_credit_code],
        error_messages={"unique": "该统一社会信用代码已经登记。"},
    )
    created_at = models.DateTimeField("建立时间")

    objects = OperatorQuerySet.as_manager()

    class Meta:
        verbose_name = "举办者"
        verbose_name_plural = "举办者"

    def __str__(self):
        return self.name


class RepresentativeQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(status=RepresentativeStatus.PENDING)

    def confirmed(self):
        return self.filter(status=RepresentativeStatus.CONFIRMED)

    def living(self):
        return self.filter(status__in=LIVING_REPRESENTATIONS)

    def acting_in(self, filing):
        """Those who may act in a filing: confirmed ones, and a pending one who created it."""
        return self.living().filter(
            Q(status=RepresentativeStatus.CONFIRMED) | Q(user=filing.created_by_id),
            operator=filing.facility.operator_id,
        )

    def visible_to(self, user):
        """The commission sees all; a person their own; a confirmed one those of its operator."""
        if is_of(user, HEALTH_COMMISSION):
            return self
        mine = Operator.objects.represented_by(user)
        return self.filter(Q(user=user) | Q(operator__in=mine))


class Representative(models.Model):
    """A user who acts for an operator (举办者代表)."""

    id = models.UUIDField("标识", primary_key=True, default=uuid.uuid4, editable=False)
    operator = models.ForeignKey(
        Operator, models.PROTECT, related_name="representatives", verbose_name="举办者"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="representations",
        verbose_name="代表",
    )
    status = models.CharField(
        "状态",
        max_length=12,
        choices=RepresentativeStatus,
        default=RepresentativeStatus.PENDING,
        editable=False,
    )
    authorization = models.ForeignKey(
        "accounts.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="加盖公章的授权委托书",
    )
    requested_at = models.DateTimeField("申请时间")
    confirmed_at = models.DateTimeField("确认时间", null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="确认人",
    )
    ended_at = models.DateTimeField("终止时间", null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="终止人",
    )
    end_note = models.CharField("终止原因", max_length=200, blank=True)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        verbose_name = "举办者代表"
        verbose_name_plural = "举办者代表"
        constraints = [
            models.UniqueConstraint(
                name="representative_once_per_operator",
                fields=["operator", "user"],
                condition=~Q(status=RepresentativeStatus.ENDED),
                violation_error_message="您已经是该举办者的代表，或者已经提出申请。",
            ),
            models.CheckConstraint(
                name="representative_confirmed_has_confirmer",
                condition=~Q(status=RepresentativeStatus.CONFIRMED) | Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="representative_ended_iff_dated",
                condition=Q(status=RepresentativeStatus.ENDED, ended_at__isnull=False)
                | (~Q(status=RepresentativeStatus.ENDED) & Q(ended_at=None)),
            ),
        ]

    def __str__(self):
        return f"{self.operator}：{self.user}"

    @property
    def status_choice(self) -> RepresentativeStatus:
        return RepresentativeStatus(self.status)
