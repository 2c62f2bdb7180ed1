"""Logs: no names, no addresses of people, no keys."""

import pytest

from wuqing_tuoyu.logs import without_personal_data


@pytest.mark.parametrize(
    ("request_line", "logged"),
    [
        ("GET /facilities/?q=张三", "GET /facilities/"),
        (
            "GET /accounts/password/reset/key/1-c9x2k1-0123456789abcdef/",
            "GET /accounts/password/reset/key/…/",
        ),
        (
            "GET /filings/7b1f2a3c-0000-4000-8000-000000000000/",
            "GET /filings/7b1f2a3c-0000-4000-8000-000000000000/",
        ),
    ],
)
def test_an_address_is_logged_without_what_was_asked_and_without_keys(request_line, logged):
    assert without_personal_data(None, "info", {"request": request_line}) == {"request": logged}


def test_what_names_a_person_is_dropped():
    event = {"event": "x", "user_id": 7, "ip": "10.0.0.1", "user_agent": "y", "email": "a@b.test"}

    assert without_personal_data(None, "info", event) == {"event": "x", "user_id": 7}
