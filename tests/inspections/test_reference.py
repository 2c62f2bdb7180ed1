"""The checklists of the handbook (检查清单) are there, whole; loading twice adds nothing."""

import pytest
from django.core.management import call_command

from departments.choices import ReminderKind
from departments.models import ReminderLadder
from inspections.models import Checklist, ChecklistItem

EXPECTED = {
    "WJ": ("wjw", 14),
    "SC": ("scj", 14),
    "XF": ("xfz", 13),
    "GA": ("gaj", 12),
    "ZJ": ("zjw", 12),
    "YJ": ("yjj", 10),
    "ZX": (None, 12),
    "MZ": ("mzj", 8),
    "JY": ("jyj", 9),
    "RS": ("rsj", 8),
    "FG": ("fgw", 5),
    "GZ": ("gzj", 4),
}


def test_each_unit_has_its_published_list(reference):
    lists = {
        checklist.code: (
            checklist.department.code if checklist.department else None,
            checklist.items.count(),
        )
        for checklist in Checklist.objects.published().select_related("department")
    }

    assert lists == EXPECTED


def test_every_item_states_its_basis_and_says_it_to_parents(reference):
    incomplete = [
        item.code for item in ChecklistItem.objects.all() if not (item.basis and item.plain_words)
    ]

    assert incomplete == []


def test_every_unit_with_a_list_of_its_own_may_inspect(reference):
    lists = Checklist.objects.exclude(department=None).select_related("department")

    assert [each.code for each in lists if not each.department.may_inspect] == []


def test_loading_again_keeps_what_a_person_has_edited(reference):
    item = ChecklistItem.objects.get(checklist__code="WJ", code="WJ01")
    before = ChecklistItem.objects.count()
    ChecklistItem.objects.filter(pk=item.pk).update(
        plain_words="改过的话", edited_at=item.checklist.edited_at or "2026-03-02T09:00:00+08:00"
    )

    call_command("load_reference", verbosity=0)

    assert ChecklistItem.objects.count() == before
    assert ChecklistItem.objects.get(pk=item.pk).plain_words == "改过的话"


@pytest.mark.parametrize(
    "kind",
    [
        ReminderKind.RECTIFICATION,
        ReminderKind.RECTIFICATION_CHECK,
        ReminderKind.REFERRAL,
        ReminderKind.URGENT_REFERRAL,
        ReminderKind.INSPECTION,
    ],
)
def test_what_is_asked_of_somebody_climbs_a_ladder(reference, kind):
    assert ReminderLadder.objects.filter(kind=kind).exists()
