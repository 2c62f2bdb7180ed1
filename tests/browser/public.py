"""Every page a stranger may open, by the list of the access test, with something to see on it."""

import re

from django.test import Client

from departments.models import Department
from registry.choices import FacilityForm, Standing
from registry.models import Follow, Notice
from registry.services.follow import ask_to_follow
from tests.registry.factories import make_facility
from tests.registry.listed import YANGCUN, pause, put_on_register
from tests.test_access import PUBLIC

NOT_OURS = {"admin/login/", "look/"}
# The same pages asked for something else
QUERIES = (
    "facilities/?q=托育&vacancy=1&service=full_day",
    "facilities/?view=map",
    "facilities/?sort=distance",
    "facilities/?standing=closed",
    "facilities/?age=99&sort=wrong",
    "facilities/?q=没有这样的机构",
)


def furnish():
    """A register with every standing; what the addresses of pages are about."""
    township = Department.objects.get(code=YANGCUN)
    family = {"form": FacilityForm.FAMILY, "capacity": 5}
    titled = {"is_inclusive": True, "inclusive_since": "2026-01-05"}
    stand = [
        put_on_register(standing, number=f"武卫托备〔2024〕{n} 号", township=township, **facts)
        for n, (standing, facts) in enumerate(
            [
                (Standing.RECORDED, {"free": {1: 2}}),
                (Standing.NONCONFORMING, {}),
                (Standing.CLOSED, {}),
                (Standing.VERIFIED, family),
                (Standing.VERIFIED, titled),
            ]
        )
    ]
    pause(stand[-1])
    facility = make_facility()
    ask_to_follow("jiazhang@example.com", facility=facility)
    return {
        "public_id": facility.public_id,
        "code": YANGCUN,
        "token": Notice.objects.receipts().get(facility=facility).token,
        "follow": Follow.objects.get().token,
    }


def addresses(known):
    """Addresses that answer a stranger with a page."""
    client = Client()
    found = []
    for route in sorted(PUBLIC - NOT_OURS):
        if route.startswith("follow/"):
            route = route.replace("<token>", known["follow"])
        address = "/" + re.sub(r"<(\w+)>", lambda name: known.get(name[1], "sample"), route)
        answer = client.get(address)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        if answer.status_code == 200 and is_page:
            found.append(address)
    compared = f"/facilities/compare/?id={known['public_id']}&q=托育"
    return [*found, *(f"/{query}" for query in QUERIES), compared]
