"""Patterns: no text, however it is made, keeps one busy for longer than it is long."""

import re
import time
from importlib import import_module
from pkgutil import walk_packages

from django.core.validators import RegexValidator

APPS = ("accounts", "departments", "registry", "inspections", "wuqing_tuoyu")
SIGNS = (*"1aAX -/<“{一王小", "0-", "< ", "1 ", "a/", "王小")
LENGTH = 5_000  # no field takes a longer text
LONGEST = 1  # second of work: one that looks back more than once at every sign needs minutes


def patterns_in(value):
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, RegexValidator):
        yield value.regex
    elif isinstance(value, tuple):
        for part in value:
            yield from patterns_in(part)


def every_pattern():
    """Those that a module keeps under a name."""
    for app in APPS:
        for module in walk_packages(import_module(app).__path__, f"{app}."):
            if ".migrations" not in module.name and ".settings" not in module.name:
                for value in vars(import_module(module.name)).values():
                    yield from patterns_in(value)


def test_no_text_is_searched_for_long():
    patterns, slow = {*every_pattern()}, {}
    assert len(patterns) > 20
    for pattern in patterns:
        for sign in SIGNS:
            began = time.process_time()
            pattern.search(sign * LENGTH + "!")
            if (took := time.process_time() - began) > LONGEST:
                slow[pattern.pattern, sign] = took

    assert slow == {}
