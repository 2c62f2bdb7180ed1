"""Print every life (流程表) as Markdown: what may happen, from where to where, by whom."""

from importlib import import_module

from django.apps import apps
from django.core.management.base import BaseCommand

FLOORS = ("registry", "inspections")


class Command(BaseCommand):
    help = "打印各张流程表（Markdown）。"

    def handle(self, *args, **options):
        tables = [
            table
            for floor in FLOORS
            if apps.is_installed(floor)
            for table in import_module(f"{floor}.workflow").TABLES
        ]
        self.stdout.write("\n\n".join(table_of(*each) for each in tables))


def table_of(title, transitions, states) -> str:
    """One life as a table."""
    lines = [f"### {title}", "", "| 动作 | 名称 | 从 → 到 | 谁 |", "|---|---|---|---|"]
    for action, transition in transitions.items():
        sources = "、".join(states(source).label for source in transition.sources) or "（新建）"
        target = states(transition.target).label if transition.target else "不变"
        if action.name == "DISCARD":
            target = "（删除）"
        lines.append(
            f"| `{action.name}` | {action.label} | {sources} → {target} | {transition.who} |"
        )
    return "\n".join(lines)
