"""The desk for a change and for a cancellation: only what is new, beside what was."""

from datetime import timedelta

import pytest

from registry.choices import FilingKind, FilingStatus, NoticeKind, Section
from registry.models import Filing
from registry.services.drafts import start_filing
from registry.services.editing import save_section
from tests.registry.browsing import act, address
from tests.registry.factories import (
    judge_all,
    make_director,
    make_facility,
    make_officer,
    representative_of,
    start_cancellation,
    submit,
)
from wuqing_tuoyu import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def a_change(facility):
    actor = representative_of(facility)
    filing = start_filing(facility.operator, actor=actor, kind=FilingKind.CHANGE, facility=facility)
    save_section(filing, Section.SAFETY, actor=actor, values={"extinguishers": 20})
    return submit(filing)


def test_a_change_shows_what_differs_from_the_declaration_in_force(client):
    facility = make_facility()
    filing = a_change(facility)
    item = filing.items.get(section=Section.SAFETY)
    client.force_login(make_officer())

    page = client.get(f"{filing.get_absolute_url()}?item={item.pk}").content.decode()

    assert "变更备案，第 1 次提交" in page
    assert "<mark>20</mark>" in page
    assert "现行：8" in page


def test_a_cancellation_goes_from_its_two_papers_to_its_own_receipt(client):
    facility = make_facility()
    filing = submit(start_cancellation(facility, closing_on=clock.today() + timedelta(days=20)))
    officer = make_officer()
    client.force_login(officer)
    desk = client.get(filing.get_absolute_url()).content.decode()
    judge_all(filing, actor=officer)
    act(client, address(filing, "propose"), outcome="receipt")
    client.force_login(make_director())
    preview = client.get(address(filing, "issue-receipt")).content.decode()
    act(client, address(filing, "issue-receipt"))

    filing = Filing.objects.get(pk=filing.pk)
    assert "注销备案申请" in desk
    assert "安置方案" in desk
    assert "注销备案回执" in preview
    assert filing.status == FilingStatus.RECORDED
    assert filing.notices.filter(kind=NoticeKind.CANCELLATION_RECEIPT).count() == 1


def test_a_recorded_filing_leads_on_to_the_visit(client):
    facility = make_facility()
    filing = facility.filings.get()
    client.force_login(make_officer())

    page = client.get(filing.get_absolute_url()).content.decode()

    assert "下一步：现场核实" in page
    assert 'data-key="a"' not in page
