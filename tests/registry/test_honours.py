"""Public titles (称号): registered with their source, shown while they hold."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from registry.models import Honour
from tests.departments.factories import make_user
from tests.registry.listed import NOW, TODAY, put_on_register
from wuqing_tuoyu.clock import travel

pytestmark = pytest.mark.django_db
TITLE = "天津市示范性托育机构"


@pytest.fixture(autouse=True)
def on_the_twelfth_of_march():
    with travel(NOW):
        yield


def honour(facility, **facts):
    facts = {
        "kind": "demonstration",
        "title": TITLE,
        "awarded_by": "市卫生健康委",
        "awarded_on": TODAY - timedelta(days=30),
        "source": "津卫托育〔2026〕5 号",
    } | facts
    return Honour.objects.create(facility=facility, **facts)


def test_a_title_is_shown_with_who_gave_it_and_on_what_it_rests(client):
    facility = put_on_register()
    honour(facility)

    text = client.get(facility.get_absolute_url()).text

    assert TITLE in text
    assert "市卫生健康委 2026年2月10日，依据：津卫托育〔2026〕5 号" in text
    assert TITLE in client.get("/facilities/").text
    assert TITLE in client.get("/facilities/compare/", {"id": facility.public_id}).text


@pytest.mark.parametrize(
    "facts", [{"withdrawn_on": TODAY}, {"awarded_on": TODAY + timedelta(days=1)}]
)
def test_a_title_taken_back_or_still_to_come_is_not_shown(client, facts):
    facility = put_on_register()
    honour(facility, **facts)

    assert TITLE not in client.get(facility.get_absolute_url()).text
    assert TITLE not in client.get("/facilities/").text


def test_a_title_cannot_be_taken_back_before_it_was_given():
    wrong = honour(put_on_register())
    wrong.withdrawn_on = wrong.awarded_on - timedelta(days=1)

    with pytest.raises(ValidationError, match="撤销日期不能早于授予日期。"):
        wrong.full_clean()


def form_of(facility_number):
    return {
        "facility": facility_number,
        "kind": "demonstration",
        "title": TITLE,
        "awarded_by": "市卫生健康委",
        "awarded_on": "2026-02-10",
        "source": "津卫托育〔2026〕5 号",
    }


def test_an_administrator_gives_it_to_the_facility_of_a_number(client):
    facility = put_on_register()
    client.force_login(make_user("admin", is_staff=True, is_superuser=True))

    client.post("/admin/registry/honour/add/", form_of(facility.number))

    assert Honour.objects.get().facility == facility
    page = client.get(f"/admin/registry/honour/{Honour.objects.get().pk}/change/")
    assert facility.number in page.text
    assert page.context["has_delete_permission"] is False


def test_an_unknown_number_is_refused_in_words(client):
    client.force_login(make_user("admin", is_staff=True, is_superuser=True))

    answer = client.post("/admin/registry/honour/add/", form_of("没有的编号"))

    assert "没有这个编号的已备案机构" in answer.text
    assert Honour.objects.count() == 0
