"""The one table of automatic checks (自动检查), groups A–H and J, in the order of their numbers."""

from registry.checks import (
    classes,
    equipment,
    family,
    fire,
    fire_fit,
    food,
    health_workers,
    hygiene,
    identity,
    people,
    premises,
    principal,
    registration,
    rooms,
    roster,
    service,
    staffing,
    uploads,
)
from registry.checks.result import Check

CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (
            *identity.CHECKS,
            *registration.CHECKS,
            *people.CHECKS,
            *principal.CHECKS,
            *classes.CHECKS,
            *service.CHECKS,
            *staffing.CHECKS,
            *health_workers.CHECKS,
            *roster.CHECKS,
            *premises.CHECKS,
            *rooms.CHECKS,
            *fire.CHECKS,
            *fire_fit.CHECKS,
            *equipment.CHECKS,
            *hygiene.CHECKS,
            *food.CHECKS,
            *family.CHECKS,
            *uploads.CHECKS,
        ),
        key=lambda check: check.id,
    )
)
