"""Receipt check: today's truth for anybody who holds the paper, and nothing personal."""

from datetime import date

import pytest

from registry.choices import FacilityForm, Standing
from registry.models import Facility, Pause
from registry.search import normalise
from registry.views.receipt_check import MOST_LOOKUPS
from tests.registry.listed import find
from tests.registry.papers import ISSUED, make_filing, make_receipt, record
from wuqing_tuoyu.clock import travel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_ninth_of_march():
    with travel(ISSUED):
        yield


def stand(receipt, standing, **dates):
    """Put the facility there as the acts would leave it."""
    dates = {"verification_due_on": None, "standing": standing} | dates
    Facility.objects.filter(pk=receipt.facility_id).update(**dates)


def page_of(client, receipt):
    answer = client.get(f"/verify/{receipt.token}/")
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    ("standing", "dates", "words"),
    [
        (
            Standing.RECORDED,
            {"verification_due_on": date(2026, 3, 27)},
            ["已备案（待核实）", "材料已收，还没有现场看过。", "3月27日前到现场核实"],
        ),
        (
            Standing.VERIFIED,
            {"verified_on": date(2026, 3, 26)},
            ["已核实", "2026年3月26日看的现场"],
        ),
        (
            Standing.NONCONFORMING,
            {"correct_by": date(2026, 4, 10)},
            ["核实不符合", "现场看过，有没达到要求的地方。", "限 2026年4月10日前改好"],
        ),
        (
            Standing.CLOSED,
            {"closed_on": date(2026, 3, 8)},
            ["已注销", "2026年3月8日注销，这张回执已经失效，请不要再送孩子去。"],
        ),
    ],
)
def test_the_page_says_in_words_what_stands_today(client, standing, dates, words):
    receipt = make_receipt()
    stand(receipt, standing, **dates)

    page = page_of(client, receipt)

    assert [word for word in words if word not in page] == []
    assert "杨村街道幸福里托育园" in page
    assert "120114-TY-2026-0031" in page
    assert "第 1 版，2026年3月9日出具" in page


def test_a_nonconforming_one_says_loudly_what_was_found(client):
    receipt = make_receipt()
    find(receipt.facility)
    stand(receipt, Standing.NONCONFORMING, correct_by=date(2026, 4, 10))

    page = page_of(client, receipt)

    assert '<section class="next bad">' in page
    assert "保健观察室不足 6 平方米" in page
    assert "依据：《托育机构设置标准（试行）》第十条" in page


def test_a_visit_that_is_late_is_said_to_be_late(client):
    receipt = make_receipt()
    stand(receipt, Standing.RECORDED, verification_due_on=date(2026, 3, 2))

    assert "应在 2026年3月2日前到现场核实，现在已经超期。" in page_of(client, receipt)


def test_a_pause_stands_beside_the_standing(client):
    receipt = make_receipt()
    stand(receipt, Standing.VERIFIED, verified_on=date(2026, 3, 8))
    Pause.objects.create(
        facility=receipt.facility,
        from_on=date(2026, 3, 9),
        until_on=date(2026, 3, 31),
        reason="装修",
        opened_at=ISSUED,
        opened_by=receipt.filing.created_by,
    )

    page = page_of(client, receipt)

    assert "已核实，暂停服务" in page
    assert "自 3月9日起暂停服务，预计到 3月31日，暂停期间不收托。" in page


def test_an_announced_closing_is_told_beforehand(client):
    receipt = make_receipt()
    Facility.objects.filter(pk=receipt.facility_id).update(closes_on=date(2026, 3, 31))

    assert "机构已经办理注销备案，2026年3月31日起不再提供服务" in page_of(client, receipt)


def test_an_older_edition_is_replaced_and_the_newer_one_is_not(client):
    first = make_receipt()
    second = make_receipt(first.filing)

    assert "已被替换" in page_of(client, first)
    assert "现行的是第 2 版，2026年3月9日出具" in page_of(client, first)
    assert "现行版本" in page_of(client, second)


def test_a_family_site_shows_its_road_and_no_door_number(client):
    receipt = make_receipt(form=FacilityForm.FAMILY, capacity=5)

    page = page_of(client, receipt)

    assert "武清区杨村街道光明道一带" in page
    assert "18号" not in page


