"""Pages of papers: who may open them, what they keep, what they record."""

import pytest

from departments.choices import CONFERENCE_OFFICE
from registry.choices import DocumentKind
from registry.models import AccessRecord
from registry.services.document import current_document
from tests.accounts.papers import picture, upload
from tests.departments.factories import make_member, make_user
from tests.registry.factories import (
    make_draft,
    make_officer,
    make_operator_user,
    representative_of,
    submit,
)

pytestmark = pytest.mark.usefixtures("reference")

K = DocumentKind


def statuses_of(client, address, **people):
    answers = {}
    for name, user in people.items():
        client.force_login(user)
        answers[name] = client.get(address).status_code
    return answers


def test_a_paper_is_opened_by_its_operator_the_commission_and_the_unit_asked(client):
    filing = submit(make_draft())
    document = current_document(filing.facility, K.FIRE_ACCEPTANCE)

    for address in (f"/documents/{document.pk}/", f"/documents/{document.pk}/pages/1/"):
        assert statuses_of(
            client,
            address,
            operator=representative_of(filing),
            officer=make_officer(),
            asked=make_member("zjw").user,
            not_asked=make_member("mzj").user,
            office=make_member(CONFERENCE_OFFICE).user,
            another_operator=make_operator_user(),
            stranger=make_user(),
        ) == {
            "operator": 200,
            "officer": 200,
            "asked": 200,
            "not_asked": 404,
            "office": 404,
            "another_operator": 404,
            "stranger": 404,
        }


def test_a_look_of_staff_is_recorded_once_and_the_operators_own_never(client):
    filing = submit(make_draft())
    document = current_document(filing.facility, K.PREMISES)
    officer = make_officer()

    for user in (representative_of(filing), officer):
        client.force_login(user)
        client.get(f"/documents/{document.pk}/")
        client.get(f"/documents/{document.pk}/pages/1/")

    assert list(AccessRecord.objects.values_list("user", "document")) == [(officer.pk, document.pk)]


def test_the_original_is_taken_home_under_its_chinese_name(client):
    filing = make_draft()
    document = current_document(filing.facility, K.PREMISES)
    client.force_login(representative_of(filing))

    answer = client.get(f"/documents/{document.pk}/files/{document.pages.get().pk}/")

    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()


@pytest.mark.parametrize("number", [0, 99])
def test_a_page_that_is_not_there_is_not_found(client, number):
    filing = make_draft()
    document = current_document(filing.facility, K.PREMISES)
    client.force_login(representative_of(filing))

    assert client.get(f"/documents/{document.pk}/pages/{number}/").status_code == 404


@pytest.mark.parametrize("width", ["abc", "-1", "99999999999999999999", "0", "²"])
def test_a_strange_width_still_shows_the_page(client, width):
    filing = make_draft()
    document = current_document(filing.facility, K.PREMISES)
    client.force_login(representative_of(filing))

    answer = client.get(f"/documents/{document.pk}/pages/1/", {"width": width})

    assert answer.headers["Content-Type"] == "image/jpeg"


def test_the_plain_form_saves_facts_and_files_and_keeps_what_was_right(client):
    filing = make_draft()
    client.force_login(representative_of(filing))
    address = f"/filings/{filing.pk}/documents/structure_report/"

    answer = client.post(
        address,
        {
            "number": "津房安 2026-1",
            "issued_on": "不是日期",
            "files": [upload(picture(), "一.jpg"), upload(b"GIF89a", "动图.gif")],
        },
    )

    page = answer.content.decode()
    assert "文件“动图.gif”不是 PDF 或照片" in page
    assert 'value="津房安 2026-1"' in page
    document = current_document(filing.facility, K.STRUCTURE_REPORT)
    assert [each.file.name for each in document.pages.all()] == ["一.jpg"]


def test_a_file_sent_by_the_script_leaves_the_facts_alone(client):
    filing = make_draft()
    client.force_login(representative_of(filing))
    document = current_document(filing.facility, K.FIRE_ACCEPTANCE)

    answer = client.post(
        f"/filings/{filing.pk}/documents/fire_acceptance/",
        {"files": upload(picture(), "一.jpg")},
        headers={"X-Requested-With": "fetch"},
    )

    number = document.number
    document.refresh_from_db()
    assert answer.json() == {"url": f"/filings/{filing.pk}/documents/fire_acceptance/"}
    assert document.number == number
    assert document.pages.count() == 2


def test_while_the_commission_checks_the_page_says_why_nothing_changes(client):
    filing = submit(make_draft())
    client.force_login(representative_of(filing))
    address = f"/filings/{filing.pk}/documents/premises/"

    answer = client.get(address)
    posted = client.post(address, {"files": upload(picture(), "一.jpg")}, follow=True)

    assert "备案申请正在办理（待核对），这部分暂时不能修改。" in answer.content.decode()
    assert "备案申请正在办理（待核对），这部分暂时不能修改。" in posted.content.decode()
    assert current_document(filing.facility, K.PREMISES).pages.count() == 1


@pytest.mark.parametrize("kind", [kind.value for kind in K])
def test_every_kind_of_paper_has_its_page(client, kind):
    filing = make_draft()
    client.force_login(representative_of(filing))

    assert client.get(f"/filings/{filing.pk}/documents/{kind}/").status_code == 200


def test_a_page_is_acted_upon_by_post_and_by_its_own_operator_only(client):
    filing = make_draft()
    page = current_document(filing.facility, K.PREMISES).pages.get()
    addresses = [f"/pages/{page.pk}/{act}/" for act in ("turn", "up", "down", "remove")]

    client.force_login(make_operator_user())
    stranger = [client.post(address).status_code for address in addresses]
    client.force_login(representative_of(filing))
    own = [client.get(address).status_code for address in addresses]
    posted = [client.post(address).status_code for address in addresses]

    assert stranger == [404] * 4
    assert own == [405] * 4
    assert posted == [302] * 4
