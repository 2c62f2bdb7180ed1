"""The review desk as the commission sees it, and who does not."""

import pytest

from departments.choices import MemberRole
from registry.choices import DocumentKind, FilingStatus, Section
from registry.models import AccessRecord, Filing
from registry.services.handling import save_internal_note
from registry.services.review import answer_review
from tests.departments.factories import make_member, make_user
from tests.registry.factories import (
    judge_all,
    make_filing,
    make_officer,
    representative_of,
    submit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_desk_lists_everything_to_be_judged_and_shows_the_first_pending_item(client):
    filing = make_filing()
    client.force_login(make_officer())

    page = text(client, filing.get_absolute_url())

    for group in ("申报信息", "人员", "材料", "回执前核验", "核实期核验"):
        assert f"<h3>{group}</h3>" in page
    for item in filing.items.with_subjects():
        assert f"?item={item.pk}" in page
        assert item.label in page
    assert Section.IDENTITY.label in page.split('id="item"')[1].split("</h2>")[0]
    assert "看过 <strong" in page
    assert 'data-key="a"' in page
    assert 'data-key="r"' in page
    assert 'data-key="j"' in page


def test_every_item_and_every_review_can_be_opened(client):
    filing = make_filing()
    client.force_login(make_officer())

    for item in filing.items.all():
        text(client, f"{filing.get_absolute_url()}?item={item.pk}")
    for review in filing.reviews.all():
        assert review.get_subject_display() in text(
            client, f"{filing.get_absolute_url()}?review={review.pk}"
        )


def test_a_paper_is_shown_as_pictures_drawn_on_the_server(client):
    filing = make_filing()
    item = filing.items.get(document__kind=DocumentKind.FIRE_ACCEPTANCE)
    client.force_login(make_officer())

    page = text(client, f"{filing.get_absolute_url()}?item={item.pk}")

    assert f'src="/documents/{item.document_id}/pages/1/"' in page
    assert item.document.number in page


def test_the_second_round_shows_the_paper_before_beside_the_new_one(client):
    filing = make_filing(FilingStatus.RETURNED)
    old = filing.items.refused().get(document__kind=DocumentKind.PREMISES)
    old.answer = "合同已补签。"
    old.save()
    submit(filing)
    item = filing.items.pending().get(document__kind=DocumentKind.PREMISES)
    client.force_login(make_officer())

    page = text(client, f"{filing.get_absolute_url()}?item={item.pk}")

    assert "上次不通过：请换一份清楚的。" in page
    assert "机构的说明：合同已补签。" in page
    assert "第 2 次提交" in page


def test_an_older_round_of_an_item_leads_to_what_is_to_be_judged_now(client):
    filing = make_filing(FilingStatus.RETURNED)
    old = filing.items.refused().get()
    old.answer = "已经补正。"
    old.save()
    submit(filing)
    client.force_login(make_officer())

    page = text(client, f"{filing.get_absolute_url()}?item={old.pk}")

    assert 'data-key="a"' in page


def test_identity_numbers_are_masked_until_asked_for_and_each_look_is_recorded(client):
    filing = make_filing()
    item = filing.items.filter(staff_member__isnull=False).with_subjects().first()
    number = item.staff_member.identity_number
    officer = make_officer()
    client.force_login(officer)
    desk = f"{filing.get_absolute_url()}?item={item.pk}"

    assert number not in text(client, desk)
    client.post(f"{filing.get_absolute_url()}items/{item.pk}/identity/")

    assert number in text(client, desk)
    assert number not in text(client, desk)
    assert AccessRecord.objects.filter(user=officer, staff_member=item.staff_member).count() == 1


def test_a_liaison_reads_the_desk_and_finds_no_button(client):
    filing = make_filing()
    client.force_login(make_member("wjw", MemberRole.LIAISON).user)

    page = text(client, filing.get_absolute_url())

    assert 'data-key="a"' not in page
    assert "您是联络员，可以查看，不能办理。" in page


def test_the_answer_of_a_unit_stands_in_place_of_the_buttons(client):
    filing = make_filing()
    review = filing.reviews.get(subject="fire")
    answer_review(
        review,
        actor=make_officer(review.department.code),
        answer="needs_correction",
        note="凭证号与台账不符。",
        version=review.version,
    )
    item = filing.items.get(document__kind=DocumentKind.FIRE_ACCEPTANCE)
    client.force_login(make_officer())

    page = text(client, f"{filing.get_absolute_url()}?item={item.pk}")

    assert "就是这一项的结论" in page
    assert "凭证号与台账不符。" in page
    assert 'data-key="a"' not in page


def test_the_points_an_operator_knew_are_listed_for_the_visit(client):
    filing = make_filing()
    client.force_login(make_officer())

    page = text(client, filing.get_absolute_url())

    points = page.split("现场要核实的")[1]
    assert filing.confirmations.exists()
    for point in filing.confirmations.all():
        assert point.article in points


def test_while_the_operator_corrects_its_unsent_words_stay_unseen(client):
    filing = make_filing(FilingStatus.RETURNED)
    filing.declaration.address = "还没有提交的地址"
    filing.declaration.save()
    item = filing.items.get(section=Section.IDENTITY)
    client.force_login(make_officer())

    page = text(client, f"{filing.get_absolute_url()}?item={item.pk}")

    assert "还没有提交的地址" not in page


def test_the_note_among_colleagues_is_never_shown_to_the_operator(client):
    filing = make_filing()
    save_internal_note(filing, actor=make_officer(), text="与李工核对过凭证号。")

    client.force_login(representative_of(filing))
    own = text(client, filing.get_absolute_url())
    client.force_login(make_officer())
    desk = text(client, filing.get_absolute_url())

    assert "与李工核对过凭证号。" not in own
    assert "与李工核对过凭证号。" in desk


@pytest.mark.parametrize("asynchronous", [True, False])
def test_the_note_saves_itself_and_by_its_button(client, asynchronous):
    filing = make_filing()
    client.force_login(make_officer())
    headers = {"HX-Request": "true"} if asynchronous else {}

    answer = client.post(
        f"{filing.get_absolute_url()}note/", {"internal_note": "已电话联系。"}, headers=headers
    )

    assert answer.status_code == (204 if asynchronous else 302)
    assert Filing.objects.get(pk=filing.pk).internal_note == "已电话联系。"


def test_strangers_to_a_filing_do_not_find_its_desk(client):
    filing = make_filing()
    for user in (make_user(), make_officer("jyj")):
        client.force_login(user)

        assert client.get(filing.get_absolute_url()).status_code == 404
        assert client.post(f"{filing.get_absolute_url()}note/").status_code == 404


def test_the_desk_asks_as_many_questions_for_a_long_rail_as_for_a_short_one(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    filing = make_filing()
    officer = make_officer()
    client.force_login(officer)
    section = filing.items.get(section=Section.SITE)
    desk = f"{filing.get_absolute_url()}?item={section.pk}"
    client.get(desk)
    with django_assert_max_num_queries(200) as before:
        client.get(desk)

    judge_all(filing, actor=officer)
    for item in filing.items.filter(document__isnull=False)[:3]:
        item.pk = None
        item.round = 2
        item.save()

    with django_assert_num_queries(len(before.captured_queries)):
        client.get(desk)
