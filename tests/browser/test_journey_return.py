"""One paper is refused: it alone is corrected, and the second round shows both side by side."""

import pytest
from playwright.sync_api import expect

from registry.choices import DocumentKind
from registry.models import FilingItem
from tests.browser import deciding, walking
from tests.browser.conftest import DESK, PHONE
from tests.browser.filling import act, answer, fill_in, follow, next_step, press, says
from tests.browser.papers import jpeg_file
from tests.registry.factories import judge_all, make_draft, representative_of, submit

pytestmark = pytest.mark.django_db(transaction=True)

REASON = "合同上的地址是光明道16号，请换成与申报地址一致的合同。"


def refuse_the_contract(page, filing, address, look_at):
    judge_all(filing, actor=deciding.make_inspectors()[0].user)
    item = FilingItem.objects.get(filing=filing, document__kind=DocumentKind.PREMISES)
    page.goto(f"{address}?item={item.pk}")
    page.keyboard.press("r")
    page.wait_for_url("**/refuse/")
    look_at("refuse")
    fill_in(page, note=REASON)
    act(page)
    page.goto(f"{address}return/")
    look_at("return")
    if page.locator("[name=not_waiting]").count():
        fill_in(page, not_waiting="要补正的内容与这些单位无关。")
    act(page)


def test_only_what_was_refused_is_corrected(district, page, sign_in, look_at):
    page.set_viewport_size(DESK)
    filing = submit(make_draft())
    address = filing.get_absolute_url()
    officer = deciding.make_inspectors()[0].user
    sign_in(officer)
    refuse_the_contract(page, filing, address, look_at)
    look_at("desk-returned")

    # The operator corrects this one paper
    sign_in(representative_of(filing))
    page.goto("/workbench/")
    look_at("workbench-operator-returned")
    page.set_viewport_size(PHONE)
    page.goto(address)
    expect(next_step(page)).to_contain_text("补正 1 项")
    says(page, REASON, "已通过")
    look_at("filing-returned")
    page.goto(f"{address}sections/site/")
    assert page.url.endswith(address)
    says(page, "已通过")
    page.goto(f"{address}documents/fire_acceptance/")
    assert page.locator("#files").count() == 0
    look_at("document-closed")
    page.goto(address)
    follow(page, "从第 1 项开始")
    says(page, REASON)
    page.set_viewport_size(DESK)
    look_at("document-refused")
    walking.upload(page, jpeg_file("新的房屋租赁合同"))
    answer(page, {"number": "津武租2026-019"})
    look_at("document-corrected")
    press(page, "保存并继续")
    page.goto(address)
    expect(next_step(page)).to_contain_text("改好了")
    walking.hand_in(page, address)

    # The second round
    sign_in(officer)
    page.goto(address)
    says(page, "第 2 次提交", "第 1 轮", "第 2 轮")
    expect(page.locator("figcaption", has_text="上次提交")).to_be_visible()
    expect(page.locator("figcaption", has_text="这次提交")).to_be_visible()
    says(page, REASON)
    look_at("desk-second-round")
    assert deciding.judged(page) == (deciding.judged(page)[1] - 1, deciding.judged(page)[1])
    assert deciding.accept_by_keyboard(page, address) > 10
    deciding.propose(page, address)
    says(page, "待签发")
