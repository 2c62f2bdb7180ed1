"""The public register as a file (名单下载): the same filters, or the whole as of this morning."""

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_not_required
from django.http import (
    FileResponse,
    Http404,
    HttpResponseBadRequest,
    JsonResponse,
    StreamingHttpResponse,
)
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.http import condition, require_safe

from registry.filters.public import PublicFacilityFilter
from registry.services.open_data import (
    CSV,
    CSV_WITHOUT_MARK,
    FORMATS,
    GEOJSON,
    JSON,
    schema,
    whole_register,
)
from registry.services.register import public_rows
from wuqing_tuoyu import clock

FILE_NAME = "武清区托育机构名单"
MARK = {"": CSV, "1": CSV, "0": CSV_WITHOUT_MARK}
BAD_MARK = "“文件标记”（bom）不能是“{}”，可以是 1（带 BOM，电子表格软件直接打开）、0（不带）。"


def live(request, chosen):
    """A list as a file: the same filters, a bad value is refused."""
    wanted = PublicFacilityFilter(request.GET, today=clock.today())
    if wanted.faults:
        return refused(*wanted.faults.values())
    return stream(chosen, wanted.found.stretches())


def refused(*sentences):
    return HttpResponseBadRequest("\n".join(sentences), content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def facility_csv(request):
    mark = request.GET.get("bom", "")
    if mark not in MARK:
        return refused(BAD_MARK.format(mark[:20]))
    return live(request, MARK[mark])


@login_not_required
@require_safe
def facility_geojson(request):
    return live(request, GEOJSON)


@login_not_required
@require_safe
def facility_json(request):
    return live(request, JSON)


def written_at(request, name):
    """When the file of the day was written, for whoever has it already."""
    chosen = FORMATS.get(name)
    if chosen is None or not chosen.path.exists():
        return None
    return datetime.fromtimestamp(int(chosen.path.stat().st_mtime), UTC)


@login_not_required
@require_safe
@condition(last_modified_func=written_at)
def file_of_the_day(request, name):
    """The whole register with the closed ones, of last night; before the first night, live."""
    chosen = FORMATS.get(name)
    if chosen is None:
        raise Http404
    at = written_at(request, name)
    if at is None:
        return stream(chosen, whole_register())
    response = FileResponse(chosen.path.open("rb"), content_type=chosen.content_type)
    response["Content-Disposition"] = disposition(chosen, clock.on(at))
    response["Last-Modified"] = http_date(at.timestamp())
    response["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_safe
def schema_of_open_data(request):
    return JsonResponse(schema(), json_dumps_params={"ensure_ascii": False, "indent": 2})


def stream(chosen, stretches):
    parts = chosen.parts(public_rows(stretches))
    response = StreamingHttpResponse(parts, content_type=chosen.content_type)
    response["Content-Disposition"] = disposition(chosen, clock.today())
    return response


def disposition(chosen, on):
    return content_disposition_header(True, f"{FILE_NAME}-{on:%Y-%m-%d}.{chosen.ending}")