def test_nobody_is_named(client):
    page = page_of(client, make_receipt())

    assert [name for name in ("王芳", "李明", "120222198506150042") if name in page] == []


def test_a_changed_name_is_explained(client):
    receipt = make_receipt()
    Facility.objects.filter(pk=receipt.facility_id).update(name="杨村街道新名托育园")

    page = page_of(client, receipt)

    assert "杨村街道新名托育园" in page
    assert "这张回执上是“杨村街道幸福里托育园”，名称后来变更过" in page


def test_an_unknown_code_is_answered_by_a_page_that_says_what_it_means(client):
    answer = client.get("/verify/never-given-out/")

    assert answer.status_code == 404
    assert "区卫生健康委没有出具过带这个核验码的备案回执。" in answer.text


@pytest.mark.parametrize(
    ("token", "code"),
    [("%00", 400), ("a" * 500, 404), ("' OR 1=1 --", 404), ("%E6%89%98", 404)],
)
def test_strange_codes_do_no_harm(client, token, code):
    assert client.get(f"/verify/{token}/").status_code == code


def test_the_check_is_not_kept_by_browsers_nor_found_by_search_engines(client):
    answer = client.get(f"/verify/{make_receipt().token}/")

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("120114-TY-2026-0031", "杨村街道幸福里托育园"),
        ("120114-ty-2026-0031 ", " 杨村街道 幸福里托育园"),
        ("１２０１１４-TY-2026-0031", "杨村街道幸福里托育园"),
    ],
)
def test_number_and_name_lead_to_the_newest_receipt(client, number, name):
    first = make_receipt()
    second = make_receipt(first.filing)

    answer = client.post("/verify/", {"number": number, "name": name})

    assert answer.headers["Location"] == f"/verify/{second.token}/"


@pytest.mark.parametrize(
    ("number", "name"),
    [("120114-TY-2026-0031", "别的托育园"), ("120114-TY-2026-0099", "杨村街道幸福里托育园")],
)
def test_number_and_name_must_both_be_right(client, number, name):
    make_receipt()

    answer = client.post("/verify/", {"number": number, "name": name})

    assert answer.status_code == 200
    assert "没有查到编号和名称都相符的备案。" in answer.text


@pytest.mark.parametrize(
    ("held", "typed"),
    [
        ("120114-TY-2026-0031", "120114—TY—2026—0031"),
        ("120114-TY-2026-0031", " 120114 - ty - 2026–0031 "),
        ("武卫托备〔2026〕00019 号", "武卫托备[2026]00019号"),
        ("武卫托备〔2026〕00019 号", "武衛托備（２０２６） 00019 号"),
    ],
)
def test_dashes_brackets_and_spaces_of_a_number_may_be_typed_in_any_way(client, held, typed):
    facility = record(make_filing())
    text = f"{facility.search_text}\n{normalise(held)}"
    Facility.objects.filter(pk=facility.pk).update(number=held, search_text=text)

    answer = client.post("/verify/", {"number": typed, "name": facility.name})
    other = client.post("/verify/", {"number": f"{typed}1", "name": facility.name})

    assert answer.headers["Location"] == facility.get_absolute_url()
    assert other.status_code == 200


def test_an_imported_facility_without_receipt_leads_to_its_page(client):
    facility = record(make_filing())

    answer = client.post("/verify/", {"number": facility.number, "name": facility.name})

    assert answer.headers["Location"] == facility.get_absolute_url()


@pytest.mark.parametrize("before", ["", "https://example.cn/verify/"])
def test_the_code_or_its_whole_address_leads_to_the_receipt(client, before):
    answer = client.post("/verify/", {"code": f"{before}abc123/"})

    assert answer.headers["Location"] == "/verify/abc123/"


def test_what_is_missing_is_said_at_its_field(client):
    answer = client.post("/verify/", {"number": "120114-TY-2026-0031", "name": ""})

    assert answer.status_code == 200
    assert answer.context["numbers"].errors.keys() == {"name"}


def test_numbers_cannot_be_tried_by_the_thousand(client):
    statuses = [
        client.post("/verify/", {"number": str(number), "name": "试"}).status_code
        for number in range(MOST_LOOKUPS + 1)
    ]

    assert statuses == [200] * MOST_LOOKUPS + [429]
    assert client.get("/verify/").status_code == 200
