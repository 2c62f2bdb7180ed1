"""The outbox (发件箱): what has to leave after a commit, and how nothing of it is lost."""

import smtplib
from collections.abc import Callable
from urllib.parse import urlsplit

import structlog
from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.module_loading import import_string

from accounts import workflow
from accounts.choices import Channel
from accounts.models import Delivery, Message
from wuqing_tuoyu import clock

TASK = "accounts.tasks.look_at_the_outbox"

outbox_log = structlog.get_logger(__name__)
_looks: list[Callable[[], object]] = []


def register(look: Callable[[], object]) -> None:
    """Have a floor's own look at the outbox taken with every other; call in `AppConfig.ready`."""
    if look not in _looks:
        _looks.append(look)


def announce() -> None:
    """After this transaction, ask a worker to look at the outbox: once, however often called."""
    waiting = transaction.get_connection().run_on_commit
    if not any(function is publish for _, function, _ in waiting):
        transaction.on_commit(publish, robust=True)


def publish() -> None:
    """Tell the broker. Without a broker nothing is lost: the same task runs every minute anyway."""
    try:
        current_app.signature(TASK).apply_async()
    except Exception as failure:
        outbox_log.warning("outbox_not_announced", failure=type(failure).__name__)


def look(limit: int = 100) -> None:
    """Let each floor tell what it has not told, then send what is due."""
    for own_look in _looks:
        try:
            own_look()
        except Exception:
            # One floor's trouble must not keep everybody's mail; it is tried again in a minute.
            outbox_log.exception("outbox_look_failed", look=own_look.__qualname__)
    deliver_due(limit)


def deliver_due(limit: int = 100) -> None:
    """Attempt each due delivery once. No transaction is open while a gateway thinks."""
    for delivery in Delivery.objects.due(clock.now()).select_related("message")[:limit]:
        # The claim runs from this moment: gateways ahead in the row may have taken minutes.
        if workflow.claim(delivery, clock.now()):
            attempt(delivery)


def attempt(delivery: Delivery) -> None:
    """Send first, mark after: whoever dies between the two sends twice rather than never."""
    send = {Channel.MAIL: send_mail, Channel.SMS: send_sms}[Channel(delivery.channel)]
    try:
        send(delivery)
    except Exception as failure:
        outbox_log.warning("delivery_refused", delivery=delivery.pk, failure=type(failure).__name__)
        workflow.mark_refused(
            delivery, clock.now(), reason=reason_for(failure), for_good=is_hopeless(failure)
        )
    else:
        with transaction.atomic():
            workflow.mark_sent(delivery, clock.now())
            Message.objects.filter(pk=delivery.message_id, is_secret=True).update(body="")


def retry_delivery(delivery: Delivery) -> None:
    """Try a failed delivery again from the start (重新发送)."""
    with transaction.atomic():
        workflow.queue_again(delivery, clock.now())
        announce()


def send_mail(delivery: Delivery) -> None:
    """One plain mail. Its Message-ID is the same each time, so that readers can drop a double."""
    message = delivery.message
    page, leaving = full_address(message.url), full_address(message.leave_url)
    text = render_to_string(
        "accounts/message/mail.txt",
        {
            "message": message,
            "page": page,
            "leaving": leaving,
            "portal_name": settings.PORTAL_NAME,
            "office_telephone": settings.OFFICE_TELEPHONE,
        },
    )
    host = urlsplit(settings.SITE_URL).hostname
    EmailMessage(
        subject=f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{message.title}",
        body=text,
        to=[delivery.address],
        headers={
            "Message-ID": f"<delivery-{delivery.pk}-{message.created_at:%Y%m%d%H%M%S}@{host}>",
            "Auto-Submitted": "auto-generated",
        }
        | one_click(leaving),
    ).send()


def full_address(url: str) -> str:
    return f"{settings.SITE_URL}{url}" if url.startswith("/") else url


def one_click(leaving: str) -> dict[str, str]:
    """What lets a mail program offer to leave with one click (RFC 8058)."""
    if not leaving:
        return {}
    return {
        "List-Unsubscribe": f"<{leaving}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def send_sms(delivery: Delivery) -> None:
    """One short message through the gateway of the settings."""
    gateway = import_string(settings.SMS_BACKEND)()
    text = f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{delivery.message.title}"
    gateway.send(delivery.address, text, key=f"delivery-{delivery.pk}")


def is_hopeless(failure: Exception) -> bool:
    """Whether trying again cannot help: the address itself is wrong."""
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in failure.recipients.values())
    return isinstance(failure, ValueError)


def reason_for(failure: Exception) -> str:
    """Why it did not leave, in words for those who look after the portal."""
    match failure:
        case smtplib.SMTPRecipientsRefused():
            return "对方邮件服务器不接受这个收件地址，请核对地址。"
        case smtplib.SMTPAuthenticationError():
            return "邮件服务器不接受本系统的账号或密码，请检查邮件设置。"
        case ValueError():
            return "收件地址或标题不符合格式，请核对地址。"
        case OSError():
            return f"连不上服务器（{type(failure).__name__}），系统会自动再试。"
        case _:
            return f"发送时出错（{type(failure).__name__}），详见系统日志。"
