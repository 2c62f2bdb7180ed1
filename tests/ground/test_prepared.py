"""Prepared questions: written once, asked each time, answered as the QuerySet would."""

from datetime import date

import pytest
from django.db import connections

from departments.models import Department, Member, Parameter
from tests.departments.factories import make_department, make_member
from wuqing_tuoyu.prepared import STEP, prepared

pytestmark = pytest.mark.django_db


@prepared
def members_of(unit, today):
    """Members who stand for a unit on a day, each with the person."""
    members = Member.objects.active(today).filter(department=unit)
    return members.select_related("user").order_by("pk")


@prepared
def names_of(keys):
    return Department.objects.filter(pk__in=keys).order_by("pk").values("code", "name")


def fields_of(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_the_question_is_put_into_sql_once(django_assert_num_queries):
    written = []

    @prepared
    def coded(code):
        written.append(code)
        return Department.objects.filter(code=code)

    make_department("zjw")

    with django_assert_num_queries(2):
        found, unknown = coded("zjw"), coded("scj")

    assert ([each.code for each in found], unknown, len(written)) == (["zjw"], [], 1)


def test_what_changes_between_two_askings_is_seen():
    unit = make_department("zjw", name="旧名称")
    before = names_of([unit.pk])

    Department.objects.update(name="新名称")

    assert (before, names_of([unit.pk])) == (
        [{"code": "zjw", "name": "旧名称"}],
        [{"code": "zjw", "name": "新名称"}],
    )


def test_rows_are_those_of_the_queryset_with_their_types_and_relations(django_assert_num_queries):
    member = make_member("zjw", active_from=date(2026, 1, 1), active_until=date(2026, 6, 30))
    make_member("scj")
    asked = member.department_id, date(2026, 3, 12)

    with django_assert_num_queries(1):
        [found] = members_of(*asked)
        name = found.user.name

    assert fields_of(found) == fields_of(members_of.question(*asked).get())
    assert (found, name) == (member, member.user.name)
    assert members_of(member.department_id, date(2026, 7, 1)) == []


def test_fields_left_out_are_read_when_they_are_wanted(django_assert_num_queries):
    make_department("zjw", name="住房建设委", phone="022-82120000")

    @prepared
    def only_names():
        return Department.objects.only("name")

    found = only_names.first()

    with django_assert_num_queries(1):
        assert (found.name, found.phone) == ("住房建设委", "022-82120000")


@pytest.mark.parametrize("length", [1, STEP, STEP + 1])
def test_any_number_of_keys_is_asked_for_at_once(length, django_assert_num_queries):
    units = [make_department(f"1201140{number:02}") for number in range(STEP + 2)]
    keys = [unit.pk for unit in units[:length]]

    with django_assert_num_queries(1):
        found = names_of(keys)

    assert [row["code"] for row in found] == [unit.code for unit in units[:length]]


def test_whoever_asks_for_no_key_gets_nothing_and_the_database_is_not_asked(
    django_assert_num_queries,
):
    make_department("zjw")

    with django_assert_num_queries(0):
        assert names_of([]) == []


def test_a_question_that_looks_at_its_arguments_is_refused():
    @prepared
    def by_year(today):
        return Parameter.objects.filter(effective_from__year=today.year)

    with pytest.raises(AttributeError):
        by_year(date(2026, 3, 12))


class Elsewhere:
    """A router that sends readers to another database."""

    alias = "default"

    def db_for_read(self, model, **hints):
        return self.alias


@pytest.fixture
def readers(settings):
    """The same database by a second alias, as if it were a copy of the first."""
    connections["copy"] = connections["default"]
    settings.DATABASE_ROUTERS = [router := Elsewhere()]
    yield router
    del connections["copy"]


def test_each_asking_goes_where_the_router_sends_it_then(readers):
    unit = make_department("zjw")

    @prepared
    def coded(code):
        return Department.objects.filter(code=code)

    asked = []
    for readers.alias in ("default", "copy", "default"):
        [found] = coded(unit.code)
        asked.append(found._state.db)

    assert asked == ["default", "copy", "default"]


def test_a_question_that_names_its_database_is_asked_there(readers):
    make_department("zjw")

    @prepared
    def coded(code):
        return Department.objects.using("copy").filter(code=code)

    assert [coded("zjw")[0]._state.db for _ in range(2)] == ["copy", "copy"]
