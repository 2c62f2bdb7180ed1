"""What a registrar says of one entity (登记信息), read into columns or refused in a sentence."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from departments.models import Department
from registry.choices.registration import RegistrationState
from registry.models import ReviewRoute
from registry.search import normalise
from registry.services.import_reading import DATE_FORMATS, NATURE_BY_PREFIX, NATURE_WORDS
from registry.validators import is_credit_code
from wuqing_tuoyu import clock

LONGEST = {"record_number": 64, "name": 100, "address": 200}
LABELS = {
    "record_number": "登记记录号",
    "credit_code": "统一社会信用代码",
    "name": "名称",
    "legal_nature": "机构性质",
    "address": "住所",
    "township": "所在镇街",
    "happened_on": "登记日期",
    "state": "登记状态",
    "registrar": "登记机关",
}
REQUIRED = ("record_number", "credit_code", "name", "happened_on")
EARLIEST = date(1949, 10, 1)
STATE_WORDS = {
    "": RegistrationState.IN_FORCE,
    "存续": RegistrationState.IN_FORCE,
    "在业": RegistrationState.IN_FORCE,
    "正常": RegistrationState.IN_FORCE,
    "设立": RegistrationState.IN_FORCE,
    "变更": RegistrationState.CHANGED,
    "已变更": RegistrationState.CHANGED,
    "注销": RegistrationState.CANCELLED,
    "已注销": RegistrationState.CANCELLED,
    "吊销": RegistrationState.CANCELLED,
    "撤销": RegistrationState.CANCELLED,
} | {state.value: state for state in RegistrationState}


class Pushed(NamedTuple):
    """One registration as it is kept; the names are those of the columns."""

    registrar_id: int
    record_number: str
    credit_code: str
    name: str
    legal_nature: str
    address: str
    township_id: int | None
    happened_on: str
    state: str
    search_text: str


class Unclear(Exception):
    """A registration that cannot be kept as it is; carries one Chinese sentence."""


class Known:
    """What the words of a registration are compared with: units, townships, today."""

    def __init__(self, registrar: Department | None = None):
        """Whose registrations they are, where one registrar pushes its own."""
        self.today = clock.today()
        self.own = registrar
        self.registrars: dict[str, int] = {}
        self.natures: dict[int, str] = {}
        self.by_nature: dict[str, int] = {}
        for route in ReviewRoute.objects.to_registrars().select_related("department"):
            unit = route.department
            self.registrars |= dict.fromkeys((unit.code, unit.name, unit.short_name), unit.pk)
            self.natures.setdefault(unit.pk, route.nature)
            self.by_nature.setdefault(route.nature, unit.pk)
        self.townships: dict[str, int] = {}
        for unit in Department.objects.townships():
            self.townships |= dict.fromkeys((unit.code, unit.name, unit.short_name), unit.pk)
        names = sorted(filter(None, self.townships), key=len, reverse=True)
        self._in_address = re.compile("|".join(map(re.escape, names)) or r"(?!)")

    def township_in(self, address: str) -> int | None:
        """The township an address names, if it names one."""
        found = self._in_address.search(address)
        return self.townships[found[0]] if found else None

    def clean(self, texts: Mapping[str, str]) -> Pushed:
        """The registration these words say; raises Unclear with all that is wrong."""
        problems: list[str] = []

        def read(reader, *arguments):
            try:
                return reader(*arguments)
            except Unclear as unclear:
                problems.append(str(unclear))
                return ""

        said = {name: " ".join(texts.get(name, "").split()) for name in LABELS}
        if missing := [LABELS[name] for name in REQUIRED if not said[name]]:
            raise Unclear(f"没有填写{'、'.join(missing)}。")
        if strange := list(_strange(said)):
            raise Unclear("；".join(strange) + "。")
        code = read(_credit_code, said["credit_code"])
        nature = read(_nature, said["legal_nature"], code[:2])
        registrar = read(self._registrar, said["registrar"], nature)
        township = read(self._township, said["township"], said["address"])
        happened_on = read(_date, said["happened_on"], self.today)
        state = read(_state, said["state"])
        if problems:
            raise Unclear("；".join(problem.rstrip("。") for problem in problems) + "。")
        return Pushed(
            registrar,
            said["record_number"],
            code,
            said["name"],
            nature or self.natures[registrar],
            said["address"],
            township,
            happened_on,
            state,
            normalise(f"{said['name']}\n{code}\n{said['record_number']}"),
        )

    def _registrar(self, text: str, nature: str) -> int:
        if self.own is not None:
            if text and self.registrars.get(text) != self.own.pk:
                raise Unclear(f"登记机关“{text[:30]}”不是本单位，只能推送本单位登记的。")
            return self.own.pk
        if text:
            if text not in self.registrars:
                raise Unclear(f"登记机关“{text[:30]}”不在负责登记的单位里。")
            return self.registrars[text]
        if nature not in self.by_nature:
            raise Unclear("看不出由哪个单位登记，请填写登记机关。")
        return self.by_nature[nature]

    def _township(self, text: str, address: str) -> int | None:
        if not text:
            return self.township_in(address)
        found = self.townships.get(text.removeprefix("武清区"))
        if found is None:
            raise Unclear(f"所在镇街“{text[:30]}”不是武清区所辖镇街，不清楚的可以不填。")
        return found


def _strange(said: Mapping[str, str]) -> Iterable[str]:
    """Words that are too long, or hold what no keyboard types."""
    for name, longest in LONGEST.items():
        if len(said[name]) > longest:
            yield f"{LABELS[name]}超过 {longest} 个字"
    for name, text in said.items():
        if not text.isprintable():
            yield f"{LABELS[name]}里有不能显示的字符"


def _credit_code(text: str) -> str:
    code = text.upper().replace(" ", "")
    if not is_credit_code(code):
        raise Unclear(f"统一社会信用代码“{text[:30]}”不正确，请核对登记证照")
    return code


@lru_cache(maxsize=1024)
def _nature(text: str, beginning: str) -> str:
    if not text:
        return NATURE_BY_PREFIX.get(beginning, "")
    for words, nature in NATURE_WORDS.items():
        if text.startswith(words) or text == nature.value:
            return nature
    raise Unclear(f"机构性质“{text[:30]}”应为事业单位、社会服务机构或营利性机构")


def _state(text: str) -> str:
    if text not in STATE_WORDS:
        labels = "、".join(RegistrationState.labels)
        raise Unclear(f"登记状态“{text[:30]}”应为{labels}之一")
    return STATE_WORDS[text].value


def _date(text: str, today: date) -> str:
    day = day_of(text)
    if day is None:
        raise Unclear(f"登记日期“{text[:30]}”不是日期，请写成 2024-03-18 这样")
    if not EARLIEST <= day <= today:
        raise Unclear(f"登记日期“{text[:30]}”应在 {EARLIEST:%Y-%m-%d} 到今天之间")
    return day.isoformat()


@lru_cache(maxsize=4096)
def day_of(text: str) -> date | None:
    """A date however an office writes it."""
    for pattern in DATE_FORMATS:
        try:
            return datetime.strptime(text.split(" ")[0], pattern).date()
        except ValueError:
            continue
    return None
