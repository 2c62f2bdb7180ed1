"""The filing number (备案编号): 120114-TY-YYYY-NNNN, without gaps by collision."""

import re
from datetime import date

from registry.models import NumberSequence

PREFIX = "120114-TY"
OWN_NUMBER = re.compile(rf"^{PREFIX}-(\d{{4}})-(\d{{4,}})$")


def next_number(on: date) -> str:
    """Take the next number of the year of issue; the year's row stays locked until commit."""
    NumberSequence.objects.get_or_create(year=on.year)
    sequence = NumberSequence.objects.select_for_update(of=("self",)).get(year=on.year)
    sequence.last += 1
    sequence.save(update_fields=["last"])
    return f"{PREFIX}-{on.year}-{sequence.last:04d}"


def start_above(*numbers: str) -> None:
    """Let later numbers start above those that were given before the portal (存量编号)."""
    highest: dict[int, int] = {}
    for match in filter(None, map(OWN_NUMBER.match, numbers)):
        year, last = (int(part) for part in match.groups())
        highest[year] = max(last, highest.get(year, 0))
    for year, last in sorted(highest.items()):
        NumberSequence.objects.get_or_create(year=year)
        sequence = NumberSequence.objects.select_for_update(of=("self",)).get(year=year)
        if last > sequence.last:
            sequence.last = last
            sequence.save(update_fields=["last"])
