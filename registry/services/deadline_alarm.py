"""The alarm about due dates that are not what the events say (期限漂移)."""

from datetime import date

from django.db import transaction

from accounts.models import User
from accounts.services.message import send_message
from departments.services.deadlines import recompute_deadlines as recompute_reminders
from registry.services.deadlines import recompute_deadlines

NAMED = 10


@transaction.atomic
def alarm_of_drift(today: date) -> list[str]:
    """Tell the administrators, once a week, which stored due dates differ (期限核对)."""
    drifts = recompute_deadlines(check=True) + recompute_reminders(check=True)
    if not drifts:
        return []
    year, week, _ = today.isocalendar()
    lines = [*drifts[:NAMED]]
    if len(drifts) > NAMED:
        lines.append(f"……另有 {len(drifts) - NAMED} 处")
    for administrator in User.objects.filter(is_active=True, is_staff=True, is_superuser=True):
        send_message(
            administrator,
            key=f"drift:{year}-{week}",
            title=f"{len(drifts)} 个期限与办理记录不一致",
            body="\n".join(
                [
                    *lines,
                    "",
                    "请查明原因，再运行 manage.py recompute_deadlines 按办理记录和日历重新计算。",
                ]
            ),
        )
    return drifts
