"""What a facility tells the public about itself; no personal column may ever be added here."""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from django.db import models

from registry.choices import (
    FacilityForm,
    LegalNature,
    MealProvision,
    ServiceForm,
    ServiceMode,
)

ROUNDED_STEPS = 200  # in a degree

# Where an address begins to say which door: a figure, a letter, a numeral before 号 and the like,
# one that ends the address, and one no road is named by; 三里屯路 and 王庄村三区 stay whole
NUMERALS = "〇零一二三四五六七八九十百两廿卅卌壹贰叁肆伍陆柒捌玖拾佰"
DOOR = re.compile(
    "[0-9A-Za-z#]"
    f"|[{NUMERALS}甲乙丙丁戊己庚辛]+(?=[号號栋棟幢楼樓座单單室户弄排门門层層])"
    f"|[{NUMERALS}]+(?=之|$)"
    f"|[{NUMERALS}]*[〇零廿卅卌][{NUMERALS}]*"
)


def rounded_address(address: str) -> str:
    """An address up to its road or estate (大致位置): where a family lives stays its own."""
    address = unicodedata.normalize("NFKC", address)
    return DOOR.split(address, maxsplit=1)[0].rstrip(" ,，、(（·-第")


def public_address(address: str, form: str, township: str) -> str:
    """The address as far as the public may know it: a family site without its door number."""
    if form != FacilityForm.FAMILY:
        return address
    place = rounded_address(address) or township
    return f"{place}一带" if place else ""


class SitePoint(NamedTuple):
    """Where a site is (标点): latitude and longitude, as a telephone gives them."""

    latitude: Decimal
    longitude: Decimal


def rounded_coordinate(degrees: float) -> float:
    """A coordinate to the nearest 0.005 degrees, about 500 metres (家庭托育点的大致位置)."""
    return round(round(float(degrees) * ROUNDED_STEPS) / ROUNDED_STEPS, 3)


class PublishedFacts(models.Model):
    """Facts (公开信息) a declaration states and, once in force, its facility shows."""

    name = models.CharField("机构名称", max_length=100, blank=True)
    form = models.CharField("机构形态", max_length=20, choices=FacilityForm, blank=True)
    legal_nature = models.CharField("机构性质", max_length=20, choices=LegalNature, blank=True)
    service_mode = models.CharField("服务模式", max_length=16, choices=ServiceMode, blank=True)
    township = models.ForeignKey(
        "departments.Department",
        models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"kind": "township"},
        related_name="+",
        verbose_name="所属镇街",
    )
    address = models.CharField("托育场所地址", max_length=200, blank=True)
    latitude = models.DecimalField("纬度", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    public_phone = models.CharField("机构对外电话", max_length=20, blank=True)
    offers_full_day = models.BooleanField("全日托", default=False)
    offers_half_day = models.BooleanField("半日托", default=False)
    offers_hourly = models.BooleanField("计时托", default=False)
    offers_temporary = models.BooleanField("临时托", default=False)
    capacity = models.PositiveSmallIntegerField("收托规模（托位数）", null=True, blank=True)
    min_age = models.PositiveSmallIntegerField("最小月龄", null=True, blank=True)
    max_age = models.PositiveSmallIntegerField("最大月龄", null=True, blank=True)
    meals = models.CharField("供餐方式", max_length=12, choices=MealProvision, blank=True)
    has_closed_management = models.BooleanField("实行封闭式管理", null=True, blank=True)
    has_guard = models.BooleanField("收托时间有保安人员在岗", null=True, blank=True)
    has_intrusion_alarm = models.BooleanField("安装防入侵报警设备", null=True, blank=True)
    has_panic_alarm = models.BooleanField("安装一键式报警装置", null=True, blank=True)
    has_full_video = models.BooleanField(
        "监控覆盖婴幼儿生活、活动区域和出入口", null=True, blank=True
    )
    video_days = models.PositiveSmallIntegerField("监控录像保存天数", null=True, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def fact_names(cls) -> tuple[str, ...]:
        """Names of the columns that a declaration in force hands to its facility."""
        return tuple(field.attname for field in PublishedFacts._meta.local_fields)

    @property
    def service_forms(self) -> list[ServiceForm]:
        """Forms of service offered (服务形式), in their official order."""
        return [form for form in ServiceForm if getattr(self, f"offers_{form.value}")]

    @property
    def public_address(self) -> str:
        """The address as far as the public may know it (公开地址)."""
        township = self.township.name if self.township else ""
        return public_address(self.address, self.form, township)

    @property
    def is_family_site(self) -> bool:
        """Is this a family site (家庭托育点)?"""
        return self.form == FacilityForm.FAMILY
