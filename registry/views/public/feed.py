"""What becomes public, as Atom feeds (订阅源): for a facility, and for a township."""

import re
from datetime import datetime, time

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from departments.models import Department
from registry.models import Facility, PublicRecord
from wuqing_tuoyu import clock

MOST = 50
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Feed(Atom1Feed):
    """A feed without entries is as old as the day: asked for twice, it has not changed."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else _moment(clock.today())


@login_not_required
@require_safe
def facility_feed(request, public_id):
    facility = get_object_or_404(Facility.objects.listed(), public_id=public_id)
    return _answer(request, facility, facility.get_absolute_url(), {"facility": facility})


@login_not_required
@require_safe
def township_feed(request, code):
    township = get_object_or_404(Department.objects.active().townships(), code=code)
    address = f"{reverse('registry:facility_list')}?township={code}"
    return _answer(request, township, address, {"facility__township": township})


def _answer(request, subject, address, condition):
    feed = Feed(
        title=_writable(f"{subject}：公开记录"),
        link=f"{settings.SITE_URL}{address}",
        description="",
        language="zh-Hans",
        author_name=settings.OFFICE_NAME,
        feed_url=f"{settings.SITE_URL}{request.path}",
    )
    records = PublicRecord.objects.published(clock.today()).filter(**condition)
    records = records.select_related("facility", "department").order_by("-published_on", "-pk")
    for record in records[:MOST]:
        page = f"{settings.SITE_URL}{record.facility.get_absolute_url()}"
        feed.add_item(
            title=_writable(f"{record.facility}：{record.title}"),
            link=page,
            description=_writable("\n".join(filter(None, (record.body, record.follow_up)))),
            unique_id=f"{page}#record-{record.pk}",
            pubdate=_moment(record.published_on),
            updateddate=_moment(record.published_on),
            author_name=str(record.department),
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


def _writable(words):
    """Without the signs no XML may hold: one name with such a sign spoils nobody's feed."""
    return NOT_IN_XML.sub("", words)


def _moment(on):
    return datetime.combine(on, time(), tzinfo=clock.SHANGHAI)
