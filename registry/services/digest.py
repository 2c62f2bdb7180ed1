"""What was on the screen (版面摘要): a decision on something that changed since is refused."""

from collections.abc import Iterable

from registry.choices import ReviewStatus
from registry.models import Facility, Filing, Review
from wuqing_tuoyu.exceptions import DomainError

STALE = "页面打开以后情况有变化：{changes}。请看过最新内容再办理。"
NO_DIGEST = "没有收到页面摘要"


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
    """Standing, declaration in force, and each review that the facility's filings carry."""
    parts = [f"s:{facility.standing}:{facility.correct_by}", f"d:{facility.declaration_id}"]
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
    now = digest_of_facility(facility)
    if digest != now:
        raise DomainError(STALE.format(changes=_changes_of_facility(facility, digest, now)))


def _changes_of_facility(facility: Facility, seen: str, now: str) -> str:
    if not seen:
        return NO_DIGEST
    changed = _changed_keys(seen, now)
    names = [words for key, words in (("s", "备案状态"), ("d", "申报信息")) if key in changed]
    reviews = Review.objects.filter(filing__facility=facility).select_related("department")
    return "、".join(names + _answers(reviews, changed)) or "部门核验已更新"


def _changes(filing: Filing, seen: str, now: str) -> str:
    if not seen:
        return NO_DIGEST
    changed = _changed_keys(seen, now)
    items = filing.items.current().with_subjects()
    names = [item.label for item in items if f"i{item.pk}" in changed]
    names += _answers(filing.reviews.select_related("department"), changed)
    return "、".join(names) or "办理状态已更新"


def _changed_keys(seen: str, now: str) -> set[str]:
    return {part.split(":")[0] for part in set(now.split(";")) - set(seen.split(";"))}


def _answers(reviews: Iterable[Review], changed: set[str]) -> list[str]:
    return [
        f"{review.department.name}的核验答复"
        for review in reviews
        if f"r{review.pk.hex}" in changed
    ]
