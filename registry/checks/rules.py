"""Rules (规则): every threshold, township and wanted paper in force on one day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q

from departments.models import Department
from departments.services.parameter import ParameterValue, parameters
from registry.models import MaterialRule


@dataclass(frozen=True)
class Rules:
    """What a declaration is judged by; `today` is the day it is judged on."""

    today: date
    values: Mapping[str, ParameterValue] = field(default_factory=dict)
    townships: frozenset[str] = frozenset()
    materials: tuple[MaterialRule, ...] = ()

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


def load_rules(today: date, in_force_on: date | None = None) -> Rules:
    """One query a table. A filing keeps the rules of its first submission (`in_force_on`)."""
    on = in_force_on or today
    return Rules(
        today=today,
        values=parameters(on),
        townships=frozenset(Department.objects.townships().values_list("code", flat=True)),
        materials=tuple(
            MaterialRule.objects.filter(effective_from__lte=on).filter(
                Q(effective_until=None) | Q(effective_until__gte=on)
            )
        ),
    )
