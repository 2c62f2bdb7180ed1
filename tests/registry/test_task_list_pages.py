"""The operator's task list, checking one's answers and handing in, as the pages do it."""

import pytest

from registry.choices import DocumentKind, FilingStatus, Section
from registry.models import Filing, FilingItem
from registry.services.drafts import start_filing
from registry.views.correction import correction_groups, watching_groups
from registry.views.next_step import next_step_of
from registry.views.task_list import groups_of, points_of
from tests.departments.factories import make_member, make_user
from tests.registry.factories import (
    FACILITY_PAPERS,
    make_draft,
    make_filing,
    make_officer,
    make_operator,
    make_operator_user,
    make_staff,
    representative_of,
    send_for_correction,
    submit,
)

pytestmark = pytest.mark.usefixtures("reference")


def titles_and_tags(group):
    return {task.title: task.tag for task in group.tasks}


def groups_by_heading(filing):
    return {group.heading: group for group in groups_of(filing, points_of(filing))}


def returned(*refused):
    filing = send_for_correction(submit(make_draft()), refused=refused)
    return Filing.objects.select_related("facility__operator", "declaration").get(pk=filing.pk)


def confirm_all(filing):
    return {
        "confirmed": [result.key for result in points_of(filing).to_confirm],
        "pledge_name": "李明",
        "agree": "on",
    }


def test_an_empty_draft_says_what_is_missing_and_where_to_begin():
    operator = make_operator()
    filing = start_filing(operator, actor=representative_of(operator))

    groups = groups_by_heading(filing)
    step = next_step_of(filing, list(groups.values()), [])

    assert titles_and_tags(groups["申报信息"]) == dict.fromkeys(Section.labels, "未填")
    assert groups["申报信息"].count == "已填 0 部分，共 6 部分"
    assert groups["人员"].count == "还没有登记工作人员"
    assert step.label == "开始：机构基本情况"
    assert step.url == f"/filings/{filing.pk}/sections/identity/"


def test_a_full_draft_leads_to_the_check_of_answers():
    filing = make_draft()

    groups = groups_of(filing, points_of(filing))
    step = next_step_of(filing, groups, [])

    assert step.title == "都填好了。请核对一遍，然后提交。"
    assert step.url == f"/filings/{filing.pk}/check/"


def test_papers_are_counted_n_of_m_and_the_missing_one_is_named():
    papers = [kind for kind in FACILITY_PAPERS if kind != DocumentKind.FIRE_ACCEPTANCE]
    filing = make_draft(papers=papers)

    group = groups_by_heading(filing)["材料"]

    assert titles_and_tags(group)["消防验收文书"] == "待上传"
    assert group.count == "已有 4 份，共需 5 份"


def test_a_section_tells_how_many_points_a_check_wants_changed():
    filing = make_draft(capacity=31)

    tags = titles_and_tags(groups_by_heading(filing)["申报信息"])

    assert tags["班级与托位"] == "有 1 处要改"
    assert tags["机构基本情况"] == "已填"


def test_a_person_without_a_certificate_is_told_so():
    filing = make_draft()
    person = filing.facility.staff.first()
    person.documents.filter(kind=DocumentKind.HEALTH_CERTIFICATE).delete()

    tasks = {task.title: task for task in groups_by_heading(filing)["人员"].tasks}

    assert tasks[str(person)].tag == "缺 1 份"
    assert tasks[str(person)].detail == "还没有上传：健康合格证明"


def test_a_returned_filing_shows_what_was_refused_and_folds_what_passed():
    filing = returned(DocumentKind.PREMISES, Section.SAFETY)

    asked, passed = correction_groups(filing, points_of(filing))
    step = next_step_of(filing, [asked, passed], [])

    assert titles_and_tags(asked) == {"安全设施": "需补正", "场地证明": "需补正"}
    assert [task.detail for task in asked.tasks] == ["请换一份清楚的。"] * 2
    assert titles_and_tags(passed)["5 人的资格与健康合格证明"] == "已通过"
    assert step.label == "从第 1 项开始"
    assert "前补正 2 项，然后重新提交。" in step.title


def test_an_explained_item_counts_as_done(client):
    filing = returned(DocumentKind.PREMISES)
    item = filing.items.refused().get()
    client.force_login(representative_of(filing))

    client.post(f"/filings/{filing.pk}/items/{item.pk}/answer/", {"answer": "签字页在第 7 页。"})

    item.refresh_from_db()
    asked, *_ = correction_groups(filing, points_of(filing))
    assert item.answer == "签字页在第 7 页。"
    assert titles_and_tags(asked) == {"场地证明": "已说明"}


