"""Message (消息): one person or address is told one thing, once."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wuqing_tuoyu import clock


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody reads their own messages and nobody else's."""
        return self.filter(recipient=user)

    def unread(self):
        return self.filter(read_at=None)

    def unread_first(self):
        """As the inbox lists them: what was not read yet, then the rest, newest first."""
        is_read = Q(read_at__isnull=False)
        return self.alias(is_read=is_read).order_by("is_read", "-created_at", "-pk")


class Message(models.Model):
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name="收件人",
    )
    address = models.EmailField("收件邮箱", blank=True)
    key = models.CharField("消息标识", max_length=200)
    title = models.CharField("标题", max_length=200)
    body = models.TextField("内容", blank=True)
    url = models.CharField("链接", max_length=500, blank=True)
    created_at = models.DateTimeField("时间", default=clock.now, editable=False)
    read_at = models.DateTimeField("阅读时间", null=True, editable=False)
    leave_url = models.CharField("退订链接", max_length=300, blank=True)
    # Links that sign somebody in must not be read in the table afterwards.
    is_secret = models.BooleanField("发出后删除内容", default=False, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "消息"
        verbose_name_plural = "消息"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["recipient", "read_at"], name="message_inbox")]
        constraints = [
            models.CheckConstraint(
                name="message_recipient_or_address",
                condition=Q(recipient__isnull=False, address="")
                | (Q(recipient=None) & ~Q(address="")),
                violation_error_message="消息只能发给一个账号或一个邮箱。",
            ),
            models.UniqueConstraint(
                name="message_once_per_recipient",
                fields=["recipient", "key"],
                condition=Q(recipient__isnull=False),
                violation_error_message="这条消息已经发给此人。",
            ),
            models.UniqueConstraint(
                name="message_once_per_address",
                fields=["address", "key"],
                condition=Q(recipient=None),
                violation_error_message="这条消息已经发到此邮箱。",
            ),
        ]

    def __str__(self):
        return self.title
