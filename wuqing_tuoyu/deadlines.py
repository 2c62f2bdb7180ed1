"""Stored deadlines of every installed floor, computed anew when the calendar changes."""

from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

ROOM = "services"
MODULE = "deadlines"


def recompute_everywhere(*, check: bool = False) -> list[str]:
    """Ask each floor, the uppermost first; with `check` only say what would change."""
    changed = []
    for config in apps.get_app_configs():
        if not module_has_submodule(config.module, ROOM):
            continue
        room = import_module(f"{config.name}.{ROOM}")
        if module_has_submodule(room, MODULE):
            floor = import_module(f"{room.__name__}.{MODULE}")
            changed += floor.recompute_deadlines(check=check)
    return changed
