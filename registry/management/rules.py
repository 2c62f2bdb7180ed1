"""The rules a command judges by, or one sentence saying what has to be run first."""

from datetime import date

from django.core.management import CommandError
from django.db import DatabaseError

from registry.checks.rules import Rules, load_rules


def rules_on(day: date) -> Rules:
    """The rules in force on a day. Without tables or thresholds nothing could be judged."""
    try:
        rules = load_rules(day)
    except DatabaseError as error:
        raise CommandError(
            "数据库还没有建立，请先运行 manage.py migrate 和 manage.py load_reference。"
        ) from error
    if not rules.values or not rules.townships:
        raise CommandError("数据库里还没有基础资料，请先运行 manage.py load_reference。")
    return rules
