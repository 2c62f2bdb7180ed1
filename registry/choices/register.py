"""What the public register (公开名录) may be asked for."""

from django.db import models

from registry.choices.facility import Standing


class PublicStanding(models.TextChoices):
    """Standings to choose from (备案状态); `paused` is an open pause beside any of them."""

    RECORDED = Standing.RECORDED.value, Standing.RECORDED.label
    VERIFIED = Standing.VERIFIED.value, Standing.VERIFIED.label
    NONCONFORMING = Standing.NONCONFORMING.value, Standing.NONCONFORMING.label
    PAUSED = "paused", "暂停服务"
    CLOSED = Standing.CLOSED.value, Standing.CLOSED.label


class PublicSort(models.TextChoices):
    """Orders of the list (排序); distance is computed by the reader's own device."""

    RELEVANCE = "relevance", "最相关"
    VACANCY = "vacancy", "空余托位"
    FEE = "fee", "费用"
    NEWEST = "-filed_on", "最新备案"
    NAME = "name", "名称"
    DISTANCE = "distance", "距离"


class PublicView(models.TextChoices):
    """Ways to look at the list (显示方式)."""

    LIST = "list", "列表"
    MAP = "map", "地图"
