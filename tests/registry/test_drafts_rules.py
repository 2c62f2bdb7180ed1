"""Drafts: thrown away with everything in them; and what may be written while a filing is open."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import StoredFile
from accounts.services.file import store_bytes
from registry.choices import DocumentKind, FilingKind, FilingStatus, Section
from registry.models import Document, DocumentPage, Event, Facility, Filing, StaffMember
from registry.services.drafts import discard_filing, start_filing
from registry.services.editing import (
    demand_document_open,
    demand_staff_open,
    open_sections,
    save_section,
)
from tests.accounts.papers import document as pdf
from tests.departments.factories import at, make_user
from tests.registry.acts import again, fresh, start_change
from tests.registry.factories import (
    make_document,
    make_draft,
    make_facility,
    make_filing,
    make_operator,
    make_staff,
    representative_of,
    send_for_correction,
    start_cancellation,
)
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]


def paper_with_its_own_file(facility, kind=DocumentKind.OTHER, **about):
    paper = make_document(facility, kind, **about)
    stored = store_bytes(pdf(), name="场地照片.pdf", content_type="application/pdf")
    DocumentPage.objects.filter(document=paper).update(file=stored)
    return paper, stored


def is_on_disk(stored):
    return Path(stored.file.storage.path(stored.file.name)).exists()


def test_a_first_draft_goes_with_its_rows_its_files_and_the_facility_that_never_was(
    django_capture_on_commit_callbacks,
):
    filing = make_draft()
    _, stored = paper_with_its_own_file(filing.facility)
    person = make_staff(filing.facility, "吴保育", "carer")
    _, certificate = paper_with_its_own_file(filing.facility, staff_member=person)
    assert is_on_disk(stored)

    with django_capture_on_commit_callbacks(execute=True):
        discard_filing(filing, actor=representative_of(filing))

    assert not Filing.objects.exists()
    assert not Facility.objects.exists()
    assert not StaffMember.objects.exists()
    assert not Document.objects.exists()
    assert not StoredFile.objects.exists()
    assert not is_on_disk(stored)
    assert not is_on_disk(certificate)
    assert not Event.objects.exists()


def test_a_discarded_change_leaves_the_facility_and_everything_judged(
    django_capture_on_commit_callbacks,
):
    facility = make_facility()
    before = set(facility.documents.values_list("pk", flat=True))
    with at(date(2026, 3, 4)):
        change = start_change(facility)
        _, stored = paper_with_its_own_file(facility)
    with at(date(2026, 3, 5)), django_capture_on_commit_callbacks(execute=True):
        discard_filing(change, actor=representative_of(facility))

    assert set(facility.documents.values_list("pk", flat=True)) == before
    assert not StoredFile.objects.filter(pk=stored.pk).exists()
    assert facility.declarations.count() == 1
    assert not again(facility).has_open_filing


def test_a_discarded_cancellation_leaves_the_declaration_in_force():
    facility = make_facility()
    with at(date(2026, 3, 4)):
        filing = start_cancellation(facility, closing_on=date(2026, 4, 1))
        discard_filing(filing, actor=representative_of(facility))

    assert again(facility).declaration is not None
    assert not facility.documents.filter(kind=DocumentKind.CANCELLATION_REQUEST).exists()


def test_discarding_a_second_attempt_leaves_the_first_on_record():
    first = make_filing(FilingStatus.WITHDRAWN)
    operator = first.facility.operator
    second = start_filing(operator, actor=representative_of(first), facility=first.facility)

    discard_filing(second, actor=representative_of(first))

    assert list(Filing.objects.all()) == [first]
    assert first.facility.documents.exists()


def test_what_was_handed_in_cannot_be_discarded():
    filing = make_filing()

    with pytest.raises(DomainError, match="当前状态为“待核对”，不能删除草稿。"):
        discard_filing(filing, actor=representative_of(filing))


def test_a_stranger_starts_nothing_for_an_operator():
    facility = make_facility()

    for user in (make_user(), representative_of(make_operator())):
        with pytest.raises(PermissionDenied):
            start_filing(facility.operator, actor=user)
        with pytest.raises(PermissionDenied):
            start_filing(facility.operator, actor=user, kind=FilingKind.CHANGE, facility=facility)


def test_a_change_starts_from_what_is_in_force_and_keeps_the_numbers_of_the_classes():
    facility = make_facility()

    change = start_change(facility)

    assert change.declaration.version == 2
    assert not change.declaration.is_frozen
    numbers = list(change.declaration.class_groups.values_list("class_no", flat=True))
    assert numbers == list(facility.declaration.class_groups.values_list("class_no", flat=True))


def test_a_draft_is_open_a_returned_filing_only_where_something_was_refused():
    draft = make_draft()
    filing = make_filing(name="武清区杨村街道春芽托育园")
    returned = send_for_correction(
        make_filing(name="武清区杨村街道童画托育园"), refused=(Section.SITE,)
    )

    assert open_sections(draft) == set(Section)
    assert open_sections(filing) == set()
    assert open_sections(returned) == {Section.SITE}
    with pytest.raises(DomainError, match="“班级与托位”没有要求补正"):
        save_section(returned, Section.CLASSES, actor=representative_of(returned), values={})
    with pytest.raises(DomainError, match="当前状态为“待核对”，不能提交"):
        save_section(filing, Section.SITE, actor=representative_of(filing), values={})


def test_beside_a_paper_that_was_not_refused_no_second_one_may_come():
    filing = fresh(send_for_correction(make_filing()))
    facility = filing.facility
    papers = {paper.kind: paper for paper in facility.documents.filter(staff_member=None)}
    refused, other = papers[DocumentKind.PREMISES], papers[DocumentKind.FLOOR_PLAN]

    demand_document_open(filing, facility, kind=refused.kind, document=refused)
    demand_document_open(filing, facility, kind=refused.kind)
    demand_document_open(filing, facility, kind=DocumentKind.AIR_TEST)
    demand_document_open(filing, facility, kind=DocumentKind.OTHER)
    for document in (other, None):
        with pytest.raises(DomainError, match="“场所平面布局图”没有要求补正"):
            demand_document_open(filing, facility, kind=other.kind, document=document)


def test_people_stay_as_they_are_while_they_are_judged():
    filing = make_filing()
    person = filing.facility.staff.first()

    with pytest.raises(DomainError, match="正在办理（待核对）"):
        demand_staff_open(filing.facility, person)
    with pytest.raises(DomainError, match="正在办理（待核对）"):
        demand_staff_open(filing.facility)


def test_a_class_keeps_its_number_and_a_new_one_gets_one_never_used():
    filing = make_draft()
    rows = list(
        filing.declaration.class_groups.values(
            "class_no", "kind", "name", "places", "min_age", "max_age"
        )
    )
    new = {key: value for key, value in rows[0].items() if key != "class_no"}

    save = {"actor": representative_of(filing), "values": {}}
    save_section(filing, Section.CLASSES, classes=[rows[1], new, rows[1]], **save)

    numbers = filing.declaration.class_groups.values_list("class_no", flat=True)
    assert sorted(numbers) == [2, 3, 4]
