"""Public titles (称号): registered with their source, shown while they hold."""

import csv
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.models import Honour
from tests.departments.factories import make_user
from tests.registry.listed import NOW, TODAY, put_on_register
from wuqing_tuoyu.clock import travel

pytestmark = pytest.mark.django_db
TITLE = "天津市示范性托育机构"


@pytest.fixture(autouse=True)
def on_the_twelfth_of_march():
    with travel(NOW):
        yield


def honour(facility, **facts):
    facts = {
        "kind": "demonstration",
        "title": TITLE,
        "awarded_by": "市卫生健康委",
        "awarded_on": TODAY - timedelta(days=30),
        "source": "津卫托育〔2026〕5 号",
    } | facts
    return Honour.objects.create(facility=facility, **facts)


def test_a_title_is_shown_with_who_gave_it_and_on_what_it_rests(client):
    facility = put_on_register()
    honour(facility)

    text = client.get(facility.get_absolute_url()).text

    assert TITLE in text
    assert "市卫生健康委 2026年2月10日，依据：津卫托育〔2026〕5 号" in text
    assert TITLE in client.get("/facilities/").text
    assert TITLE in client.get("/facilities/compare/", {"id": facility.public_id}).text


def titles_everywhere(client, facility):
    """What files and API say of the titles of one facility."""
    sheet = csv.reader(StringIO(client.get("/facilities.csv").getvalue().decode("utf-8-sig")))
    captions, row = list(sheet)
    [place] = json.loads(client.get("/facilities.geojson").getvalue())["features"]
    [line] = json.loads(client.get("/facilities.json").getvalue())["facilities"]
    [found] = client.get("/api/v1/facilities/").json()["results"]
    one = client.get(f"/api/v1/facilities/{facility.public_id}/").json()
    return (
        row[captions.index("称号")],
        place["properties"]["titles"],
        line["titles"],
        found["titles"],
        one["titles"],
    )


def test_files_and_api_tell_the_titles_too(client):
    facility = put_on_register()
    assert titles_everywhere(client, facility) == ("", [], [], [], [])
    honour(facility)
    honour(facility, title="武清区优质托育机构", kind="quality", awarded_on=TODAY)
    honour(facility, title="旧称号", withdrawn_on=TODAY)

    both = ["武清区优质托育机构", TITLE]
    assert titles_everywhere(client, facility) == ("、".join(both), both, both, both, both)
    [*_, first] = client.get(f"/api/v1/facilities/{facility.public_id}/").json()["honours"]
    assert first == {
        "kind": "demonstration",
        "kind_label": "示范",
        "title": TITLE,
        "awarded_by": "市卫生健康委",
        "awarded_on": "2026-02-10",
        "source": "津卫托育〔2026〕5 号",
    }


def test_titles_cost_no_query_more_for_three_facilities_than_for_one(client):
    def queries_for(path):
        with CaptureQueriesContext(connection) as queries:
            client.get(path).getvalue()
        return len(queries)

    paths = ("/facilities.csv", "/api/v1/facilities/", "/facilities/?view=map")
    honour(put_on_register())
    before = [queries_for(path) for path in paths]
    for _ in range(2):
        honour(put_on_register())

    assert [queries_for(path) for path in paths] == before


def test_the_list_can_be_asked_for_demonstration_facilities_alone(client):
    honour(put_on_register(name="示范托育园"))
    honour(put_on_register(name="优质托育园"), kind="quality")
    honour(put_on_register(name="曾经示范托育园"), withdrawn_on=TODAY)
    put_on_register(name="普通托育园")

    def names(query):
        found = client.get(f"/api/v1/facilities/?{query}").json()["results"]
        return {each["name"] for each in found}

    assert names("demonstration=1") == {"示范托育园"}
    assert len(names("demonstration=0")) == 4
    page = client.get("/facilities/?demonstration=1&view=map").text
    assert "示范托育园" in page
    assert "优质托育园" not in page
    assert 'class="tag plain">示范<' in page


@pytest.mark.parametrize(
    "facts", [{"withdrawn_on": TODAY}, {"awarded_on": TODAY + timedelta(days=1)}]
)
def test_a_title_taken_back_or_still_to_come_is_not_shown(client, facts):
    facility = put_on_register()
    honour(facility, **facts)

    assert TITLE not in client.get(facility.get_absolute_url()).text
    assert TITLE not in client.get("/facilities/").text


def test_a_title_cannot_be_taken_back_before_it_was_given():
    wrong = honour(put_on_register())
    wrong.withdrawn_on = wrong.awarded_on - timedelta(days=1)

    with pytest.raises(ValidationError, match="撤销日期不能早于授予日期。"):
        wrong.full_clean()


def form_of(facility_number):
    return {
        "facility": facility_number,
        "kind": "demonstration",
        "title": TITLE,
        "awarded_by": "市卫生健康委",
        "awarded_on": "2026-02-10",
        "source": "津卫托育〔2026〕5 号",
    }


def test_an_administrator_gives_it_to_the_facility_of_a_number(client):
    facility = put_on_register()
    client.force_login(make_user("admin", is_staff=True, is_superuser=True))

    client.post("/admin/registry/honour/add/", form_of(facility.number))

    assert Honour.objects.get().facility == facility
    page = client.get(f"/admin/registry/honour/{Honour.objects.get().pk}/change/")
    assert facility.number in page.text
    assert page.context["has_delete_permission"] is False


def test_an_unknown_number_is_refused_in_words(client):
    client.force_login(make_user("admin", is_staff=True, is_superuser=True))

    answer = client.post("/admin/registry/honour/add/", form_of("没有的编号"))

    assert "没有这个编号的已备案机构" in answer.text
    assert Honour.objects.count() == 0
