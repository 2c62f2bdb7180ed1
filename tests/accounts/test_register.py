"""Registering: the address is confirmed before the first sign-in, and nobody learns who is here."""

import time

import pytest
from allauth.account.models import EmailAddress

from accounts.models import Message, User
from accounts.services.user import register_user
from tests.accounts.people import PASSWORD, is_signed_in, link_in, make_user, post_is_delivered
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.django_db

ZHANG = {
    "username": "zhangsan",
    "name": "张三",
    "mobile": "13800000000",
    "email": "zhang@example.com",
    "password1": PASSWORD,
    "password2": PASSWORD,
    "consent": "on",
}
# The page asks for these where the floor of registration is installed
ZHANG |= {"credit_code": "91120222MA06TE5T8R", "operator_name": "天津幸福里托育服务有限公司"}
PERSON = {name: ZHANG[name] for name in ("username", "name", "mobile", "email")}


def register(client, **changes):
    return client.post("/accounts/register/", ZHANG | changes)


def test_from_the_form_to_the_first_sign_in(client):
    answer = register(client)
    assert answer.headers["Location"] == "/accounts/confirm-email/"
    client.post("/accounts/login/", {"login": "zhangsan", "password": PASSWORD})
    assert not is_signed_in(client)

    letter = post_is_delivered()[0]
    assert "确认" in client.get(link_in(letter)).content.decode()
    client.post(link_in(letter))

    client.post("/accounts/login/", {"login": "zhangsan", "password": PASSWORD})
    assert is_signed_in(client)


def test_looking_at_the_link_confirms_nothing(client):
    register(client)

    client.get(link_in(post_is_delivered()[0]))

    assert EmailAddress.objects.get().verified is False


def test_the_link_leads_to_our_own_address_whatever_host_was_claimed(client):
    client.post("/accounts/register/", ZHANG, headers={"Host": "localhost"})

    assert "http://testserver/accounts/confirm-email/" in post_is_delivered()[0].body


def test_what_was_stated_is_kept(client):
    register(client, email="Zhang@Example.com")

    zhang = User.objects.get()
    assert (zhang.username, str(zhang), zhang.mobile) == ("zhangsan", "张三", "13800000000")
    assert (zhang.email, zhang.must_confirm_email, zhang.is_staff) == (
        "zhang@example.com",
        True,
        False,
    )


def test_more_than_is_asked_is_ignored(client):
    register(client, is_staff="on", is_superuser="on", must_confirm_email="", id="1000")

    zhang = User.objects.get()
    assert (zhang.is_staff, zhang.is_superuser, zhang.must_confirm_email) == (False, False, True)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("username", "张三", "用户名为 3—32 位字母、数字、下划线或连字符，以字母或数字开头。"),
        ("username", "ab", "用户名为 3—32 位字母、数字、下划线或连字符，以字母或数字开头。"),
        ("mobile", "12345", "请填写 11 位手机号，例如 13800000000。"),
        ("email", "zhang", "请输入合法的邮件地址。"),
        ("password1", "Ab1-ef", "密码至少 10 位。"),
        ("password1", "abcdefghijkl", "密码至少包含大写字母、小写字母、数字、符号中的三种。"),
        ("password1", "Zhangsan-2026", "密码跟 用户名 太相似了。"),
        ("password2", "Tuoyu-demo-2027", "两次输入的密码不一样，请重新输入。"),
        ("consent", "", "请先阅读并勾选同意，才能注册。"),
        ("name", "", "该字段是必填项。"),
    ],
)
def test_each_field_says_what_is_wrong_with_it(client, field, value, sentence):
    changes = {field: value}
    if field == "password1":
        changes["password2"] = value

    answer = register(client, **changes)

    assert sentence in answer.context["form"].errors[field]
    assert User.objects.count() == 0


@pytest.mark.parametrize("taken", ["zhangsan", "ZhangSan"])
def test_a_user_name_is_taken_in_any_case(client, taken):
    make_user(username=taken)

    answer = register(client)

    assert "这个用户名已有人使用，请换一个。" in answer.content.decode()


def test_of_two_at_the_same_instant_one_gets_the_name():
    register_user(**PERSON, password=PASSWORD)

    with pytest.raises(DomainError, match="这个用户名已有人使用"):
        register_user(**PERSON | {"email": "other@example.com"}, password=PASSWORD)

    assert User.objects.count() == 1


@pytest.mark.parametrize("case", ["zhang@example.com", "ZHANG@example.com"])
def test_a_known_address_gets_the_same_page_and_a_letter_to_its_owner(client, case):
    unknown = register(client, username="first", email="unknown@example.com")
    make_user(email="zhang@example.com")
    before = User.objects.count()

    known = register(client, email=case)

    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert User.objects.count() == before
    letter = post_is_delivered()[-1]
    assert letter.subject == "【武清托育】您已有账号"
    assert letter.to == [case.lower()]


def test_a_known_address_takes_as_long_as_an_unknown_one(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    make_user(email="known@example.com")

    def seconds(email, number):
        start = time.process_time()
        register_user(
            username=f"somebody{number}", name="某", mobile="", email=email, password=PASSWORD
        )
        return time.process_time() - start

    known = min(seconds("known@example.com", 100 + n) for n in range(5))
    unknown = min(seconds(f"new{n}@example.com", n) for n in range(5))

    assert abs(known - unknown) < 0.1 * unknown + 0.03


def test_an_address_nobody_confirmed_is_free_for_its_real_owner():
    register_user(**PERSON, password=PASSWORD)

    owner = register_user(**PERSON | {"username": "owner"}, password=PASSWORD)

    assert owner is not None


def test_of_two_accounts_with_one_address_only_one_can_be_confirmed(client):
    for username in ("first", "second"):
        register_user(**PERSON | {"username": username}, password=PASSWORD)
    first, second = (link_in(letter) for letter in post_is_delivered())

    client.post(first)
    client.post(second)

    assert EmailAddress.objects.filter(verified=True).count() == 1


def test_a_worn_out_link_says_what_to_do(client):
    register(client)
    link = link_in(post_is_delivered()[0])
    client.post(link)

    page = client.get(link).content.decode()

    assert "链接已失效" in page
    assert "请直接登录" in page


def test_registering_over_and_over_is_slowed_down(client):
    answers = [register(client, username="x").status_code for _ in range(31)]

    assert answers[:30] == [200] * 30
    assert answers[30] == 429


def test_nothing_is_sent_when_registration_is_refused(client):
    register(client, password2="other")

    assert Message.objects.count() == 0


def test_who_is_signed_in_is_led_to_their_own_page(client):
    client.force_login(make_user())

    assert client.get("/accounts/register/").status_code == 302


def test_the_old_address_leads_to_the_page(client):
    assert client.get("/accounts/signup/").headers["Location"] == "/accounts/register/"
