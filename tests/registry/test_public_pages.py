"""Disclosures, guide, figures and open data: what the rows say, and nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from departments.models import Parameter
from registry.choices import Standing
from registry.models import Facility, Filing, MaterialRule, ReviewRoute
from tests.departments.factories import make_department, make_user
from tests.registry.listed import NOW, TODAY, YANGCUN, find, put_on_register, township
from wuqing_tuoyu import clock
from wuqing_tuoyu.clock import travel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_twelfth_of_march():
    with travel(NOW):
        yield


def text(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text


# Disclosures


def test_nonconforming_ones_stand_with_reasons_article_and_day(client):
    facility = put_on_register(Standing.NONCONFORMING, name="朝霞托育园")
    put_on_register(Standing.VERIFIED, name="晨光托育园")

    told = text(client, "/disclosures/")

    for words in (
        "朝霞托育园",
        facility.number,
        "保健观察室不足 6 平方米",
        "依据：《托育机构设置标准（试行）》第十条",
        "2026年3月7日现场核实",
        "限 2026年3月26日前改好",
    ):
        assert words in told
    assert "晨光托育园" not in told


def test_closed_ones_stand_with_their_day(client):
    put_on_register(Standing.CLOSED, name="旧梦托育园")

    told = text(client, "/disclosures/")

    assert "旧梦托育园" in told
    assert "2026年3月9日注销" in told


def test_disclosures_narrow_to_a_township_and_a_year(client):
    elsewhere = township("120114101", "河西务镇")
    here = put_on_register(Standing.NONCONFORMING, name="朝霞托育园")
    put_on_register(Standing.CLOSED, name="旧梦托育园", township=elsewhere)
    old = put_on_register(Standing.CLOSED, name="更早托育园", filed_on=TODAY - timedelta(days=900))
    Facility.objects.filter(pk=old.pk).update(closed_on=TODAY - timedelta(days=400))

    assert "朝霞托育园" not in text(client, "/disclosures/?township=120114101")
    assert "旧梦托育园" in text(client, "/disclosures/?township=120114101")
    assert "更早托育园" not in text(client, "/disclosures/?year=2026")
    assert "更早托育园" in text(client, "/disclosures/?year=2025")
    assert here.name in text(client, "/disclosures/?year=2026")


@pytest.mark.parametrize("query", ["township=xx", "year=two", "year=1800", "page=x", "year=%00"])
def test_a_bad_value_of_the_disclosures_is_named_and_harmless(client, query):
    told = text(client, f"/disclosures/?{query}")

    assert query.startswith("page") or "没有" in told


def test_of_very_many_the_latest_stand_here_and_all_of_them_in_the_register(client):
    for _ in range(51):
        put_on_register(Standing.NONCONFORMING)

    told = text(client, f"/disclosures/?township={YANGCUN}")

    assert "51 家" in told
    assert told.count("备案编号") == 50
    assert f'href="/facilities/?standing=nonconforming&amp;township={YANGCUN}"' in told


def test_disclosures_ask_as_often_for_three_as_for_one(client):
    used = []
    for _ in range(3):
        find(put_on_register(Standing.NONCONFORMING), ("又一条", "第一条"))
        put_on_register(Standing.CLOSED)
        with CaptureQueriesContext(connection) as queries:
            client.get("/disclosures/")
        used.append(len(queries))

    assert used[0] == used[1] == used[2] <= 8


@pytest.fixture
def declined():
    draft = put_on_register(Standing.UNRECORDED, name="没有登记的托育园")
    return Filing.objects.create(
        facility=draft,
        declaration=draft.declarations.get(),
        kind="initial",
        status="declined",
        created_at=NOW,
        created_by=make_user(),
        submitted_at=NOW,
        received_at=NOW,
        decided_at=NOW,
        ground="not_registered",
    )


def test_declined_filings_are_not_public_by_default(client, declined):
    assert "没有登记的托育园" not in text(client, "/disclosures/")


def test_declined_filings_are_public_by_parameter_with_name_day_and_ground_only(client, declined):
    Parameter.objects.create(
        key="declined_public",
        title="公开不予备案",
        value="true",
        value_type="boolean",
        source="本区办理口径",
        effective_from=TODAY,
    )

    told = text(client, "/disclosures/")

    assert "没有登记的托育园" in told
    assert "未依法登记" in told
    assert "光明道" not in told
    assert declined.facility.public_id not in told


# Guide


def test_the_guide_lists_the_papers_the_rules_ask_for_today(client):
    for code, kind, audience, until in (
        ("a", "registration_certificate", "all", None),
        ("b", "hygiene_report", "centres", None),
        ("c", "neighbour_consent", "family", None),
        ("d", "air_test", "all", TODAY - timedelta(days=1)),
    ):
        MaterialRule.objects.create(
            code=code,
            document_kind=kind,
            filing_kind="initial",
            audience=audience,
            source="依据",
            effective_from=TODAY - timedelta(days=9),
            effective_until=until,
        )
    ReviewRoute.objects.create(
        code="r",
        subject="registration",
        nature="for_profit",
        department=make_department("scj", name="区市场监管局"),
        gate="receipt",
        days=3,
    )

    answer = client.get("/guide/")

    centres = [paper["label"] for paper in answer.context["centres"]]
    family = [paper["label"] for paper in answer.context["family"]]
    assert centres == ["登记证照", "卫生评价报告"]
    assert family == ["登记证照", "业主一致同意书"]
    assert "区市场监管局" in answer.text


@pytest.mark.parametrize("path", ["/guide/", "/facilities/not-found/", "/open-data/", "/figures/"])
def test_pages_stand_before_any_row_is_there(client, path):
    assert text(client, path)


@pytest.mark.parametrize("path", ["/guide/", "/facilities/not-found/", "/facilities/"])
def test_nobody_speaks_of_licensing(client, path):
    put_on_register()

    told = text(client, path).replace("备案不是行政许可", "")

    for word in ("审批", "审核", "准予", "许可的", "操作失败"):
        assert word not in told


# Figures


def test_figures_count_what_stands_today(client):
    put_on_register(Standing.VERIFIED, free={1: 3}, is_inclusive=True, offers_half_day=True)
    put_on_register(Standing.RECORDED, form="family", capacity=5)
    put_on_register(Standing.NONCONFORMING, free={1: 4})
    put_on_register(Standing.CLOSED)
    put_on_register(Standing.UNRECORDED)

    told = client.get("/api/v1/figures/").json()

    assert told["total"] == {
        "code": "",
        "label": "合计",
        "facilities": 3,
        "places": 95,
        "inclusive": 1,
        "free": 3,
    }
    assert [(row["code"], row["facilities"]) for row in told["by_standing"]] == [
        ("recorded", 1),
        ("verified", 1),
        ("nonconforming", 1),
        ("closed", 1),
    ]
    by_form = {row["code"]: (row["facilities"], row["places"]) for row in told["by_form"]}
    assert by_form["family"] == (1, 5)
    assert by_form["independent"] == (2, 90)
    by_service = {row["code"]: row["facilities"] for row in told["by_service"]}
    assert by_service == {"full_day": 3, "half_day": 1, "hourly": 0, "temporary": 0}
    assert [(row["label"], row["facilities"]) for row in told["by_township"]] == [("杨村街道", 3)]
    assert text(client, "/figures/").count("杨村街道") == 1


def test_a_number_of_the_figures_equals_the_list_it_leads_to(client):
    for standing in (Standing.VERIFIED, Standing.RECORDED, Standing.CLOSED):
        put_on_register(standing, legal_nature="social_service")

    told = client.get("/api/v1/figures/").json()

    for table, parameter in (
        ("by_standing", "standing"),
        ("by_form", "form"),
        ("by_nature", "nature"),
        ("by_service", "service"),
        ("by_township", "township"),
    ):
        for row in told[table]:
            found = client.get("/api/v1/facilities/", {parameter: row["code"]}).json()["count"]
            assert found == row["facilities"], (table, row["code"])


def test_open_data_names_every_column_and_parameter(client):
    told = text(client, "/open-data/")
    row_of_somebody = put_on_register()

    row = client.get(f"/api/v1/facilities/{row_of_somebody.public_id}/").json()

    described = [name for name in row if f"<code>{name}</code>" in told]
    assert {"name", "standing", "vacancies", "public_id", "is_paused"} <= set(described)
    for parameter in ("q", "township", "form", "nature", "service", "age", "vacancy", "sort"):
        assert f"<code>{parameter}</code>" in told
    assert clock.today() == TODAY
