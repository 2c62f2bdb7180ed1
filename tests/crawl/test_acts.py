"""Every act at every moment, by everybody, with nothing or nonsense in the form."""

import pytest
from django.test import Client
from django.urls import reverse

from registry.choices import FilingStatus
from tests.crawl import addresses, everywhere, rules
from tests.crawl.conftest import taken_back
from tests.crawl.world import fingerprint, writes

pytestmark = pytest.mark.django_db

ACTORS = (
    "operator1",
    "waiting1",
    "wjw_officer",
    "wjw_director",
    "wjw_office",
    "scj_officer",
    "scj_director",
    "town001_officer",
)
NONSENSE = {
    "note": "废" * 5000,
    "outcome": "accept_all",
    "ground": "because",
    "digest": "0" * 64,
    "version": "-1",
    "answer": "perhaps",
    "overrule": "1",
    "officer": "99999999999999999999",
    "to": "99999999999999999999",
    "officers": "99999999999999999999",
    "visited_on": "2026-99-99",
    "result": "good",
    "correct_by": "tomorrow",
    "from_on": "2026-02-30",
    "until_on": "\x00",
    "since": "x",
    "verification": "\x00",
    "requested_closing_on": "0000-00-00",
    "file": "not a file",
}
# Acts that ask for nothing but a press of the button, or whose words may be left out
BY_BUTTON = {
    "filing_withdraw",
    "filing_discard",
    "filing_note",
    "facility_resume",
    "facility_inclusive",
    "offer_confirm",
}

# Who holds the token of a letter may leave, without the page it would stand on
BY_MAIL_PROGRAMS = "follow/<token>/leave/"


def acts():
    """Address, thing, rule, and whether an empty form must change nothing."""
    tables = (
        ({**addresses.FILING_PAGES, **addresses.FILING_ACTS}, addresses.filings(), "pk"),
        (
            {**addresses.FACILITY_PAGES, **addresses.FACILITY_ACTS},
            addresses.facilities(),
            "public_id",
        ),
        (addresses.REVIEW_PAGES, addresses.reviews(), "pk"),
    )
    read_only = {"filing_detail", "filing_declaration_pdf", "review_detail", "staff_list"}
    for table, things, argument in tables:
        for name, rule in table.items():
            if name not in read_only:
                for thing in things:
                    address = reverse(f"registry:{name}", args=[getattr(thing, argument)])
                    yield address, thing, rule, name not in BY_BUTTON


@pytest.mark.parametrize("username", ACTORS)
def test_an_empty_or_nonsensical_form_changes_nothing(person, username):
    actor, wrong = person(username), {}
    before = fingerprint()
    for address, thing, rule, needs_words in acts():
        wanted = rule.expected(actor, thing)
        forms = [{}, NONSENSE] if wanted == rules.FINE else [{}]
        for form in forms:
            with taken_back():
                with writes() as written:
                    answer = actor.client.post(address, form)
                if answer.status_code not in wanted:
                    wrong[address] = (answer.status_code, wanted, str(thing))
                may_write = wanted == rules.FINE and (not needs_words or form is NONSENSE)
                if written and not may_write and fingerprint() != before:
                    wrong[address] = (set(written), str(thing), "changed")

    assert wrong == {}


def test_no_act_without_the_token_of_the_page(person):
    director = Client(enforce_csrf_checks=True, raise_request_exception=False)
    director.force_login(person("wjw_director").user)
    answers = {
        route: director.post(address).status_code
        for route, address in everywhere.every_address()
        if not route.startswith("api/") and route != BY_MAIL_PROGRAMS
    }

    assert {route: code for route, code in answers.items() if code != 403} == {}


def hidden_of(page, *names):
    """What the form on the screen carries along."""
    form = page.context["form"]
    stated = {"digest": page.context.get("digest", "")}
    return {name: stated.get(name) or form[name].value() for name in names}


def test_a_second_press_of_the_button_says_so_and_does_nothing(person):
    director = person("wjw_director")
    filing = next(
        each
        for each in addresses.Filing.objects.filter(status=FilingStatus.PROPOSED).order_by("pk")
        if each.proposed_outcome == "receipt" and each.proposed_by_id != director.user.pk
    )
    address = reverse("registry:filing_issue_receipt", args=[filing.pk])
    form = hidden_of(director.client.get(address), "digest")

    first = director.client.post(address, form)
    filing.refresh_from_db()
    assert (first.status_code, filing.status) == (302, FilingStatus.RECORDED)
    after_first = fingerprint()
    second = director.client.post(address, form, follow=True)

    assert fingerprint() == after_first
    assert second.redirect_chain
    assert [str(told) for told in second.context["messages"]]
