"""What was on the screen (版面摘要): a decision on something that changed since is refused."""

from registry.choices import ReviewStatus
from registry.models import Facility, Filing, Review
from wuqing_tuoyu.exceptions import DomainError

STALE = "页面打开以后情况有变化：{changes}。请看过最新内容再办理。"


def digest_of_filing(filing: Filing) -> str:
    """Version of the filing, of each item and each review, as a short readable text."""
    parts = [f"f{filing.version}"]
    parts += [
        f"i{pk}:{version}:{staff_version or 0}:{staff_now or 0}"
        for pk, version, staff_version, staff_now in filing.items.current()
        .order_by("pk")
        .values_list("pk", "version", "staff_version", "staff_member__version")
    ]
    parts += [
        f"r{pk.hex}:{version}"
        for pk, version in filing.reviews.order_by("pk").values_list("pk", "version")
    ]
    return ";".join(parts)


def digest_of_facility(facility: Facility) -> str:
    """Standing, date of verification and each review that the facility's filings carry."""
    parts = [f"s{facility.standing}:{facility.declaration_id}:{facility.correct_by}"]
    parts += [
        f"r{pk.hex}:{version}"
        for pk, version in Review.objects.filter(filing__facility=facility)
        .exclude(status=ReviewStatus.NOT_NEEDED)
        .order_by("pk")
        .values_list("pk", "version")
    ]
    return ";".join(parts)


def demand_same_filing(filing: Filing, digest: str) -> None:
    """Refuse a decision made on an older screen, naming what changed (a missing digest too)."""
    now = digest_of_filing(filing)
    if digest != now:
        raise DomainError(STALE.format(changes=_changes(filing, digest, now)))


def demand_same_facility(facility: Facility, digest: str) -> None:
    if digest != digest_of_facility(facility):
        raise DomainError(STALE.format(changes="备案状态或部门核验答复已更新"))


def _changes(filing: Filing, seen: str, now: str) -> str:
    before, after = set(seen.split(";")), set(now.split(";"))
    if not seen:
        return "没有收到页面摘要"
    names = []
    changed = {part.split(":")[0] for part in after - before}
    for item in filing.items.current().with_subjects():
        if f"i{item.pk}" in changed:
            names.append(item.label)
    for review in filing.reviews.select_related("department"):
        if f"r{review.pk.hex}" in changed:
            names.append(f"{review.department.name}的核验答复")
    return "、".join(names) or "办理状态已更新"