def test_verdicts_of_the_present_round_are_not_told_one_by_one():
    filing = submit(make_draft())
    FilingItem.objects.filter(filing=filing, section=Section.SITE).update(
        verdict="refused", reason="面积不对", judged_at=filing.received_at
    )

    (group,) = watching_groups(filing)

    assert set(titles_and_tags(group).values()) == {"核对中"}
    assert [task.detail for task in group.tasks if task.detail] == []


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (FilingStatus.SUBMITTED, "现在不用您做什么。"),
        (FilingStatus.RETURNED, "前补正 1 项，然后重新提交。"),
        (FilingStatus.PROPOSED, "现在不用您做什么。"),
        (FilingStatus.RECORDED, "已出具备案回执。"),
        (FilingStatus.DECLINED, "不予备案："),
        (FilingStatus.WITHDRAWN, "这份申请已经撤回。"),
        (FilingStatus.LAPSED, "补正期限已过，这次办理已经终止。"),
    ],
)
def test_every_status_says_who_acts_next(client, status, sentence):
    filing = make_filing(status)
    client.force_login(representative_of(filing))

    answer = client.get(f"/filings/{filing.pk}/")

    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_handing_in_twice_lands_on_the_filing_both_times(client):
    filing = make_draft()
    client.force_login(representative_of(filing))
    stated = confirm_all(filing)

    answers = [client.post(f"/filings/{filing.pk}/submit/", stated) for _ in range(2)]

    filing.refresh_from_db()
    assert [answer.headers["Location"] for answer in answers] == [f"/filings/{filing.pk}/"] * 2
    assert filing.status == FilingStatus.SUBMITTED
    assert filing.events.count() == 1


def test_a_point_that_was_not_confirmed_is_named_and_nothing_changes(client):
    filing = make_draft()
    client.force_login(representative_of(filing))
    stated = confirm_all(filing) | {"confirmed": []}

    answer = client.post(f"/filings/{filing.pk}/submit/", stated)

    filing.refresh_from_db()
    assert "还没有逐项确认" in answer.content.decode()
    assert 'value="李明"' in answer.content.decode()
    assert filing.status == FilingStatus.DRAFT


def test_a_form_that_is_not_complete_cannot_be_handed_in(client):
    filing = make_draft(papers=())
    client.force_login(representative_of(filing))

    page = client.get(f"/filings/{filing.pk}/submit/").content.decode()
    answer = client.post(f"/filings/{filing.pk}/submit/", confirm_all(filing))

    filing.refresh_from_db()
    assert "还有没填好的内容，列在本页上方；补齐后就能提交。" in page
    assert "还不能提交：" in answer.content.decode()
    assert filing.status == FilingStatus.DRAFT


def test_withdrawing_at_the_wrong_moment_says_why(client):
    filing = make_filing("recorded")
    client.force_login(representative_of(filing))

    answer = client.post(f"/filings/{filing.pk}/withdraw/", {"note": ""}, follow=True)

    assert "当前状态为“已出具回执”，不能撤回。" in answer.content.decode()


def test_discarding_a_draft_takes_its_facility_along(client):
    filing = make_draft()
    client.force_login(representative_of(filing))

    answer = client.post(f"/filings/{filing.pk}/discard/")

    assert answer.headers["Location"] == "/filings/"
    assert not Filing.objects.filter(pk=filing.pk).exists()


ACTS = ("submit", "check", "withdraw", "discard", "closing")


def test_the_operators_pages_answer_by_role(client):
    filing = submit(make_draft())
    people = {
        "another": make_operator_user(),
        "stranger": make_user(),
        "officer": make_officer(),
        "unit": make_member("mzj").user,
        "asked": make_member("zjw").user,
    }

    answers = {}
    for name, user in people.items():
        client.force_login(user)
        answers[name] = {client.get(f"/filings/{filing.pk}/{act}/").status_code for act in ACTS}

    assert answers == {
        "another": {404},
        "stranger": {404},
        "officer": {403},
        "unit": {404},
        "asked": {403},
    }


def test_beginning_a_filing_twice_leads_back_with_one_sentence(client):
    filing = make_draft()
    client.force_login(representative_of(filing))

    answer = client.post(
        "/filings/new/", {"facility": filing.facility.public_id, "kind": "initial"}
    )

    assert "已有办理中的备案申请，请在原申请中继续。" in answer.content.decode()
    assert Filing.objects.count() == 1


@pytest.mark.parametrize("data", [{}, {"kind": "nonsense"}, {"facility": "x", "kind": "change"}])
def test_a_strange_beginning_is_answered_by_the_page(client, data):
    client.force_login(make_operator_user())

    assert client.post("/filings/new/", data).status_code == 200


def questions(client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(200) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_task_list_asks_as_much_for_three_people_more(client, django_assert_max_num_queries):
    filing = make_draft()
    client.force_login(representative_of(filing))
    client.get("/accessibility/")  # the first look also writes the session
    pages = [f"/filings/{filing.pk}/", f"/facilities/{filing.facility.public_id}/staff/"]
    before = [questions(client, page, django_assert_max_num_queries) for page in pages]

    for name in ("郑保育", "冯保育", "卫保育"):
        make_staff(filing.facility, name, "carer")

    after = [questions(client, page, django_assert_max_num_queries) for page in pages]
    assert after == before


def test_lists_ask_as_much_for_three_filings_as_for_one(client, django_assert_max_num_queries):
    operator = make_operator()
    make_draft(operator)
    client.force_login(representative_of(operator))
    client.get("/accessibility/")  # the first look also writes the session
    pages = ("/filings/", "/my/facilities/", "/filings/new/")
    before = [questions(client, page, django_assert_max_num_queries) for page in pages]

    make_draft(operator)
    make_draft(operator)

    after = [questions(client, page, django_assert_max_num_queries) for page in pages]
    assert after == before
