"""Accounts (账号): how people who register by themselves get one."""

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from accounts.models import User
from wuqing_tuoyu.exceptions import DomainError


@transaction.atomic
def register_user(
    *, username: str, name: str, mobile: str, email: str, password: str
) -> User | None:
    """Open an account and send its owner the confirmation mail (注册).

    None when the address has an account already: its owner is told by mail, and the page
    must show the same as ever, or strangers could ask who has an account.
    """
    email = email.lower()
    hashed = make_password(password)  # also where it is not needed: the same work takes as long
    if has_account(email):
        get_adapter().send_account_already_exists_mail(email)
        return None
    try:
        with transaction.atomic():
            user = User.objects.create(
                username=username,
                name=name,
                mobile=mobile,
                email=email,
                password=hashed,
                must_confirm_email=True,
            )
    except IntegrityError as taken:
        raise DomainError("这个用户名已有人使用，请换一个。") from taken
    address = EmailAddress.objects.create(user=user, email=email, primary=True)
    address.send_confirmation(signup=True)
    return user


def has_account(email: str) -> bool:
    """Whether somebody has shown that this address is theirs, or an administrator has said so."""
    return (
        EmailAddress.objects.filter(email__iexact=email, verified=True).exists()
        or User.objects.filter(email__iexact=email, must_confirm_email=False).exists()
    )


def vouch_for_address(user: User) -> None:
    """The address an administrator entered counts as confirmed (已确认的邮箱)."""
    if user.must_confirm_email or not user.email:
        return
    email = user.email.lower()
    if EmailAddress.objects.filter(email__iexact=email, verified=True).exists():
        return
    with transaction.atomic():
        EmailAddress.objects.filter(user=user, verified=True).delete()
        EmailAddress.objects.update_or_create(
            user=user, email=email, defaults={"verified": True, "primary": True}
        )


@transaction.atomic
def replace_address(user: User) -> None:
    """After an administrator entered another address, the old ones open nothing any more."""
    EmailAddress.objects.filter(user=user).delete()
    user.must_confirm_email = False
    user.save(update_fields=["must_confirm_email"])
    vouch_for_address(user)


@transaction.atomic
def remove_second_factor(user: User) -> None:
    """For who lost telephone and recovery codes (清除双因素认证); they are told by mail."""
    Authenticator.objects.filter(user=user).delete()
    if user.email:
        get_adapter().send_mail("mfa/email/totp_deactivated", user.email, {"user": user})
