"""The filters beside the public list (筛选), as they are drawn: plain values, nothing to ask."""

from dataclasses import dataclass

DRAWN_AS_LISTS = ("form", "nature", "standing")


@dataclass(frozen=True)
class FilterPanel:
    """What each filter offers, and what is chosen of it."""

    townships: tuple[tuple[str, str], ...]
    township: str | None
    services: tuple[str, ...]
    born: str
    months: int | None
    has_vacancy: bool
    is_inclusive: bool
    is_demonstration: bool
    selects: tuple[tuple, ...]
    is_open: bool


def panel_of(wanted):
    """The panel for what was asked; a bad value is not chosen."""
    asked = wanted.asked
    return FilterPanel(
        townships=tuple((township.code, township.name) for township in wanted.townships),
        township=asked["township"],
        services=tuple(asked["service"] or ()),
        born="" if asked["born"] is None else wanted.data["born"],
        months=wanted.months,
        has_vacancy=asked["vacancy"] == "1",
        is_inclusive=asked["inclusive"] == "1",
        is_demonstration=asked["demonstration"] == "1",
        selects=tuple(select_of(wanted, name) for name in DRAWN_AS_LISTS),
        is_open=any(asked[name] for name in DRAWN_AS_LISTS),
    )


def select_of(wanted, name):
    """A list to choose one from (更多条件): parameter, caption, choices, the one chosen."""
    offered = type(wanted).base_filters[name]
    return name, offered.label, tuple(offered.extra["choices"]), wanted.asked[name]
