"""Open data: the files of the day, live files, their schema, and examples that run."""

import csv
import html
import json
import re
from contextlib import redirect_stdout
from io import BytesIO, StringIO
from urllib.parse import urlsplit

import pytest

from registry.choices import Standing
from registry.models import Facility
from registry.services.register import PUBLIC_COLUMNS
from registry.tasks import write_open_data
from tests.registry.listed import NOW, put_on_register
from wuqing_tuoyu.clock import travel

pytestmark = pytest.mark.django_db

CAPTIONS = [column.caption for column in PUBLIC_COLUMNS]
DAILY = ("facilities.csv", "facilities-utf8.csv", "facilities.geojson", "facilities.json")


@pytest.fixture(autouse=True)
def on_the_twelfth_of_march(settings, tmp_path):
    settings.OPEN_DATA_ROOT = tmp_path / "open-data"
    with travel(NOW):
        yield


def lines_of(answer):
    return list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig"))))


def names_in(answer, name):
    if name.endswith(".csv"):
        return [row[0] for row in lines_of(answer)[1:]]
    told = json.loads(answer.getvalue())
    if name.endswith(".geojson"):
        return [each["properties"]["name"] for each in told["features"]]
    return [each["name"] for each in told["facilities"]]


@pytest.mark.parametrize("name", DAILY)
@pytest.mark.parametrize("is_written", [True, False])
def test_the_file_of_the_day_is_the_whole_register_with_the_closed_ones(client, name, is_written):
    put_on_register(name="在办托育园")
    put_on_register(Standing.CLOSED, name="旧梦托育园")
    put_on_register(Standing.UNRECORDED, name="草稿托育园")
    if is_written:
        write_open_data()
    Facility.objects.filter(name="在办托育园").update(name="改名托育园")

    answer = client.get(f"/open-data/{name}")

    first = "在办托育园" if is_written else "改名托育园"
    assert set(names_in(answer, name)) == {first, "旧梦托育园"}


def test_whoever_has_the_file_of_the_day_is_told_so(client):
    write_open_data()
    first = client.get("/open-data/facilities.csv")
    assert lines_of(first) == [CAPTIONS]

    again = client.get(
        "/open-data/facilities.csv", headers={"If-Modified-Since": first.headers["Last-Modified"]}
    )

    assert again.status_code == 304


@pytest.mark.parametrize("name", ["facilities.txt", "..%2Fsecret_key", "facilities", "%00.csv"])
def test_no_other_file_is_served(client, name):
    assert client.get(f"/open-data/{name}").status_code in {400, 404}


@pytest.mark.parametrize(
    ("address", "has_mark"),
    [
        ("/facilities.csv", True),
        ("/facilities.csv?bom=1", True),
        ("/facilities.csv?bom=0", False),
        ("/open-data/facilities.csv", True),
        ("/open-data/facilities-utf8.csv", False),
    ],
)
def test_a_sheet_comes_with_the_mark_of_utf8_or_without(client, address, has_mark):
    put_on_register(name="晨光托育园")

    content = client.get(address).getvalue()

    assert content.startswith(b"\xef\xbb\xbf") == has_mark
    assert content.decode("utf-8-sig").startswith("机构注册登记名称,所属区域,机构住所,机构性质,")


def test_a_senseless_mark_is_refused_in_a_sentence(client):
    refused = client.get("/facilities.csv?bom=x")

    assert refused.status_code == 400
    assert refused.text.startswith("“文件标记”（bom）不能是“x”")


@pytest.mark.parametrize("path", ["/facilities.csv", "/facilities.geojson", "/facilities.json"])
def test_closed_ones_are_there_where_they_are_asked_for(client, path):
    put_on_register(name="在办托育园")
    put_on_register(Standing.CLOSED, name="旧梦托育园")

    both, none, only = (
        set(names_in(client.get(path + query), path))
        for query in ("?closed=1", "", "?standing=closed")
    )

    assert (both, none, only) == (
        {"在办托育园", "旧梦托育园"},
        {"在办托育园"},
        {"旧梦托育园"},
    )


