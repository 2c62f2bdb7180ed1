"""Filters of lists (筛选), one module a noun."""

from registry.filters.review import ReviewFilter

__all__ = ["ReviewFilter"]
