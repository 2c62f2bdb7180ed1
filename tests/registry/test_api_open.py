"""Open API, version 1: shape, paging, refusals, limits; the description tells the truth."""

import json
from datetime import date

import pytest
from django.core.cache import cache
from rest_framework.throttling import AnonRateThrottle

from registry.choices import Standing
from registry.models import Facility
from registry.services.register import PUBLIC_COLUMNS
from tests.departments.factories import make_department, make_user
from tests.registry.listed import NOW, pause, put_on_register
from tests.registry.papers import make_receipt
from wuqing_tuoyu.clock import travel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_twelfth_of_march():
    with travel(NOW):
        yield


def answer(client, path):
    return client.get(f"/api/v1/{path}").json()


def described(client, schema_name):
    schemas = answer(client, "openapi.json")["components"]["schemas"]
    return set(schemas[schema_name]["properties"])


def test_a_row_has_every_public_column_the_words_of_codes_and_two_addresses(client):
    facility = put_on_register()

    row = answer(client, "facilities/")["results"][0]

    columns = {column.key for column in PUBLIC_COLUMNS}
    labels = {f"{column.key}_label" for column in PUBLIC_COLUMNS if column.choices}
    assert set(row) == columns | labels | {"url", "page_url"}
    assert row["standing"] == "verified"
    assert row["standing_label"] == "已核实"
    assert row["url"] == f"http://testserver/api/v1/facilities/{facility.public_id}/"
    assert row["page_url"] == f"http://testserver/facilities/{facility.public_id}/"


def test_the_description_names_what_is_answered(client):
    facility = put_on_register(Standing.NONCONFORMING, free={1: 1})
    pause(facility)
    receipt = make_receipt()

    listing = answer(client, "facilities/")
    one = answer(client, f"facilities/{facility.public_id}/")

    assert described(client, "FacilityList") == set(listing)
    assert described(client, "Facility") == set(listing["results"][0])
    assert described(client, "FacilityDetail") == set(one)
    assert described(client, "Class") == set(one["classes"][0])
    assert described(client, "Pause") == set(one["pause"])
    assert described(client, "ReceiptCheck") == set(answer(client, f"verify/{receipt.token}/"))
    assert described(client, "Figures") == set(answer(client, "figures/"))


def test_the_description_names_every_address(client):
    paths = answer(client, "openapi.json")["paths"]

    assert {
        "/api/v1/facilities/",
        "/api/v1/facilities/{public_id}/",
        "/api/v1/verify/{token}/",
        "/api/v1/duties/",
        "/api/v1/figures/",
    } <= set(paths)
    parameters = {each["name"] for each in paths["/api/v1/facilities/"]["get"]["parameters"]}
    assert {"q", "township", "form", "nature", "service", "age", "inclusive"} <= parameters
    assert {"vacancy", "standing", "sort", "page"} <= parameters


def test_pages_lead_to_each_other_with_their_filters(client):
    for _ in range(5):
        put_on_register()

    first = answer(client, "facilities/?page_size=2&standing=verified")
    last = client.get(client.get(first["next"]).json()["next"]).json()

    assert first["count"] == 5
    assert first["previous"] is None
    assert "standing=verified" in first["next"]
    assert last["next"] is None
    assert len(last["results"]) == 1


@pytest.mark.parametrize("size", ["0", "201", "x", "-5", "²", "99999999999"])
def test_a_page_of_senseless_size_is_refused_in_a_sentence(client, size):
    refused = client.get("/api/v1/facilities/", {"page_size": size})

    assert refused.status_code == 400
    assert refused.json()["detail"] == "“每页几家”（page_size）应当是 1 到 200 的整数。"


def test_several_bad_values_are_named_each(client):
    refused = client.get("/api/v1/facilities/?form=x&age=y").json()

    assert set(refused["errors"]) == {"form", "age"}
    assert refused["detail"] in refused["errors"].values()


def test_an_unknown_facility_is_404_in_json(client):
    missing = client.get("/api/v1/facilities/2222222222/")

    assert missing.status_code == 404
    assert missing.headers["Content-Type"] == "application/json"


def test_a_receipt_is_told_by_todays_standing(client):
    receipt = make_receipt()
    Facility.objects.filter(pk=receipt.facility_id).update(
        standing=Standing.CLOSED, closed_on=date(2026, 3, 11), verification_due_on=None
    )

    told = client.get(f"/api/v1/verify/{receipt.token}/")

    assert told.json()["standing"] == "closed"
    assert told.json()["is_replaced"] is False
    assert told.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("token", ["unknown", "a" * 3000, "😀"])
def test_an_unknown_receipt_is_404(client, token):
    assert client.get(f"/api/v1/verify/{token}/").status_code == 404


def test_duties_are_those_of_the_annex_word_for_word(client):
    unit = make_department("mzj", name="区民政局", has_annex_duties=True, annex_position=5)
    unit.duties.create(position=1, text="负责非营利性机构登记；")
    make_department("bb", name="区委编办")

    told = answer(client, "duties/")

    assert [(each["code"], each["duties"]) for each in told] == [
        ("mzj", ["负责非营利性机构登记；"])
    ]


def test_an_unchanged_answer_is_304(client):
    put_on_register()
    first = client.get("/api/v1/facilities/")

    second = client.get("/api/v1/facilities/", headers={"If-None-Match": first.headers["ETag"]})

    assert second.status_code == 304
    put_on_register()
    third = client.get("/api/v1/facilities/", headers={"If-None-Match": first.headers["ETag"]})
    assert third.status_code == 200


def test_whoever_asks_too_fast_is_told_to_wait(client, monkeypatch):
    monkeypatch.setattr(AnonRateThrottle, "rate", "3/min", raising=False)
    cache.clear()

    statuses = [client.get("/api/v1/figures/").status_code for _ in range(4)]

    assert statuses == [200, 200, 200, 429]


def test_another_forwarded_address_does_not_help(client, monkeypatch):
    monkeypatch.setattr(AnonRateThrottle, "rate", "3/min", raising=False)
    cache.clear()

    statuses = [
        client.get("/api/v1/figures/", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code
        for n in range(4)
    ]

    assert statuses[-1] == 429


def test_a_session_changes_nothing_of_what_is_answered(client):
    put_on_register(Standing.UNRECORDED)
    put_on_register()
    stranger = answer(client, "facilities/")

    client.force_login(make_user(is_staff=True, is_superuser=True))

    assert answer(client, "facilities/") == stranger


def test_geojson_has_a_point_or_none(client):
    put_on_register(name="有点", latitude="39.384412", longitude="117.043399")
    put_on_register(name="没点")

    collection = json.loads(client.get("/facilities.geojson?sort=name").getvalue())

    assert collection["type"] == "FeatureCollection"
    points = {each["properties"]["name"]: each["geometry"] for each in collection["features"]}
    assert points == {
        "有点": {"type": "Point", "coordinates": [117.043399, 39.384412]},
        "没点": None,
    }


@pytest.mark.parametrize(
    ("path", "kind", "ending"),
    [
        ("/facilities.csv", "text/csv; charset=utf-8", ".csv"),
        ("/facilities.geojson", "application/geo+json; charset=utf-8", ".geojson"),
    ],
)
def test_files_are_streamed_under_a_name_of_their_own(client, path, kind, ending):
    taken = client.get(path)

    assert taken.streaming
    assert taken.headers["Content-Type"] == kind
    assert taken.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert taken.headers["Content-Disposition"].endswith(f"-2026-03-12{ending}")
    if ending == ".csv":
        assert taken.getvalue().startswith(b"\xef\xbb\xbf")
