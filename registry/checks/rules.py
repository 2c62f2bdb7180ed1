"""Rules (规则): every threshold, township and wanted paper in force on one day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Q

from departments.models import Department
from departments.services.parameter import ParameterValue, parameters
from registry.models import CheckSetting, MaterialRule
from wuqing_tuoyu import clock


@dataclass(frozen=True)
class Rules:
    """What a declaration is judged by; `today` is the day it is judged on."""

    today: date
    values: Mapping[str, ParameterValue] = field(default_factory=dict)
    townships: frozenset[str] = frozenset()
    materials: tuple[MaterialRule, ...] = ()
    settings: Mapping[str, CheckSetting] = field(default_factory=dict)

    def get(self, key: str) -> ParameterValue:
        return self.values.get(key)

    def number(self, key: str) -> Decimal:
        value = self.values.get(key)
        return value if isinstance(value, Decimal) else Decimal(0)

    def flag(self, key: str) -> bool:
        return self.values.get(key) is True

    def words(self, key: str) -> tuple[str, ...]:
        """A list of words kept as one text, apart by commas."""
        value = self.values.get(key)
        if not isinstance(value, str):
            return ()
        return tuple(word.strip() for word in value.split(",") if word.strip())


def load_rules(today: date, submitted_at: datetime | None = None) -> Rules:
    """One query a table. A filing keeps the rules of the moment it was first submitted."""
    moment = submitted_at or _end_of(today)
    on = clock.on(moment) if submitted_at else today
    return Rules(
        today=today,
        values=parameters(on),
        townships=frozenset(Department.objects.townships().values_list("code", flat=True)),
        materials=tuple(
            MaterialRule.objects.filter(effective_from__lte=on).filter(
                Q(effective_until=None) | Q(effective_until__gte=on)
            )
        ),
        settings={row.check_id: row for row in CheckSetting.objects.in_force_at(moment)},
    )


def _end_of(day: date) -> datetime:
    """The last moment of a day: what was set in its course holds for whoever asks that day."""
    if day >= date.max:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=clock.SHANGHAI)
