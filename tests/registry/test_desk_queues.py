"""Lists of the commission: who may, how many questions they ask, what the sheets hold."""

from datetime import timedelta
from io import BytesIO

import pytest

from registry.choices import DocumentKind, FilingStatus
from registry.models import Document
from tests.registry.factories import (
    make_director,
    make_document,
    make_facility,
    make_filing,
    make_officer,
    propose_outcome,
    representative_of,
)
from wuqing_tuoyu import clock, sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

LISTS = ["/filings/", "/facilities/to-verify/", "/documents/expiring/?days=60"]
SHEETS = ["/filings/ledger.xlsx", "/facilities/to-verify.xlsx", "/documents/expiring.xlsx"]


def rows_of(answer):
    assert answer.status_code == 200
    return sheet.records(BytesIO(answer.content))


def ends_soon(facility, days):
    return make_document(
        facility,
        DocumentKind.FOOD_LICENSE,
        valid_until=clock.today() + timedelta(days=days),
    )


def test_the_list_says_whose_turn_it_is_and_what_is_next(client):
    officer, director = make_officer(), make_director()
    fresh = make_filing(name="武清区新来托育园")
    handled = make_filing(name="武清区看完托育园")
    propose_outcome(handled, actor=officer)
    client.force_login(director)

    page = client.get("/filings/").content.decode()

    assert f"还有 {fresh.items.count()} 项没看" in page
    assert "还没有人承办" in page
    assert "签发 →" in page
    assert "逐件核对 →" in page


def test_units_and_operators_see_no_ledger(client):
    filing = make_filing()
    for user in (representative_of(filing), make_officer("zjw"), make_officer("lxh")):
        client.force_login(user)
        for address in (*SHEETS, *LISTS[1:]):
            assert client.get(address).status_code == 403


@pytest.mark.parametrize("address", LISTS)
def test_a_list_asks_as_many_questions_for_three_rows_as_for_one(
    client, address, django_assert_num_queries, django_assert_max_num_queries
):
    ends_soon(make_facility(), 20)
    client.force_login(make_officer())
    client.get(address)
    with django_assert_max_num_queries(60) as before:
        client.get(address)

    for _ in range(2):
        ends_soon(make_facility(), 25)

    with django_assert_num_queries(len(before.captured_queries)):
        answer = client.get(address)
    assert answer.status_code == 200


def test_the_ledger_holds_the_filings_of_the_list_under_the_same_filters(client):
    make_filing(name="武清区待核托育园")
    make_filing(FilingStatus.RETURNED, name="武清区待补托育园")
    client.force_login(make_officer())

    everything = rows_of(client.get("/filings/ledger.xlsx"))
    returned = rows_of(client.get("/filings/ledger.xlsx?status=returned"))

    assert {row["机构名称"] for row in everything} == {"武清区待核托育园", "武清区待补托育园"}
    assert [row["机构名称"] for row in returned] == ["武清区待补托育园"]
    assert returned[0]["办理状态"] == "待补正"


def test_the_queue_of_those_to_be_seen_is_by_due_day(client):
    with clock.travel(clock.now() - timedelta(days=9)):
        early = make_facility(name="武清区早来托育园")
    late = make_facility(name="武清区晚来托育园")
    client.force_login(make_officer())

    page = client.get("/facilities/to-verify/").content.decode()
    rows = rows_of(client.get("/facilities/to-verify.xlsx"))

    assert "2 家待现场核实" in page
    assert [row["机构名称"] for row in rows] == [str(early), str(late)]
    assert rows[0]["备案编号"] == early.number


def test_papers_that_end_within_seven_thirty_and_sixty_days(client):
    facility = make_facility()
    Document.objects.filter(facility=facility).update(valid_until=None)
    for days in (5, 20, 50, 90):
        ends_soon(facility, days)
    client.force_login(make_officer())

    counts = {
        days: len(rows_of(client.get(f"/documents/expiring.xlsx?days={days}")))
        for days in (7, 30, 60)
    }
    page = client.get("/documents/expiring/?days=30").content.decode()

    assert counts == {7: 1, 30: 2, 60: 3}
    assert "2 份证件 30 天内到期" in page
    assert client.get("/documents/expiring/?days=abc&township=zz").status_code == 200


def test_empty_queues_say_so(client):
    client.force_login(make_officer())

    assert "没有待现场核实的机构" in client.get("/facilities/to-verify/").content.decode()
    assert "60 天内没有证件到期" in client.get("/documents/expiring/").content.decode()
    assert "还没有收到备案申请。" in client.get("/filings/").content.decode()
