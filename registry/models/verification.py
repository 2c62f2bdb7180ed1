"""Verification (现场核实): what two officers of the commission saw on site."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.choices import VerificationResult


class Verification(models.Model):
    facility = models.ForeignKey(
        "registry.Facility",
        models.PROTECT,
        related_name="verifications",
        verbose_name="托育机构",
    )
    visited_on = models.DateField("现场核实日期")
    result = models.CharField("核实结果", max_length=14, choices=VerificationResult)
    note = models.TextField("现场情况", max_length=2000, blank=True)
    has_sealed_declaration = models.BooleanField("已收到盖章的备案书和承诺书", default=False)
    recorded_at = models.DateTimeField("记录时间")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="记录人"
    )

    class Meta:
        verbose_name = "现场核实记录"
        verbose_name_plural = "现场核实记录"
        ordering = ["-recorded_at"]

    def __str__(self):
        return f"{self.facility} {self.visited_on:%Y-%m-%d} 现场核实"


class VerificationOfficer(models.Model):
    """One of the officers on site (核实人员), with the certificate number as it was."""

    verification = models.ForeignKey(
        Verification, models.CASCADE, related_name="officers", verbose_name="现场核实记录"
    )
    member = models.ForeignKey(
        "departments.Member", models.PROTECT, related_name="+", verbose_name="核实人员"
    )
    certificate = models.CharField("执法证号", max_length=40)

    class Meta:
        verbose_name = "核实人员"
        verbose_name_plural = "核实人员"
        constraints = [
            models.UniqueConstraint(
                name="verification_officer_once", fields=["verification", "member"]
            ),
            models.CheckConstraint(
                name="verification_officer_has_certificate", condition=~Q(certificate="")
            ),
        ]

    def __str__(self):
        return f"{self.member} {self.certificate}"


class VerificationItem(models.Model):
    """One confirmation, one unit's *no* or one earlier reason, found conforming or not on site."""

    verification = models.ForeignKey(
        Verification, models.CASCADE, related_name="items", verbose_name="现场核实记录"
    )
    confirmation = models.ForeignKey(
        "registry.Confirmation",
        models.PROTECT,
        null=True,
        related_name="verification_items",
        verbose_name="机构已知晓的不符合",
    )
    review = models.ForeignKey(
        "registry.Review",
        models.PROTECT,
        null=True,
        related_name="verification_items",
        verbose_name="部门核验",
    )
    nonconformity = models.ForeignKey(
        "registry.Nonconformity",
        models.PROTECT,
        null=True,
        related_name="verification_items",
        verbose_name="上次核实不符合的理由",
    )
    is_conforming = models.BooleanField("现场符合")
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "现场核实项目"
        verbose_name_plural = "现场核实项目"
        constraints = [
            models.CheckConstraint(
                name="verification_item_exactly_one_subject",
                condition=Q(confirmation__isnull=False, review=None, nonconformity=None)
                | Q(confirmation=None, review__isnull=False, nonconformity=None)
                | Q(confirmation=None, review=None, nonconformity__isnull=False),
            ),
        ]

    def __str__(self):
        return str(self.confirmation or self.review or self.nonconformity)


class VerificationPhoto(models.Model):
    """A photograph taken on site (现场照片); never public."""

    verification = models.ForeignKey(
        Verification, models.CASCADE, related_name="photos", verbose_name="现场核实记录"
    )
    file = models.ForeignKey(
        "accounts.StoredFile", models.PROTECT, related_name="+", verbose_name="照片"
    )
    position = models.PositiveSmallIntegerField("顺序")

    class Meta:
        verbose_name = "现场照片"
        verbose_name_plural = "现场照片"
        ordering = ["verification", "position"]

    def __str__(self):
        return f"照片 {self.position}"


class Nonconformity(models.Model):
    """A reason of a nonconformity finding (核实不符合的理由), as it becomes public."""

    verification = models.ForeignKey(
        Verification,
        models.PROTECT,
        related_name="nonconformities",
        verbose_name="现场核实记录",
    )
    sentence = models.CharField("不符合的内容", max_length=300)
    article = models.CharField("依据", max_length=150)
    position = models.PositiveSmallIntegerField("顺序")

    class Meta:
        verbose_name = "核实不符合的理由"
        verbose_name_plural = "核实不符合的理由"
        ordering = ["verification", "position"]

    def __str__(self):
        return self.sentence
