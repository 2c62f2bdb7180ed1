"""Receipts, duties and figures in the API (回执、职责、数据接口)."""

from dataclasses import asdict

from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.response import Response

from departments.models import Department
from registry.api.opening import NOT_THERE, OpenView
from registry.api.schema import (
    DetailSerializer,
    DutySerializer,
    FiguresSerializer,
    ReceiptCheckSerializer,
)
from registry.filters.public import stated_since
from registry.services.figures import figures
from registry.services.notice.check import check_receipt
from wuqing_tuoyu import clock


class ReceiptCheckView(OpenView):
    @extend_schema(
        operation_id="verify",
        summary="核对备案回执",
        description="一张备案回执今天还作不作数；核验码是回执二维码网址的最后一段。每次都回答当时的状态，不缓存。",
        responses={200: ReceiptCheckSerializer, 404: DetailSerializer, 429: DetailSerializer},
    )
    def get(self, request, token):
        check = check_receipt(token.replace("\x00", ""))
        if check is None:
            raise Http404(NOT_THERE)
        place = reverse("registry:api_facility_detail", args=[check.facility.public_id])
        answer = Response(
            {
                "standing": check.standing.value,
                "standing_label": check.standing.label,
                "plain": check.standing.plain,
                "is_paused": check.is_paused,
                "name": check.facility.name,
                "number": check.facility.number,
                "address": check.place,
                "edition": check.notice.edition,
                "issued_on": clock.on(check.notice.issued_at),
                "is_replaced": check.is_replaced,
                "newest_edition": check.newest.edition,
                "facility": request.build_absolute_uri(place),
            }
        )
        answer["Cache-Control"] = "no-store"
        return answer


class DutyListView(OpenView):
    @extend_schema(
        operation_id="duties",
        summary="单位和职责条款",
        description="实施方案附件里的各单位和它们的职责条款，照原文。",
        responses={200: DutySerializer(many=True), 429: DetailSerializer},
    )
    def get(self, request):
        units = Department.objects.active().of_the_annex().prefetch_related("duties")
        return Response(
            [
                {
                    "code": unit.code,
                    "name": unit.name,
                    "short_name": unit.short_name,
                    "may_inspect": unit.may_inspect,
                    "inspection_scope": unit.inspection_scope,
                    "duties": [duty.text for duty in unit.duties.all()],
                }
                for unit in units
            ]
        )


class FigureListView(OpenView):
    @extend_schema(
        operation_id="figures",
        summary="数据",
        description="按备案状态、机构形态、机构性质、服务形式、镇街的机构数和托位数，与网页“数据”相同。",
        responses={200: FiguresSerializer, 429: DetailSerializer},
    )
    def get(self, request):
        today = clock.today()
        return Response(asdict(figures(today, stated_since(today))))


class SchemaView(OpenView, SpectacularJSONAPIView):
    """The description of the API in OpenAPI 3 (接口说明文件)."""

    @extend_schema(exclude=True)
    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs)
