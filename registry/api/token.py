"""Systems of units in the API (单位的系统): known by their token, each at its own pace."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import (
    APIException,
    AuthenticationFailed,
    ParseError,
    Throttled,
)
from rest_framework.parsers import JSONParser
from rest_framework.permissions import BasePermission
from rest_framework.throttling import SimpleRateThrottle

from departments.models import Department
from departments.services.token import token_of

SCHEME = "Bearer"


class System(AnonymousUser):
    """A unit's system (单位的系统): nobody's account, and yet known."""

    def __init__(self, unit: Department):
        super().__init__()
        self.unit = unit

    @property
    def is_authenticated(self):
        return True


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer …`; why a token does not count is nobody's business."""

    def authenticate(self, request):
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME.lower() or not secret.strip():
            return None
        pace = WrongTokenPace()
        if not pace.allow_request(request, None):
            raise Throttled(pace.wait())
        token = token_of(secret.strip(), address=pace.get_ident(request))
        if token is None:
            pace.count()
            raise AuthenticationFailed("令牌不对，或者已经过期、收回，或者不能从这里使用。")
        return System(token.department), token

    def authenticate_header(self, request):
        return SCHEME


class TokenScheme(OpenApiAuthenticationExtension):
    """How the description of the API speaks of it."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer", "description": "接口令牌，由门户管理员生成"}


class TokenHasScope(BasePermission):
    """The token is for what this address does (令牌用途)."""

    message = "这个令牌不能用在这里。"

    def has_permission(self, request, view):
        return bool(request.user.is_authenticated and request.auth.scope == view.scope)


class WrongTokenPace(SimpleRateThrottle):
    """How often one address may try a token that is none; the right ones cost it nothing."""

    scope = "wrong_token"
    cache = caches["counters"]

    def get_cache_key(self, request, view):
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}

    def throttle_success(self):
        return True

    def count(self):
        self.cache.set(self.key, [self.now, *self.history], self.duration)


class TokenPace(SimpleRateThrottle):
    """Each token at its own pace, counted in each process."""

    scope = "token"
    cache = caches["counters"]

    def get_cache_key(self, request, view):
        return self.cache_format % {"scope": self.scope, "ident": request.auth.pk}


class ShallowJSONParser(JSONParser):
    """JSON that is no deeper than anybody needs."""

    def parse(self, stream, media_type=None, parser_context=None):
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError("JSON 的层次太深。") from error


def content_of(request):
    """What was sent, unless it is longer than anybody needs (请求内容)."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise TooLong
    return request.data


class TooLong(APIException):
    status_code = 413
    default_detail = "一次推送不能超过 5 MB，请分成几次。"


class Conflict(APIException):
    status_code = 409
