"""The questions of the public pages: prepared or not, the answer is the same, and it is today's."""

from datetime import timedelta

import pytest
from django.db.models import Model

from departments.models import Department, Parameter
from registry.choices import Standing
from registry.filters import found, public
from registry.models import Facility, Fee, Honour, OpeningHours, Pause, PublicRecord
from registry.services import honour, inspected, published, register
from registry.views.public import facility as facility_page
from tests.registry.listed import NOW, TODAY, pause, put_on_register
from wuqing_tuoyu.clock import travel
from wuqing_tuoyu.prepared import Prepared

pytestmark = pytest.mark.django_db
QUESTIONS = {
    public._fresh_days: lambda facility: (TODAY,),
    public._townships: lambda facility: (),
    found._newest_without: lambda facility: (Standing.CLOSED,),
    found._of_standing: lambda facility: (Standing.NONCONFORMING,),
    facility_page.listed_facility: lambda facility: (facility.public_id,),
    honour._held: lambda facility: ([facility.pk], TODAY),
    published._class_groups: lambda facility: (facility.declaration_id,),
    published._current_fees: lambda facility: (facility.pk, TODAY),
    published._current_hours: lambda facility: (facility.pk,),
    published._current_vacancies: lambda facility: (facility.pk,),
    published._moved_from: lambda facility: (facility.pk,),
    published._nonconformities: lambda facility: ([facility.pk],),
    published._open_pauses: lambda facility: (facility.pk,),
    published._published_records: lambda facility: (facility.pk, TODAY),
    inspected._inspections_since: lambda facility: ([facility.pk], TODAY, TODAY),
    register._rows: lambda facility: ([facility.pk],),
}


@pytest.fixture(autouse=True)
def on_the_twelfth_of_march():
    with travel(NOW):
        yield


@pytest.fixture
def facility():
    """One with everything a page can say, beside another that is not asked about."""
    for days in (0, 1):
        Parameter.objects.create(
            key="vacancy_fresh_days",
            value=60 + days,
            source="测试",
            effective_from=TODAY - timedelta(days=days),
        )
    put_on_register(Standing.NONCONFORMING, free={1: 1})
    facility = put_on_register(Standing.NONCONFORMING, free={1: 2, 2: 0}, monthly_fee="1680.50")
    Facility.objects.filter(pk=put_on_register().pk).update(moved_from=facility)
    pause(facility)
    Fee.objects.create(
        facility=facility, item="保育费", amount="1680.50", unit="month", valid_from=TODAY
    )
    OpeningHours.objects.create(
        facility=facility, weekday=1, opens="07:30", closes="18:00", valid_from=TODAY
    )
    Honour.objects.create(
        facility=facility,
        kind="demonstration",
        title="示范",
        awarded_by="市卫生健康委",
        awarded_on=TODAY,
        source="公告",
    )
    inspect(facility, TODAY, items_unmet=2, items_corrected=1, correct_by=TODAY)
    inspect(facility, TODAY - timedelta(days=100), items_unmet=0, items_corrected=0)
    return facility


def inspect(facility, on, **counts):
    PublicRecord.objects.create(
        facility=facility,
        key=f"inspection-{on}",
        kind="inspection",
        title="日常检查",
        department=facility.township,
        happened_on=on,
        published_on=on,
        items_checked=12,
        **counts,
    )


def told(row):
    """All a row holds, with the rows that came along."""
    if not isinstance(row, Model):
        return row
    own = {name: value for name, value in vars(row).items() if name != "_state"}
    return own | {name: told(each) for name, each in row._state.fields_cache.items()}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.__name__)
def test_the_answer_is_that_of_the_queryset(facility, question):
    asked = QUESTIONS[question](facility)

    answer = [told(row) for row in question(*asked)]

    assert answer == [told(row) for row in question.question(*asked)]
    assert answer != []


def test_every_prepared_question_of_the_register_is_held_against_its_queryset():
    rooms = (public, found, facility_page, honour, inspected, published, register)
    prepared = {
        each for room in rooms for each in vars(room).values() if isinstance(each, Prepared)
    }

    assert prepared == set(QUESTIONS)


@pytest.mark.parametrize(
    ("change", "on_the_list", "on_the_page"),
    [
        (
            lambda facility: Department.objects.update(name="下朱庄街道"),
            ">下朱庄街道</option>",
            "武清区下朱庄街道",
        ),
        (
            lambda facility: Parameter.objects.update(value=-1),
            "空余待更新",
            "需要打电话问",
        ),
        (
            lambda facility: Facility.objects.filter(pk=facility.pk).update(
                standing=Standing.VERIFIED, correct_by=None, verified_on=TODAY
            ),
            "已核实</span>",
            "现场看过，符合条件",
        ),
    ],
    ids=["township", "parameter", "standing"],
)
def test_whatever_changes_stands_on_the_very_next_page(
    client, facility, change, on_the_list, on_the_page
):
    Pause.objects.all().delete()
    addresses = (f"/facilities/?q={facility.name}", f"/facilities/{facility.public_id}/")
    before = [client.get(address).text for address in addresses]

    change(facility)
    after = [client.get(address).text for address in addresses]

    assert [on_the_list in before[0], on_the_page in before[1]] == [False, False]
    assert [on_the_list in after[0], on_the_page in after[1]] == [True, True]
