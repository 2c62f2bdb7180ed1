"""Papers: facts and files, versions of what was judged, and uploads exactly when asked for."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import StoredFile
from registry.choices import DocumentKind
from registry.models import Document
from registry.services.document import (
    current_document,
    move_page,
    pictures_of,
    remove_document,
    remove_page,
    save_document,
    turn_page,
)
from tests.accounts.papers import picture, upload
from tests.departments.factories import make_user
from tests.registry.factories import (
    make_draft,
    make_filing,
    make_officer,
    representative_of,
    send_for_correction,
    submit,
)
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.usefixtures("reference")

K = DocumentKind


def photo(name="照片.jpg", **options):
    return upload(picture(**options), name)


def save(filing, kind=K.STRUCTURE_REPORT, **options):
    options.setdefault("actor", representative_of(filing))
    return save_document(filing.facility, kind=kind, **options)


def names_of(document):
    return [page.file.name for page in document.pages.all()]


def returned_filing():
    return send_for_correction(submit(make_draft()))


def test_facts_and_several_photographs_make_a_paper():
    saved = save(
        make_draft(),
        facts={"number": "津房安 2026-1"},
        uploads=[photo("一.jpg"), photo("二.jpg")],
    )

    assert saved.refusals == []
    assert saved.document.number == "津房安 2026-1"
    assert names_of(saved.document) == ["一.jpg", "二.jpg"]


def test_a_refused_file_costs_neither_the_facts_nor_the_other_files():
    saved = save(
        make_draft(),
        facts={"number": "津房安 2026-1"},
        uploads=[photo("一.jpg"), upload(b"GIF89a", "动图.gif"), upload(b"", "空.pdf")],
    )

    assert saved.document.number == "津房安 2026-1"
    assert names_of(saved.document) == ["一.jpg"]
    assert saved.refusals == [
        "文件“动图.gif”不是 PDF 或照片，请转成 PDF 或拍照后再上传。",
        "文件“空.pdf”是空的，请重新导出或拍照后再上传。",
    ]


def test_nothing_at_all_makes_no_paper():
    filing = make_draft()

    saved = save(filing, uploads=[upload(b"GIF89a", "动图.gif")])

    assert saved.document is None
    assert current_document(filing.facility, K.STRUCTURE_REPORT) is None


def test_a_draft_paper_is_written_in_place_and_its_dropped_files_go():
    filing = make_draft()
    first = save(filing, uploads=[photo("一.jpg")]).document

    again = save(filing, document=first, uploads=[photo("二.jpg")], keeps_pages=False).document

    assert again == first
    assert names_of(again) == ["二.jpg"]
    assert not StoredFile.objects.filter(name="一.jpg").exists()


def test_a_judged_paper_is_replaced_and_the_former_one_stays_as_it_was():
    filing = returned_filing()
    former = current_document(filing.facility, K.PREMISES)

    newer = save(
        filing, K.PREMISES, document=former, uploads=[photo("新.jpg")], keeps_pages=False
    ).document

    assert newer.supersedes == former
    assert (names_of(former), names_of(newer)) == (["材料.pdf"], ["新.jpg"])
    assert current_document(filing.facility, K.PREMISES) == newer
    assert newer.number == former.number


def test_adding_one_page_to_a_judged_paper_keeps_the_eleven_others():
    filing = returned_filing()
    former = current_document(filing.facility, K.PREMISES)

    newer = save(filing, K.PREMISES, document=former, uploads=[photo("签字页.jpg")]).document

    assert names_of(newer) == ["材料.pdf", "签字页.jpg"]
    assert names_of(former) == ["材料.pdf"]


def test_taking_the_new_version_back_lets_the_former_one_stand_again():
    filing = returned_filing()
    actor = representative_of(filing)
    former = current_document(filing.facility, K.PREMISES)
    newer = save(filing, K.PREMISES, document=former, uploads=[photo()]).document

    remove_document(newer, actor=actor)

    assert current_document(filing.facility, K.PREMISES) == former
    assert names_of(former) == ["材料.pdf"]
    with pytest.raises(DomainError, match="已经提交核对，不能撤下；可以换一份新的。"):
        remove_document(former, actor=actor)


@pytest.mark.parametrize(
    ("state", "kind", "sentence"),
    [
        ("submitted", K.PREMISES, "备案申请正在办理（待核对）"),
        ("submitted", K.STRUCTURE_REPORT, "备案申请正在办理（待核对）"),
        ("returned", K.FIRE_ACCEPTANCE, "“消防验收文书”没有要求补正，不需要再改。"),
    ],
)
def test_what_lies_with_the_commission_or_passed_is_closed(state, kind, sentence):
    filing = submit(make_draft()) if state == "submitted" else returned_filing()
    document = current_document(filing.facility, kind)

    with pytest.raises(DomainError, match=sentence):
        save(filing, kind, document=document, uploads=[photo()])

    assert not StoredFile.objects.filter(name="照片.jpg").exists()


def test_what_was_refused_can_be_uploaded_exactly_then():
    filing = returned_filing()
    document = current_document(filing.facility, K.PREMISES)

    saved = save(filing, K.PREMISES, document=document, uploads=[photo()])

    assert saved.refusals == []


def test_a_certificate_is_renewed_at_any_time_once_nothing_is_open():
    filing = make_filing("recorded")
    person = filing.facility.staff.first()
    former = current_document(filing.facility, K.HEALTH_CERTIFICATE, person)
    version = person.version

    newer = save(
        filing, K.HEALTH_CERTIFICATE, staff_member=person, document=former, uploads=[photo()]
    ).document

    person.refresh_from_db()
    assert newer.supersedes == former
    assert person.version == version + 1


def test_a_photograph_turns_by_quarters_and_moves():
    filing = make_draft()
    actor = representative_of(filing)
    document = save(filing, uploads=[photo("一.jpg"), photo("二.jpg"), photo("三.jpg")]).document
    first = document.pages.first()

    for _ in range(5):
        turn_page(first, actor=actor)
    move_page(first, actor=actor, steps=1)

    assert [(page.file.name, page.turned) for page in document.pages.all()] == [
        ("二.jpg", 0),
        ("一.jpg", 90),
        ("三.jpg", 0),
    ]


def test_turning_a_page_of_a_judged_paper_turns_it_in_the_next_version_only():
    filing = returned_filing()
    former = current_document(filing.facility, K.PREMISES)

    newer = turn_page(former.pages.get(), actor=representative_of(filing))

    assert newer.supersedes == former
    assert (newer.pages.get().turned, former.pages.get().turned) == (90, 0)


def test_a_removed_page_of_a_new_version_stays_in_the_former_one():
    filing = returned_filing()
    former = current_document(filing.facility, K.PREMISES)

    newer = remove_page(former.pages.get(), actor=representative_of(filing))

    assert names_of(newer) == []
    assert names_of(former) == ["材料.pdf"]
    assert former.pages.get().file.file.storage.exists(former.pages.get().file.file.name)


def test_a_paper_takes_thirty_files_and_says_what_to_do_with_more():
    filing = make_draft()

    with pytest.raises(DomainError, match="一份材料最多 30 个文件，已有 0 个。"):
        save(filing, uploads=[photo()] * 31)


@pytest.mark.parametrize("who", [make_user, make_officer])
def test_nobody_else_writes_a_paper(who):
    filing = make_draft()

    with pytest.raises(PermissionDenied):
        save(filing, actor=who(), facts={"number": "1"}, uploads=[photo()])

    assert not Document.objects.filter(kind=K.STRUCTURE_REPORT).exists()


def test_pictures_run_on_through_the_files_of_a_paper():
    filing = make_draft()
    document = current_document(filing.facility, K.PREMISES)
    save(filing, K.PREMISES, document=document, uploads=[photo("一.jpg")])

    pictures = pictures_of(document)

    pages = sum(page.file.pages for page in document.pages.all())
    assert [each.number for each in pictures] == list(range(1, pages + 1))
    assert (pictures[-1].page.file.name, pictures[-1].page_in_file) == ("一.jpg", 1)
