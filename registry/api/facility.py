"""Facilities in the API (机构接口): the same filters and columns as the page."""

from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from registry.api.opening import NOT_THERE, OpenView, refuse
from registry.api.schema import (
    MOST_ON_A_PAGE,
    DetailSerializer,
    FacilityDetailSerializer,
    FacilityListSerializer,
    FaultSerializer,
    parameters,
)
from registry.choices import ClassKind, FeeUnit, PublicRecordKind
from registry.filters.found import MOST_COUNTED, FoundPages
from registry.filters.public import PublicFacilityFilter
from registry.models import Facility, OpeningHours
from registry.services.honour import honours_of
from registry.services.inspected import inspection_in_words
from registry.services.published import (
    classes_of,
    fees_of,
    findings_of,
    predecessor_of,
    records_of,
    safety_of,
    successor_of,
)
from registry.services.register import public_part, read_rows, rows_of, with_labels
from wuqing_tuoyu import clock

PAGE_SIZE = 50
BAD_KEY = "“接在谁后面”（after）应当照抄 next 里的值，并且按最新备案排列（sort=-filed_on）。"


def told(request, row):
    """A row of the register with the addresses where more is said."""
    place = reverse("registry:api_facility_detail", args=[row["public_id"]])
    page = reverse("registry:facility_detail", args=[row["public_id"]])
    return with_labels(row) | {
        "url": request.build_absolute_uri(place),
        "page_url": request.build_absolute_uri(page),
    }


class FacilityListView(OpenView):
    @extend_schema(
        operation_id="facilities",
        summary="查找托育机构",
        description="和网页名单同样的条件和栏目；要已注销的，用 closed=1。",
        parameters=list(parameters()),
        responses={200: FacilityListSerializer, 400: FaultSerializer, 429: DetailSerializer},
    )
    def get(self, request):
        wanted = PublicFacilityFilter(request.GET, today=clock.today())
        size, faults = page_size(request)
        if faults := wanted.faults | faults:
            refuse(faults)
        rows, links = turned_to(request, wanted.found, size)
        return Response(
            {
                "count": min(wanted.found.total, MOST_COUNTED),
                "count_is_capped": wanted.found.total.is_more,
                "closed_left_out": min(wanted.found.closed, MOST_COUNTED),
                "notes": wanted.notes,
                **links,
                "results": [told(request, row) for row in public_part(rows)],
            }
        )


def turned_to(request, found, size):
    """The rows asked for, and the addresses before and after; by key, there is no last page."""
    if request.GET.get("after"):
        return turned_after(request, found, size, request.GET["after"])
    page = page_of(FoundPages(found, size), request.GET.get("page") or 1)
    rows = rows_of(page.object_list)
    following = page.has_next() and {"page": page.number + 1}
    if found.is_by_date and following:
        following = {"after": rows[-1]["public_id"]}
    return rows, {
        "next": beside(request, following),
        "previous": beside(request, page.has_previous() and {"page": page.number - 1}),
    }


def turned_after(request, found, size, key):
    last = Facility.objects.listed().filter(public_id=key.replace("\x00", "")).first()
    if last is None or not found.is_by_date:
        refuse({"after": BAD_KEY})
    rows = read_rows(found.after(last), size + 1)
    following = len(rows) > size and {"after": rows[size - 1]["public_id"]}
    return rows[:size], {"next": beside(request, following), "previous": None}


def page_size(request):
    asked = request.GET.get("page_size") or str(PAGE_SIZE)
    if asked.isascii() and asked.isdigit() and len(asked) < 4 and 1 <= int(asked) <= MOST_ON_A_PAGE:
        return int(asked), {}
    return PAGE_SIZE, {"page_size": f"“每页几家”（page_size）应当是 1 到 {MOST_ON_A_PAGE} 的整数。"}


