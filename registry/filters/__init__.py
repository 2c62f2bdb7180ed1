"""Filters of lists (筛选), one module a noun."""
