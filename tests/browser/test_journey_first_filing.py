"""The whole way of a first filing, from the account to the facility families find."""

import re

import pytest
from playwright.sync_api import expect

from registry.models import Facility, Notice
from tests.browser import deciding, walking
from tests.browser.conftest import DESK, PHONE
from tests.browser.entering import open_account, sign_in_with_password
from tests.browser.filling import fill_in, follow, go_by, next_step, press, says
from tests.browser.papers import jpeg_file
from tests.departments.factories import make_member
from tests.registry.factories import FACTS, TOWNSHIP, make_credit_code, make_director

pytestmark = pytest.mark.django_db(transaction=True)

CLASSES = [
    {"kind": "toddler", "name": "托小一班", "places": 15, "activity_area": 60},
    {"kind": "toddler", "name": "托小二班", "places": 15, "activity_area": 60},
]


def hand_in_authorization(page, look_at):
    page.goto("/representatives/")
    fill_in(page, file=jpeg_file("授权委托书"))
    press(page, "上传")
    says(page, "已上传，等待区卫生健康委确认")
    look_at("representatives")


def test_from_the_account_to_the_page_families_find(district, page, sign_in, look_at):
    page.set_viewport_size(DESK)
    inspectors = deciding.make_inspectors()
    director = make_director()

    # The operator
    page.goto("/")
    look_at("home")
    follow(page, "机构备案")
    open_account(page, credit_code=make_credit_code(), look_at=look_at)
    sign_in_with_password(page)
    look_at("workbench-operator-new")
    filing = walking.begin(page)
    look_at("filing-begun")
    walking.fill_sections(page, filing, {"name": FACTS["name"]}, CLASSES)
    walking.hand_in_papers(page, filing)
    facility = Facility.objects.get()
    walking.register_people(page, f"/facilities/{facility.public_id}/staff/")
    page.goto(f"/facilities/{facility.public_id}/staff/")
    look_at("staff")
    walking.state_offer(page, filing)
    hand_in_authorization(page, look_at)
    page.goto(filing)
    expect(next_step(page)).to_contain_text("都填好了")
    look_at("filing-filled")
    page.set_viewport_size(PHONE)
    page.goto(f"{filing}check/")
    look_at("filing-check")
    walking.hand_in(page, filing)
    look_at("filing-submitted")
    page.set_viewport_size(DESK)

    # The units
    for code in ("scj", "zjw", "gaj", "yjj", TOWNSHIP):
        sign_in(make_member(code).user)
        page.goto("/workbench/")
        if code == "scj":
            look_at("workbench-unit")
        assert deciding.answer_reviews(page) == (2 if code == "scj" else 1)
    look_at("reviews-township")

    # The commission
    sign_in(inspectors[0].user)
    page.goto("/workbench/")
    look_at("workbench-officer")
    page.goto("/filings/")
    look_at("queue")
    page.goto("/representatives/")
    look_at("representatives-queue")
    press(page, "确认代表身份")
    page.goto(filing)
    look_at("desk")
    assert deciding.accept_by_keyboard(page, filing) > 10
    look_at("desk-judged")
    page.goto(f"{filing}propose/")
    look_at("propose")
    deciding.propose(page, filing)
    sign_in(director)
    page.goto("/workbench/")
    look_at("workbench-director")
    page.goto(f"{filing}issue-receipt/")
    look_at("issue-receipt")
    deciding.sign_receipt(page, filing)
    look_at("desk-recorded")

    # The receipt
    receipt = Notice.objects.get(kind="receipt")
    sign_in(facility.operator.representatives.get().user)
    page.set_viewport_size(PHONE)
    page.goto("/workbench/")
    look_at("workbench-operator")
    page.goto(filing)
    expect(next_step(page)).to_contain_text("已出具备案回执。")
    look_at("filing-recorded")
    follow(page, "打开托育机构备案回执")
    look_at("receipt-sealed")
    press(page, "打开文书")
    says(page, "首次打开")
    look_at("receipt")
    paper = page.request.get(f"/notices/{receipt.pk}/pdf/")
    assert paper.body().startswith(b"%PDF")
    receipt.refresh_from_db()
    assert receipt.first_opened_at
    page.set_viewport_size(DESK)

    # On site
    sign_in(inspectors[1].user)
    page.goto("/facilities/to-verify/")
    look_at("to-verify")
    address = f"/facilities/{facility.public_id}/"
    page.goto(f"{address}verification/")
    look_at("verification")
    deciding.verify_on_site(page, address, inspectors)
    look_at("facility-commission")

    # Families
    page.context.clear_cookies()
    page.goto("/facilities/?q=幸福里")
    look_at("search")
    go_by(page, page.locator("main a", has_text=FACTS["name"]).first)
    expect(page).to_have_url(re.compile(f"{address}$"))
    says(page, "已核实", FACTS["public_phone"])
    look_at("facility")
    page.goto(f"/verify/{receipt.token}/")
    says(page, "已核实", FACTS["name"])
    look_at("receipt-check")
