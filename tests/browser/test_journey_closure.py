"""A facility ends: cancelled on paper, closed on its day, and the public is told."""

from datetime import timedelta

import pytest

from registry.models import Facility, Notice
from registry.tasks import close_due_facilities
from tests.browser import deciding, walking
from tests.browser.conftest import DESK
from tests.browser.filling import fill_in, press, says
from tests.browser.papers import jpeg_file, pdf_file
from tests.registry.factories import make_director, representative_of
from wuqing_tuoyu import clock

pytestmark = pytest.mark.django_db(transaction=True)


def cancel(page, closing_on, look_at):
    page.goto("/filings/new/")
    look_at("filing-new")
    press(page, "注销备案")
    filing = page.url
    page.goto(f"{filing}closing/")
    fill_in(page, requested_closing_on=closing_on.isoformat(), closing_reason="房屋租赁到期")
    look_at("closing")
    press(page, "保存并继续")
    request, plan = f"{filing}documents/cancellation_request/", f"{filing}documents/closure_plan/"
    walking.hand_in_paper(page, request, pdf_file("注销备案申请"), issued_on=walking.days_ago(1))
    walking.hand_in_paper(page, plan, jpeg_file("安置方案"), issued_on=walking.days_ago(1))
    look_at("cancellation-filled")
    walking.hand_in(page, filing)
    return filing


def test_a_facility_is_closed_on_its_day(district, page, sign_in, look_at):
    page.set_viewport_size(DESK)
    officers, director = deciding.make_inspectors(), make_director()
    facility = deciding.make_verified_facility(officers, director=director)
    address, closing_on = facility.get_absolute_url(), clock.today() + timedelta(days=1)

    sign_in(representative_of(facility))
    filing = cancel(page, closing_on, look_at)

    sign_in(officers[0].user)
    page.goto(filing)
    look_at("cancellation-desk")
    deciding.accept_by_keyboard(page, filing)
    deciding.propose(page, filing)
    sign_in(director)
    deciding.sign_receipt(page, filing)
    assert Notice.objects.filter(facility=facility, kind="cancellation_receipt").exists()

    page.context.clear_cookies()
    page.goto(address)
    says(page, "起停止服务")
    with clock.travel(clock.now() + timedelta(days=1)):
        close_due_facilities()
    assert Facility.objects.get(pk=facility.pk).standing == "closed"

    page.goto(address)
    says(page, "已注销", "请不要再送孩子去")
    look_at("facility-closed")
    page.goto("/disclosures/")
    says(page, str(facility))
    look_at("disclosures")
    page.goto("/facilities/?q=幸福里")
    look_at("search-nothing")
    receipt = Notice.objects.get(facility=facility, kind="receipt")
    page.goto(f"/verify/{receipt.token}/")
    says(page, "已注销", "已失效")
    look_at("receipt-check-closed")

    sign_in(representative_of(facility))
    page.goto(filing)
    look_at("cancellation-recorded")
