"""The figures on the front door are those of the register, today."""

import re
from datetime import date

import pytest

from registry.choices import Standing
from registry.models import Declaration, Facility, Operator
from wuqing_tuoyu import clock

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 12)
COMPANIONS = {
    Standing.RECORDED: {"verification_due_on": TODAY},
    Standing.NONCONFORMING: {"correct_by": TODAY},
    Standing.CLOSED: {"closed_on": TODAY},
}


def put_on_the_register(number, standing, **facts):
    operator = Operator.objects.create(
        name=f"举办者{number}", credit_code=f"91120222MA{number:08}", created_at=clock.now()
    )
    facility = Facility.objects.create(operator=operator, created_at=clock.now())
    declaration = Declaration.objects.create(
        facility=facility, version=1, created_at=clock.now(), frozen_at=clock.now()
    )
    Facility.objects.filter(pk=facility.pk).update(
        standing=standing,
        number=f"120114-TY-2026-{number:04}",
        filed_on=TODAY,
        declaration=declaration,
        **COMPANIONS.get(standing, {}),
        **facts,
    )


def figures(client):
    html = client.get("/").content.decode()
    terms = re.findall(r"<dt>([^<]+)</dt>\s*<dd>\s*([\d,]+) <small>(\S+)</small>", html)
    return [f"{label} {value} {unit}" for label, value, unit in terms]


def test_an_empty_register_shows_no_figures(client):
    assert figures(client) == []


def test_closed_facilities_are_not_counted(client):
    put_on_the_register(1, Standing.VERIFIED, capacity=1060, is_inclusive=True)
    put_on_the_register(2, Standing.RECORDED, capacity=40)
    put_on_the_register(3, Standing.NONCONFORMING)
    put_on_the_register(4, Standing.CLOSED, capacity=90, is_inclusive=True)

    assert figures(client) == ["在册机构 3 家", "已现场核实 1 家", "普惠机构 1 家", "托位 1,100 个"]


def test_the_front_door_asks_the_database_once(client, django_assert_num_queries):
    put_on_the_register(1, Standing.VERIFIED)

    with django_assert_num_queries(1):
        client.get("/")
