"""Closed lists of the accounts floor (选项)."""

from django.db import models


class Channel(models.TextChoices):
    MAIL = "mail", "电子邮件"
    SMS = "sms", "短信"


class DeliveryStatus(models.TextChoices):
    PENDING = "pending", "待发送"
    SENT = "sent", "已发送"
    FAILED = "failed", "未发出"
