"""What inspections found, one sentence everywhere; and what is looked at before it is public."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from registry.choices import StaffRole
from registry.models import PublicRecord
from registry.services.disclosure import demand_public_safe, names_of
from registry.services.inspected import Inspected
from registry.services.record import publish_inspection, withdraw
from registry.validators import personal_traits
from tests.departments.factories import make_department
from tests.registry.factories import make_staff
from tests.registry.listed import NOW, TODAY, put_on_register
from wuqing_tuoyu.clock import travel
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_twelfth_of_march():
    with travel(NOW):
        yield


def inspected(facility, key="a", *, checked=12, unmet=0, corrected=0, **more):
    told = {
        "title": "日常检查",
        "happened_on": TODAY - timedelta(days=10),
        "department": make_department("scj", name="区市场监管局"),
    } | more
    return publish_inspection(
        facility,
        key=f"inspection:{facility.pk}:{key}",
        items_checked=checked,
        items_unmet=unmet,
        items_corrected=corrected,
        **told,
    )


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({}, ""),
        ({"visits": 1, "clean": 1}, "2026 年检查 1 次：1 次全部符合"),
        (
            {"visits": 2, "clean": 1, "unmet": 1, "corrected": 1},
            "2026 年检查 2 次：1 次全部符合，1 次有 1 项不符合（已整改）",
        ),
        (
            {"visits": 1, "unmet": 2, "correcting": 2},
            "2026 年检查 1 次：1 次有 2 项不符合（正在整改）",
        ),
        (
            {"visits": 3, "clean": 1, "unmet": 4, "corrected": 2, "correcting": 1},
            "2026 年检查 3 次：1 次全部符合，2 次共有 4 项不符合"
            "（2 项已整改，1 项正在整改，1 项尚未整改）",
        ),
    ],
)
def test_one_sentence_says_what_inspections_found(counts, sentence):
    assert Inspected(2026, **counts).sentence == sentence


def test_card_page_file_and_api_say_the_same_sentence(client):
    facility = put_on_register()
    inspected(facility, "clean")
    inspected(facility, "faulty", unmet=1, corrected=1)
    inspected(facility, "before", happened_on=TODAY - timedelta(days=200))
    sentence = "2026 年检查 2 次：1 次全部符合，1 次有 1 项不符合（已整改）"

    card = client.get("/facilities/").text
    page = client.get(f"/facilities/{facility.public_id}/").text
    file = client.get("/facilities.csv").getvalue().decode()
    listed = client.get("/api/v1/facilities/").json()["results"][0]
    detail = client.get(f"/api/v1/facilities/{facility.public_id}/").json()

    assert [sentence in text for text in (card, page, file)] == [True, True, True]
    assert (listed["inspections"], detail["inspections"]) == (sentence, sentence)
    assert "2025 年检查 1 次：1 次全部符合" in page
    assert "2025 年检查" not in card
    assert [text for text in (card, page, file) if "无问题" in text] == []


def test_the_page_shows_kind_unit_day_items_what_was_done_since_and_the_reply(client):
    facility = put_on_register()
    inspected(
        facility,
        unmet=2,
        corrected=1,
        title="专项检查",
        body="食品留样不足 48 小时",
        follow_up="3月8日复查，1 项已整改",
        reply="已经购置留样冰箱",
        correct_by=TODAY + timedelta(days=3),
    )

    page = client.get(f"/facilities/{facility.public_id}/").text
    record = client.get(f"/api/v1/facilities/{facility.public_id}/").json()["records"][0]

    told = [
        "专项检查：检查 12 项，10 项符合，2 项不符合（1 项已整改，1 项正在整改）",
        "食品留样不足 48 小时",
        "3月8日复查，1 项已整改",
        "机构的答复：已经购置留样冰箱",
        "2026年3月2日",
        "区市场监管局",
    ]
    assert [each for each in told if each not in page] == []
    assert record["sentence"] == told[0].partition("：")[2]
    assert (record["items_checked"], record["items_unmet"], record["items_corrected"]) == (12, 2, 1)


def test_time_alone_makes_an_open_item_late(client):
    facility = put_on_register()
    inspected(facility, unmet=1, correct_by=TODAY)
    assert "（正在整改）" in client.get("/facilities/").text

    with travel(NOW + timedelta(days=1)):
        assert "（尚未整改）" in client.get("/facilities/").text


def test_a_correction_updates_the_record_and_keeps_the_day_it_was_published():
    facility = put_on_register()
    first = inspected(facility, unmet=1, correct_by=TODAY + timedelta(days=5))

    with travel(NOW + timedelta(days=3)):
        again = inspected(facility, unmet=1, corrected=1, follow_up="已复查")

    assert again.pk == first.pk
    assert (again.published_on, again.tone, again.items_corrected) == (TODAY, "ok", 1)


def test_a_withdrawn_inspection_no_longer_counts(client):
    facility = put_on_register()
    record = inspected(facility, unmet=1)

    withdraw(record.key)

    assert "检查 1 次" not in client.get("/facilities/").text
    assert "还没有公开的检查记录" in client.get(f"/facilities/{facility.public_id}/").text


@pytest.mark.parametrize("address", ["/facilities/", "/facilities.csv", "/api/v1/facilities/"])
def test_inspections_cost_no_query_a_facility(client, django_assert_num_queries, address):
    def read():
        answer = client.get(address)
        return answer.getvalue() if answer.streaming else answer.content

    inspected(put_on_register(), unmet=1)
    read()
    with CaptureQueriesContext(connection) as once:
        read()
    for _ in range(2):
        facility = put_on_register()
        inspected(facility, "a")
        inspected(facility, "b", unmet=2)

    with django_assert_num_queries(len(once)):
        read()


@pytest.mark.parametrize(
    "counts",
    [
        {"kind": "inspection"},
        {"kind": "verified", "items_checked": 1, "items_unmet": 0, "items_corrected": 0},
        {"kind": "inspection", "items_checked": 1, "items_unmet": 2, "items_corrected": 0},
        {"kind": "inspection", "items_checked": 2, "items_unmet": 1, "items_corrected": 2},
    ],
)
def test_the_database_refuses_counts_that_cannot_be(counts):
    facility = put_on_register()

    with pytest.raises(IntegrityError):
        PublicRecord.objects.create(
            facility=facility,
            key="x",
            happened_on=TODAY,
            title="日常检查",
            department=make_department("scj"),
            published_on=TODAY,
            **counts,
        )


# What is looked at before anything becomes public


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("王小明小朋友从滑梯上摔下", "王小明小朋友"),
        ("朵朵宝宝午睡时无人看护", "朵朵宝宝"),
        ("小明宝宝没有接种", "小明宝宝"),
        ("小朋友李思远，两岁", "小朋友李思远"),
        ("家长电话13812345678", "13812345678"),
    ],
)
def test_what_children_are_called_and_numbers_are_flagged(text, found):
    assert [trait.found for trait in personal_traits(text)] == [found]


@pytest.mark.parametrize(
    "text",
    ["每名宝宝有自己的毛巾", "带小朋友外出时人手不足", "宝宝安全座椅过期", "王某小朋友的家长反映"],
)
def test_words_for_children_without_a_name_are_not_flagged(text):
    assert personal_traits(text) == []


def test_names_of_staff_and_of_a_complaint_are_flagged_until_a_person_looked():
    facility = put_on_register()
    make_staff(facility, "赵春华", StaffRole.PRINCIPAL)
    names = names_of(facility, "钱秋实")
    texts = ["赵春华没有健康证", "钱秋实反映的情况属实"]

    with pytest.raises(DomainError, match="姓名“赵春华”、姓名“钱秋实”"):
        demand_public_safe(texts, names, is_checked=False)

    demand_public_safe(texts, names, is_checked=True)
