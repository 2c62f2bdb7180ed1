"""Fire papers that grow old (消防年度检测): once a year the operator is advised to have a test."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from accounts.services.message import send_message
from departments.choices import ReminderKind
from departments.models import Reminder
from departments.services.reminder import close_reminders, open_reminder
from registry.checks import CHECKS
from registry.checks.rules import Rules, load_rules
from registry.checks.wording import months_after
from registry.choices import DocumentKind, FacilityForm
from registry.models import Document, Facility
from registry.notifications.people import operators_people
from registry.services.keys import fire_test_key
from registry.workflow.transition import lock_facility
from wuqing_tuoyu.templatetags.words import day as written

[RULE] = [check for check in CHECKS if check.id == "F17"]
MONTHS = "fire_document_months"


def facilities_with_old_fire_papers(today: date, limit: int, *, after: int = 0) -> list[int]:
    """Facilities to advise of a test this year, or advised and done with it (消防文书满一年)."""
    rules = load_rules(today)
    wanted = {}
    if RULE.is_active(rules):
        newest = _fire_papers().values("facility").annotate(newest=Max("issued_on"))
        for pk, issued_on in newest.values_list("facility", "newest"):
            if day := _anniversary(issued_on, today, rules):
                wanted[pk] = f"facility:{pk}:fire_test:{day}"
    advice = Reminder.objects.filter(kind=ReminderKind.FIRE_TEST)
    known = set(advice.filter(key__in=wanted.values()).values_list("key", flat=True))
    found = {pk for pk, key in wanted.items() if key not in known}
    still_open = advice.open().exclude(key__in=known).values_list("key", flat=True)
    found |= {int(key.split(":")[1]) for key in still_open}
    return sorted(pk for pk in found if pk > after)[:limit]


@transaction.atomic
def advise_of_fire_test(facility: Facility, today: date) -> None:
    """Say once a year that the paper is old, and take back what a newer paper answered."""
    facility, rules = lock_facility(facility.pk), load_rules(today)
    papers = _fire_papers().filter(facility=facility)
    issued_on = papers.aggregate(newest=Max("issued_on"))["newest"]
    day = _anniversary(issued_on, today, rules) if RULE.is_active(rules) else None
    key = fire_test_key(facility, day)
    if day and Reminder.objects.filter(key=key).exists():
        return
    close_reminders(fire_test_key(facility), note="不用再按这份消防文书提示")
    if day is None:
        return
    body = (
        f"消防文书{written(issued_on, always_year=True)}出具，已满一年。建议请有资质的单位"
        "做一次消防设施年度检测；检测以后写明日期和结果"
    )
    people = operators_people(facility)
    reminder = open_reminder(
        key,
        kind=ReminderKind.FIRE_TEST,
        title=str(facility),
        body=body,
        addressees=people,
    )
    for person in people:
        send_message(
            person,
            key=f"reminder:{reminder.pk}",
            title=f"{facility}：建议做消防年度检测",
            body=f"{body}。这是提示，不影响备案。",
            url=f"/reminders/{reminder.pk}/done/",
        )


def _fire_papers():
    """Those of living facilities that say which paper they are; a family site needs none."""
    papers = Document.objects.in_use().filter(kind=DocumentKind.FIRE_ACCEPTANCE)
    return (
        papers.exclude(fire_kind="")
        .exclude(facility__form=FacilityForm.FAMILY)
        .exclude(issued_on=None)
    )


def _anniversary(issued_on: date | None, today: date, rules: Rules) -> date | None:
    """The latest day on which another year since the paper had passed, before today."""
    months = int(rules.number(MONTHS))
    if issued_on is None or months < 1:
        return None
    count, latest = 1, None
    while (day := months_after(issued_on, months * count)) < today:
        count, latest = count + 1, day
    return latest
