"""Every page of every object, opened by everybody: the right answer, and nothing written."""

import pytest

from tests.crawl import addresses
from tests.crawl.cast import EVERYBODY
from tests.crawl.world import writes

pytestmark = pytest.mark.django_db

SLOW_PICTURES = ("/picture/", "/pages/", ".pdf", "/pdf/", "/form/")


@pytest.mark.parametrize("username", EVERYBODY)
def test_each_page_answers_as_the_table_of_access_says(person, username):
    reader = person(username)
    wrong = {}
    with writes() as written:
        for address, thing, rule in addresses.all_pages():
            wanted = rule.expected(reader, thing)
            if 200 in wanted and address.endswith(SLOW_PICTURES) and username not in PICTURES_BY:
                continue
            answer = reader.get(address)
            if answer.status_code not in wanted:
                wrong[address] = (answer.status_code, wanted, str(thing))

    assert wrong == {}
    assert written == []


# Drawing is slow and the same for all who may; a few of each sort are enough
PICTURES_BY = ("operator1", "wjw_liaison", "scj_officer")


def test_a_stranger_is_sent_to_sign_in_from_every_private_page(person):
    stranger = person()
    wrong = {}
    with writes() as written:
        for address, _thing, rule in addresses.all_pages():
            if rule.sees is addresses.rules.opens_facility:
                continue
            answer = stranger.get(address)
            if answer.status_code != 302 or "/accounts/login/?next=" not in answer["Location"]:
                wrong[address] = answer.status_code

    assert wrong == {}
    assert written == []
