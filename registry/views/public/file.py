"""The public register as a file (名单下载): the same filters, never held whole in memory."""

import json

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBadRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from registry.filters.public import PublicFacilityFilter
from registry.services.register import PUBLIC_COLUMNS, public_rows, sheet_rows, with_labels
from wuqing_tuoyu import clock, sheet

FILE_NAME = "武清区托育机构名单"


def wanted_file(view):
    """A list as a file: the same filters, a bad value is refused."""

    @login_not_required
    @require_safe
    def answer(request):
        wanted = PublicFacilityFilter(request.GET, today=clock.today())
        if wanted.faults:
            return HttpResponseBadRequest(
                "\n".join(wanted.faults.values()), content_type="text/plain; charset=utf-8"
            )
        return view(request, wanted)

    return answer


@wanted_file
def facility_csv(request, wanted):
    captions = [column.caption for column in PUBLIC_COLUMNS]
    lines = sheet.csv_lines(captions, sheet_rows(public_rows(wanted.found.stretches())))
    return stream(lines, "text/csv; charset=utf-8", "csv")


@wanted_file
def facility_geojson(request, wanted):
    return stream(features(wanted), "application/geo+json; charset=utf-8", "geojson")


def features(wanted):
    """A FeatureCollection, one feature after the other; no point, no geometry."""
    yield '{"type":"FeatureCollection","features":['
    comma = ""
    for row in public_rows(wanted.found.stretches()):
        point = [row.pop("longitude"), row.pop("latitude")]
        located = None not in point
        feature = {
            "type": "Feature",
            "id": row["public_id"],
            "geometry": {"type": "Point", "coordinates": point} if located else None,
            "properties": with_labels(row),
        }
        yield comma + json.dumps(feature, ensure_ascii=False, default=str)
        comma = ",\n"
    yield "]}"


def stream(parts, content_type, ending):
    response = StreamingHttpResponse(parts, content_type=content_type)
    name = f"{FILE_NAME}-{clock.today():%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
