"""Filters of the lists of supervision. The page draws the form; these validate."""
