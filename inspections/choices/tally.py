"""What is counted by the year (年度计数)."""

from django.db import models


class Work(models.TextChoices):
    """What a unit does on site."""

    INSPECTIONS = "inspections", "检查"
    VISITS = "visits", "走访"
