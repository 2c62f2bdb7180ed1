"""Following (关注): asked for, confirmed from the mailbox, and left with one click."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.services.message import forget_messages, send_to_address
from departments.models import Department
from registry.models import Facility, Follow
from wuqing_tuoyu import clock

CONFIRM_WITHIN = timedelta(days=3)
MOST_LETTERS_A_DAY = 5  # to one address: nobody's mailbox is filled by a stranger


@transaction.atomic
def ask_to_follow(
    email: str, *, facility: Facility | None = None, township: Department | None = None
) -> None:
    """Write to the address, which has to confirm (申请关注). The answer never tells who follows."""
    email, now = email.strip().lower(), clock.now()
    follow, is_new = Follow.objects.get_or_create(
        email=email, facility=facility, township=township, defaults={"requested_at": now}
    )
    if follow.confirmed_at is not None:
        return
    if not is_new:
        Follow.objects.filter(pk=follow.pk).update(requested_at=now)
    asked_today = Follow.objects.unconfirmed().filter(
        email=email, requested_at__gte=now - timedelta(days=1)
    )
    if asked_today.count() > MOST_LETTERS_A_DAY:
        return
    send_to_address(
        email,
        key=f"{key_of(follow)}confirm:{clock.today()}",
        title=f"请确认关注：{follow.subject}",
        body=(
            f"有人（可能是您）用这个邮箱关注“{follow.subject}”。确认以后，公开内容有变化时会收到邮件。\n"
            f"请在 3 天内打开这里确认：{settings.SITE_URL}{address_of(follow)}\n"
            "不是您本人，不用理会，3 天后这个邮箱会从系统里删除。"
        ),
        is_secret=True,
    )


def key_of(follow: Follow) -> str:
    """What every letter about this follow begins with."""
    return f"follow:{follow.pk}:"


def address_of(follow: Follow) -> str:
    return reverse("registry:follow_detail", args=[follow.token])


@transaction.atomic
def confirm_follow(follow: Follow) -> None:
    """From now on it is told (确认关注); a second time changes nothing."""
    Follow.objects.unconfirmed().filter(pk=follow.pk).update(confirmed_at=clock.now())


@transaction.atomic
def leave(follow: Follow) -> None:
    """Told no more (退订): the address goes, here and with the letters that were sent to it."""
    forget_messages(follow.email, f"{key_of(follow)}")
    others = Follow.objects.filter(email=follow.email).exclude(pk=follow.pk)
    if not others.exists():
        forget_messages(follow.email, "record:")
    follow.delete()


def unconfirmed_too_long(now):
    return Follow.objects.unconfirmed().filter(requested_at__lt=now - CONFIRM_WITHIN)
