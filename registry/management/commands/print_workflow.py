"""Print the three lives (流程表) as Markdown: what may happen, from where to where, by whom."""

from django.core.management.base import BaseCommand

from registry.choices import FilingStatus, ReviewStatus, Standing
from registry.workflow import FILING_TRANSITIONS, REVIEW_TRANSITIONS, STANDING_TRANSITIONS

TABLES = [
    ("备案申请", FILING_TRANSITIONS, FilingStatus),
    ("备案状态", STANDING_TRANSITIONS, Standing),
    ("部门核验", REVIEW_TRANSITIONS, ReviewStatus),
]


class Command(BaseCommand):
    help = "打印三张流程表（Markdown）。"

    def handle(self, *args, **options):
        self.stdout.write("\n\n".join(table_of(*each) for each in TABLES))


def table_of(title, transitions, states) -> str:
    """One life as a table."""
    lines = [f"### {title}", "", "| 动作 | 名称 | 从 → 到 | 谁 |", "|---|---|---|---|"]
    for action, transition in transitions.items():
        sources = "、".join(states(source).label for source in transition.sources)
        target = states(transition.target).label if transition.target else "不变"
        if action.name == "DISCARD":
            target = "（删除）"
        lines.append(
            f"| `{action.name}` | {action.label} | {sources} → {target} | {transition.who} |"
        )
    return "\n".join(lines)
