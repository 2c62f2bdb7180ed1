"""More places: a second edition of the receipt, which the first names, and another look on site."""

import pytest
from playwright.sync_api import expect

from registry.models import Notice
from tests.browser import deciding, walking
from tests.browser.conftest import DESK
from tests.browser.filling import fill_in, next_step, press, says
from tests.registry.factories import make_director, representative_of

pytestmark = pytest.mark.django_db(transaction=True)


def begin_change(page):
    page.goto("/filings/new/")
    press(page, "变更备案")
    expect(page).to_have_url(walking.FILING)
    return page.url


def add_a_class(page, filing):
    page.goto(f"{filing}sections/classes/")
    fill_in(page, capacity=45)
    page.get_by_role("button", name="再加一个班").click()
    stated = {"kind": "senior", "name": "托大一班", "places": 15, "activity_area": 60}
    fill_in(page, **{f"classes-2-{name}": value for name, value in stated.items()})
    press(page, "保存并继续")


def test_a_change_of_capacity_is_seen_on_site_again(district, page, sign_in, look_at):
    page.set_viewport_size(DESK)
    officers, director = deciding.make_inspectors(), make_director()
    facility = deciding.make_verified_facility(officers, director=director)
    first = Notice.objects.get(facility=facility, kind="receipt")
    address = facility.get_absolute_url()

    # The operator
    sign_in(representative_of(facility))
    page.goto("/my/facilities/")
    look_at("my-facilities")
    page.goto(address)
    look_at("facility-operator")
    filing = begin_change(page)
    expect(next_step(page)).to_contain_text("还没有改动")
    look_at("change-begun")
    add_a_class(page, filing)
    page.goto(filing)
    says(page, "有改动")
    walking.hand_in(page, filing)

    # The commission
    sign_in(officers[0].user)
    page.goto(filing)
    look_at("change-desk")
    deciding.accept_by_keyboard(page, filing)
    deciding.propose(page, filing)
    sign_in(director)
    deciding.sign_receipt(page, filing)

    # Two editions
    second = Notice.objects.get(facility=facility, kind="receipt", edition=2)
    page.context.clear_cookies()
    page.goto(f"/verify/{first.token}/")
    says(page, "已被替换", "第 2 版", "已备案（待核实）")
    look_at("receipt-check-replaced")
    page.goto(f"/verify/{second.token}/")
    says(page, "现行版本", "已备案（待核实）")
    page.goto(address)
    says(page, "变更后的还没有现场看过", "45")

    # On site again
    sign_in(officers[1].user)
    page.goto(address)
    expect(next_step(page)).to_be_visible()
    deciding.verify_on_site(page, address, officers)
    page.context.clear_cookies()
    page.goto(f"/verify/{second.token}/")
    says(page, "已核实", "现行版本")
