"""The pages of an answer to a published result (机构回应), and who hears of it."""

from datetime import timedelta

import pytest

from inspections.models import Event
from inspections.services.publication import publish_result, published_record, withdraw_result
from inspections.services.response import (
    current_response,
)
from tests.departments.factories import at, make_user
from tests.inspections import factories as make
from tests.inspections.published import WORDS, heard, say
from tests.registry.browsing import act
from tests.registry.factories import make_director
from wuqing_tuoyu import clock

pytestmark = pytest.mark.usefixtures("spring")


# Who hears of it


def test_each_side_hears_what_the_other_made_public(inspection):
    speaker, officer = make.operator(inspection), make.officer("scj")
    assert heard(speaker)[-1] == f"{inspection.facility}：区市场监管局公开了检查结果"

    say(inspection)
    assert heard(officer)[-1] == f"{inspection.facility}：公开回应了检查结果"

    withdraw_result(inspection, actor=make.director("scj"), note="项数写错")
    assert heard(speaker)[-1] == f"{inspection.facility}：区市场监管局撤下了公开的检查结果"


def test_the_day_of_the_answer_is_the_day_it_became_public(client, inspection):
    with at(clock.today() + timedelta(days=3)):
        say(inspection)
        record = published_record(inspection)

    assert record.responded_on == clock.today() + timedelta(days=3)
    assert record.published_on == clock.today()


# The page


def test_the_preview_is_what_families_will_read_and_only_a_confirmed_word_is_public(
    client, inspection
):
    place = f"{inspection.get_absolute_url()}respond/"
    client.force_login(make.operator(inspection))

    preview = client.post(place, {"preview": "1", "words": WORDS}).text
    unconfirmed = act(client, place, words=WORDS)
    assert current_response(inspection) is None
    done = act(client, place, words=WORDS, is_confirmed="on")

    assert f"<strong>机构回应：</strong>{WORDS}" in preview
    assert unconfirmed.status_code == 200
    assert done.headers["Location"] == inspection.get_absolute_url()
    assert "公开中" in client.get(inspection.get_absolute_url()).text
    assert client.post(f"{inspection.get_absolute_url()}retract/").status_code == 302
    assert current_response(inspection) is None


def test_a_page_that_grew_old_says_so_and_can_be_sent_again(client, inspection):
    place = f"{inspection.get_absolute_url()}respond/"
    client.force_login(make.operator(inspection))
    old = client.get(place).context["seen"]
    publish_result(
        inspection, actor=make.officer("scj"), body="改写过。", reply="", is_checked=False
    )
    said = {"words": WORDS, "is_confirmed": "on"}

    refused = client.post(place, said | {"seen": old})
    sent = client.post(place, said | {"seen": refused.context["seen"]})

    assert "刚刚有变化" in refused.text
    assert "改写过。" in refused.text
    assert sent.status_code == 302


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("officer", 403), ("director", 403), ("wjw", 403)]
)
def test_nobody_else_gets_the_page(client, inspection, who, status):
    client.force_login(
        {
            "stranger": make_user,
            "officer": lambda: make.officer("scj"),
            "director": lambda: make.director("scj"),
            "wjw": make_director,
        }[who]()
    )
    before = Event.objects.count()

    assert client.get(f"{inspection.get_absolute_url()}respond/").status_code == status
    assert client.post(f"{inspection.get_absolute_url()}retract/").status_code == status
    assert Event.objects.count() == before


def test_the_director_takes_it_down_on_a_page(client, inspection):
    say(inspection)
    client.force_login(make.director("scj"))
    place = f"{inspection.get_absolute_url()}take-down/"

    assert WORDS in client.get(place).text
    assert act(client, place, note="写了电话").status_code == 302
    assert current_response(inspection) is None
    assert client.get(place).headers["Location"] == inspection.get_absolute_url()


def test_the_open_interface_says_whose_words_they_are(client, inspection):
    say(inspection)
    client.logout()

    answer = client.get(f"/api/v1/facilities/{inspection.facility.public_id}/").json()

    [record] = [each for each in answer["records"] if each["kind"] == "inspection"]
    assert (record["response"], record["responded_on"]) == (WORDS, str(clock.today()))


def test_the_operator_is_offered_it_once_the_result_is_public_and_until_it_was_said(
    client, inspection
):
    client.force_login(make.operator(inspection))

    before = client.get(inspection.get_absolute_url()).context["next"]
    say(inspection)
    after = client.get(inspection.get_absolute_url()).context["next"]

    assert before["label"] == "写公开回应"
    assert after is None
