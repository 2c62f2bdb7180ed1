"""Telling people things (消息). What follows an act is told once, in the act's own transaction."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from accounts.choices import Channel
from accounts.models import Delivery, Message, User
from accounts.services.outbox import announce
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

LONGEST_TITLE = Message._meta.get_field("title").max_length


@transaction.atomic
def send_message(
    recipient: User,
    *,
    key: str,
    title: str,
    body: str = "",
    url: str = "",
    channels: Iterable[str] = (Channel.MAIL,),
) -> Message | None:
    """Tell somebody one thing (发消息), in the inbox and beyond. A known key tells nobody twice."""
    message, is_new = Message.objects.get_or_create(
        recipient=recipient,
        key=key,
        defaults={"title": one_line(title), "body": body, "url": url, "created_at": clock.now()},
    )
    if not is_new:
        return None
    mobile = recipient.mobile if settings.SMS_BACKEND else ""
    addresses = {Channel.MAIL: recipient.email, Channel.SMS: mobile}
    for channel in map(Channel, channels):
        if recipient.is_active and addresses[channel]:
            Delivery.objects.create(
                message=message,
                channel=channel,
                address=addresses[channel],
                next_try_at=clock.now(),
            )
    announce()
    return message


@transaction.atomic
def send_messages(drafts: Iterable[Message]) -> None:
    """Tell many people one thing each (群发消息), in as many questions as for one.

    As with `send_message`, a known key tells nobody twice, and mail follows where there is an
    address.
    """
    new = {(draft.recipient_id, draft.key): draft for draft in drafts}
    if not new:
        return
    now = clock.now()
    for draft in new.values():
        draft.title, draft.created_at = one_line(draft.title), now
    Message.objects.bulk_create(new.values(), ignore_conflicts=True)
    Delivery.objects.bulk_create(
        [
            Delivery(message_id=pk, channel=Channel.MAIL, address=address, next_try_at=now)
            for pk, address in _to_be_mailed(new, now)
        ],
        ignore_conflicts=True,
    )
    announce()


def _to_be_mailed(drafts: Mapping[tuple[int, str], Message], now: datetime) -> Iterator:
    """Those of this instant are new, each with its address; others stood there before."""
    recipients = {recipient for recipient, _ in drafts}
    rows = Message.objects.unread().filter(recipient__in=recipients, created_at=now)
    for pk, *each in rows.values_list("pk", "recipient_id", "key"):
        draft = drafts.get(tuple(each))
        if draft and draft.recipient.is_active and draft.recipient.email:
            yield pk, draft.recipient.email


@transaction.atomic
def send_to_address(
    address: str,
    *,
    key: str,
    title: str,
    body: str = "",
    url: str = "",
    leave_url: str = "",
    is_secret: bool = False,
) -> Message | None:
    """Write to somebody who may have no account. A secret body is wiped once it is sent.

    `leave_url` is where one POST ends letters of this kind (退订).
    """
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError as invalid:
        raise DomainError("邮箱地址不正确，请检查后重新填写，例如 zhang@example.com。") from invalid
    message, is_new = Message.objects.get_or_create(
        recipient=None,
        address=address,
        key=key,
        defaults={
            "title": one_line(title),
            "body": body,
            "url": url,
            "leave_url": leave_url,
            "is_secret": is_secret,
            "created_at": clock.now(),
        },
    )
    if not is_new:
        return None
    Delivery.objects.create(
        message=message, channel=Channel.MAIL, address=address, next_try_at=clock.now()
    )
    announce()
    return message


def forget_messages(address: str, key: str) -> None:
    """Letters to an address that wants no more of them go, with whatever waits (不再保存)."""
    Message.objects.filter(recipient=None, address=address, key__startswith=key).delete()


def read_message(message: Message) -> None:
    """Note when a message was first opened (标为已读)."""
    Message.objects.unread().filter(pk=message.pk).update(read_at=clock.now())


def read_all_messages(actor: User) -> int:
    """Note that everything in the inbox was seen (全部标为已读)."""
    return Message.objects.visible_to(actor).unread().update(read_at=clock.now())


def one_line(title: str) -> str:
    """A title fits one line: line breaks would reach into the head of a mail."""
    return " ".join(title.split())[:LONGEST_TITLE]
