"""A family site is shown without its door: on pages, in files, to the search."""

import pytest

from registry.choices import FacilityForm
from registry.models import Facility
from registry.services.declaration import facts_in_force
from tests.registry.listed import NOW, put_on_register
from wuqing_tuoyu.clock import travel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_twelfth_of_march():
    with travel(NOW):
        yield


@pytest.fixture
def home():
    return put_on_register(
        form=FacilityForm.FAMILY,
        name="运河湾家庭托育点",
        address="杨村街道运河西路 12 号 3 号楼 2 单元 501",
        capacity=5,
        latitude="39.384412",
        longitude="117.043399",
    )


PUBLIC_ADDRESSES = (
    "/facilities/",
    "/facilities/?view=map",
    "/facilities/{}/",
    "/facilities.csv",
    "/facilities.geojson",
    "/api/v1/facilities/",
    "/api/v1/facilities/{}/",
)


@pytest.mark.parametrize("path", PUBLIC_ADDRESSES)
def test_no_door_number_and_no_exact_point_of_a_home(client, home, path):
    text = client.get(path.format(home.public_id)).getvalue().decode()

    assert "运河西路" in text
    for part in ("12 号", "12号", "501", "3 号楼", "2 单元", "39.3844", "117.0434"):
        assert part not in text.replace("2026-", "")


@pytest.mark.parametrize("word", ["12", "501", "3号楼", "2单元", "运河西路12"])
def test_nobody_finds_a_home_by_its_door_number(client, home, word):
    Facility.objects.filter(pk=home.pk).update(
        number="别的", credit_code="", **_search_columns(home)
    )

    assert client.get("/api/v1/facilities/", {"q": word}).json()["count"] == 0
    assert client.get("/api/v1/facilities/", {"q": "运河西路"}).json()["count"] == 1


def _search_columns(facility):
    """The searched text without the digits of code and number, which say nothing of the door."""
    declaration = facility.declaration
    declaration.credit_code, declaration.facility.number = "", ""
    return {"search_text": facts_in_force(declaration)["search_text"]}
