"""Every list of the staff can be taken away as it was filtered (台账)."""

import io

import pytest

from accounts.choices import Channel
from accounts.models import Delivery
from accounts.services.message import send_message
from tests.departments.factories import make_member, make_user
from tests.registry.factories import make_officer, make_operator
from wuqing_tuoyu import clock, sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def rows_of(answer):
    assert answer.status_code == 200
    return sheet.records(io.BytesIO(answer.content))


def test_the_list_of_representatives_follows_its_search(client):
    make_operator(name="天津幸福里托育服务有限公司")
    make_operator(name="天津小青禾托育服务有限公司")
    client.force_login(make_officer())

    everybody = rows_of(client.get("/representatives.xlsx"))
    found = rows_of(client.get("/representatives.xlsx?q=幸福里"))

    assert len(everybody) == 2
    assert [row["举办者"] for row in found] == ["天津幸福里托育服务有限公司"]


def test_what_could_not_be_sent_is_listed_with_its_reason(client):
    message = send_message(make_user(email="a@example.com"), key="k", title="请补正")
    message.deliveries.all().delete()
    Delivery.objects.create(
        message=message,
        channel=Channel.MAIL,
        address="a@example.com",
        status="failed",
        attempts=10,
        last_error="收件地址不存在",
        next_try_at=clock.now(),
    )
    client.force_login(make_officer())

    (row,) = rows_of(client.get("/messages/failed.xlsx"))

    assert (row["消息"], row["原因"]) == ("请补正", "收件地址不存在")


@pytest.mark.parametrize(
    "path", ["/representatives.xlsx", "/imports.xlsx", "/messages/failed.xlsx"]
)
def test_the_lists_of_the_commission_are_its_own(client, path):
    client.force_login(make_officer())
    own = client.get(path).status_code
    client.force_login(make_member("scj").user)
    others = client.get(path).status_code

    assert (own, others) == (200, 403)
