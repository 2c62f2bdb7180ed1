"""Follow (关注): an address that hears what becomes public about a facility or a township."""

import secrets

from django.db import models
from django.db.models import Q

from wuqing_tuoyu import clock

TOKEN_BYTES = 32


def new_token() -> str:
    """Whoever holds it may confirm and leave: 256 bits, never to be guessed."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class FollowQuerySet(models.QuerySet):
    def confirmed(self):
        return self.exclude(confirmed_at=None)

    def unconfirmed(self):
        return self.filter(confirmed_at=None)

    def of(self, facility):
        """Whoever follows a facility, or the township it lies in."""
        of_township = Q(township=facility.township_id) & Q(township__isnull=False)
        return self.filter(Q(facility=facility) | of_township)


class Follow(models.Model):
    email = models.EmailField("邮箱")
    facility = models.ForeignKey(
        "registry.Facility",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="follows",
        verbose_name="托育机构",
    )
    township = models.ForeignKey(
        "departments.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="镇街",
    )
    token = models.CharField("凭证", max_length=43, unique=True, default=new_token, editable=False)
    requested_at = models.DateTimeField("申请时间", default=clock.now, editable=False)
    confirmed_at = models.DateTimeField("确认时间", null=True, editable=False)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = "关注"
        verbose_name_plural = "关注"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="follow_facility_or_township",
                condition=Q(facility__isnull=False, township=None)
                | Q(facility=None, township__isnull=False),
                violation_error_message="关注的是一家机构，或者一个镇街。",
            ),
            models.UniqueConstraint(
                name="follow_facility_once",
                fields=["email", "facility"],
                condition=Q(facility__isnull=False),
                violation_error_message="这个邮箱已经关注这家机构。",
            ),
            models.UniqueConstraint(
                name="follow_township_once",
                fields=["email", "township"],
                condition=Q(township__isnull=False),
                violation_error_message="这个邮箱已经关注这个镇街。",
            ),
        ]

    def __str__(self):
        return f"关注{self.subject}"

    @property
    def subject(self):
        """What is followed."""
        return self.facility or self.township
