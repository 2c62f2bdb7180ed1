"""Administration of review routes and material rules."""

import pytest
from django.core.management import call_command

from registry.models import MaterialRule, ReviewRoute
from tests.departments.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


@pytest.fixture
def administrator(client):
    user = make_user("管理", is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


@pytest.mark.parametrize("model", [ReviewRoute, MaterialRule])
def test_the_administrator_finds_every_row_and_removes_none(client, administrator, model):
    name, row = model._meta.model_name, model.objects.first()

    assert client.get(f"/admin/registry/{name}/").status_code == 200
    assert client.get(f"/admin/registry/{name}/{row.pk}/change/").status_code == 200
    assert client.post(f"/admin/registry/{name}/{row.pk}/delete/").status_code == 403


def test_a_route_a_person_edited_is_kept_by_load_reference(client, administrator):
    route = ReviewRoute.objects.get(code="fire")
    form = {
        name: getattr(route, name) for name in ("code", "subject", "nature", "form", "audience")
    }

    answer = client.post(
        f"/admin/registry/reviewroute/{route.pk}/change/",
        form
        | {
            "department": route.department_id,
            "duty": route.duty_id,
            "gate": route.gate,
            "is_binding": "on",
            "is_active": "on",
            "days": 4,
        },
    )
    call_command("load_reference", verbosity=0)

    assert answer.status_code == 302
    route.refresh_from_db()
    assert (route.days, route.edited_at is not None) == (4, True)
