"""Floors and rooms: imports go down only."""

import pytest

from tests.house.reading import APPS, FLOORS, imported, room, sources

ROOMS = [
    "choices",
    "validators",
    "search",
    "models",
    "permissions",
    "filters",
    "forms",
    "checks",
    "notifications",
    "workflow",
    "services",
    "tasks",
    "templatetags",
    "context",
    "views",
    "api",
    "urls",
    "management",
    "admin",
    "apps",
]
GROUND = ["exceptions", "clock", "pdf", "prepared", "sheet", "templatetags"]
JUNK_DRAWERS = {"utils", "helpers", "common", "misc", "base", "manager", "handler", "data", "info"}


@pytest.mark.parametrize("app", FLOORS)
def test_apps_import_downwards_only(app):
    below = FLOORS[: FLOORS.index(app) + 1]
    forbidden = [floor for floor in FLOORS if floor not in below]

    wrong = [
        f"{path} imports {name}"
        for path in sources(app)
        for name in sorted(imported(path))
        if name.split(".")[0] in forbidden
        or (name.startswith("wuqing_tuoyu.") and name.split(".")[1] not in GROUND)
    ]

    assert wrong == []


@pytest.mark.parametrize("app", FLOORS)
def test_rooms_import_downwards_only(app):
    wrong = [
        f"{path} imports {name}"
        for path in sources(app)
        if room(path, app) != "__init__"
        for name in sorted(imported(path))
        if name.startswith(f"{app}.")
        if ROOMS.index(name.split(".")[1]) > ROOMS.index(room(path, app))
    ]

    assert wrong == []


@pytest.mark.parametrize("app", FLOORS)
def test_every_room_is_one_of_the_house(app):
    rooms = {room(path, app) for path in sources(app)} - {"__init__"}

    assert rooms - set(ROOMS) == set()


def test_the_ground_knows_no_app():
    wrong = [
        f"{path} imports {name}"
        for path in sources("wuqing_tuoyu")
        if room(path, "wuqing_tuoyu") in GROUND
        for name in imported(path)
        if name.split(".")[0] in FLOORS
    ]

    assert wrong == []


def test_no_junk_drawers():
    files = [path for path in sources(*APPS) if "settings" not in path.parts]

    assert [str(path) for path in files if JUNK_DRAWERS & {path.stem, path.parent.name}] == []
