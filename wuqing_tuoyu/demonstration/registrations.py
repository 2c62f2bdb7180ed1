"""Registrations of the demonstration (登记信息): what the three registrars pushed, file by file."""

from datetime import date, timedelta

from departments.models import Member, Reminder
from departments.services.reminder import close_reminder_by_hand
from registry.choices import LegalNature
from registry.models import Facility, ReviewRoute
from registry.services.registration.reading import HEADINGS
from registry.services.registration.receiving import receive_file
from registry.tasks import remind_of_registrations
from wuqing_tuoyu import clock, sheet
from wuqing_tuoyu.demonstration.district import District

OWN_HEADING = [words[0] for name, words in HEADINGS.items() if name != "registrar"]
STARTS = {
    LegalNature.PUBLIC_INSTITUTION: "12120114MB",
    LegalNature.SOCIAL_SERVICE: "52120114MJ",
    LegalNature.FOR_PROFIT: "91120222MA",
}
BEFORE = 120  # days ago: the first files
REGISTERED_BEFORE = timedelta(days=40)  # before the filing
SEEN = "已到现场看过，还在装修，没有收托；已告知备案的条件和材料。"
# Days ago, name, nature, township, street
UNFILED = (
    (96, "天津梨园头托育服务有限公司", LegalNature.FOR_PROFIT, "下朱庄街道", "翠亨路 66 号"),
    (64, "武清区泗村店镇春晖婴幼儿照护中心", LegalNature.SOCIAL_SERVICE, "泗村店镇", "中心街 2 号"),
    (33, "天津小满托育服务有限公司", LegalNature.FOR_PROFIT, "杨村街道", "雍阳西道 118 号"),
    (28, "天津安澜家政服务有限公司", LegalNature.FOR_PROFIT, "", ""),
    (21, "武清区大王古庄镇白鹭托育园", LegalNature.SOCIAL_SERVICE, "大王古庄镇", "京滨大道 9 号"),
    (12, "天津稚禾教育科技有限公司", LegalNature.FOR_PROFIT, "东蒲洼街道", "泉旺路 27 号"),
    (12, "天津拾光托育服务有限公司", LegalNature.FOR_PROFIT, "徐官屯街道", "杨北公路 5 号"),
    (3, "天津一米阳光托育服务有限公司", LegalNature.FOR_PROFIT, "杨村街道", "光明道 201 号"),
)


class Registrations:
    """Pushes files as the registrars' officers would, each on its day."""

    def __init__(self, district: District):
        self.district = district
        self.invention = district.accounts.invention
        self.serial = 0
        self.sent: set[str] = set()
        self.registrars = {
            route.nature: route.department
            for route in ReviewRoute.objects.to_registrars().select_related("department")
        }

    def push_all(self) -> None:
        with_code = Facility.objects.living().exclude(credit_code="").select_related("township")
        filed = list(with_code.order_by("pk"))
        for days_ago, what in ((BEFORE, "存量"), (2, "近期登记")):
            self._push(days_ago, what, self._lines_of(filed, days_ago))
        for days_ago in sorted({entry[0] for entry in UNFILED}, reverse=True):
            self._push_new(days_ago)
            self._pass(days_ago - 30)
        self._push_news([each for each in filed if each.legal_nature == LegalNature.FOR_PROFIT])
        remind_of_registrations()

    def _pass(self, days_ago: int) -> None:
        """The day somebody is asked to go and see; what is long past was looked at since."""
        if days_ago < 0:
            return
        with self.district.on(clock.today() - timedelta(days=days_ago), 8):
            remind_of_registrations()
        if days_ago < 10:
            return
        with self.district.on(clock.today() - timedelta(days=days_ago - 3), 16):
            for reminder in Reminder.objects.open().filter(key__startswith="registration:"):
                members = Member.objects.active(clock.today()).acting()
                who = members.filter(department=reminder.department).order_by("pk").first()
                close_reminder_by_hand(reminder, actor=who.user, note=SEEN)

    def _lines_of(self, filed: list[Facility], days_ago: int) -> dict[str, dict[str, list[str]]]:
        """Who is on the register, as far as they were registered by then; sent once."""
        lines = {nature: {} for nature in LegalNature}
        day = clock.today() - timedelta(days=days_ago)
        for facility in filed:
            on = facility.filed_on - REGISTERED_BEFORE
            if on <= day and facility.credit_code not in self.sent:
                self.sent.add(facility.credit_code)
                lines[facility.legal_nature][facility.credit_code] = self._line(facility, on)
        return lines

    def _line(self, facility: Facility, on: date, state: str = "存续") -> list[str]:
        return [
            f"武登字〔{on.year}〕{facility.pk:05} 号",
            facility.credit_code,
            facility.operator.name,
            facility.get_legal_nature_display(),
            facility.address,
            facility.township.name if facility.township else "",
            on.isoformat(),
            state,
        ]

    def _push_new(self, days_ago: int) -> None:
        lines = {nature: {} for nature in LegalNature}
        registered_on = clock.today() - timedelta(days=days_ago + 2)
        for ago, name, nature, township, street in UNFILED:
            if ago != days_ago:
                continue
            self.serial += 1
            code = self.invention.credit_code(STARTS[nature])
            lines[nature][code] = [
                f"武登字〔{registered_on.year}〕9{self.serial:04} 号",
                code,
                name,
                nature.label,
                f"武清区{township}{street}" if township else "",
                township,
                registered_on.isoformat(),
                "存续",
            ]
        self._push(days_ago, "新登记", lines)

    def _push_news(self, filed: list[Facility]) -> None:
        """Of two that are on the register, one changed its name, one gave up its registration."""
        today = clock.today()
        changed, ended = filed[-2:]
        on = today - timedelta(days=41)
        line = self._line(changed, changed.filed_on - REGISTERED_BEFORE)
        line[2:3], line[6:] = (
            [f"{line[2].removesuffix('有限公司')}（集团）有限公司"],
            [
                on.isoformat(),
                "已变更",
            ],
        )
        self._push(40, "变更登记", {LegalNature.FOR_PROFIT: {changed.credit_code: line}})
        line = self._line(ended, ended.filed_on - REGISTERED_BEFORE)
        line[6:] = [(today - timedelta(days=6)).isoformat(), "已注销"]
        self._push(5, "注销登记", {LegalNature.FOR_PROFIT: {ended.credit_code: line}})

    def _push(self, days_ago: int, what: str, lines: dict[str, dict[str, list[str]]]) -> None:
        for nature, by_code in lines.items():
            if not by_code:
                continue
            unit = self.registrars[nature]
            day = clock.today() - timedelta(days=days_ago)
            with self.district.on(day, 15):
                receive_file(
                    sheet.write(OWN_HEADING, list(by_code.values()), title="登记信息"),
                    name=f"{unit.short_name}{what}（{day:%Y%m%d}）.xlsx",
                    registrar=unit,
                    actor=self.district.user(f"{unit.code}_officer"),
                )
