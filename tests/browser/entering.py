"""Getting in: an account is opened, its address confirmed through the letter, somebody signs in."""

import re

from django.core import mail
from playwright.sync_api import expect

from tests.browser.filling import fill_in, press

PASSWORD = "Xingfuli-2026-tuoyu"
PLACE = re.compile(r"http://testserver(/\S+)")


def open_account(page, *, credit_code, look_at=None, operator_name="天津幸福里托育服务有限公司"):
    """Register as somebody who acts for an operator, and confirm the address."""
    page.goto("/accounts/register/")
    fill_in(
        page,
        credit_code=credit_code,
        operator_name=operator_name,
        name="李明",
        mobile="13820001234",
        email="liming@example.com",
        username="liming",
        password1=PASSWORD,
        password2=PASSWORD,
        consent=True,
    )
    if look_at:
        look_at("register")
    press(page, "注册")
    letter = mail.outbox[-1]
    assert letter.to == ["liming@example.com"]
    page.goto(PLACE.search(letter.body)[1])
    press(page, "确认这是我的邮箱")


def sign_in_with_password(page):
    page.goto("/accounts/login/")
    fill_in(page, login="liming", password=PASSWORD)
    press(page, "登录")
    expect(page).to_have_url(re.compile(r"/workbench/$"))
