"""Facility (托育机构): the identity, what stands about it, and the columns the public reads."""

import secrets

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Sum
from django.urls import reverse

from departments.choices import HEALTH_COMMISSION
from departments.permissions import departments_of, is_of
from registry.choices import LIVING_STANDINGS, Standing
from registry.models.facts import PublishedFacts
from registry.models.operator import Operator
from registry.search import matching

PUBLIC_ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_public_id() -> str:
    """An address (公开标识) that neither counts nor can be guessed."""
    return "".join(secrets.choice(PUBLIC_ID_ALPHABET) for _ in range(10))


class FacilityQuerySet(models.QuerySet):
    def listed(self):
        """What the public register shows: everything that was ever recorded."""
        return self.exclude(standing=Standing.UNRECORDED)

    def living(self):
        return self.filter(standing__in=LIVING_STANDINGS)

    def awaiting_verification(self):
        return self.filter(standing=Standing.RECORDED)

    def nonconforming(self):
        return self.filter(standing=Standing.NONCONFORMING)

    def paused(self):
        from registry.models.pause import Pause

        return self.filter(Exists(Pause.objects.open().filter(facility=OuterRef("pk"))))

    def with_free_at_age(self, months, stated_since):
        """Beside each its free places for a child of this age (适龄班空余), or nothing stated."""
        from registry.models.roster import Vacancy

        stated = Vacancy.objects.at_age(months, stated_since).filter(facility=OuterRef("pk"))
        free = stated.order_by().values("facility").annotate(free=Sum("places")).values("free")
        return self.annotate(free_at_age=Subquery(free))

    def closing(self, today):
        """Those whose day of closing has come (注销日已到)."""
        return self.living().filter(closes_on__lte=today)

    def represented_by(self, user):
        """Those a person may act for: by confirmed representation."""
        return self.filter(operator__in=Operator.objects.represented_by(user))

    def search(self, words: str):
        return self.filter(matching(words))

    def visible_to(self, user):
        """Own ones with drafts; the commission, units and townships what concerns them."""
        recorded = ~Q(standing=Standing.UNRECORDED)
        if is_of(user, HEALTH_COMMISSION):
            return self.filter(recorded | Q(Exists(_received_filings())))
        if units := departments_of(user):
            return self.filter(recorded | Q(Exists(_declared_in(units))))
        own = Q(operator__in=Operator.objects.represented_by(user))
        return self.filter(own | Q(pk__in=_created_by(user)))


def _received_filings():
    from registry.models.filing import Filing

    return Filing.objects.submitted().filter(facility=OuterRef("pk"))


def _declared_in(units):
    """Received filings for a site in one of these townships; other units are no township."""
    return _received_filings().filter(declaration__township__in=units)


def _created_by(user):
    from registry.models.filing import Filing

    return Filing.objects.created_by(user).values("facility")


