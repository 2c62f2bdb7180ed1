"""Registrations from registrars' systems (登记信息推送接口), idempotent by their own numbers."""

from dataclasses import asdict

import structlog
from django.contrib.auth.decorators import login_not_required
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from departments.choices import TokenScope
from registry.api.opening import refuse
from registry.api.schema import DetailSerializer, FaultSerializer
from registry.api.token import (
    Conflict,
    ShallowJSONParser,
    TokenAuthentication,
    TokenHasScope,
    TokenPace,
    content_of,
)
from registry.choices import LegalNature
from registry.choices.registration import RegistrationState
from registry.permissions import is_registrar
from registry.services.registration.cleaning import LABELS, LONGEST
from registry.services.registration.keeping import Outdated
from registry.services.registration.receiving import MOST_AT_ONCE, BatchRefused, receive_batch

log = structlog.get_logger(__name__)

SHAPE = f"请求内容应为 {{“registrations”: […]}}，一次 1 到 {MOST_AT_ONCE} 条。"


class RegistrationSerializer(serializers.Serializer):
    record_number = serializers.CharField(
        max_length=LONGEST["record_number"], help_text="登记机关自己的记录号，一个号一条"
    )
    credit_code = serializers.CharField(max_length=18, help_text="统一社会信用代码")
    name = serializers.CharField(max_length=LONGEST["name"], help_text="登记的名称")
    legal_nature = serializers.ChoiceField(
        LegalNature.choices, required=False, help_text="机构性质，不写的按信用代码"
    )
    address = serializers.CharField(
        max_length=LONGEST["address"], required=False, allow_blank=True, help_text="住所"
    )
    township = serializers.CharField(
        required=False, allow_blank=True, help_text="所在镇街的代码或者名称，不清楚的不写"
    )
    happened_on = serializers.DateField(help_text="登记、变更或者注销的日期")
    state = serializers.ChoiceField(
        RegistrationState.choices, required=False, help_text="登记状态，不写的算存续"
    )


class BatchSerializer(serializers.Serializer):
    registrations = serializers.ListField(
        child=RegistrationSerializer(), min_length=1, max_length=MOST_AT_ONCE
    )


class KeptSerializer(serializers.Serializer):
    received = serializers.IntegerField(help_text="收到的条数")
    added = serializers.IntegerField(help_text="新增")
    updated = serializers.IntegerField(help_text="更新")
    unchanged = serializers.IntegerField(help_text="没有变化")


class RegistrarsOnly(TokenHasScope):
    def has_permission(self, request, view):
        return super().has_permission(request, view) and is_registrar(request.user.unit)


class RegistrationPushView(APIView):
    authentication_classes = (TokenAuthentication,)
    permission_classes = (RegistrarsOnly,)
    throttle_classes = (TokenPace,)
    parser_classes = (ShallowJSONParser,)
    scope = TokenScope.REGISTRATIONS

    @classmethod
    def as_view(cls, **initkwargs):
        return login_not_required(super().as_view(**initkwargs))

    @extend_schema(
        operation_id="registrations",
        summary="推送登记信息（登记机关）",
        description="一次全部写入，或者全部不写。同样的内容再推送一次，什么也不改；"
        "比已经收到的日期早的，回答 409。",
        request=BatchSerializer,
        responses={
            200: KeptSerializer,
            400: FaultSerializer,
            401: DetailSerializer,
            403: DetailSerializer,
            409: FaultSerializer,
            413: DetailSerializer,
            415: DetailSerializer,
            429: DetailSerializer,
        },
    )
    def post(self, request):
        unit, records = request.user.unit, records_in(content_of(request))
        try:
            kept = receive_batch(records, registrar=unit)
        except BatchRefused as refused:
            raise ValidationError({"detail": str(refused), "errors": refused.errors}) from refused
        except Outdated as refused:
            late = {number: f"已有 {day.isoformat()} 的登记信息" for number, day in refused.records}
            raise Conflict({"detail": str(refused), "errors": late}) from refused
        log.info("registrations_pushed", unit=unit.code, received=len(records), **asdict(kept))
        figures = asdict(kept)
        del figures["outdated"]
        return Response({"received": len(records), **figures})


def records_in(content) -> list[dict[str, str]]:
    """The records of a request, as texts; 400 where it has another shape."""
    records = content.get("registrations") if isinstance(content, dict) else None
    if not isinstance(records, list) or not 1 <= len(records) <= MOST_AT_ONCE:
        refuse({"registrations": SHAPE})
    faults = {}
    for place, record in enumerate(records):
        if not isinstance(record, dict):
            faults[str(place)] = "应为一条登记信息。"
            continue
        strange = [
            LABELS[name]
            for name in LABELS
            if record.get(name) is not None and not isinstance(record[name], str)
        ]
        if strange:
            faults[str(place)] = f"{'、'.join(strange)}应为文字。"
    if faults:
        refuse(faults)
    return [{name: record.get(name) or "" for name in LABELS} for record in records]
