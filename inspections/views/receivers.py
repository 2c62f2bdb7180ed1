"""Whom to hand something to (接收单位)."""

from departments.models import Department
from inspections.choices import USUAL_RECEIVERS


def usual_receivers():
    """Whom the rules name for what (建议移送)."""
    units = {
        unit.code: unit for unit in Department.objects.filter(code__in=USUAL_RECEIVERS.values())
    }
    return [(kind.label, units[code]) for kind, code in USUAL_RECEIVERS.items() if code in units]
