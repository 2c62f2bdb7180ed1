"""Acts on a filing over HTTP: role by role, once, and only on what was on the screen."""

import pytest

from departments.choices import MemberRole
from registry.choices import DeclineGround, FilingStatus, NoticeKind, Outcome
from registry.models import Event, Filing
from registry.services.review import answer_review
from tests.departments.factories import make_member, make_user
from tests.registry.browsing import act, address, hidden_fields, sentences
from tests.registry.factories import (
    make_director,
    make_filing,
    make_officer,
    representative_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

S = FilingStatus
MOMENTS = {
    "return": S.SUBMITTED,
    "extend": S.RETURNED,
    "propose": S.SUBMITTED,
    "send-back": S.PROPOSED,
    "issue-receipt": S.PROPOSED,
    "decline": S.PROPOSED,
    "lapse": S.RETURNED,
}
DIRECTORS_ONLY = {"send-back", "issue-receipt", "decline"}


def person(who, filing):
    return {
        "officer": make_officer,
        "director": make_director,
        "operator": lambda: representative_of(filing),
        "liaison": lambda: make_member("wjw", MemberRole.LIAISON).user,
        "unit": lambda: make_officer("zjw"),
        "office": lambda: make_officer("lxh"),
        "stranger": make_user,
    }[who]()


def expected(who, verb):
    if who == "stranger":
        return 404
    if who == "director" or (who == "officer" and verb not in DIRECTORS_ONLY):
        return 200
    return 403


def put_forward_for_declining(filing):
    Filing.objects.filter(pk=filing.pk).update(
        proposed_outcome=Outcome.DECLINE, ground=DeclineGround.OUTSIDE_DISTRICT
    )


@pytest.mark.parametrize("verb", MOMENTS)
def test_each_role_finds_the_form_or_is_refused(client, verb):
    filing = make_filing(MOMENTS[verb])
    if verb == "decline":
        put_forward_for_declining(filing)
    found, wanted = {}, {}
    for who in ("officer", "director", "operator", "liaison", "unit", "office", "stranger"):
        client.force_login(person(who, filing))
        found[who] = client.get(address(filing, verb)).status_code
        wanted[who] = expected(who, verb)
        if wanted[who] != 200:
            assert client.post(address(filing, verb), {"note": "x"}).status_code == wanted[who]

    assert found == wanted
    filing.refresh_from_db()
    assert filing.status == MOMENTS[verb]


@pytest.mark.parametrize("verb", MOMENTS)
def test_at_the_wrong_moment_the_page_says_one_sentence(client, verb):
    wrong = S.WITHDRAWN
    filing = make_filing(wrong)
    client.force_login(make_director())

    for answer in (client.get(address(filing, verb)), client.post(address(filing, verb))):
        assert answer.status_code == 302
        assert answer["Location"] == filing.get_absolute_url()
        assert sentences(answer)[-1].startswith("当前状态为“已撤回”，不能")
    filing.refresh_from_db()
    assert filing.status == wrong


def test_from_the_first_look_to_the_receipt_through_the_forms_alone(client):
    filing, officer, director = make_filing(), make_officer(), make_director()
    client.force_login(officer)
    for item in filing.items.all():
        client.post(f"/filings/{filing.pk}/items/{item.pk}/accept/", {"version": item.version})
    proposed = act(client, address(filing, "propose"), outcome="receipt", note="材料齐全。")
    client.force_login(director)
    preview = client.get(address(filing, "issue-receipt")).content.decode()
    issued = act(client, address(filing, "issue-receipt"))

    filing = Filing.objects.select_related("facility").get(pk=filing.pk)
    assert proposed.status_code == issued.status_code == 302
    assert filing.status == S.RECORDED
    assert filing.decided_by == director
    assert "予以备案" in preview
    assert filing.facility.number
    assert filing.notices.filter(kind=NoticeKind.RECEIPT).count() == 1


def test_a_receipt_signed_twice_is_one_receipt(client):
    filing = make_filing(S.PROPOSED)
    client.force_login(make_director())
    fields = hidden_fields(client.get(address(filing, "issue-receipt")))
    client.post(address(filing, "issue-receipt"), fields)

    again = client.post(address(filing, "issue-receipt"), fields)

    assert sentences(again)[-1] == "当前状态为“已出具回执”，不能签发备案回执。"
    assert filing.notices.filter(kind=NoticeKind.RECEIPT).count() == 1
    assert Event.objects.filter(filing=filing, action="issue_receipt").count() == 1


def test_of_two_directors_the_second_comes_too_late(client):
    filing = make_filing(S.PROPOSED)
    one, other = make_director(), make_director()
    client.force_login(one)
    seen_by_one = hidden_fields(client.get(address(filing, "issue-receipt")))
    client.force_login(other)
    seen_by_other = hidden_fields(client.get(address(filing, "send-back")))
    client.post(address(filing, "send-back"), seen_by_other | {"note": "请再核对面积。"})

    client.force_login(one)
    late = client.post(address(filing, "issue-receipt"), seen_by_one)

    filing.refresh_from_db()
    assert sentences(late)[-1] == "当前状态为“待核对”，不能签发备案回执。"
    assert filing.status == S.SUBMITTED


def test_who_proposed_does_not_sign(client):
    director = make_director()
    filing = make_filing(S.PROPOSED, officer=director)
    client.force_login(director)

    desk = client.get(filing.get_absolute_url()).content.decode()

    assert "这是您拟办的，应由另一位签发人签发。" in desk
    assert client.get(address(filing, "issue-receipt")).status_code == 403
    assert client.post(address(filing, "issue-receipt")).status_code == 403


def test_what_changed_since_the_screen_was_drawn_stops_the_decision_by_name(client):
    filing = make_filing(S.PROPOSED)
    client.force_login(make_director())
    fields = hidden_fields(client.get(address(filing, "issue-receipt")))
    review = filing.reviews.get(subject="fire")
    unit = make_officer(review.department.code)
    answer_review(
        review, actor=unit, answer="needs_correction", note="凭证号不符。", version=review.version
    )

    answer = client.post(address(filing, "issue-receipt"), fields)

    filing.refresh_from_db()
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "页面打开以后情况有变化" in page
    assert f"{review.department}的核验答复" in page or "消防验收文书" in page
    assert filing.status == S.PROPOSED


@pytest.mark.parametrize("verb", ["return", "propose", "send-back", "issue-receipt"])
def test_a_decision_without_a_digest_is_refused(client, verb):
    filing = make_filing(MOMENTS[verb])
    client.force_login(make_director())

    answer = client.post(address(filing, verb), {"note": "好", "outcome": "receipt"})

    filing.refresh_from_db()
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert filing.status == MOMENTS[verb]