def page_of(paginator, number):
    try:
        return paginator.page(number)
    except PageNotAnInteger:
        refuse({"page": "“页码”（page）应当是从 1 开始的整数。"})
    except EmptyPage:
        refuse({"page": f"没有这一页，“页码”（page）最大是 {paginator.num_pages}，最小是 1。"})


def beside(request, place):
    """The address of the page before or after, or nothing."""
    if not place:
        return None
    query = request.GET.copy()
    for name in ("page", "after"):
        query.pop(name, None)
    query.update(place)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


class FacilityDetailView(OpenView):
    @extend_schema(
        operation_id="facility",
        summary="一家托育机构",
        description="机构页面上的全部内容：班级、收费、开放时间、称号、安全、检查情况和公开记录。",
        responses={200: FacilityDetailSerializer, 404: DetailSerializer, 429: DetailSerializer},
    )
    def get(self, request, public_id):
        found = Facility.objects.listed().filter(public_id=public_id.replace("\x00", ""))
        facility = found.select_related("moved_from").first()
        if facility is None:
            raise Http404(NOT_THERE)
        [row] = public_part(read_rows(found))
        return Response(told(request, row) | more_of(facility))


def more_of(facility):
    """What the page shows beyond the columns."""
    today = clock.today()
    finding = findings_of([facility.pk]).get(facility.pk)
    pause = facility.open_pause
    moved_from, moved_to = predecessor_of(facility), successor_of(facility)
    hours = OpeningHours.objects.current().filter(facility=facility).order_by("weekday")
    return {
        "classes": [class_row(group) for group in classes_of(facility)],
        "fees": [fee_row(fee) for fee in fees_of(facility, today)],
        "hours_stated_on": facility.hours_stated_on,
        "opening_hours": [
            {"weekday": row.weekday, "opens": f"{row.opens:%H:%M}", "closes": f"{row.closes:%H:%M}"}
            for row in hours
        ],
        "safety": [
            {"sentence": each.sentence, "source": each.source}
            for each in safety_of(facility, today)
        ],
        "inclusive_since": facility.inclusive_since,
        "honours": [
            honour_row(honour) for honour in honours_of([facility.pk], today).get(facility.pk, ())
        ],
        "nonconformities": [
            {"sentence": sentence, "article": article}
            for sentence, article in (finding.reasons if finding else ())
        ],
        "pause": pause
        and {
            "from_on": pause.from_on,
            "until_on": pause.until_on,
            "reason": pause.reason,
            "is_ordered": pause.is_ordered,
        },
        "records": [record_row(record, today) for record in records_of(facility, today)],
        "moved_from": moved_from and moved_from.public_id,
        "moved_to": moved_to and moved_to.public_id,
    }


def class_row(group):
    return {
        "kind": group.kind.value,
        "kind_label": ClassKind(group.kind).label,
        "min_age": group.min_age,
        "max_age": group.max_age,
        "places": group.places,
        "vacancies": group.free,
        "stated_on": group.stated_on,
    }


def fee_row(fee):
    return {
        "item": fee.item,
        "service_form": fee.service_form,
        "amount": float(fee.amount),
        "unit": FeeUnit(fee.unit).label,
        "is_meal": fee.is_meal,
        "valid_from": fee.valid_from,
    }


def honour_row(honour):
    return {
        "kind": honour.kind,
        "kind_label": honour.get_kind_display(),
        "title": honour.title,
        "awarded_by": honour.awarded_by,
        "awarded_on": honour.awarded_on,
        "source": honour.source,
    }


def record_row(record, today):
    return {
        "kind": record.kind,
        "kind_label": PublicRecordKind(record.kind).label,
        "happened_on": record.happened_on,
        "title": record.title,
        "body": record.body,
        "items_checked": record.items_checked,
        "items_unmet": record.items_unmet,
        "items_corrected": record.items_corrected,
        "sentence": inspection_in_words(record, today) if record.items_checked is not None else "",
        "follow_up": record.follow_up,
        "reply": record.reply,
        "response": record.response,
        "responded_on": record.responded_on,
        "department": record.department.name,
    }
