"""FilingItem (核对项目): what is judged; Confirmation (已知晓的不符合): what the operator knows."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.choices import ItemVerdict, Section


class FilingItemQuerySet(models.QuerySet):
    def current(self):
        """The latest round of each item; earlier rounds stay as they were judged."""
        return self.filter(next=None)

    def pending(self):
        return self.current().filter(verdict=ItemVerdict.PENDING)

    def accepted(self):
        return self.current().filter(verdict=ItemVerdict.ACCEPTED)

    def refused(self):
        return self.current().filter(verdict=ItemVerdict.REFUSED)

    def with_subjects(self):
        return self.select_related("document__staff_member", "staff_member", "judged_by")


class FilingItem(models.Model):
    """One thing judged in a filing: a paper, a staff member with certificates, or a section."""

    filing = models.ForeignKey(
        "registry.Filing", models.CASCADE, related_name="items", verbose_name="备案申请"
    )
    document = models.ForeignKey(
        "registry.Document",
        models.PROTECT,
        null=True,
        related_name="items",
        verbose_name="备案材料",
    )
    staff_member = models.ForeignKey(
        "registry.StaffMember",
        models.PROTECT,
        null=True,
        related_name="items",
        verbose_name="工作人员",
    )
    section = models.CharField("申报部分", max_length=16, choices=Section, blank=True)
    certificates = models.ManyToManyField(
        "registry.Document", blank=True, related_name="+", verbose_name="资格与健康证明"
    )
    staff_role = models.CharField("当时的岗位", max_length=16, blank=True)
    staff_class_no = models.PositiveSmallIntegerField("当时所带班级", null=True)
    staff_version = models.PositiveIntegerField("当时的人员信息版本", null=True)
    round = models.PositiveSmallIntegerField("第几次提交")
    previous = models.OneToOneField(
        "self", models.CASCADE, null=True, related_name="next", verbose_name="上一次"
    )
    verdict = models.CharField(
        "核对结论", max_length=10, choices=ItemVerdict, default=ItemVerdict.PENDING
    )
    reason = models.CharField("不通过的原因", max_length=500, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="核对人",
    )
    judged_at = models.DateTimeField("核对时间", null=True)
    answer = models.CharField("机构的说明", max_length=500, blank=True)
    version = models.PositiveIntegerField("修改次数", default=1)

    objects = FilingItemQuerySet.as_manager()

    class Meta:
        verbose_name = "核对项目"
        verbose_name_plural = "核对项目"
        ordering = ["filing", "id"]
        constraints = [
            models.CheckConstraint(
                name="filing_item_exactly_one_subject",
                condition=Q(document__isnull=False, staff_member=None, section="")
                | Q(document=None, staff_member__isnull=False, section="")
                | (Q(document=None, staff_member=None) & ~Q(section="")),
            ),
            models.CheckConstraint(
                name="filing_item_refused_has_reason",
                condition=~Q(verdict=ItemVerdict.REFUSED) | ~Q(reason=""),
                violation_error_message="请写明不通过的原因。",
            ),
            models.CheckConstraint(
                name="filing_item_judged_iff_dated",
                condition=Q(verdict=ItemVerdict.PENDING, judged_at=None)
                | (~Q(verdict=ItemVerdict.PENDING) & Q(judged_at__isnull=False)),
            ),
            models.UniqueConstraint(
                name="filing_item_section_once_a_round",
                fields=["filing", "section", "round"],
                condition=~Q(section=""),
            ),
            models.UniqueConstraint(
                name="filing_item_staff_once_a_round",
                fields=["filing", "staff_member", "round"],
                condition=Q(staff_member__isnull=False),
            ),
            models.UniqueConstraint(
                name="filing_item_document_once_a_round",
                fields=["filing", "document", "round"],
                condition=Q(document__isnull=False),
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        if self.document_id:
            return self.document.label
        if self.staff_member_id:
            return f"{self.staff_member.name}（{self.staff_member.get_role_display()}）"
        return self.get_section_display()

    @property
    def verdict_choice(self) -> ItemVerdict:
        return ItemVerdict(self.verdict)


class Confirmation(models.Model):
    """A point that does not meet a rule, which the operator read and submitted all the same."""

    filing = models.ForeignKey(
        "registry.Filing", models.CASCADE, related_name="confirmations", verbose_name="备案申请"
    )
    check_id = models.CharField("检查编号", max_length=8)
    field = models.CharField("所涉内容", max_length=60, blank=True)
    section = models.CharField("申报部分", max_length=16, choices=Section, blank=True)
    sentence = models.CharField("不符合的内容", max_length=300)
    article = models.CharField("依据", max_length=100)
    confirmed_at = models.DateTimeField("确认时间")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="确认人"
    )

    class Meta:
        verbose_name = "已知晓的不符合"
        verbose_name_plural = "已知晓的不符合"
        ordering = ["filing", "check_id", "field"]
        constraints = [
            models.UniqueConstraint(
                name="confirmation_once_per_point", fields=["filing", "check_id", "field"]
            ),
        ]

    def __str__(self):
        return self.sentence
