"""Document (备案材料): one paper of a facility or of one of its staff, as ordered pages."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from registry.choices import (
    LIVING_STANDINGS,
    Conclusion,
    DocumentKind,
    FireDocumentKind,
    HygieneRegime,
)


class DocumentQuerySet(models.QuerySet):
    def current(self):
        """Neither replaced by a newer one nor taken back."""
        return self.filter(superseded_by=None, removed_at=None)

    def of_facility_itself(self):
        return self.filter(staff_member=None)

    def in_use(self):
        """Of facilities on record, not replaced, of nobody who has left (在用)."""
        return self.current().filter(
            facility__standing__in=LIVING_STANDINGS, staff_member__left_on=None
        )

    def expiring(self, today, until):
        """Those in use whose validity ends between two days (将到期)."""
        return self.in_use().filter(valid_until__gte=today, valid_until__lte=until)


class Document(models.Model):
    facility = models.ForeignKey(
        "registry.Facility", models.CASCADE, related_name="documents", verbose_name="托育机构"
    )
    staff_member = models.ForeignKey(
        "registry.StaffMember",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="工作人员",
    )
    kind = models.CharField("材料种类", max_length=32, choices=DocumentKind)
    title = models.CharField("名称", max_length=60, blank=True)
    number = models.CharField("编号", max_length=80, blank=True)
    issuer = models.CharField("出具单位", max_length=100, blank=True)
    issued_on = models.DateField("出具日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    conclusion = models.CharField("结论", max_length=8, choices=Conclusion, blank=True)
    fire_kind = models.CharField(
        "消防文书种类", max_length=24, choices=FireDocumentKind, blank=True
    )
    hygiene_regime = models.CharField(
        "卫生评价方式", max_length=16, choices=HygieneRegime, blank=True
    )
    hygiene_score = models.DecimalField(
        "得分", max_digits=5, decimal_places=1, null=True, blank=True
    )
    hygiene_full_score = models.DecimalField(
        "适用项目总分", max_digits=5, decimal_places=1, null=True, blank=True
    )
    hygiene_required_met = models.BooleanField("必达项目全部通过", null=True, blank=True)
    hygiene_unmet = models.CharField(
        "不符合的项目", max_length=60, blank=True, help_text="第几项，用顿号分开；没有就不填。"
    )
    hygiene_systems_missing = models.CharField(
        "缺少的卫生保健制度", max_length=100, blank=True, help_text="用顿号分开；不缺就不填。"
    )
    is_commitment = models.BooleanField("以告知承诺方式办理的备案", null=True, blank=True)
    stated_name = models.CharField("文书上的单位名称", max_length=100, blank=True)
    stated_address = models.CharField("文书上的地址", max_length=200, blank=True)
    stated_area = models.DecimalField(
        "文书上的建筑面积（平方米）", max_digits=9, decimal_places=2, null=True, blank=True
    )
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="superseded_by",
        verbose_name="替换",
    )
    created_at = models.DateTimeField("上传时间", editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="上传人",
    )
    accepted_at = models.DateTimeField("通过时间", null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="核对人",
    )
    removed_at = models.DateTimeField("撤下时间", null=True, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "备案材料"
        verbose_name_plural = "备案材料"
        ordering = ["facility", "id"]
        constraints = [
            models.CheckConstraint(
                name="document_validity_in_order",
                condition=Q(issued_on=None)
                | Q(valid_until=None)
                | Q(issued_on__lte=F("valid_until")),
                violation_error_message="有效期起始日期晚于截止日期。",
            ),
            models.CheckConstraint(
                name="document_fire_kind_only_for_fire",
                condition=Q(kind=DocumentKind.FIRE_ACCEPTANCE) | Q(fire_kind=""),
            ),
        ]
        indexes = [
            models.Index(
                name="document_expiry", fields=["valid_until"], condition=Q(removed_at=None)
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """How the paper is called on a page: of whom, what."""
        name = self.title or self.get_kind_display()
        if self.staff_member_id:
            return f"{self.staff_member.name}的{name}"
        return name

    @property
    def kind_choice(self) -> DocumentKind:
        return DocumentKind(self.kind)


class DocumentPage(models.Model):
    """One page or file of a paper (页), in the order its operator put it."""

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="pages", verbose_name="备案材料"
    )
    file = models.ForeignKey(
        "accounts.StoredFile", models.PROTECT, related_name="+", verbose_name="文件"
    )
    position = models.PositiveSmallIntegerField("顺序")
    turned = models.PositiveSmallIntegerField("旋转角度", default=0)

    class Meta:
        verbose_name = "材料页"
        verbose_name_plural = "材料页"
        ordering = ["document", "position"]
        constraints = [
            models.CheckConstraint(
                name="document_page_quarter_turns", condition=Q(turned__in=(0, 90, 180, 270))
            ),
        ]

    def __str__(self):
        return f"{self.document} 第 {self.position} 页"
