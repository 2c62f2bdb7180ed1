"""Two presses at one instant: the second lands on the thing itself and says why (PostgreSQL)."""

from functools import partial

import pytest
from django.core.management import call_command
from django.test import Client

from registry.checks import run_checks, to_confirm
from registry.services.digest import digest_of_filing
from tests.concurrency import second_while_first_is_open
from tests.registry.browsing import sentences
from tests.registry.factories import (
    make_director,
    make_draft,
    make_filing,
    propose_outcome,
    representative_of,
)
from wuqing_tuoyu import clock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture(autouse=True)
def units(transactional_db):
    call_command("load_reference", verbosity=0)


def pressing(user, filing, verb, **said):
    browser = Client()
    browser.force_login(user)
    return partial(browser.post, f"/filings/{filing.pk}/{verb}/", said)


def test_the_second_press_of_submit_lands_on_the_filing():
    filing = make_draft()
    said = {
        "pledge_name": "李明",
        "agree": "on",
        "confirmed": [point.key for point in to_confirm(run_checks(filing, clock.today()))],
    }
    press = pressing(representative_of(filing), filing, "submit", **said)

    answer = second_while_first_is_open(press, press)

    assert (answer.status_code, answer.url) == (302, filing.get_absolute_url())
    assert sentences(answer)[-1] == "这份申请已经提交，不用再交一次。"


def test_the_slower_of_two_directors_lands_on_the_filing_and_reads_why():
    filing = propose_outcome(make_filing())
    digest = digest_of_filing(filing)
    one, other = (
        pressing(make_director(), filing, "issue-receipt", digest=digest) for _ in range(2)
    )

    answer = second_while_first_is_open(one, other)

    assert (answer.status_code, answer.url) == (302, filing.get_absolute_url())
    assert sentences(answer) == ["当前状态为“已出具回执”，不能签发备案回执。"]
