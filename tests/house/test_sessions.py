"""Sessions end by themselves; staff work with a second factor where it is demanded."""

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.urls import reverse

pytestmark = pytest.mark.django_db
BEGIN = "2026-03-12T09:00:00+08:00"
PRIVATE = "/accounts/password/change/"


@pytest.fixture
def administrator(client):
    user = get_user_model().objects.create_user("admin", password="x", is_staff=True)
    client.force_login(user)
    return user


def is_open(client):
    answer = client.get(PRIVATE)
    return "/login/" not in answer.headers.get("Location", "")


@pytest.mark.parametrize(("minutes", "still_open"), [(29, True), (31, False)])
def test_a_session_left_alone_for_half_an_hour_is_over(client, administrator, minutes, still_open):
    with time_machine.travel(BEGIN, tick=False) as traveller:
        assert is_open(client)

        traveller.shift(minutes * 60)

        assert is_open(client) is still_open


def test_a_session_in_use_ends_after_twelve_hours(client, administrator):
    with time_machine.travel(BEGIN, tick=False) as traveller:
        opened = []
        for _ in range(38):
            opened.append(is_open(client))
            traveller.shift(20 * 60)

    assert opened == [True] * 37 + [False]


def test_staff_are_sent_to_set_up_the_second_factor_where_it_is_demanded(
    client, administrator, settings
):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True

    assert client.get("/admin/").headers["Location"] == reverse("mfa_index")

    Authenticator.objects.create(user=administrator, type="totp", data={"secret": "x"})
    assert client.get("/admin/").headers.get("Location") != reverse("mfa_index")


def test_operators_are_not_asked_for_a_second_factor(client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    client.force_login(get_user_model().objects.create_user("operator9"))

    assert client.get("/").status_code == 200
