"""The receipt check (核对回执): what a paper in the hand is worth today."""

import re
from dataclasses import dataclass
from datetime import date

from registry.choices import Standing
from registry.models import Facility, Notice
from registry.search import indexed, normalise
from registry.services.published import successor_of

PARTS = re.compile(r"[0-9]+|[^\W\d_]+")  # of a number: runs of digits, runs of letters
MOST_ALIKE = 200


@dataclass(frozen=True)
class ReceiptCheck:
    """Today's standing of the facility a receipt was issued to; nothing personal in it."""

    facility: Facility
    notice: Notice
    newest: Notice
    paused_from: date | None
    paused_until: date | None
    moved_to: Facility | None

    @property
    def standing(self) -> Standing:
        return Standing(self.facility.standing)

    @property
    def tone(self) -> str:
        """How loud the answer is; empty for the normal course."""
        if self.standing in (Standing.NONCONFORMING, Standing.CLOSED):
            return "bad"
        return "wait" if self.is_paused else ""

    @property
    def is_replaced(self) -> bool:
        """Does a newer edition replace this paper?"""
        return self.newest.edition > self.notice.edition

    @property
    def is_paused(self) -> bool:
        return self.paused_from is not None and self.standing != Standing.CLOSED

    @property
    def place(self) -> str:
        """The address as far as the public may know it: a family site without its door number."""
        return self.facility.public_address

    @property
    def name_on_paper(self) -> str:
        """The name as printed, where the facility is called otherwise today."""
        printed = next(
            (each["value"] for each in self.notice.content["facts"] if each["label"] == "机构名称"),
            "",
        )
        return "" if printed == self.facility.name else printed


def check_receipt(token: str) -> ReceiptCheck | None:
    """What the QR code of a receipt says today; None for a code never given out."""
    notice = (
        Notice.objects.receipts().select_related("facility__township").filter(token=token).first()
    )
    if notice is None:
        return None
    facility = notice.facility
    pause = facility.open_pause
    return ReceiptCheck(
        facility=facility,
        notice=notice,
        newest=newest_receipt(facility),
        paused_from=pause.from_on if pause else None,
        paused_until=pause.until_on if pause else None,
        moved_to=successor_of(facility),
    )


def facility_by_number(number: str, name: str) -> Facility | None:
    """The listed facility with this number, if its name is the one on the paper too."""
    wanted = spelling(name)
    facility = _numbered(number)
    if facility is None or not wanted:
        return None
    names = {spelling(facility.name)}
    names |= {
        spelling(each["value"])
        for content in facility.notices.receipts().values_list("content", flat=True)
        for each in content["facts"]
        if each["label"] == "机构名称"
    }
    return facility if wanted in names else None


def _numbered(number: str) -> Facility | None:
    """The listed facility with this number, whatever dashes, brackets and spaces it is typed with.

    Numbers of before the portal have forms of their own: what is told apart are letters and digits.
    """
    listed, parts = Facility.objects.listed(), PARTS.findall(normalise(number))
    if exact := listed.filter(number__iexact=normalise(number)).first():
        return exact
    if not parts:
        return None
    alike = listed.filter(indexed(" ".join(parts)))[:MOST_ALIKE]
    return next((each for each in alike if PARTS.findall(normalise(each.number)) == parts), None)


def spelling(name: str) -> str:
    """A name without the differences that copying from a paper makes."""
    return "".join(normalise(name).split())


def newest_receipt(facility: Facility) -> Notice | None:
    return facility.notices.receipts().order_by("-edition").first()
