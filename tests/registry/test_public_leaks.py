"""Nothing personal reaches a public page, file or answer; nothing hostile breaks one."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Message, User
from registry.choices import Standing
from registry.models import (
    Declaration,
    Document,
    Facility,
    Filing,
    Operator,
    Representative,
    StaffMember,
)
from registry.services.register import PUBLIC_COLUMNS, PUBLIC_FIELDS
from tests.departments.factories import make_user
from tests.registry.listed import NOW, YANGCUN, pause, put_on_register
from wuqing_tuoyu import clock
from wuqing_tuoyu.clock import travel

pytestmark = pytest.mark.django_db

TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"')
CANARIES = {
    "identity_number": "120222198506150042",
    "staff_name": "金丝雀甲",
    "legal_representative": "金丝雀乙",
    "contact_name": "金丝雀丙",
    "contact_mobile": "13912345678",
    "user_name": "金丝雀丁",
    "user_mobile": "13887654321",
    "user_email": "canary@example.org",
    "registrar_note": "金丝雀戊",
    "property_certificate": "金丝雀己号",
    "licence_address": "金丝雀庚 9 号",
}
PATHS = (
    "/",
    "/facilities/",
    "/facilities/?view=map",
    "/facilities/?standing=closed",
    "/facilities/?standing=paused",
    "/facilities/not-found/",
    "/facilities.csv",
    "/facilities.csv?standing=closed",
    "/facilities.geojson",
    "/facilities.json",
    "/facilities/?sort=distance",
    "/facilities/compare/",
    "/open-data/facilities.csv",
    "/open-data/facilities.geojson",
    "/open-data/schema.json",
    f"/townships/{YANGCUN}/feed/",
    f"/townships/{YANGCUN}/follow/",
    "/disclosures/",
    "/figures/",
    "/guide/",
    "/open-data/",
    "/verify/",
    "/departments/",
    "/api/v1/facilities/",
    "/api/v1/facilities/?standing=closed",
    "/api/v1/duties/",
    "/api/v1/figures/",
    "/api/v1/openapi.json",
)


@pytest.fixture(autouse=True)
def on_the_twelfth_of_march():
    with travel(NOW):
        yield


@pytest.fixture
def singing():
    """Facilities of every standing, each full of what must never be told."""
    found = []
    for standing in Standing:
        facility = put_on_register(standing)
        Declaration.objects.filter(facility=facility).update(
            legal_representative=CANARIES["legal_representative"],
            contact_name=CANARIES["contact_name"],
            contact_mobile=CANARIES["contact_mobile"],
            property_certificate=CANARIES["property_certificate"],
            licence_address=CANARIES["licence_address"],
            hazards_nearby=CANARIES["registrar_note"],
        )
        StaffMember.objects.create(
            facility=facility,
            name=CANARIES["staff_name"],
            identity_number=CANARIES["identity_number"],
            role="principal",
            created_at=clock.now(),
        )
        user = make_user(
            CANARIES["user_name"],
            mobile=CANARIES["user_mobile"],
            email=f"{standing}.{CANARIES['user_email']}",
        )
        facility.operator.representatives.create(
            user=user, status="confirmed", requested_at=clock.now(), confirmed_at=clock.now()
        )
        if standing == Standing.VERIFIED:
            pause(facility)
        found.append(facility)
    return found


def everything_public(facilities):
    yield from PATHS
    for facility in facilities:
        yield f"/facilities/{facility.public_id}/"
        yield f"/facilities/{facility.public_id}/feed/"
        yield f"/facilities/{facility.public_id}/follow/"
        yield f"/facilities/compare/?id={facility.public_id}"
        yield f"/api/v1/facilities/{facility.public_id}/"
    for word in CANARIES.values():
        yield f"/api/v1/facilities/?q={word}"


def test_no_canary_sings_on_any_public_address(client, singing):
    heard = [
        (path, name)
        for path in everything_public(singing)
        for name, canary in CANARIES.items()
        if canary in client.get(path).getvalue().decode().replace(f"q={canary}", "")
    ]

    assert heard == []


def test_the_public_side_reads_no_table_with_people_in_it(client, singing):
    """Whatever a page forgets to leave out is not even read."""
    client.get("/")
    read = {}
    for path in everything_public(singing):
        with CaptureQueriesContext(connection) as queries:
            client.get(path).getvalue()
        for query in queries:
            for table in TABLE.findall(query["sql"]):
                read.setdefault(table, path)

    assert read.keys() & tables_with_people() == set(), read
    assert "registry_facility" in read


def tables_with_people():
    """Every table with a name, number, address or telephone of a person, and what hangs on it."""
    people = (User, StaffMember, Declaration, Document, Filing, Message, Operator, Representative)
    return {model._meta.db_table for model in people}


def test_no_canary_can_be_searched_for(client, singing):
    for canary in CANARIES.values():
        assert client.get("/api/v1/facilities/", {"q": canary}).json()["count"] == 0


def test_the_public_reads_only_columns_of_the_facility_itself():
    own = {field.name for field in Facility._meta.concrete_fields}

    assert {name.split("__")[0] for name in PUBLIC_FIELDS} - own == {"is_paused"}
    personal = {"operator", "declaration", "search_text", "moved_from"}
    assert {name.split("__")[0] for name in PUBLIC_FIELDS} & personal == set()


def test_the_national_captions_come_first():
    assert [column.caption for column in PUBLIC_COLUMNS[:6]] == [
        "机构注册登记名称",
        "所属区域",
        "机构住所",
        "机构性质",
        "备案通过时间",
        "统一社会信用代码",
    ]


@pytest.mark.parametrize("method", ["head", "options", "trace", "post"])
def test_every_way_of_asking_is_answered(client, singing, method):
    client.raise_request_exception = False
    for path in everything_public(singing):
        answer = getattr(client, method)(path)
        answer.getvalue()
        assert answer.status_code < 500, path
        if method == "head":
            assert answer.status_code in {200, 400, 404}, path


def test_reading_changes_nothing_and_asks_for_no_session(client, singing):
    for path in everything_public(singing):
        answer = client.get(path)
        assert "sessionid" not in answer.cookies, path


def test_a_formula_in_a_name_stays_text(client):
    for name in ('=HYPERLINK("http://evil")', "+1", "-1", "@SUM(A1)", "\t=1", "＝1"):
        put_on_register(name=name, address=name)

    lines = client.get("/facilities.csv").getvalue().decode("utf-8-sig").splitlines()

    for line in lines[1:]:
        assert line.lstrip('"').startswith("'")


@pytest.mark.parametrize(
    ("road", "door"),
    [
        ("光明道", "18号3栋501"),
        ("雍阳西道", "甲十二号"),
        ("富民里", "壹号楼"),
        ("光明道", "拾捌号"),
        ("静湖里", "③号楼"),
        ("静湖里", "Ⅲ号楼"),
        ("静湖里东区", "丁号楼"),
        ("王庄村", "二十三排六户"),
        ("新华里", "廿二号"),
        ("新华里", "〇八号"),
        ("新华里", "一〇二左手"),
        ("新华里", "一百零二"),
        ("新华里", "十八之六"),
        ("三里屯路第五大街和平里三区", "二门"),
    ],
)
def test_a_family_site_tells_its_road_and_no_door_in_whatever_figures(client, road, door):
    put_on_register(form="family", name="运河湾家庭托育点", address=f"杨村街道{road}{door}")

    told = [client.get(path) for path in ("/api/v1/facilities/", "/facilities/?view=map")]

    assert told[0].json()["results"][0]["address"] == f"杨村街道{road}一带"
    assert door not in told[1].text
    assert client.get("/api/v1/facilities/", {"q": door}).json()["count"] == 0
