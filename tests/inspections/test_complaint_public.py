"""Pages about complaints for everybody: what is written, looked up, and kept from the logs."""

import logging
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image

from accounts.models import StoredFile
from inspections.models import Complaint
from tests.accounts.papers import photo_with_place
from tests.crawl.world import INDEX_WITHOUT_CONTENT
from tests.inspections.complaints import (
    CONTENT,
    REPORTER,
)
from tests.registry.browsing import act, hidden_fields
from tests.registry.factories import (
    make_operator_user,
)
from tests.registry.listed import put_on_register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

NEW, LOOKUP, RECEIVED = "/complaints/new/", "/complaints/lookup/", "/complaints/received/"
SECRETS = (CONTENT, *REPORTER.values())


def report(client, address=NEW, **said):
    said = {"kind": "food", "content": "饭菜有异味", "place_address": "杨村街道光明道 1 号"} | said
    return act(client, address, **said)


def picture(name="现场.jpg"):
    file = BytesIO()
    Image.new("RGB", (40, 30), "white").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


# What anybody does


def test_anybody_reports_and_sees_the_code_once(client):
    answer = report(client)

    assert answer.headers["Location"] == RECEIVED
    page = client.get(RECEIVED).text
    complaint = Complaint.objects.get()
    code = page.split('class="lookup-code">')[1].split("<strong>")[1].split("<")[0]
    assert len(code.replace("-", "")) == 28
    assert client.get(RECEIVED).headers["Location"] == LOOKUP
    assert "饭菜" not in client.post(LOOKUP, {"code": code}).text
    assert "待受理" in client.post(LOOKUP, {"code": code}).text
    assert complaint.reporter_name == ""


def test_a_complaint_from_the_page_of_a_facility_is_about_it(client):
    facility = put_on_register()

    report(client, f"{NEW}?facility={facility.public_id}", place_address="")

    assert Complaint.objects.get().facility == facility


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"place_address": ""}, "请填写场所地址"),
        ({"content": ""}, "请填写"),
        ({"kind": "gossip"}, "选择一个有效的选项"),
        ({"happened_on": "2999-01-01"}, "发生日期不能晚于今天"),
        ({"reporter_phone": "打我手机"}, "请填写手机号"),
        ({"facility": "nosuchone"}, "选择一个有效的选项"),
    ],
)
def test_what_makes_no_sense_is_said_on_the_form(client, said, sentence):
    page = client.get(NEW)

    answer = client.post(
        NEW,
        hidden_fields(page)
        | {"kind": "food", "content": "饭菜有异味", "place_address": "光明道 1 号"}
        | said,
    )

    assert answer.status_code == 200
    assert sentence in answer.text
    assert Complaint.objects.count() == 0


def test_a_photograph_loses_its_position(client):
    report(client, photos=[SimpleUploadedFile("现场.jpg", photo_with_place(), "image/jpeg")])

    stored = Complaint.objects.get().photos.get().file
    with stored.file.open("rb") as file:
        assert dict(Image.open(file).getexif()) == {}
    assert stored.created_by is None


def test_fifty_photographs_at_once_are_refused_in_one_sentence(client):
    answer = report(client, photos=[picture() for _ in range(50)])

    assert "一次最多 9 张照片" in answer.text
    assert (Complaint.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_file_that_is_no_picture_is_refused_and_nothing_is_kept(client):
    no_picture = SimpleUploadedFile("现场.jpg", b"MZ not a picture", "image/jpeg")

    answer = report(client, photos=[picture(), no_picture])

    assert "请拍照后再上传" in answer.text
    assert (Complaint.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_an_unknown_code_says_so_and_too_many_tries_are_stopped(client):
    assert "没有这个查询码" in client.post(LOOKUP, {"code": "AAAA-BBBB"}).text
    for _ in range(30):
        last = client.post(LOOKUP, {"code": "AAAA-BBBB"})
    assert (last.status_code, "查询得太频繁了" in last.text) == (429, True)


def test_too_many_complaints_from_one_address_are_stopped(client):
    for _ in range(11):
        last = report(client)

    assert last.status_code == 429
    assert Complaint.objects.count() == 10


def test_the_code_stands_in_no_row_no_session_and_no_address(client):
    report(client)
    page = client.get(RECEIVED)
    code = page.text.split('class="lookup-code">')[1].split("<strong>")[1].split("<")[0]

    found = client.post(LOOKUP, {"code": code})

    assert found.headers["Cache-Control"] == "no-store"
    assert "sessionid" not in client.cookies
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table == INDEX_WITHOUT_CONTENT:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own table names
            assert code.replace("-", "") not in str(cursor.fetchall()).replace("-", "")


def test_no_log_line_says_which_account_reported_something(client, capsys, caplog):
    client.force_login(make_operator_user())
    caplog.clear()
    with caplog.at_level(logging.INFO):
        report(client, reporter_name="郑晓梅")

    lines = [str(record.msg) for record in caplog.records]
    reporting = [line for line in lines if NEW in line]
    assert reporting
    assert [line for line in reporting if "user_id" in line] == []
    assert [line for line in lines if "郑晓梅" in line] == []
