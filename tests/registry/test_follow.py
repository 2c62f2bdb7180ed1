"""Following (关注): asked for by anybody, confirmed from the mailbox, told, left with one click."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from accounts.models import Delivery, Message
from registry.choices import PublicRecordKind, Standing
from registry.models import Follow, PublicRecord
from registry.services.follow import CONFIRM_WITHIN, ask_to_follow, confirm_follow
from registry.services.record import publish
from registry.tasks import forget_unconfirmed_follows
from tests.accounts.people import link_in, post_is_delivered
from tests.departments.factories import make_department
from tests.registry.listed import NOW, put_on_register, township
from wuqing_tuoyu.clock import travel

pytestmark = pytest.mark.django_db
PARENT = "jiazhang@example.com"


@pytest.fixture(autouse=True)
def on_the_twelfth_of_march():
    make_department("wjw", name="区卫生健康委")
    with travel(NOW):
        yield


def follow(subject, email=PARENT):
    """Somebody whose address is confirmed."""
    is_facility = hasattr(subject, "standing")
    ask_to_follow(email, **{"facility" if is_facility else "township": subject})
    confirm_follow(
        Follow.objects.get(email=email, **{"facility" if is_facility else "township": subject})
    )
    post_is_delivered()


def news(facility, title="现场核实符合", key="n1", **more):
    return publish(facility, key=key, kind=PublicRecordKind.VERIFIED, title=title, **more)


def addresses(letters):
    return sorted(letter.to[0] for letter in letters)


def test_a_parent_asks_confirms_is_told_and_leaves(client):
    facility = put_on_register(name="小青禾托育中心")

    asked = client.post(f"{facility.get_absolute_url()}follow/", {"email": f" {PARENT.upper()} "})

    assert "请到邮箱里确认" in asked.text
    [letter] = post_is_delivered()
    assert letter.to == [PARENT]
    assert letter.subject == "【武清托育】请确认关注：小青禾托育中心"
    place = link_in(letter)
    assert "确认关注" in client.get(place).text
    assert Follow.objects.confirmed().count() == 0  # looking confirms nothing

    client.post(f"{place}confirm/")

    assert "正在关注小青禾托育中心" in client.get(place).text
    news(facility)
    [letter] = post_is_delivered()
    assert letter.subject == "【武清托育】小青禾托育中心：现场核实符合"
    assert facility.get_absolute_url() in letter.body
    leave = letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"不想再收到，请打开：http://testserver{leave}" in letter.body

    assert client.get(leave).status_code == 302  # looking leaves nothing
    left = client.post(leave, {"List-Unsubscribe": "One-Click"})

    assert "已经退订" in left.text
    assert Follow.objects.count() == 0
    news(facility, key="n2")
    assert post_is_delivered() == []


def test_mail_programs_may_leave_without_a_token_of_the_form():
    facility = put_on_register()
    follow(facility)
    strict = Client(enforce_csrf_checks=True)
    token = Follow.objects.get().token

    assert strict.post(f"/follow/{token}/confirm/").status_code == 403
    assert strict.post(f"/follow/{token}/leave/").status_code == 200
    assert strict.post(f"/follow/{token}/leave/").status_code == 200  # a second click does no harm


def test_who_leaves_is_forgotten_with_the_letters(client):
    facility = put_on_register()
    follow(facility)
    news(facility)
    post_is_delivered()
    assert Message.objects.filter(address=PARENT).exists()

    client.post(f"/follow/{Follow.objects.get().token}/leave/")

    assert not Message.objects.filter(address=PARENT).exists()
    assert not Delivery.objects.filter(address=PARENT).exists()


def test_a_township_is_followed_with_all_that_opens_there_later():
    place = township()
    follow(place)
    elsewhere = put_on_register(township=township("120114101", "河西务镇"))

    news(put_on_register(name="新开的托育园"), title="备案，编号 1")
    news(elsewhere, key="n2")

    assert [letter.subject for letter in post_is_delivered()] == [
        "【武清托育】新开的托育园：备案，编号 1"
    ]


def test_who_follows_a_facility_and_its_township_is_told_once():
    facility = put_on_register()
    follow(facility)
    follow(facility.township)

    news(facility)

    assert addresses(post_is_delivered()) == [PARENT]


def test_only_confirmed_addresses_are_told():
    facility = put_on_register()
    follow(facility, "one@example.com")
    ask_to_follow("two@example.com", facility=facility)
    post_is_delivered()

    news(facility)

    assert addresses(post_is_delivered()) == ["one@example.com"]


def test_what_was_published_before_somebody_followed_is_not_told():
    facility = put_on_register()
    news(facility)
    post_is_delivered()

    follow(facility)

    assert post_is_delivered() == []


def test_a_record_said_anew_is_told_once_a_day():
    facility = put_on_register()
    follow(facility)
    news(facility)
    post_is_delivered()

    news(facility, body="更正")
    assert post_is_delivered() == []
    with travel(NOW + timedelta(days=1)):
        news(facility, body="再次更正")
        [letter] = post_is_delivered()

    assert "再次更正" in letter.body


def test_what_nobody_follows_is_passed_over_in_one_step(django_assert_max_num_queries):
    for number in range(5):
        news(put_on_register(), key=f"n{number}")

    with django_assert_max_num_queries(6):
        post_is_delivered()

    assert PublicRecord.objects.untold().count() == 0


def test_the_same_answer_whoever_follows_already(client):
    facility = put_on_register()
    follow(facility)
    address = f"{facility.get_absolute_url()}follow/"

    known, unknown = (
        client.post(address, {"email": email}).text for email in (PARENT, "neu@example.com")
    )

    assert known == unknown
    assert addresses(post_is_delivered()) == ["neu@example.com"]


def test_no_mailbox_is_filled_by_a_stranger():
    for _ in range(2):
        for number in range(8):
            ask_to_follow(PARENT, facility=put_on_register(name=f"第{number}托育园"))

    assert len(post_is_delivered()) == 5


def test_asking_is_limited(client):
    facility = put_on_register()
    address = f"{facility.get_absolute_url()}follow/"

    answers = [client.post(address, {"email": f"a{number}@example.com"}) for number in range(21)]

    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert answers[-1].headers["Retry-After"] == "600"


def test_an_address_nobody_confirmed_is_forgotten():
    facility = put_on_register()
    ask_to_follow(PARENT, facility=facility)
    follow(facility, "two@example.com")

    with travel(NOW + CONFIRM_WITHIN + timedelta(hours=1)):
        forget_unconfirmed_follows()

    assert [each.email for each in Follow.objects.all()] == ["two@example.com"]
    assert not Message.objects.filter(address=PARENT).exists()


def test_the_link_of_the_letter_is_not_kept_once_it_left():
    ask_to_follow(PARENT, facility=put_on_register())
    post_is_delivered()

    assert Message.objects.get(address=PARENT).body == ""


def test_tokens_cannot_be_guessed():
    ask_to_follow(PARENT, facility=put_on_register())

    assert len(Follow.objects.get().token) == 43  # 256 bits


@pytest.mark.parametrize("wrong", ["", "kein-mail", "a@b", "x" * 300 + "@example.com"])
def test_what_is_no_address_is_refused_on_the_page(client, wrong):
    facility = put_on_register()

    answer = client.post(f"{facility.get_absolute_url()}follow/", {"email": wrong})

    assert answer.status_code == 200
    assert "errors" in answer.text
    assert Follow.objects.count() == 0


def test_what_is_not_on_the_register_is_not_followed(client):
    draft = put_on_register(Standing.UNRECORDED)

    assert client.get(f"/facilities/{draft.public_id}/follow/").status_code == 404
    assert client.get("/townships/wjw/follow/").status_code == 404
    assert client.get("/follow/unknown/").status_code == 404
    assert mail.outbox == []


def test_no_address_is_shown_anywhere_public(client):
    facility = put_on_register()
    follow(facility)
    token = Follow.objects.get().token

    for path in (
        facility.get_absolute_url(),
        f"{facility.get_absolute_url()}follow/",
        f"{facility.get_absolute_url()}feed/",
        f"/follow/{token}/",
        "/facilities/",
        "/api/v1/facilities/",
    ):
        assert PARENT not in client.get(path).content.decode()
