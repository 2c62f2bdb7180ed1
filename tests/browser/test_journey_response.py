"""An operator answers a published result, and the unit takes the answer down, as people do it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.filling import fill_in, follow, press, says
from tests.inspections import factories as make
from tests.inspections.published import publish, told

WORDS = "当天就换了两具新的，以后每月检查一次。"


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def inspection(district):
    inspection = told(failed=(1,))
    publish(inspection)
    return inspection


def test_an_answer_is_previewed_public_and_taken_down(page, look_at, sign_in, inspection):
    facility = inspection.facility
    sign_in(make.operator(inspection))
    page.goto(inspection.get_absolute_url())
    look_at("inspection-to-answer")
    follow(page, "写公开回应")
    look_at("respond-empty")
    fill_in(page, words="王小明小朋友已经没事了。")
    press(page, "按改动重新预览")
    expect(page.locator(".notice mark")).to_have_text(re.compile("小朋友"))
    fill_in(page, words=WORDS)
    press(page, "按改动重新预览")
    expect(page.locator("#preview")).to_contain_text(WORDS)
    look_at("respond-previewed")
    fill_in(page, is_confirmed=True)
    press(page, "公开回应")
    says(page, "回应已公开，和检查结果放在一起。", "公开中")
    look_at("inspection-answered")

    page.context.clear_cookies()
    page.goto(facility.get_absolute_url())
    says(page, WORDS, "不代表检查单位的意见")
    look_at("facility-answered")

    sign_in(make.director("scj"))
    page.goto(inspection.get_absolute_url())
    follow(page, "撤下回应…")
    look_at("take-down")
    fill_in(page, note="写了联系电话")
    press(page, "撤下")
    says(page, "回应已撤下，已告诉机构。", "写了联系电话")

    page.context.clear_cookies()
    page.goto(facility.get_absolute_url())
    expect(page.locator("main")).not_to_contain_text(WORDS)