class Facility(PublishedFacts):
    public_id = models.CharField(
        "公开标识", max_length=10, unique=True, default=new_public_id, editable=False
    )
    operator = models.ForeignKey(
        Operator, models.PROTECT, related_name="facilities", verbose_name="举办者"
    )
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True, editable=False)
    standing = models.CharField(
        "备案状态",
        max_length=16,
        choices=Standing,
        default=Standing.UNRECORDED,
        editable=False,
    )
    number = models.CharField("备案编号", max_length=32, unique=True, null=True, editable=False)  # noqa: DJ001 - many facilities have none
    filed_on = models.DateField("备案日期", null=True, editable=False)
    verified_on = models.DateField("核实日期", null=True, editable=False)
    verification_due_on = models.DateField("核实期限", null=True, editable=False)
    verification_due_is_estimate = models.BooleanField(
        "核实期限为暂估", default=False, editable=False
    )
    correct_by = models.DateField("整改期限", null=True, editable=False)
    correct_by_extended = models.BooleanField("整改期限已延长", default=False, editable=False)
    closes_on = models.DateField("注销日", null=True, editable=False)
    closed_on = models.DateField("注销日期", null=True, editable=False)
    declaration = models.OneToOneField(
        "registry.Declaration",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="in_force_for",
        verbose_name="现行申报信息",
    )
    moved_from = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="moved_to",
        verbose_name="迁自",
    )
    is_inclusive = models.BooleanField("普惠托育机构", default=False, editable=False)
    inclusive_since = models.DateField("认定普惠日期", null=True, editable=False)
    monthly_fee = models.DecimalField(
        "每月最低收费", max_digits=8, decimal_places=2, null=True, editable=False
    )
    vacancies = models.PositiveSmallIntegerField("空余托位", null=True, editable=False)
    vacancies_stated_on = models.DateField("空余托位填报日期", null=True, editable=False)
    hours_stated_on = models.DateField("开放时间填报日期", null=True, editable=False)
    certified_until = models.DateField("健康合格证明都有效至", null=True, editable=False)
    name_pinyin = models.CharField("名称拼音", max_length=600, blank=True, editable=False)
    search_text = models.TextField("检索文字", blank=True, editable=False)
    created_at = models.DateTimeField("建立时间", editable=False)

    objects = FacilityQuerySet.as_manager()

    class Meta:
        verbose_name = "托育机构"
        verbose_name_plural = "托育机构"
        constraints = [
            models.CheckConstraint(
                name="facility_recorded_iff_numbered",
                condition=Q(
                    standing=Standing.UNRECORDED,
                    number=None,
                    filed_on=None,
                    declaration=None,
                )
                | (
                    ~Q(standing=Standing.UNRECORDED)
                    & Q(
                        number__isnull=False,
                        filed_on__isnull=False,
                        declaration__isnull=False,
                    )
                ),
                violation_error_message="备案状态、编号和日期必须同时具备。",
            ),
            models.CheckConstraint(
                name="facility_verification_due_iff_recorded",
                condition=Q(standing=Standing.RECORDED, verification_due_on__isnull=False)
                | (~Q(standing=Standing.RECORDED) & Q(verification_due_on=None)),
            ),
            models.CheckConstraint(
                name="facility_correct_by_iff_nonconforming",
                condition=Q(standing=Standing.NONCONFORMING, correct_by__isnull=False)
                | (~Q(standing=Standing.NONCONFORMING) & Q(correct_by=None)),
            ),
            models.CheckConstraint(
                name="facility_closed_iff_dated",
                condition=Q(standing=Standing.CLOSED, closed_on__isnull=False)
                | (~Q(standing=Standing.CLOSED) & Q(closed_on=None)),
            ),
            models.CheckConstraint(
                name="facility_vacancies_iff_dated",
                condition=Q(vacancies=None, vacancies_stated_on=None)
                | Q(vacancies__isnull=False, vacancies_stated_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="facility_listed_newest",
                fields=["-filed_on", "-id"],
                condition=~Q(standing=Standing.UNRECORDED),
            ),
            models.Index(
                name="facility_listed_name",
                fields=["name_pinyin", "name", "-id"],
                condition=~Q(standing=Standing.UNRECORDED),
            ),
            models.Index(
                name="facility_listed_fee",
                fields=["monthly_fee", "-filed_on", "-id"],
                condition=~Q(standing=Standing.UNRECORDED),
            ),
            models.Index(
                name="facility_listed_vacancy",
                fields=["-vacancies", "-filed_on", "-id"],
                condition=~Q(standing=Standing.UNRECORDED),
            ),
            models.Index(fields=["standing", "verification_due_on"], name="facility_verification"),
        ]

    def __str__(self):
        return self.name or "（未填名称）"

    def get_absolute_url(self):
        return reverse("registry:facility_detail", args=[self.public_id])

    @property
    def standing_choice(self) -> Standing:
        return Standing(self.standing)

    @property
    def is_recorded(self) -> bool:
        return self.standing in LIVING_STANDINGS

    def is_verification_late(self, today) -> bool:
        """Past the day of the visit; an estimate is never late (超过核实期限)."""
        due_on = self.verification_due_on
        return bool(due_on and not self.verification_due_is_estimate and due_on < today)

    @property
    def has_open_filing(self) -> bool:
        return self.filings.open().exists()

    @property
    def open_pause(self):
        return self.pauses.open().first()
