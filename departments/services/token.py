"""Tokens of units' systems (接口令牌): made by an administrator, shown once, taken back at once."""

import hashlib
import secrets

from django.db import transaction

from accounts.models import User
from departments.models import AccessToken
from departments.validators import lies_within
from wuqing_tuoyu import clock

BEGINNING = "wqty_"
SHOWN = 10


def issue_token(token: AccessToken, *, actor: User) -> str:
    """Give a token its secret (生成令牌), and hand that out this once; only its digest is kept."""
    secret = BEGINNING + secrets.token_urlsafe(32)
    token.beginning, token.digest = secret[:SHOWN], _digest(secret)
    token.created_at, token.created_by = clock.now(), actor
    token.save(force_insert=True)
    return secret


@transaction.atomic
def revoke_token(token: AccessToken) -> None:
    """From now on it opens nothing (收回令牌)."""
    AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now())


def token_of(secret: str, *, address: str) -> AccessToken | None:
    """The token in force this is, coming from where it may; notes the day it was used."""
    today = clock.today()
    tokens = AccessToken.objects.in_force(today).select_related("department")
    token = tokens.filter(digest=_digest(secret)).first()
    if token is None or not lies_within(address, token.networks):
        return None
    if token.last_used_on != today:
        AccessToken.objects.filter(pk=token.pk).update(last_used_on=today)
    return token


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
