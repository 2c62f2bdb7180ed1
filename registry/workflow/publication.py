"""When the public side has changed (公开信息更新): kept pages are old from then on."""

import time

from django.db import transaction

from registry.models import PublicVersion

AGE = 1.0  # seconds for which another process may not have heard of a change

_known: dict[str, float] = {}


def publish_changes() -> None:
    """Raise the version once this transaction is committed, so that no old page is kept as new."""
    waiting = transaction.get_connection().run_on_commit
    if not any(function is raise_public_version for _, function, _ in waiting):
        transaction.on_commit(raise_public_version, robust=True)


def raise_public_version() -> None:
    PublicVersion.objects.raise_by_one()
    _known.clear()


def public_version() -> int:
    """The version as this process knows it: asked once a second, and after its own changes."""
    known = known_version()
    if known is not None:
        return known
    now = time.monotonic()
    _known.update(number=PublicVersion.objects.current(), asked_at=now)
    return int(_known.get("number", 0))


def known_version() -> int | None:
    """The version, where it need not be asked for."""
    asked_at, number = _known.get("asked_at"), _known.get("number")
    if asked_at is None or number is None or time.monotonic() - asked_at >= AGE:
        return None
    return int(number)