def test_the_schema_names_every_column_as_the_files_do(client):
    put_on_register(free={1: 2}, latitude="39.384412", longitude="117.043399")
    schema = client.get("/open-data/schema.json").json()
    told = json.loads(client.get("/facilities.json").getvalue())

    fields = {field["name"]: field for field in schema["fields"]}
    row = told["facilities"][0]
    assert [field["title"] for field in schema["fields"]] == lines_of(
        client.get("/facilities.csv")
    )[0]
    assert [key for key in row if not key.endswith("_label")] == list(fields)
    assert told["schema"].endswith("/open-data/schema.json")
    assert told["version"] == schema["version"]
    for name, field in fields.items():
        if "categories" in field and row[name]:
            assert row[name] in {each["value"] for each in field["categories"]}, name


def test_the_columns_of_version_one_stay_in_their_places():
    """Whoever reads the files counts on these."""
    assert CAPTIONS[:8] == [
        "机构注册登记名称",
        "所属区域",
        "机构住所",
        "机构性质",
        "备案通过时间",
        "统一社会信用代码",
        "备案编号",
        "备案状态",
    ]
    assert [column.key for column in PUBLIC_COLUMNS[8:30]] == [
        "is_paused",
        "verified_on",
        "inspections",
        "correct_by",
        "closes_on",
        "closed_on",
        "township_code",
        "form",
        "service_mode",
        "service_forms",
        "min_age",
        "max_age",
        "capacity",
        "vacancies",
        "vacancies_stated_on",
        "monthly_fee",
        "is_inclusive",
        "meals",
        "public_phone",
        "longitude",
        "latitude",
        "public_id",
    ]
    assert [column.key for column in PUBLIC_COLUMNS[30:]] == ["titles"]


def test_a_sheet_writes_whole_yuan_as_whole_numbers(client):
    put_on_register(monthly_fee="1680.00", longitude="117.043399", latitude="39.384412")

    [captions, row] = lines_of(client.get("/facilities.csv"))

    told = dict(zip(captions, row, strict=True))
    assert told["每月最低收费（元）"] == "1680"
    assert (told["经度"], told["纬度"]) == ("117.043399", "39.384412")


def test_following_next_meets_everybody_once_however_many_there_are(client):
    for _ in range(7):
        put_on_register()

    address, met = "/api/v1/facilities/?page_size=2", []
    while address:
        page = client.get(address).json()
        met += [row["public_id"] for row in page["results"]]
        address = page["next"]

    assert len(met) == len(set(met)) == 7
    assert page["count"] == 7
    assert page["count_is_capped"] is False


@pytest.mark.parametrize("query", ["after=2222222222", "after=%00", "after=KEY&sort=name"])
def test_a_key_nobody_gave_out_is_refused(client, query):
    facility = put_on_register()

    refused = client.get(f"/api/v1/facilities/?{query.replace('KEY', facility.public_id)}")

    assert refused.status_code == 400
    assert "（after）应当照抄 next 里的值" in refused.json()["detail"]


def examples_on(page):
    return [
        html.unescape(each)
        for each in re.findall(r"<pre class=\"sample\"><code>(.*?)</code>", page, re.S)
    ]


def test_the_examples_on_the_page_run(client, monkeypatch):
    put_on_register(name="杨村托育园", free={2: 1}, is_inclusive=True, min_age=6, max_age=36)
    examples = examples_on(client.get("/open-data/").text)
    commands = [each for each in examples if each.startswith("curl")]
    [program] = [each for each in examples if each.startswith("import")]

    for command in commands:
        address = urlsplit(re.fullmatch(r'curl "(.*)"', command)[1])
        answer = client.get(f"{address.path}?{address.query}")
        assert answer.status_code == 200
        assert "杨村托育园" in answer.getvalue().decode(), command

    def urlopen(address):
        where = urlsplit(address)
        return BytesIO(client.get(f"{where.path}?{where.query}").content)

    monkeypatch.setattr("urllib.request.urlopen", urlopen)
    with redirect_stdout(StringIO()) as printed:
        exec(program, {})  # noqa: S102 - the example of our own page
    assert "杨村托育园 已核实" in printed.getvalue()
    assert len(commands) == 3


def test_machines_are_kept_from_searches_and_codes_and_sent_to_the_files(client):
    told = client.get("/robots.txt")

    assert told.headers["Content-Type"].startswith("text/plain")
    rules = [line for line in told.text.splitlines() if line.startswith("Disallow")]
    assert "Disallow: /*?" in rules
    assert "Disallow: /verify/" in rules
    assert not any(rule in ("Disallow: /", "Disallow: /facilities/") for rule in rules)
    assert "Allow: /verify/$" in told.text.splitlines()
    assert "/open-data/" in told.text
