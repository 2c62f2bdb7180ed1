"""The age of a child (月龄): given in months, or by the month of birth."""

import re
import unicodedata

import django_filters
from django import forms

from wuqing_tuoyu import clock

OLDEST = 72
MONTH = re.compile(r"(\d{4})\D?(\d{1,2})\D?", re.ASCII)


def _read(born):
    """Half or full width: a telephone types either."""
    return MONTH.fullmatch(unicodedata.normalize("NFKC", born).strip())


def months_since(born, today):
    """Age in whole months of a child born in `YYYY-MM`, or a sentence why not."""
    found = _read(born)
    if not found or not 1 <= int(found[2]) <= 12:
        raise forms.ValidationError("请写成 2025-03 这样的年和月")
    months = (today.year - int(found[1])) * 12 + today.month - int(found[2])
    if months < 0:
        raise forms.ValidationError("不能晚于这个月")
    if months > OLDEST:
        raise forms.ValidationError("托育机构照护 3 岁以下的孩子，请核对年份")
    return months


def month_in_words(born):
    """2025年3月, of a month of birth that was understood."""
    year, month = _read(born).groups()
    return f"{year}年{int(month)}月"


class BirthMonthField(forms.CharField):
    def clean(self, value):
        value = super().clean(value)
        return months_since(value, clock.today()) if value else None


class BirthMonthFilter(django_filters.Filter):
    field_class = BirthMonthField


class AgeFilter(django_filters.Filter):
    field_class = forms.IntegerField
