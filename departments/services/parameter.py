"""Parameters (参数): the value that holds on a day, as code uses it."""

from datetime import date
from decimal import Decimal

from departments.models import Parameter

ParameterValue = Decimal | str | bool | None


def parameter(key: str, on: date) -> ParameterValue:
    """One value as it held on a day. An empty number is None: no threshold is set."""
    return _in_force(Parameter.objects.filter(key=key), on)[key]


def parameters(on: date) -> dict[str, ParameterValue]:
    """All values as they held on a day, in one query."""
    return _in_force(Parameter.objects.all(), on)


def _in_force(rows, on):
    """The newest edition begun by then; before the first edition, the first one counts."""
    values = {}
    for row in rows.order_by("key", "effective_from"):
        if row.key not in values or row.effective_from <= on:
            values[row.key] = row.typed_value
    return values
