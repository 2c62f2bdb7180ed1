"""Public pages: their cost against the same SQL and a string, and against the administration.

Both sides spend processor time here and in the database server, and both are counted: a search by
`LIKE` is cheap to ask for and dear to answer.
"""

import html

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpRequest, QueryDict
from django.test.utils import CaptureQueriesContext

from benchmarks.database import register_of
from benchmarks.measure import compare, in_one_process, processor_time
from benchmarks.visitor import Visitor
from registry.models import Facility
from wuqing_tuoyu.templatetags import look

FEW, MANY = 300, 100_000
BY_FREE_PLACES = "/facilities/?sort=vacancy"
SEARCH = "/facilities/?q=%E5%B9%B8%E7%A6%8F"  # 幸福


def run():
    for length, most_of_sql, most_of_administration in ((FEW, 1.5, 1 / 25), (MANY, 1.0, 1 / 150)):
        register_of(length)
        in_one_process()
        against_plain_sql("public_search_page", "/facilities/", goal=most_of_sql, rows=length)
        against_plain_sql("public_search_page_with_words", SEARCH, goal=most_of_sql, rows=length)
        against_plain_sql(
            "public_search_page_drawn_anew", "/facilities/", forget=drawings, rows=length
        )
        for address in (BY_FREE_PLACES, f"{BY_FREE_PLACES}&age=20"):
            against_plain_sql("public_search_by_free_places", address, rows=length, page=address)
        against_administration(length, most_of_administration)
    facility = Facility.objects.living().first()
    page = f"/facilities/{facility.public_id}/"
    against_plain_sql("facility_page", page, goal=1.6, rows=MANY)
    against_plain_sql("facility_page_drawn_anew", page, forget=drawings, rows=MANY)
    for address in ("/", "/figures/", "/disclosures/"):
        against_plain_sql("public_page", address, rows=MANY, page=address)


def drawings():
    """As if nothing of a page had been drawn before."""
    look._drawn.cache_clear()


def against_plain_sql(name, address, *, forget=lambda: None, **sizes):
    """The floor asks the same questions by hand and puts the answers into one string.

    It draws every row it was handed, keys too, and nothing is found out, checked or counted by it.
    """
    visitor = Visitor()
    frame = visitor.get(address).decode()
    with CaptureQueriesContext(connection) as asked:
        visitor.get(address)
    questions = [query["sql"] for query in asked]

    def by_hand():
        lines = []
        with connection.cursor() as cursor:
            raw = cursor.cursor
            for question in questions:
                raw.execute(question)
                for row in raw.fetchall():
                    cells = "".join(f"<span>{html.escape(str(cell))}</span>" for cell in row)
                    lines.append(f"<li>{cells}</li>")
        return f"{frame}{''.join(lines)}".encode()

    compare(
        name,
        lambda: forget() or visitor.get(address),
        by_hand,
        clock=processor_time,
        queries=len(questions),
        bytes=len(frame.encode()),
        **sizes,
    )


class FacilityAdmin(admin.ModelAdmin):
    """What the administration would offer for the same search."""

    list_display = ("name", "number", "standing", "township", "filed_on", "monthly_fee")
    list_select_related = ("township",)
    search_fields = ("name", "address", "number")
    list_per_page = 20
    ordering = ("-filed_on", "-id")


def against_administration(length, goal):
    """Its list alone, without middleware or session; the portal's page has both."""
    site = admin.AdminSite()
    page = FacilityAdmin(Facility, site)
    visitor = Visitor()
    reader = get_user_model()(is_staff=True, is_superuser=True, is_active=True, pk=1)

    def administration():
        request = HttpRequest()
        request.method, request.user = "GET", reader
        request.GET = QueryDict("q=幸福")
        request.META = {"SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "SCRIPT_NAME": ""}
        return page.changelist_view(request).render().content

    compare(
        "public_search_against_administration",
        lambda: visitor.get(SEARCH),
        administration,
        times=5,
        clock=processor_time,
        goal=goal,
        rows=length,
    )
