"""Who the masthead believes is at the screen."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.departments.factories import make_department, make_member, make_user
from wuqing_tuoyu import navigation
from wuqing_tuoyu.context import viewer_of

pytestmark = pytest.mark.django_db


def test_a_stranger_is_the_public():
    assert viewer_of(AnonymousUser()) == navigation.Viewer("", "", frozenset({navigation.PUBLIC}))


def test_a_person_without_a_unit_is_an_operator():
    viewer = viewer_of(make_user("王敏"))

    assert viewer == navigation.Viewer("王敏", "", frozenset({navigation.OPERATOR}))


@pytest.mark.parametrize(
    ("code", "role"),
    [
        ("wjw", navigation.COMMISSION),
        ("lxh", navigation.OFFICE),
        ("zjw", navigation.UNIT),
        ("120114001", navigation.TOWNSHIP),
    ],
)
def test_a_member_has_the_role_of_the_unit(code, role):
    member = make_member(code, user=make_user("王敏"))

    assert viewer_of(member.user) == navigation.Viewer("王敏", f"单位{code}", frozenset({role}))


def test_a_unit_that_may_inspect_is_offered_inspections():
    make_department("scj", may_inspect=True, inspection_scope="食品安全")

    viewer = viewer_of(make_member("scj").user)

    assert viewer.roles == {navigation.UNIT, navigation.INSPECTING_UNIT}


def test_the_masthead_names_the_person_and_asks_for_the_unit_once(
    client, django_assert_max_num_queries
):
    member = make_member("wjw", user=make_user("王敏"))
    client.force_login(member.user)

    html = client.get("/").content.decode()

    assert "王敏" in html
    assert "单位wjw" in html
    assert '<form method="post" action="/accounts/logout/">' in html
    with django_assert_max_num_queries(5):
        client.get("/")
