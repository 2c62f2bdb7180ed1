"""Two people at once: the second act waits for the first, and finds what it did (PostgreSQL)."""

from functools import partial

import pytest
from django.core.management import call_command

from registry.checks import run_checks, to_confirm
from registry.choices import DocumentKind, FilingStatus, ReviewAnswer
from registry.models import Event, Facility, Filing, Import
from registry.services.closing import close_facility
from registry.services.correction import withdraw_filing
from registry.services.decision import issue_receipt
from registry.services.digest import digest_of_filing
from registry.services.handling import propose, take_next
from registry.services.imports import confirm_import, stage_import
from registry.services.judging import accept_item
from registry.services.review import answer_review
from registry.services.submission import submit_filing
from tests.concurrency import second_while_first_is_open
from tests.registry.acts import fresh, start_change
from tests.registry.factories import (
    judge_all,
    make_director,
    make_draft,
    make_facility,
    make_filing,
    make_officer,
    propose_outcome,
    representative_of,
    submit,
)
from tests.registry.sheets import sheet_of
from wuqing_tuoyu import clock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture(autouse=True)
def units(transactional_db):
    call_command("load_reference", verbosity=0)


def signing(filing, actor):
    return partial(issue_receipt, fresh(filing), actor=actor, digest=digest_of_filing(filing))


def handing_in(filing):
    points = {point.key for point in to_confirm(run_checks(filing, clock.today()))}
    who = {"actor": representative_of(filing), "pledge_name": "李明", "confirmed": points}
    return partial(submit_filing, fresh(filing), **who)


def test_the_second_receipt_waits_and_is_refused():
    filing = propose_outcome(make_filing())

    outcome = second_while_first_is_open(
        signing(filing, make_director()), signing(filing, make_director())
    )

    assert str(outcome) == "当前状态为“已出具回执”，不能签发备案回执。"
    assert Event.objects.filter(filing=filing, action="issue_receipt").count() == 1


def test_a_unit_that_says_no_first_holds_the_receipt_back():
    filing = propose_outcome(make_filing())
    review = filing.reviews.get(subject="fire")
    no = partial(
        answer_review,
        review,
        actor=make_officer("zjw"),
        answer=ReviewAnswer.INCONSISTENT,
        note="地址不一致。",
        version=review.version,
    )

    outcome = second_while_first_is_open(no, signing(filing, make_director()))

    assert str(outcome).startswith("页面打开以后情况有变化：消防验收文书、")
    assert fresh(filing).status == FilingStatus.PROPOSED


def test_a_receipt_that_is_out_first_makes_the_no_a_late_one():
    filing = propose_outcome(make_filing())
    review = filing.reviews.get(subject="fire")
    no = partial(
        answer_review,
        review,
        actor=make_officer("zjw"),
        answer=ReviewAnswer.INCONSISTENT,
        note="地址不一致。",
        version=review.version,
    )

    outcome = second_while_first_is_open(signing(filing, make_director()), no)

    assert str(outcome) == "同事刚刚更新了这项核验，请看过最新内容再答复。"
    assert fresh(filing).status == FilingStatus.RECORDED


def test_the_second_submission_waits_and_is_refused():
    filing = make_draft()

    outcome = second_while_first_is_open(handing_in(filing), handing_in(filing))

    assert str(outcome) == "当前状态为“待核对”，不能提交。"
    assert fresh(filing).items.filter(document__kind=DocumentKind.PREMISES).count() == 1


def test_withdrawing_first_leaves_nothing_to_propose():
    filing, officer = make_filing(), make_officer()
    judge_all(filing, actor=officer)
    take_back = partial(withdraw_filing, filing, actor=representative_of(filing))
    put_forward = partial(
        propose, fresh(filing), actor=officer, outcome="receipt", digest=digest_of_filing(filing)
    )

    outcome = second_while_first_is_open(take_back, put_forward)

    assert str(outcome) == "当前状态为“已撤回”，不能拟办。"


def test_two_facilities_get_two_numbers():
    one = propose_outcome(make_filing(name="武清区杨村街道春芽托育园"))
    other = propose_outcome(make_filing(name="武清区杨村街道童画托育园"))

    second_while_first_is_open(signing(one, make_director()), signing(other, make_director()))

    numbers = Facility.objects.order_by("number").values_list("number", flat=True)
    year = clock.today().year
    assert list(numbers) == [f"120114-TY-{year}-0001", f"120114-TY-{year}-0002"]


def test_two_officers_who_judge_the_same_item_do_not_overwrite_each_other():
    filing = make_filing()
    item = filing.items.select_related("filing").get(document__kind=DocumentKind.PREMISES)
    one, other = make_officer(), make_officer()

    outcome = second_while_first_is_open(
        partial(accept_item, item, actor=one, version=item.version),
        partial(accept_item, item, actor=other, version=item.version),
    )

    assert str(outcome) == "“场地证明”刚刚有人核对过，请看过最新结论再办理。"
    assert filing.items.get(pk=item.pk).judged_by == one


def test_two_officers_take_two_filings():
    nearest = make_filing(name="武清区杨村街道春芽托育园")
    next_one = make_filing(name="武清区杨村街道童画托育园")

    outcome = second_while_first_is_open(
        partial(take_next, actor=make_officer()), partial(take_next, actor=make_officer())
    )

    assert outcome == next_one
    assert fresh(nearest).officer != fresh(next_one).officer


def test_a_facility_that_closes_first_takes_the_draft_with_it():
    facility = make_facility()
    draft = start_change(facility)
    close = partial(
        close_facility, facility, actor=make_director(), ground="service_ended", note="已停业"
    )

    outcome = second_while_first_is_open(close, handing_in(draft))

    assert isinstance(outcome, Filing.DoesNotExist)
    assert not Filing.objects.filter(pk=draft.pk).exists()


def test_a_submission_that_is_first_is_withdrawn_by_the_closing():
    facility = make_facility()
    change = start_change(facility)
    close = partial(
        close_facility, facility, actor=make_director(), ground="service_ended", note="已停业"
    )

    outcome = second_while_first_is_open(handing_in(change), close)

    assert outcome.standing == "closed"
    assert fresh(change).status == FilingStatus.WITHDRAWN


def test_an_import_is_entered_once():
    stage_import(sheet_of(), name="存量.xlsx", actor=make_officer())
    source = Import.objects.get()

    outcome = second_while_first_is_open(
        partial(confirm_import, source, actor=make_director()),
        partial(confirm_import, source, actor=make_director()),
    )

    assert str(outcome) == "这次导入已确认，不用再处理。"
    assert Facility.objects.count() == 1
    assert submit(make_draft()).status == FilingStatus.SUBMITTED
