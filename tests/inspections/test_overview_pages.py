"""Supervision at a glance: open findings by age and unit, for the office and the commission."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspections.choices import ReferralKind
from inspections.models import Finding
from inspections.services.finding import correct_on_the_spot
from inspections.services.rectification import verify_rectification
from inspections.services.referral import accept_referral, refer
from tests.departments.factories import make_department, make_member, make_user
from tests.inspections import factories as make
from tests.inspections.complaints import complaint_about
from tests.registry.factories import make_officer
from wuqing_tuoyu import clock, sheet

pytestmark = pytest.mark.usefixtures("spring")


def overview(client):
    client.force_login(make_member("lxh").user)
    return client.get("/supervision/")


def row_of(answer, code):
    [row] = [row for row in answer.context["work"] if row.unit.code == code]
    return row


@pytest.mark.parametrize(
    ("age", "column"),
    [(0, 0), (7, 0), (8, 1), (15, 1), (16, 2), (30, 2), (31, 3), (60, 3), (61, 4)],
)
def test_a_finding_stands_in_the_column_of_its_age(client, age, column):
    make.ordered(failed=(1,), days=90)
    Finding.objects.update(found_on=clock.today() - timedelta(days=age))

    row = row_of(overview(client), "scj")

    assert row.ages == [int(n == column) for n in range(5)]
    assert row.oldest == clock.today() - timedelta(days=age)


def test_what_is_settled_no_longer_counts(client):
    rectification = make.ordered(failed=(1, 2))
    assert row_of(overview(client), "scj").open_findings == 2

    make.verdicts(make.submit(rectification))
    verify_rectification(rectification, actor=make.officer())

    assert overview(client).context["open_findings"] == 0


def test_what_is_handed_over_counts_until_the_other_unit_has_taken_it_over(client):
    inspection = make.concluded(failed=(1, 2, 3))
    first, second, third = inspection.findings.order_by("pk")
    correct_on_the_spot(third, actor=make.officer(), note="当场换了新的")
    referral = refer(
        inspection,
        actor=make.officer(),
        kind=ReferralKind.FAILED_ITEMS,
        to_department=make_department("xfz"),
        note="请处理",
        items=[first.pk],
    )
    assert set(Finding.objects.unsettled()) == {first, second}
    assert row_of(overview(client), "scj").open_findings == 2

    accept_referral(referral, actor=make.officer("xfz"))

    assert set(Finding.objects.unsettled()) == {second}
    assert row_of(overview(client), "scj").open_findings == 1


def test_the_work_of_each_unit_is_counted(client):
    make.concluded(code="xfz")
    make.plan(code="gaj")
    complaint_about(kind="fire")

    answer = overview(client)

    fire = row_of(answer, "xfz")
    assert (fire.inspections, fire.complaints, fire.late_complaints) == (1, 1, 0)
    assert [row.unit.code for row in answer.context["work"]] == ["xfz"]


@pytest.mark.parametrize("address", ["/supervision/", "/supervision.xlsx"])
def test_it_is_for_the_office_and_the_commission(client, address):
    for user, status in (
        (make_member("lxh").user, 200),
        (make_officer(), 200),
        (make_officer("scj"), 403),
        (make_user(), 403),
    ):
        client.force_login(user)
        assert client.get(address).status_code == status


def test_it_can_be_taken_away(client):
    make.ordered(failed=(1, 2))
    client.force_login(make_member("lxh").user)

    rows = sheet.read(BytesIO(client.get("/supervision.xlsx").content))

    assert [row[:2] + row[6:7] for row in rows[1:]] == [["区市场监管局", "2", "2"]]


def test_many_units_cost_no_more_than_one(client):
    make.concluded(code="scj", failed=(1,))
    overview(client)
    with CaptureQueriesContext(connection) as one:
        client.get("/supervision/")
    make.concluded(code="xfz", failed=(1,))
    make.concluded(code="gaj", failed=(1,))

    with CaptureQueriesContext(connection) as three:
        client.get("/supervision/")

    assert len(three) == len(one)
