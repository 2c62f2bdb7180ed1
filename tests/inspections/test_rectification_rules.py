"""Rectification (整改): ordered with basis and remedy, answered, judged, rechecked, closed."""

from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import StoredFile
from inspections.choices import (
    RectificationStatus,
)
from inspections.models import Rectification
from inspections.services.answer import save_answer, submit_rectification
from inspections.services.order import order_rectification
from inspections.services.rectification import (
    accept_answer,
    return_rectification,
)
from inspections.services.visit import record_visit
from tests.accounts.papers import picture, upload
from tests.departments.factories import make_member
from tests.inspections import factories as make
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.usefixtures("spring")


def text_of(paper):
    with paper.file.file.open("rb") as file:
        document = pypdfium2.PdfDocument(file.read())
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(text.replace("\u200b", "").split())


def test_the_order_states_basis_items_deadline_and_remedy():
    inspection = make.concluded(failed=(2, 5))
    rectification = make.order(inspection)

    text = text_of(rectification.papers.get())
    for words in (
        "责令限期改正通知书",
        "天津市武清区市场监管局",
        make.NOTE,
        *[item.basis for item in rectification.items.all()],
        "2026年3月17日以前",
        "60日内，向天津市武清区人民政府申请行政复议",
        "6个月内，依法向人民法院提起行政诉讼",
        *[each.certificate for each in inspection.inspectors.all()],
    ):
        assert "".join(words.split()) in text, words


def test_the_order_is_stored_with_its_hash():
    paper = make.order(make.concluded(failed=(1,))).papers.get()

    assert len(paper.file.sha256) == 64
    with paper.file.file.open("rb") as file, pikepdf.open(file) as document:
        assert len(document.pages) == paper.file.pages


def test_an_order_needs_a_later_day():
    with pytest.raises(DomainError, match="整改期限应当晚于今天。"):
        make.order(make.concluded(failed=(1,)), days=0)


def test_a_finding_is_ordered_once():
    inspection = make.concluded(failed=(1,))
    finding = inspection.findings.get()
    make.order(inspection)

    with pytest.raises(DomainError, match="没有待处理的问题。"):
        order_rectification(
            inspection,
            actor=make.officer(),
            findings=[finding.pk],
            due_on=clock.today() + timedelta(days=3),
        )


def test_no_order_rests_on_nothing_and_none_on_a_visit():
    """There is no column for a visit, and the database demands one of the two grounds."""
    visit = record_visit(
        make.make_place(),
        actor=(member := make_member("120114001")).user,
        department=member.department,
        kind="patrol",
        visited_on=clock.today(),
        people=[member],
        content="看了通道",
    )

    assert "visit" not in [field.name for field in Rectification._meta.fields]
    with pytest.raises(IntegrityError), transaction.atomic():
        Rectification.objects.create(
            facility=visit.facility,
            department=visit.department,
            due_on=clock.today(),
            ordered_at=clock.now(),
            ordered_by=member.user,
        )


def test_the_operator_answers_every_item_before_handing_in():
    rectification = make.ordered()
    first = rectification.items.first()
    save_answer(first, actor=make.operator(rectification), words="已更换")

    with pytest.raises(DomainError, match="第2项还没有填写整改情况"):
        submit_rectification(rectification, actor=make.operator(rectification))


def test_only_its_operator_answers():
    rectification = make.ordered()
    item = rectification.items.first()

    for stranger in (make.officer(), make.operator(make.make_place()), make.officer("wjw")):
        with pytest.raises(PermissionDenied):
            save_answer(item, actor=stranger, words="已更换")


def test_of_fifty_photographs_at_once_none_is_kept_and_one_sentence_says_why():
    rectification = make.ordered()
    before = StoredFile.objects.count()

    with pytest.raises(DomainError, match="一次最多上传 20 张照片，您选了 50 张，请分几次上传。"):
        save_answer(
            rectification.items.first(),
            actor=make.operator(rectification),
            words="已更换",
            uploads=[upload(picture(), f"{n}.jpg") for n in range(50)],
        )

    assert StoredFile.objects.count() == before


def test_one_bad_picture_keeps_the_others_out_too():
    rectification = make.ordered()
    before = StoredFile.objects.count()

    with pytest.raises(DomainError, match="不是照片"):
        save_answer(
            rectification.items.first(),
            actor=make.operator(rectification),
            words="已更换",
            uploads=[upload(picture("HEIC"), "a.heic"), upload(b"not a picture", "b.jpg")],
        )

    assert StoredFile.objects.count() == before


def test_one_refused_one_accepted_goes_back_with_exactly_that_item():
    rectification = make.verdicts(make.submit(make.ordered()), refused=(2,))

    rectification = return_rectification(rectification, actor=make.officer())

    assert (rectification.status, rectification.round) == (RectificationStatus.ORDERED, 2)
    assert [item.position for item in rectification.items.for_operator()] == [2]


def test_a_stale_screen_judges_nothing():
    rectification = make.submit(make.ordered(failed=(1,)))
    item = rectification.items.get()

    with pytest.raises(DomainError, match="这一项刚刚有了变化"):
        accept_answer(item, actor=make.officer(), version=item.version - 1)
    with pytest.raises(DomainError, match="这一项刚刚有了变化"):
        accept_answer(item, actor=make.officer(), version=None)
