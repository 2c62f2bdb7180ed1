"""What each act on a filing asks for, and what comes of it, driven through its form."""

import pytest

from departments.choices import MemberRole
from registry.choices import FilingStatus, NoticeKind, Outcome
from registry.services.review import answer_review
from tests.departments.factories import make_member, make_user
from tests.registry.browsing import act, address, sentences
from tests.registry.factories import (
    judge_all,
    make_director,
    make_draft,
    make_filing,
    make_officer,
    make_operator,
    propose_outcome,
    representative_of,
    submit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

S = FilingStatus


def test_the_return_lists_every_refused_item_and_asks_about_units_not_yet_due(client):
    filing, officer = make_filing(), make_officer()
    judge_all(filing, actor=officer, refused=("premises", "site"))
    client.force_login(officer)

    page = client.get(address(filing, "return")).content.decode()
    without = act(client, address(filing, "return"), not_waiting="")
    given = act(client, address(filing, "return"), not_waiting="机构急于补正。")

    filing.refresh_from_db()
    assert page.count("请换一份清楚的。") == 2
    assert 'name="not_waiting"' in page
    assert without.status_code == 200
    assert given.status_code == 302
    assert filing.status == S.RETURNED
    assert filing.notices.filter(kind=NoticeKind.CORRECTION).count() == 1


def test_nothing_refused_nothing_returned(client):
    filing, officer = make_filing(), make_officer()
    judge_all(filing, actor=officer)
    client.force_login(officer)

    answer = act(client, address(filing, "return"), note="请补正", not_waiting="不等")

    assert "还没有不通过的项目" in answer.content.decode()


def test_the_term_is_extended_once_with_a_reason(client):
    filing = make_filing(S.RETURNED)
    before = filing.correction_due_on
    client.force_login(make_officer())

    first = act(client, address(filing, "extend"), note="等待消防文书。")
    second = act(client, address(filing, "extend"), note="再等一等。")

    filing.refresh_from_db()
    assert first.status_code == 302
    assert filing.correction_due_on > before
    assert "已经延长过一次" in second.content.decode()


def test_declining_states_a_ground_and_ends_in_a_notice(client):
    filing, officer = make_filing(), make_officer()
    judge_all(filing, actor=officer)
    client.force_login(officer)
    missing = act(client, address(filing, "propose"), outcome="decline", note="场所在邻区。")
    act(
        client,
        address(filing, "propose"),
        outcome="decline",
        ground="outside_district",
        note="场所在邻区。",
    )
    client.force_login(make_director())
    act(client, address(filing, "decline"), note="同意。")

    filing.refresh_from_db()
    assert "请选择不予备案的情形" in missing.content.decode()
    assert filing.status == S.DECLINED
    assert filing.notices.filter(kind=NoticeKind.DECLINE).count() == 1


def test_a_no_of_a_unit_is_overruled_with_a_reason_when_proposed(client):
    filing, officer = make_filing(), make_officer()
    review = filing.reviews.get(subject="fire")
    unit = make_officer(review.department.code)
    answer_review(
        review, actor=unit, answer="inconsistent", note="凭证号不符。", version=review.version
    )
    judge_all(filing, actor=officer)
    client.force_login(officer)

    form = client.get(address(filing, "propose")).content.decode()
    silent = act(client, address(filing, "propose"), outcome="receipt")
    given = act(
        client,
        address(filing, "propose"),
        outcome="receipt",
        overrule=str(review.pk),
        note="已电话核实，台账未更新。",
    )

    review.refresh_from_db()
    assert "凭证号不符。" in form
    assert silent.status_code == 200
    assert given.status_code == 302
    assert review.overruling_requested == "已电话核实，台账未更新。"


def test_without_a_confirmed_representative_nothing_is_proposed(client):
    filing = submit(make_draft(make_operator(status="pending")))
    officer = make_officer()
    judge_all(filing, actor=officer)
    client.force_login(officer)

    desk = client.get(filing.get_absolute_url()).content.decode()
    answer = act(client, address(filing, "propose"), outcome="receipt")

    assert "举办者代表还没有确认" in desk
    assert "举办者代表还没有确认" in answer.content.decode()


def test_a_term_that_still_runs_does_not_lapse(client):
    filing = make_filing(S.RETURNED)
    client.force_login(make_officer())

    answer = act(client, address(filing, "lapse"), note="不办了。")

    assert "补正期限还没有届满" in answer.content.decode()


def test_the_officer_takes_the_next_filing_and_the_director_gives_one(client):
    filing, officer, director = make_filing(), make_officer(), make_director()
    client.force_login(officer)
    taken = client.post("/filings/next/")
    client.force_login(director)
    given = client.post(address(filing, "assign"), {"officer": director.pk})
    nobody = client.post(address(filing, "assign"), {"officer": "0"})

    filing.refresh_from_db()
    assert taken["Location"] == filing.get_absolute_url()
    assert given.status_code == 302
    assert filing.officer == director
    assert sentences(nobody)[-1] == "请从名单里选择一位经办人。"


def test_only_officers_take_and_only_directors_give(client):
    filing = make_filing()
    liaison = make_member("wjw", MemberRole.LIAISON).user
    for user, status in [(representative_of(filing), 403), (liaison, 403), (make_user(), 404)]:
        client.force_login(user)

        assert client.post("/filings/next/").status_code == 403
        assert client.post(address(filing, "assign"), {"officer": 1}).status_code == status
        assert client.get("/filings/next/").status_code == 405


def test_the_conclusion_says_beside_each_closed_button_what_is_missing(client):
    filing, officer = make_filing(), make_officer()
    client.force_login(officer)
    before = client.get(filing.get_absolute_url()).content.decode()
    judge_all(filing, actor=officer)
    after = client.get(filing.get_absolute_url()).content.decode()
    propose_outcome(filing, actor=officer, outcome=Outcome.RECEIPT)
    proposed = client.get(filing.get_absolute_url()).content.decode()

    assert f"还有 {filing.items.count()} 项没看" in before
    assert f'href="{address(filing, "propose")}?outcome=receipt"' not in before
    assert f'href="{address(filing, "propose")}?outcome=receipt"' in after
    assert "没有不通过的项目，不需要告知补正。" in after
    assert "等待签发。" in proposed
