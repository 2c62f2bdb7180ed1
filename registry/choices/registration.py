"""What registrars push (登记信息): their state, and which the list shows."""

from django.db import models


class RegistrationState(models.TextChoices):
    """What the registrar said last (登记状态)."""

    IN_FORCE = "in_force", "存续"
    CHANGED = "changed", "已变更"
    CANCELLED = "cancelled", "已注销"


REGISTRATION_STATE_TONES = {
    RegistrationState.IN_FORCE: "ok",
    RegistrationState.CHANGED: "info",
    RegistrationState.CANCELLED: "plain",
}


class RegistrationView(models.TextChoices):
    """Which registrations the list shows (看哪些)."""

    UNFILED = "unfiled", "已登记未备案"
    ENDED = "ended", "登记已注销，备案仍有效"
    ALL = "all", "全部登记信息"
