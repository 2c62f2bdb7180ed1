"""More time to put something right is given as a paper (延长整改期限通知书)."""

from contextlib import closing
from datetime import timedelta

import pytest

from accounts.models import Message
from inspections.choices import PaperKind
from inspections.notifications import tell_untold
from inspections.services.paper import extension_content
from inspections.services.rectification import extend_rectification, return_rectification
from tests.inspections import factories as make
from wuqing_tuoyu.templatetags.words import day

pytestmark = pytest.mark.usefixtures("spring")


def extended(rectification, *, days=10, note="等灭火器配件到货"):
    return extend_rectification(
        rectification,
        actor=make.director(),
        due_on=rectification.due_on + timedelta(days=days),
        note=note,
    )


def test_an_extension_is_printed_and_stored_beside_the_order():
    rectification = extended(make.ordered())

    paper, order = rectification.papers.all()
    assert (paper.kind, order.kind) == (PaperKind.EXTENSION, PaperKind.ORDER)
    assert paper.number.startswith("责延〔")
    assert paper.number.endswith("-01")
    assert paper.file.name == f"延长整改期限通知书 {paper.number}.pdf"
    assert paper.file.content_type == "application/pdf"


def test_numbers_of_orders_go_on_without_a_gap():
    rectification = extended(make.ordered())
    again = make.ordered(rectification.facility)

    numbers = [each.papers.get(kind="order").number[-2:] for each in (rectification, again)]
    assert numbers == ["01", "02"]


def test_it_says_which_order_both_days_the_reason_and_what_is_still_open():
    rectification = make.ordered(failed=(1, 2))
    make.verdicts(make.submit(rectification), refused=(2,))
    rectification.refresh_from_db()
    rectification = return_rectification(rectification, actor=make.officer())
    before = rectification.due_on
    rectification = extended(rectification)

    content = extension_content(rectification, before=before, reason="等灭火器配件到货")

    [opening] = content["opening"]
    order = rectification.papers.get(kind="order")
    expected = (order.number, day(before, "year"), day(rectification.due_on, "year"))
    assert [words for words in expected if words not in opening] == []
    assert {"延长的理由": "等灭火器配件到货"}.items() <= {
        each["label"]: each["value"] for each in content["facts"]
    }.items()
    assert len(content["parts"][0]["points"]) == 1
    assert content["office"] == "天津市武清区市场监管局"


def test_the_operator_is_told_of_it_and_opens_it(client):
    rectification = extended(make.ordered())
    speaker = make.operator(rectification)
    tell_untold()
    client.force_login(speaker)

    message = Message.objects.get(recipient=speaker, title__endswith="整改期限已延长")
    page = client.get(rectification.get_absolute_url()).text
    paper = rectification.papers.get(kind=PaperKind.EXTENSION)
    client.post(f"/rectifications/papers/{paper.pk}/open/")
    paper.refresh_from_db()

    assert "延长整改期限通知书" in message.body
    assert "延长整改期限通知书" in page
    assert paper.first_opened_at is not None
    with closing(client.get(paper.get_absolute_url())) as file:
        assert b"".join(file.streaming_content).startswith(b"%PDF-")
