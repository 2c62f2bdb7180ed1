"""The description of the API is true for whatever is asked: no answer it does not name, no 5xx."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from registry.choices import Standing
from tests.registry.listed import put_on_register
from tests.registry.registrations import make_route, make_token
from wuqing_tuoyu.wsgi import application

pytestmark = pytest.mark.django_db

CHECKS = (
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)


@pytest.fixture
def token():
    """What a registrar's system sends along; the open addresses do not ask for it."""
    make_route()
    return {"Authorization": f"Bearer {make_token()}"}


@pytest.fixture
def description(one_connection):
    for standing in (Standing.VERIFIED, Standing.NONCONFORMING, Standing.CLOSED):
        put_on_register(standing, free={1: 2})
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


def test_every_address_answers_as_described_whatever_is_asked(description, token):
    operations = [found.ok() for found in description.get_all_operations()]

    for operation in operations:
        ask_at_random(operation, token)

    assert len(operations) >= 5


def ask_at_random(operation, headers):
    @settings(
        max_examples=40,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case):
        case.validate_response(case.call(headers=headers), checks=CHECKS)

    ask()


def test_whole_numbers_are_described_with_their_bounds(client):
    asked = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/facilities/"]["get"]

    bounds = {
        each["name"]: (each["schema"]["minimum"], each["schema"]["maximum"])
        for each in asked["parameters"]
        if each["schema"]["type"] == "integer"
    }

    assert bounds == {"age": (0, 72), "page": (1, 50), "page_size": (1, 200)}
