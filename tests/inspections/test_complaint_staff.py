"""Pages of the staff about complaints: who sees what, and what they do there."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from accounts.models import Delivery, Message
from departments.models import Department, Reminder
from inspections.models import Complaint
from inspections.notifications.complaint import tell_untold_complaints
from inspections.services.complaint import accept_complaint, hand_over_complaint
from tests.departments.factories import make_member
from tests.inspections.complaints import (
    CONTENT,
    REPORTER,
    complaint_about,
    make_complaint,
    unregistered,
)
from tests.registry.browsing import act
from tests.registry.factories import (
    make_director,
    make_officer,
    make_operator_user,
)
from tests.registry.listed import put_on_register
from wuqing_tuoyu import sheet

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


# Who of the staff sees what


def test_the_unit_asked_reads_what_was_reported_and_by_whom(client):
    complaint = complaint_about(kind="food")
    client.force_login(make_officer("scj"))

    page = client.get(complaint.get_absolute_url()).text

    assert [each for each in SECRETS if each not in page] == []


@pytest.mark.parametrize(
    ("who", "status", "reads"),
    [
        ("liaison", 200, (CONTENT,)),
        ("commission", 200, ()),
        ("other_unit", 404, ()),
        ("township", 404, ()),
        ("office", 404, ()),
        ("operator", 404, ()),
    ],
)
def test_nobody_else_reads_who_reported_it(client, who, status, reads):
    complaint = complaint_about(kind="food")
    client.force_login(
        {
            "liaison": lambda: make_member("scj", "liaison").user,
            "commission": make_director,
            "other_unit": lambda: make_officer("zjw"),
            "township": lambda: make_officer("120114001"),
            "office": lambda: make_officer("lxh"),
            "operator": make_operator_user,
        }[who]()
    )

    answer = client.get(complaint.get_absolute_url())

    assert answer.status_code == status
    assert tuple(each for each in SECRETS if each in answer.text) == reads


def test_a_unit_that_handed_it_over_no_longer_reads_it(client):
    complaint = complaint_about(kind="food")
    officer = make_officer("scj")
    hand_over_complaint(
        complaint, actor=officer, to=Department.objects.get(code="gaj"), note="疑似伤害孩子"
    )
    client.force_login(officer)

    page = client.get(complaint.get_absolute_url())

    assert page.status_code == 200
    assert [each for each in (*SECRETS, "疑似伤害孩子") if each in page.text] == []


def test_photographs_are_for_the_unit_asked_alone(client):
    complaint, _ = make_complaint(kind="food", photos=[picture()])
    address = f"{complaint.get_absolute_url()}photos/{complaint.photos.get().pk}/"

    client.force_login(make_director())
    assert client.get(address).status_code == 403
    client.force_login(make_officer("scj"))
    assert client.get(address).headers["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize("address", ["/complaints/", "/complaints.xlsx"])
def test_the_list_is_for_units_alone(client, address):
    for user, status in (
        (make_operator_user(), 403),
        (make_officer("lxh"), 403),
        (make_officer("scj"), 200),
    ):
        client.force_login(user)
        assert client.get(address).status_code == status


def test_list_and_ledger_say_nothing_of_the_reporter(client):
    complaint = complaint_about(kind="food")
    client.force_login(make_officer("scj"))

    page = client.get("/complaints/").text
    rows = sheet.read(BytesIO(client.get("/complaints.xlsx").content))

    assert complaint.place in page
    assert f"<span>{complaint.get_kind_display()}</span>" in page
    assert rows[1][2] == complaint.place
    assert [each for each in SECRETS if each in page or each in str(rows)] == []


def test_messages_and_reminders_say_nothing_of_what_was_written():
    make_officer("gaj")
    complaint = complaint_about(kind="abuse")
    place = unregistered(kind="abuse", place_name="某某家")

    tell_untold_complaints()
    tell_untold_complaints()

    told = list(Message.objects.order_by("pk"))
    words = " ".join(
        [*(f"{each.title}{each.body}" for each in told)]
        + [f"{each.title}{each.body}" for each in Reminder.objects.all()]
    )
    assert len(told) == 2
    assert complaint.place in words
    assert [each for each in (*SECRETS, place.place_name) if each in words] == []
    assert Delivery.objects.filter(message__in=told).exists()


def test_the_operator_sees_nothing_of_it(client):
    facility = put_on_register()
    complaint_about(facility, kind="food")
    user = make_operator_user()
    facility.operator.representatives.create(
        user=user,
        status="confirmed",
        requested_at=facility.created_at,
        confirmed_at=facility.created_at,
    )
    client.force_login(user)

    for address in ("/workbench/", "/messages/", "/my/facilities/", facility.get_absolute_url()):
        text = client.get(address).text
        assert [each for each in (*SECRETS, "投诉举报") if each in text] == []


# Acts on the page


def test_from_the_queue_to_the_answer(client):
    complaint, code = make_complaint(kind="food")
    place = complaint.get_absolute_url()
    client.force_login(make_officer("scj"))

    client.post(f"{place}accept/")
    refused = act(client, f"{place}answer/", outcome="substantiated", reply="郑晓梅说得对")
    answer = act(client, f"{place}answer/", outcome="substantiated", reply="已责令改正。")

    assert "姓名“郑晓梅”" in refused.text
    assert answer.headers["Location"] == place
    client.logout()
    told = client.post(LOOKUP, {"code": code}).text
    assert [each for each in ("情况属实", "已责令改正。") if each not in told] == []


def test_the_way_to_merge_and_to_hand_over(client):
    complaint = complaint_about(kind="food")
    other = complaint_about(complaint.facility, kind="food")
    place = complaint.get_absolute_url()
    client.force_login(make_officer("scj"))
    assert "同一件事，并案" in client.get(place).text

    act(client, f"{other.get_absolute_url()}merge/", into=complaint.pk)
    act(client, f"{place}hand-over/", to="gaj", note="疑似伤害孩子")

    assert Complaint.objects.get(pk=other.pk).merged_into == complaint
    assert Complaint.objects.get(pk=complaint.pk).department.code == "gaj"


def test_a_list_asks_as_often_for_three_as_for_one(client):
    client.force_login(make_officer("scj"))
    complaint = complaint_about(kind="food")
    for address in ("/complaints/", "/complaints.xlsx"):
        client.get(address)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get("/complaints/")
            client.get("/complaints.xlsx")
        counts.append(len(asked))
        accept_complaint(complaint, actor=make_officer("scj"))
        complaint = complaint_about(kind="food")
        unregistered(kind="food")

    assert counts[0] == counts[1]
