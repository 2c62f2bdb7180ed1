"""Rules as an administrator uses them (检查设定): switched off, moved, and why."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from registry.checks import run_checks, to_confirm
from registry.models import CheckSetting
from registry.services.check import BY_ID, set_check
from registry.services.submission import submit_filing
from tests.departments.factories import make_member, make_user
from tests.registry.factories import (
    make_draft,
    make_officer,
    representative_of,
    submit,
)
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

REASON = "津卫办〔2026〕12号暂缓执行"
SHORT_VIDEO = {"video_days": 30}


def administrator():
    return make_user("管理员", is_staff=True, is_superuser=True)


def turn(check_id, *, is_active=True, level="", reason=REASON):
    return set_check(
        BY_ID[check_id], actor=administrator(), is_active=is_active, level=level, reason=reason
    )


def asked_of(filing):
    return {result.id for result in to_confirm(run_checks(filing, clock.today()))}


def results(filing, check_id):
    return [r for r in run_checks(filing, clock.today()) if r.id == check_id]


def test_a_rule_that_is_switched_off_asks_nothing_any_more():
    filing = make_draft(**SHORT_VIDEO)
    assert "G11" in asked_of(filing)

    turn("G11", is_active=False)

    assert "G11" not in asked_of(filing)
    assert [(r.outcome, r.sentence) for r in results(filing, "G11")] == [
        ("not_applicable", "这一项已经停用。")
    ]
    assert submit_filing(
        filing,
        actor=representative_of(filing),
        pledge_name="李明",
        confirmed={r.key for r in to_confirm(run_checks(filing, clock.today()))},
    )


def test_a_rule_moved_to_advice_is_told_and_not_confirmed():
    filing = make_draft(**SHORT_VIDEO)

    turn("G11", level="W")

    assert "G11" not in asked_of(filing)
    assert [r.level for r in results(filing, "G11") if r.failed] == ["W"]


def test_an_advice_may_become_a_point_to_confirm():
    filing = make_draft(has_liability_insurance=False)
    assert "D22" not in asked_of(filing)

    turn("D22", level="S")

    assert "D22" in asked_of(filing)


def test_a_filing_keeps_the_rules_of_the_moment_it_was_received():
    filing = submit(make_draft(**SHORT_VIDEO))

    with clock.travel(clock.now() + timedelta(minutes=5)):
        turn("G11", is_active=False)
        received, new = results(filing, "G11"), results(make_draft(**SHORT_VIDEO), "G11")

    assert [r.outcome for r in received] == ["fail"]
    assert [r.outcome for r in new] == ["not_applicable"]


@pytest.mark.parametrize("check_id", ["A04", "D15"])
def test_what_blocks_and_what_counts_days_keeps_its_level(check_id):
    with pytest.raises(DomainError, match="级别不能调整，只能停用或启用。"):
        turn(check_id, level="W")

    assert turn(check_id, is_active=False).words == "停用"


def test_nothing_is_ever_moved_to_what_blocks():
    with pytest.raises(DomainError, match="不能改为填报要求"):
        turn("G11", level="E")
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckSetting.objects.create(
            check_id="G11", level="E", reason="x", set_at=clock.now(), set_by=administrator()
        )


def test_a_change_needs_a_reason_and_has_to_change_something():
    with pytest.raises(DomainError, match="请写明调整的理由"):
        turn("G11", is_active=False, reason="  ")
    with pytest.raises(DomainError, match="与现在的设定一样"):
        turn("G11")


def test_only_an_administrator_sets_a_rule():
    with pytest.raises(PermissionDenied):
        set_check(BY_ID["G11"], actor=make_officer(), is_active=False, level="", reason="不需要")


def test_an_administrator_sets_a_rule_on_its_page_and_everybody_reads_why(client):
    client.force_login(administrator())
    said = {"state": "off", "level": "", "reason": REASON}

    saved = client.post("/checks/G11/", said, follow=True)

    assert saved.redirect_chain == [("/checks/G11/", 302)]
    client.force_login(make_member("scj").user)
    page = client.get("/checks/G11/").content.decode()
    assert REASON in page
    assert "管理员" in page
    assert 'name="reason"' not in page


def test_a_refused_setting_says_why_on_the_page(client):
    client.force_login(administrator())

    page = client.post("/checks/G11/", {"state": "on", "level": "", "reason": "想一想"})

    assert page.status_code == 200
    assert "与现在的设定一样，没有改动。" in page.content.decode()


@pytest.mark.parametrize(
    ("person", "reads", "sets"),
    [
        (administrator, 200, 302),
        (make_officer, 200, 403),
        (lambda: make_member("120114001").user, 200, 403),
        (make_user, 403, 403),
    ],
    ids=["administrator", "officer", "township", "operator"],
)
def test_who_reads_the_rules_and_who_sets_them(client, person, reads, sets):
    client.force_login(person())
    said = {"state": "off", "reason": REASON}

    statuses = [client.get(address).status_code for address in ("/checks/", "/checks.xlsx")]

    assert [*statuses, client.get("/checks/C07/").status_code] == [reads] * 3
    assert client.post("/checks/C07/", said).status_code == sets


def test_a_rule_nobody_knows_is_not_found(client):
    client.force_login(make_officer())

    assert client.get("/checks/Z99/").status_code == 404
