"""Complaints for tests of this floor, made by the service that takes them in."""

import secrets

from inspections.models import Complaint
from inspections.services.complaint import submit_complaint
from tests.registry.listed import put_on_register, township

CONTENT = "午睡时没有老师在教室里，孩子从床上摔下来没人管。"
REPORTER = {"reporter_name": "郑晓梅", "reporter_phone": "13800138000"}


def make_complaint(*, facility=None, photos=(), **facts):
    """One complaint and the code its reporter was given."""
    facts = {"kind": "care", "content": CONTENT, **REPORTER, "facility": facility} | facts
    if facility is None and "place_address" not in facts:
        facts["facility"] = put_on_register()
    return submit_complaint(facts=facts, photos=photos, submission=secrets.token_urlsafe(24))


def complaint_about(facility=None, **facts) -> Complaint:
    return make_complaint(facility=facility, **facts)[0]


def unregistered(**facts) -> Complaint:
    """About a place nobody registered."""
    facts = {
        "place_address": "下朱庄街道某小区 3 号楼底商",
        "place_name": "小太阳早教",
        "township": township(),
    } | facts
    return make_complaint(**facts)[0]
