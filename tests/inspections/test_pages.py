"""Pages of supervision (监督检查): lists ask as often for three rows as for one; 403 and 404."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from departments.choices import MemberRole
from inspections.choices import ItemResult
from inspections.models import Inspection, Rectification
from inspections.services.judging import Judgement, judge_items
from tests.accounts.papers import photo_with_place, picture, upload
from tests.departments.factories import make_member
from tests.inspections import factories as make
from wuqing_tuoyu import clock

pytestmark = pytest.mark.usefixtures("spring")


def queries(client, address):
    """How often a page asks the database, the first look at it not counted."""
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("name", ["inspection_list", "rectification_list"])
def test_a_list_asks_as_often_for_three_as_for_one(client, name):
    client.force_login(make.officer())
    address = reverse(f"inspections:{name}")
    make.ordered()
    one = queries(client, address)
    make.ordered()
    make.ordered()

    assert queries(client, address) == one


def test_a_sheet_holds_the_rows_of_the_filter(client):
    client.force_login(make.officer())
    make.ordered()
    make.plan()

    answer = client.get("/inspections.xlsx?status=planned")

    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[6] for row in rows] == ["状态", "已计划"]


@pytest.mark.parametrize("code", ["czj", "120114001", "lxh"])
def test_a_unit_without_power_is_refused_an_inspection(client, code):
    facility = make.make_place()
    client.force_login(make_member(code, enforcement_certificate="1").user)
    address = f"/inspections/new/?facility={facility.public_id}"

    assert client.get(address).status_code == 403
    assert client.post(address, {"kind": "routine"}).status_code == 403
    assert Inspection.objects.count() == 0


def test_another_units_inspection_does_not_exist_for_it(client):
    inspection = make.plan()
    client.force_login(make.officer("xfz"))

    for verb in ("", "begin/", "items/", "order/", "tell/", "cancel/", "refer/"):
        assert client.get(f"/inspections/{inspection.pk}/{verb}").status_code == 404
        assert client.get(f"/inspections/{uuid4()}/{verb}").status_code == 404


def test_an_operator_sees_an_inspection_once_the_result_is_told(client):
    waiting, told = make.concluded(), make.ordered().inspection
    client.force_login(make.operator(waiting))
    assert client.get(waiting.get_absolute_url()).status_code == 404

    client.force_login(make.operator(told))
    assert client.get(told.get_absolute_url()).status_code == 200
    assert client.get(f"/inspections/{told.pk}/order/").status_code == 403


def test_the_page_shows_both_when_two_officers_filled_in_the_same_item(client):
    inspection = make.begin(make.plan())
    item = inspection.items.get(position=1)
    one, other = (member.user for member in make.officers())
    judge_items(inspection, [Judgement(item.pk, 0, ItemResult.FAILED, "没有悬挂执照")], actor=one)
    client.force_login(other)

    answer = client.post(
        f"/inspections/{inspection.pk}/items/",
        {
            f"version-{item.pk}": "0",
            f"result-{item.pk}": "conforming",
            f"note-{item.pk}": "挂在前台",
        },
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "没有保存您的" in page
    assert "没有悬挂执照" in page
    assert "挂在前台" in page
    item.refresh_from_db()
    assert item.note == "没有悬挂执照"
    assert f'name="version-{item.pk}" value="1"' in page


def test_a_failed_item_without_words_is_named_and_the_rest_is_saved(client):
    inspection = make.begin(make.plan())
    first, second = inspection.items.filter(position__in=(1, 2))
    client.force_login(make.officer())

    answer = client.post(
        f"/inspections/{inspection.pk}/items/",
        {
            f"version-{first.pk}": "0",
            f"result-{first.pk}": "failed",
            f"version-{second.pk}": "0",
            f"result-{second.pk}": "conforming",
        },
    )

    assert "请填写第1项不符合的具体情况。" in answer.content.decode()
    second.refresh_from_db()
    assert second.result == ItemResult.CONFORMING


@pytest.mark.parametrize("number", ["0", "9" * 30, "9" * 5000, "²"])
def test_photographs_for_an_item_that_is_not_there_are_not_taken_in(client, number):
    inspection = make.begin(make.plan())
    client.force_login(make.officer())

    answer = client.post(f"/inspections/{inspection.pk}/photos/", {"item": number})

    assert answer.status_code == 404


def test_photographs_of_a_telephone_are_taken_in_without_their_place(client):
    inspection = make.begin(make.plan())
    item = inspection.items.get(position=2)
    client.force_login(make.officer())

    client.post(
        f"/inspections/{inspection.pk}/photos/",
        {
            "item": item.pk,
            "photos": [
                upload(photo_with_place("2026:03:02 08:15:00"), "a.jpg"),
                upload(picture("HEIC"), "b.heic"),
            ],
        },
    )

    photos = list(item.photos.select_related("file"))
    assert [photo.file.content_type for photo in photos] == ["image/jpeg", "image/jpeg"]
    assert photos[0].file.taken_at is not None
    address = reverse("inspections:inspection_photo", args=[photos[0].pk])
    assert client.get(address).status_code == 200
    client.force_login(make.officer("xfz"))
    assert client.get(address).status_code == 404


def test_an_unopened_order_is_opened_by_a_button_and_that_is_noted(client):
    rectification = make.ordered()
    paper = rectification.papers.get()
    client.force_login(make.operator(rectification))

    assert client.get(paper.get_absolute_url()).status_code == 302
    paper.refresh_from_db()
    assert paper.first_opened_at is None
    answer = client.post(reverse("inspections:paper_open", args=[paper.pk]), follow=True)

    paper.refresh_from_db()
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert paper.first_opened_at is not None


def test_what_an_operator_has_not_handed_in_is_nobody_elses(client):
    rectification = make.answer(make.ordered(), photos=1, words="草稿里的话")
    photo = rectification.items.first().answers.get().photos.get()
    address = reverse("inspections:answer_photo", args=[photo.pk])

    client.force_login(make.officer())
    assert "草稿里的话" not in client.get(rectification.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 404
    client.force_login(make.operator(rectification))
    assert "草稿里的话" in client.get(rectification.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 200


def test_the_overdue_are_counted_by_the_day(client):
    rectification = make.ordered(days=3)
    Rectification.objects.filter(pk=rectification.pk).update(
        due_on=clock.today() - timedelta(days=4)
    )
    client.force_login(make.officer())

    page = client.get(rectification.get_absolute_url()).content.decode()

    assert "整改逾期 4 日，请复查。" in page


def test_nonsense_in_the_address_of_a_list_is_no_failure(client):
    client.force_login(make.officer("wjw"))

    for name in ("inspections", "visits", "rectifications"):
        address = f"/{name}/?status=x&since=2026-99-99&township=%00&department=zz&page=x&q="
        assert client.get(address).status_code in (200, 400)


def test_a_liaison_reads_and_is_refused_the_acts(client):
    inspection = make.concluded(failed=(1,))
    client.force_login(make_member("scj", MemberRole.LIAISON).user)

    assert client.get(inspection.get_absolute_url()).status_code == 200
    for verb in ("tell", "order", "refer"):
        assert client.post(f"/inspections/{inspection.pk}/{verb}/").status_code == 403
