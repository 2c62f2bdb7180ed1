"""Registration (登记信息): what a registrar said about a legal entity, and the files it came in."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from departments.choices import HEALTH_COMMISSION
from departments.permissions import departments_of, is_of
from registry.choices import FilingKind, LegalNature
from registry.choices.registration import RegistrationState
from registry.models.facility import Facility
from registry.models.filing import Filing
from registry.search import matching
from registry.validators import validate_credit_code

HAPPENINGS = {
    RegistrationState.IN_FORCE: "登记",
    RegistrationState.CHANGED: "变更登记",
    RegistrationState.CANCELLED: "注销登记",
}


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The commission sees all, a registrar what it pushed, a township what lies in it."""
        if is_of(user, HEALTH_COMMISSION):
            return self
        units = departments_of(user)
        return self.filter(Q(registrar__in=units) | Q(township__in=units))

    def in_force(self):
        return self.exclude(state=RegistrationState.CANCELLED)

    def unfiled(self):
        """Registered, neither on the register nor about to be (已登记未备案)."""
        filed = Facility.objects.living().values("credit_code")
        in_hand = Filing.objects.received().values("declaration__credit_code")
        return self.in_force().exclude(credit_code__in=filed).exclude(credit_code__in=in_hand)

    def ended(self):
        """No registration left, and still on the register (登记已注销，备案仍有效)."""
        return self.filter(
            state=RegistrationState.CANCELLED,
            credit_code__in=Facility.objects.living().values("credit_code"),
        ).exclude(credit_code__in=Registration.objects.in_force().values("credit_code"))

    def changed_without_filing(self):
        """Changed at the registrar, and no change filed since (登记已变更，备案未变更)."""
        told = Filing.objects.filter(
            kind=FilingKind.CHANGE,
            facility__credit_code=OuterRef("credit_code"),
            submitted_at__date__gte=OuterRef("happened_on"),
        )
        return self.filter(
            ~Exists(told),
            state=RegistrationState.CHANGED,
            credit_code__in=Facility.objects.living().values("credit_code"),
        )

    def unasked(self):
        """Those nobody was reminded of since their last news."""
        return self.filter(asked_on=None)

    def search(self, words: str):
        return self.filter(matching(words))

    def oldest_first(self):
        return self.order_by("received_at", "pk")


class Registration(models.Model):
    registrar = models.ForeignKey(
        "departments.Department",
        models.PROTECT,
        db_index=False,  # the constraint's own index begins with it
        related_name="registrations",
        verbose_name="登记机关",
    )
    record_number = models.CharField("登记记录号", max_length=64)
    credit_code = models.CharField(
        "统一社会信用代码", max_length=18, validators=[validate_credit_code]
    )
    name = models.CharField("名称", max_length=100)
    legal_nature = models.CharField("机构性质", max_length=20, choices=LegalNature)
    address = models.CharField("住所", max_length=200, blank=True)
    township = models.ForeignKey(
        "departments.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="所在镇街",
    )
    state = models.CharField("登记状态", max_length=10, choices=RegistrationState)
    happened_on = models.DateField("登记日期", help_text="登记、变更或者注销的日期。")
    received_at = models.DateTimeField("收到时间")
    updated_at = models.DateTimeField("更新时间")
    asked_on = models.DateField("提醒日期", null=True, editable=False)
    search_text = models.TextField("检索文字", blank=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "登记信息"
        verbose_name_plural = "登记信息"
        ordering = ["received_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="registration_record_once",
                fields=["registrar", "record_number"],
                violation_error_message="同一登记机关的同一记录号只有一条登记信息。",
            ),
            models.CheckConstraint(
                name="registration_updated_after_received",
                condition=Q(updated_at__gte=F("received_at")),
                violation_error_message="更新时间不能早于收到时间。",
            ),
        ]
        indexes = [
            models.Index(fields=["credit_code"], name="registration_credit_code"),
            models.Index(fields=["received_at", "id"], name="registration_oldest"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("registry:registration_detail", args=[self.pk])

    @property
    def happening(self) -> str:
        """What the registrar did on that day, as a verb (登记、变更、注销)."""
        return HAPPENINGS[self.state_choice]

    @property
    def state_choice(self) -> RegistrationState:
        return RegistrationState(self.state)


class RegistrationNews(models.Model):
    """What a registrar said at one time (登记动态): each row stays, the newest is in force."""

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="news", verbose_name="登记信息"
    )
    state = models.CharField("登记状态", max_length=10, choices=RegistrationState)
    happened_on = models.DateField("登记日期")
    name = models.CharField("名称", max_length=100)
    address = models.CharField("住所", max_length=200, blank=True)
    received_at = models.DateTimeField("收到时间")

    class Meta:
        verbose_name = "登记动态"
        verbose_name_plural = "登记动态"
        ordering = ["-received_at", "-pk"]

    def __str__(self):
        return f"{self.name}：{self.get_state_display()}"

    @property
    def happening(self) -> str:
        return HAPPENINGS[RegistrationState(self.state)]


class RegistrationFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The commission sees all, a registrar its own."""
        if is_of(user, HEALTH_COMMISSION):
            return self
        return self.filter(registrar__in=departments_of(user))


class RegistrationFile(models.Model):
    """One file of a registrar (登记信息文件), and what it brought."""

    registrar = models.ForeignKey(
        "departments.Department",
        models.PROTECT,
        null=True,
        related_name="registration_files",
        verbose_name="登记机关",
    )
    name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件指纹", max_length=64)
    received_at = models.DateTimeField("收到时间")
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="上传人",
    )
    added = models.PositiveIntegerField("新增")
    updated = models.PositiveIntegerField("更新")
    unchanged = models.PositiveIntegerField("没有变化")
    outdated = models.PositiveIntegerField("较早，没有采用")

    objects = RegistrationFileQuerySet.as_manager()

    class Meta:
        verbose_name = "登记信息文件"
        verbose_name_plural = "登记信息文件"
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="registration_file_once",
                fields=["registrar", "sha256"],
                violation_error_message="这份文件已经读入过。",
            ),
        ]

    def __str__(self):
        return self.name
