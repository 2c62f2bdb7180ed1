"""What somebody typed is text on every page: no markup of the page, no template, no pattern."""

import pytest
from django.apps import apps
from django.db import models

from registry.workflow.publication import publish_changes
from tests.crawl import everywhere

pytestmark = pytest.mark.django_db

TYPED = '"><b id=typed>{{ 7|add:7 }}%s{0}'
SHOWN = "&quot;&gt;&lt;b id=typed&gt;{{ 7|add:7 }}%s{0}"
SHORTEST = 40  # characters: room for it
# Read by the portal and not by people
KEYS = (
    *("key", "sha256", "content_type", "password", "url", "leave_url", "link", "networks", "value"),
    *("record_number", "field", "target", "saved_sections", "hygiene_unmet", "inspection_scope"),
    *("hygiene_systems_missing", "name_pinyin"),
)
APPS = ("accounts", "departments", "registry", "inspections")


def takes_words(field):
    return (
        isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.EmailField)
        and not (field.choices or field.unique or field.primary_key or field.name in KEYS)
        and (field.max_length or SHORTEST) >= SHORTEST
    )


@pytest.fixture
def typed(district):
    """Every text of the district is hostile."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            for field in filter(takes_words, model._meta.local_concrete_fields):
                said = model._default_manager.filter(**{f"{field.name}__gt": ""})
                said.update(**{field.name: TYPED})
    publish_changes()


@pytest.mark.parametrize("username", [None, "operator1", "wjw_director", "scj_officer"])
def test_what_was_typed_is_shown_as_it_was_typed(typed, person, username):
    reader, wrong, shown = person(username), {}, 0
    for route, address in everywhere.every_address():
        answer = reader.get(address)
        if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            page = answer.content.decode()
            shown += SHOWN in page
            if answer.status_code >= 500 or "<b id=typed" in page:
                wrong[route] = answer.status_code

    assert wrong == {}
    assert shown > 3
