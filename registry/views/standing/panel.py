"""The panel of a facility's page (机构页) for whoever is signed in: what stands, what is next."""

from dataclasses import dataclass, field

from django.urls import reverse

from departments.permissions import active_member
from departments.services.calendar import load_calendar
from registry.choices import (
    LIVING_STANDINGS,
    FilingStatus,
    Standing,
    StandingAction,
    VerificationResult,
)
from registry.models import Facility, Filing, Notice
from registry.permissions import (
    can_mark_inclusive,
    can_read_everything,
    can_record_verification,
    represents,
)
from registry.services.course import Course, course_of_facility
from registry.services.timeline import timeline_of_facility
from registry.views.next_step import until
from registry.views.standing.verification import verifications_of
from registry.workflow import available_standing_actions
from wuqing_tuoyu import clock
from wuqing_tuoyu.templatetags.words import day

ADDRESSES = {
    StandingAction.VERIFY: "facility_verify",
    StandingAction.FIND_NONCONFORMING: "facility_find_nonconforming",
    StandingAction.EXTEND: "facility_extend",
    StandingAction.PAUSE: "facility_pause",
    StandingAction.RESUME: "facility_resume",
    StandingAction.CLOSE: "facility_close",
}
DECISIONS = {
    StandingAction.VERIFY: VerificationResult.CONFORMING,
    StandingAction.FIND_NONCONFORMING: VerificationResult.NONCONFORMING,
}
MOST_SHOWN = 10


@dataclass(frozen=True)
class Step:
    """Who acts next, what, by when (下一步)."""

    title: str
    text: str = ""
    tone: str = ""
    label: str = ""
    url: str = ""


@dataclass
class Panel:
    facility: Facility
    step: Step | None
    acts: list[dict]
    course: Course | None
    filings: list[Filing]
    notices: list[Notice]
    is_commission: bool
    verifications: list = field(default_factory=list)
    timeline: list = field(default_factory=list)

    @property
    def is_empty(self):
        return not (self.acts or self.filings or self.notices or self.is_commission)


def panel_of(facility: Facility, user) -> Panel | None:
    """What a signed-in reader sees beside the public page; None for whom there is nothing."""
    if not user.is_authenticated:
        return None
    is_commission = can_read_everything(user)
    is_own = active_member(user) is None and represents(user, facility.operator)
    records = list(verifications_of(facility)[:MOST_SHOWN]) if is_commission else []
    filings = Filing.objects.visible_to(user).filter(facility=facility).distinct()
    notices = Notice.objects.visible_to(user).filter(facility=facility).distinct()
    shows_notices = is_commission or is_own
    panel = Panel(
        facility,
        _step(facility, user, records, is_commission, is_own),
        _acts(facility, user, records) + (_ways_of_operator(facility) if is_own else []),
        course_of_facility(facility, load_calendar()) if is_commission or is_own else None,
        list(filings.order_by("-created_at")[:MOST_SHOWN]),
        list(notices[:MOST_SHOWN]) if shows_notices else [],
        is_commission,
        records,
        timeline_of_facility(facility, user) if shows_notices else [],
    )
    return None if panel.is_empty else panel


def _latest(facility, records):
    """The newest record, while no decision has followed it."""
    if not records:
        return None
    record = records[0]
    decided = facility.verified_on and record.result == VerificationResult.CONFORMING
    if record.nonconformities.all() or (decided and facility.standing == Standing.VERIFIED):
        return None
    return record


def _address(facility, name):
    return reverse(f"registry:{name}", args=[facility.public_id])


def _acts(facility, user, records):
    """The acts this person has now; those that rest on a record only with one that fits."""
    latest = _latest(facility, records)
    acts = []
    if facility.standing in LIVING_STANDINGS and can_record_verification(user, facility):
        acts.append({"label": "登记现场核实", "url": _address(facility, "facility_verification")})
    for action in available_standing_actions(facility, user):
        wanted = DECISIONS.get(action)
        if action not in ADDRESSES or (wanted and (not latest or latest.result != wanted)):
            continue
        acts.append({"label": action.label, "url": _address(facility, ADDRESSES[action])})
    if facility.standing in LIVING_STANDINGS and can_mark_inclusive(user, facility):
        acts.append({"label": "普惠认定", "url": _address(facility, "facility_inclusive")})
    return acts


def _ways_of_operator(facility):
    """What its operator keeps up to date, and where something bigger begins."""
    if facility.standing not in LIVING_STANDINGS:
        return []
    ways = [
        {"label": label, "url": _address(facility, name)}
        for label, name in (
            ("更新空余托位", "vacancy_edit"),
            ("人员", "staff_list"),
            ("收费", "fee_edit"),
            ("开放时间", "opening_hours_edit"),
            ("在地图上的位置", "facility_point"),
        )
    ]
    if facility.has_open_filing:
        return ways
    return [{"label": "变更、迁址或注销备案", "url": reverse("registry:filing_new")}, *ways]


def _step(facility, user, records, is_commission, is_own):
    if is_commission:
        return _step_of_commission(facility, user, records)
    if is_own:
        return _step_of_operator(facility)
    return None


def _step_of_commission(facility, user, records):
    latest = _latest(facility, records)
    actions = available_standing_actions(facility, user)
    if latest and latest.result == VerificationResult.NONCONFORMING:
        words = f"{day(latest.visited_on)}现场核实不符合，等签发人作出决定。"
        if StandingAction.FIND_NONCONFORMING in actions:
            url = _address(facility, "facility_find_nonconforming")
            return Step(words, "决定前先看要公开的内容。", "bad", "作出决定", url)
        return Step(words, tone="bad")
    if latest and StandingAction.VERIFY in actions:
        words = f"{day(latest.visited_on)}现场核实符合，请作出决定。"
        return Step(words, label="核实符合", url=_address(facility, "facility_verify"))
    if latest and facility.standing != Standing.VERIFIED:
        return Step(f"{day(latest.visited_on)}现场核实符合，等签发人作出决定。")
    may_record = can_record_verification(user, facility)
    label = "登记现场核实" if may_record else ""
    url = _address(facility, "facility_verification") if may_record else ""
    if facility.standing == Standing.RECORDED:
        due = until(facility.verification_due_on, facility.verification_due_is_estimate)
        return Step(f"请在{due}前到现场核实，两名以上核实人员。", label=label, url=url)
    if facility.standing == Standing.NONCONFORMING:
        late = facility.correct_by < clock.today()
        words = "整改期限已过" if late else "整改期限"
        text = (
            "到期请再到现场看。没有改好的，可以再次作出核实不符合的决定，或者移交执法；"
            "依法责令停止服务的，再办理注销。"
        )
        tone = "bad" if late else "wait"
        return Step(f"{words} {day(facility.correct_by)}。", text, tone, label, url)
    return None


def _step_of_operator(facility):
    open_filing = facility.filings.open().first()
    if open_filing and open_filing.status in (FilingStatus.DRAFT, FilingStatus.RETURNED):
        words = f"{open_filing.get_kind_display()}{open_filing.get_status_display()}，轮到您。"
        return Step(words, label="去办理", url=open_filing.get_absolute_url(), tone="wait")
    if facility.standing == Standing.NONCONFORMING:
        title = f"请在 {day(facility.correct_by)}前改好，然后告知区卫生健康委再来看。"
        return Step(title, "理由和依据写在《核实不符合告知书》里。", "bad")
    if facility.standing == Standing.RECORDED:
        due = until(facility.verification_due_on, facility.verification_due_is_estimate)
        return Step(f"区卫生健康委在{due}前到现场核实，请备好材料原件。")
    return None
