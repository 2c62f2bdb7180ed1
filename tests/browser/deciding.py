"""What the district's people do about a filing: answer, judge, propose, sign, go and see."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from departments.choices import HEALTH_COMMISSION
from registry.choices import VerificationResult
from registry.services.digest import digest_of_facility
from registry.services.standing import verify_facility
from registry.services.verification import points_to_verify, record_verification
from tests.browser.filling import act, fill_in, follow, go_by, press, says
from tests.departments.factories import make_member
from tests.registry.factories import make_facility
from wuqing_tuoyu import clock

JUDGED = re.compile(r"看过\s*(\d+)，共\s*(\d+)\s*项")


def make_inspectors():
    """Two officers of the commission who may go and see."""
    return [
        make_member(
            HEALTH_COMMISSION,
            enforcement_certificate=f"0200114000{number}",
            certificate_until=clock.today() + timedelta(days=700),
        )
        for number in (1, 2)
    ]


def answer_reviews(page, answer="consistent"):
    """Whoever is signed in answers everything that waits for them, one after the other."""
    count = 0
    while True:
        page.goto("/reviews/?status=open")
        rows = page.locator("main table tbody a")
        if rows.count() == 0:
            return count
        go_by(page, rows.first)
        fill_in(page, answer=answer)
        press(page, "提交答复")
        count += 1


def judged(page):
    """How many of how many were looked at, as the rail says."""
    seen, everything = JUDGED.search(page.locator(".rail").inner_text()).groups()
    return int(seen), int(everything)


def accept_by_keyboard(page, filing):
    """One key a paper, until nothing is left."""
    page.goto(filing)
    seen, everything = judged(page)
    while seen < everything:
        with page.expect_navigation():
            page.keyboard.press("a")
        now = judged(page)
        assert now[0] > seen, f"{page.url}: the key accepted nothing"
        seen = now[0]
    return everything


def propose(page, filing, outcome="receipt"):
    page.goto(f"{filing}propose/")
    fill_in(page, outcome=outcome)
    act(page)


def sign_receipt(page, filing):
    page.goto(filing)
    follow(page, "签发备案回执")
    act(page)


def verify_on_site(page, facility, officers, *, note="与申报一致。"):
    """Two named officers write down what they saw, point by point, then one concludes."""
    page.goto(f"{facility}verification/")
    for point in page.locator(".point input[type=radio][value=conforming]").all():
        point.check()
    fill_in(
        page,
        officers=[member.pk for member in officers],
        note=note,
        has_sealed_declaration=True,
        result="conforming",
    )
    act(page)
    expect(page).to_have_url(re.compile(r"/verify/$"))
    act(page)
    says(page, "已核实")


def make_verified_facility(officers, **options):
    """A facility two officers have been to see, by the acts themselves."""
    facility = make_facility(officer=officers[0].user, **options)
    seen = {point.key: (True, "") for point in points_to_verify(facility)}
    record = record_verification(
        facility,
        actor=officers[0].user,
        visited_on=clock.today(),
        result=VerificationResult.CONFORMING,
        officers=officers,
        items=seen,
    )
    return verify_facility(
        facility,
        actor=officers[0].user,
        verification=record,
        digest=digest_of_facility(facility),
    )
