"""Finding (发现问题): one thing that does not conform, and what was done about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from inspections.choices import Disposition
from inspections.models.rectification import Rectification, RectificationItem
from inspections.models.referral import Referral


class FindingQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(disposition=Disposition.PENDING)

    def unsettled(self):
        """Nobody has decided, or its rectification is open, or no unit has taken it over.

        Each is found by what is still open, so that a long past costs nothing.
        """
        findings = self.model.objects.order_by()
        items = RectificationItem.objects.order_by()
        waiting = (
            findings.pending().values("pk"),
            items.filter(rectification__in=Rectification.objects.open()).values("finding"),
            findings.filter(referral__in=Referral.objects.open()).values("pk"),
        )
        return self.filter(pk__in=waiting[0].union(*waiting[1:], all=True))


class Finding(models.Model):
    facility = models.ForeignKey(
        "registry.Facility", models.PROTECT, related_name="findings", verbose_name="托育机构"
    )
    department = models.ForeignKey(
        "departments.Department", models.PROTECT, related_name="findings", verbose_name="单位"
    )
    inspection = models.ForeignKey(
        "inspections.Inspection",
        models.PROTECT,
        null=True,
        related_name="findings",
        verbose_name="行政检查",
    )
    inspection_item = models.OneToOneField(
        "inspections.InspectionItem",
        models.PROTECT,
        null=True,
        related_name="finding",
        verbose_name="检查结果",
    )
    nonconformity = models.OneToOneField(
        "registry.Nonconformity",
        models.PROTECT,
        null=True,
        related_name="finding",
        verbose_name="核实不符合的理由",
    )
    sentence = models.CharField("发现的问题", max_length=500)
    basis = models.CharField("依据", max_length=200)
    plain_words = models.CharField("给家长看的一句话", max_length=120, blank=True)
    found_on = models.DateField("发现日期")
    disposition = models.CharField(
        "处理方式", max_length=12, choices=Disposition, default=Disposition.PENDING
    )
    disposition_note = models.CharField("处理说明", max_length=300, blank=True)
    disposed_at = models.DateTimeField("处理时间", null=True)
    disposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="处理人",
    )
    referral = models.ForeignKey(
        "inspections.Referral",
        models.PROTECT,
        null=True,
        related_name="findings",
        verbose_name="移送",
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "发现问题"
        verbose_name_plural = "发现问题"
        ordering = ["found_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="finding_of_inspection_or_verification",
                condition=Q(
                    inspection__isnull=False, inspection_item__isnull=False, nonconformity=None
                )
                | Q(inspection=None, inspection_item=None, nonconformity__isnull=False),
                violation_error_message="问题应当来自一次行政检查或者一次现场核实。",
            ),
            models.CheckConstraint(
                name="finding_disposed_iff_dated",
                condition=Q(disposition=Disposition.PENDING, disposed_at=None, disposed_by=None)
                | (
                    ~Q(disposition=Disposition.PENDING)
                    & Q(disposed_at__isnull=False, disposed_by__isnull=False)
                ),
                violation_error_message="处理时应记下处理人和时间。",
            ),
            models.CheckConstraint(
                name="finding_on_the_spot_is_described",
                condition=~Q(disposition=Disposition.ON_THE_SPOT) | ~Q(disposition_note=""),
                violation_error_message="请写明当场怎样改正。",
            ),
            models.CheckConstraint(
                name="finding_referred_iff_referral",
                condition=Q(disposition=Disposition.REFERRED, referral__isnull=False)
                | (~Q(disposition=Disposition.REFERRED) & Q(referral=None)),
                violation_error_message="移送的问题应当有移送单。",
            ),
        ]
        indexes = [
            models.Index(fields=["department", "found_on"], name="finding_of_unit"),
            models.Index(
                fields=["department", "found_on"],
                name="finding_pending",
                condition=Q(disposition=Disposition.PENDING),
            ),
        ]

    def __str__(self):
        return self.sentence

    @property
    def disposition_choice(self) -> Disposition:
        return Disposition(self.disposition)
