"""Levels of education (学历), compared."""

from registry.choices import Education

ORDER = tuple(Education.values)


def is_below(education: str, least: str) -> bool:
    """Is one level of education lower than another?"""
    return ORDER.index(education) < ORDER.index(least)
