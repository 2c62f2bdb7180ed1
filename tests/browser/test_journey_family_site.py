"""A family site, at home and on a telephone: few papers, from the start to the receipt."""

import pytest
from playwright.sync_api import expect

from registry.models import Facility
from tests.browser import deciding, walking
from tests.browser.conftest import PHONE
from tests.browser.filling import follow, next_step, press, says
from tests.browser.papers import heic_file, jpeg_file
from tests.departments.factories import make_member
from tests.registry.factories import (
    FACTS,
    TOWNSHIP,
    make_director,
    make_officer,
    make_operator,
    representative_of,
)

pytestmark = pytest.mark.django_db(transaction=True)

HOME = {
    "name": "武清区杨村街道小豆豆家庭托育点",
    "form": "family",
    "capacity": 5,
    "min_age": 12,
    "max_age": 36,
    "gross_area": 110,
    "indoor_area": 95,
    "outdoor_area": 0,
    "is_residential": "True",
    "meals": "none",
    "meals_note": "家长自备餐食，现场加热。",
}
PEOPLE = (
    ("吴园长", "principal", ("health_certificate", "training_certificate")),
    ("冯阿姨", "carer", ("health_certificate", "qualification")),
    ("郑阿姨", "carer", ("health_certificate", "qualification")),
)


def test_a_family_site_is_filed_from_a_telephone(district, page, sign_in, look_at):
    page.set_viewport_size(PHONE)
    operator = make_operator(name="武清区小豆豆家庭托育服务部")
    me = representative_of(operator)

    sign_in(me)
    filing = walking.begin(page)
    walking.fill_sections(page, filing, HOME)
    facility = Facility.objects.get()
    page.goto(f"{filing}sections/classes/")
    look_at("family-classes")
    page.goto(f"{filing}sections/site/")
    look_at("family-site")
    for kind, file in (
        ("registration_certificate", jpeg_file("营业执照")),
        ("premises", heic_file("房屋所有权证")),
        ("neighbour_consent", jpeg_file("业主一致同意书")),
    ):
        facts = walking.PAPERS.get(kind, {"issued_on": walking.days_ago(20)})
        walking.hand_in_paper(page, f"{filing}documents/{kind}/", file, **facts)
    page.goto(filing)
    says(page, "还要补齐的", "请在工作人员中登记一名负责人")
    walking.register_people(page, f"/facilities/{facility.public_id}/staff/", PEOPLE, classes=0)
    look_at("staff-member")
    walking.state_offer(page, filing)
    page.goto(filing)
    expect(next_step(page)).to_contain_text("都填好了")
    says(page, "小豆豆")
    assert page.get_by_text("消防验收文书").count() == 0
    look_at("family-filled")
    walking.hand_in(page, filing)

    for code, asked in (("scj", 1), ("gaj", 1), (TOWNSHIP, 1)):
        sign_in(make_member(code).user)
        assert deciding.answer_reviews(page) == asked
    sign_in(make_officer())
    deciding.accept_by_keyboard(page, filing)
    deciding.propose(page, filing)
    sign_in(make_director())
    deciding.sign_receipt(page, filing)

    sign_in(me)
    page.goto(filing)
    expect(next_step(page)).to_contain_text("已出具备案回执。")
    follow(page, "打开托育机构备案回执")
    press(page, "打开文书")
    look_at("family-receipt")
    page.context.clear_cookies()
    page.goto("/facilities/?form=family")
    says(page, HOME["name"])
    page.goto(facility.get_absolute_url())
    says(page, HOME["name"])
    assert page.get_by_text(FACTS["address"]).count() == 0, "a home is not shown to its door"
    look_at("family-facility")
