"""What one line of a table says, and the two refusals that follow from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied

from accounts.models import User
from registry.models import Facility
from wuqing_tuoyu.exceptions import WrongMoment


@dataclass(frozen=True)
class Transition:
    """From which states, to which one (None: it stays), by whom."""

    sources: tuple[str, ...]
    target: str | None
    who: str
    permits: Callable[[User, Any], bool] | None
    by_system: bool = False
    verb: str = ""  # where the act's name does not follow “不能”


def lock_facility(facility_id: int) -> Facility:
    """Lock the root of all three lives, so that acts never deadlock. Call inside a transaction."""
    return (
        Facility.objects.select_for_update(of=("self",))
        .select_related("operator")
        .get(pk=facility_id)
    )


def demand_person(transition: Transition, actor: User | None, subject: Any) -> None:
    """Refuse the person first, so that a stranger learns nothing about the moment."""
    if actor is None:
        if not transition.by_system:
            raise PermissionDenied
        return
    if transition.permits is None or not transition.permits(actor, subject):
        raise PermissionDenied


def demand_moment(transition: Transition, state: str, state_label: str, act_label: str) -> None:
    """Refuse the moment with one sentence."""
    if state not in transition.sources:
        raise WrongMoment(f"当前状态为“{state_label}”，不能{transition.verb or act_label}。")
