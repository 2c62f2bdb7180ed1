"""Member (单位成员): a user in a unit, in one of three roles, from one day until another."""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from simple_history.models import HistoricalRecords

from departments.choices import ACTING_ROLES, HEALTH_COMMISSION, MemberRole
from departments.models.department import Department


class MemberQuerySet(models.QuerySet):
    def active(self, today):
        return self.filter(
            Q(active_until=None) | Q(active_until__gte=today),
            active_from__lte=today,
            department__is_active=True,
            user__is_active=True,
        )

    def officers(self):
        return self.filter(role=MemberRole.OFFICER)

    def directors(self):
        return self.filter(role=MemberRole.DIRECTOR)

    def acting(self):
        """Those who may act for their unit: officers and directors."""
        return self.filter(role__in=ACTING_ROLES)

    def of_commission(self):
        return self.filter(department__code=HEALTH_COMMISSION)

    def of_units(self, department_ids, *codes):
        return self.filter(Q(department__in=department_ids) | Q(department__code__in=codes))

    def highest_role_first(self):
        rank = Case(
            When(role=MemberRole.DIRECTOR, then=Value(0)),
            When(role=MemberRole.OFFICER, then=Value(1)),
            default=Value(2),
        )
        return self.order_by(rank, "-active_from", "pk")


class Member(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name="账号"
    )
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="members", verbose_name="单位"
    )
    role = models.CharField("角色", max_length=16, choices=MemberRole, default=MemberRole.OFFICER)
    enforcement_certificate = models.CharField("执法证号", max_length=40, blank=True)
    certificate_until = models.DateField("执法证有效期至", null=True, blank=True)
    active_from = models.DateField("任职起")
    active_until = models.DateField("任职止", null=True, blank=True)
    edited_at = models.DateTimeField("人工修改时间", null=True, blank=True, editable=False)

    objects = MemberQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="成员修改记录", verbose_name_plural="成员修改记录")

    class Meta:
        verbose_name = "单位成员"
        verbose_name_plural = "单位成员"
        ordering = ["department__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="member_one_standing_role_per_user",
                fields=["user"],
                condition=Q(active_until=None),
                violation_error_message="这个账号已有长期任职；代行请填写任职止。",
            ),
            models.CheckConstraint(
                name="member_from_before_until",
                condition=Q(active_until=None) | Q(active_until__gte=F("active_from")),
                violation_error_message="任职止不能早于任职起。",
            ),
            models.CheckConstraint(
                name="member_certificate_end_needs_certificate",
                condition=Q(certificate_until=None) | ~Q(enforcement_certificate=""),
                violation_error_message="填写执法证有效期时，请一并填写执法证号。",
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.department} {self.get_role_display()}"

    @property
    def may_act(self):
        return self.role in ACTING_ROLES

    @property
    def is_director(self):
        return self.role == MemberRole.DIRECTOR
