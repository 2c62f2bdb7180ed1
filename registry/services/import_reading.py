"""Reading an import (存量导入): a sheet of facilities filed before the portal, line by line."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import BinaryIO

from departments.choices import DepartmentKind
from departments.models import Department
from registry.choices import FacilityForm, LegalNature, ServiceForm
from registry.models import Facility, ImportRow
from registry.validators import PHONE, is_credit_code
from wuqing_tuoyu import clock, sheet
from wuqing_tuoyu.exceptions import DomainError

# Column, its usual headings (the first is that of our own form), whether it must be there.
HEADINGS: dict[str, tuple[tuple[str, ...], bool]] = {
    "name": (("机构名称", "机构注册登记名称", "托育机构名称", "name"), True),
    "credit_code": (("统一社会信用代码", "信用代码", "credit_code"), True),
    "operator_name": (("举办者名称", "举办者", "operator_name"), False),
    "legal_nature": (("机构性质", "legal_nature"), False),
    "form": (("机构形态", "form"), False),
    "township": (("所属镇街", "所属区域", "镇街", "township"), True),
    "address": (("托育场所地址", "机构住所", "地址", "address"), True),
    "public_phone": (("机构对外电话", "联系电话", "public_phone"), False),
    "capacity": (("托位数", "收托规模", "收托规模（托位数）", "capacity"), False),
    "min_age": (("最小月龄", "min_age"), False),
    "max_age": (("最大月龄", "max_age"), False),
    "services": (("服务形式", "服务范围", "services"), False),
    "number": (("备案编号", "原备案编号", "number"), True),
    "filed_on": (("备案日期", "备案通过时间", "原备案日期", "filed_on"), True),
    "verified_on": (("核实日期", "现场核实日期", "verified_on"), False),
}
NATURE_BY_PREFIX = {
    "12": LegalNature.PUBLIC_INSTITUTION,
    "52": LegalNature.SOCIAL_SERVICE,
    "91": LegalNature.FOR_PROFIT,
    "92": LegalNature.FOR_PROFIT,
    "93": LegalNature.FOR_PROFIT,
}
NATURE_WORDS = {
    "事业单位": LegalNature.PUBLIC_INSTITUTION,
    "社会服务机构": LegalNature.SOCIAL_SERVICE,
    "民办非企业单位": LegalNature.SOCIAL_SERVICE,
    "非营利": LegalNature.SOCIAL_SERVICE,
    "营利性": LegalNature.FOR_PROFIT,
    "营利": LegalNature.FOR_PROFIT,
}
DATE_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")
EARLIEST = date(2019, 10, 8)
MOST_ROWS = 5000


@dataclass
class Reading:
    """What a sheet holds: rows to keep, and errors named by line; never both are kept."""

    rows: list[ImportRow] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class _Refused(Exception):
    """One cell cannot be read; carries the words for its line."""


def read_import(file: BinaryIO) -> Reading:
    """Read and check a whole sheet; every bad line is named by its number and what to do."""
    heading, *lines = sheet.read(file) or [[]]
    columns = _columns(heading)
    if not lines:
        raise DomainError("表格里没有内容。请在标题行下面逐行填写机构。")
    if len(lines) > MOST_ROWS:
        raise DomainError(f"一次最多导入 {MOST_ROWS} 家机构，请分成几个文件。")
    townships = _townships()
    reading = Reading()
    for line, cells in enumerate(lines, start=2):
        texts = {
            name: cells[index].strip() if index < len(cells) else ""
            for name, index in columns.items()
        }
        row, problems = _row(line, texts, townships)
        reading.errors += [f"第 {line} 行：{problem}" for problem in problems]
        if row is not None:
            reading.rows.append(row)
    reading.errors += _clashes(reading.rows)
    return reading


def _columns(heading: list[str]) -> dict[str, int]:
    places = {text.strip(): index for index, text in enumerate(heading)}
    columns, missing = {}, []
    for name, (words, is_required) in HEADINGS.items():
        index = next((places[word] for word in words if word in places), None)
        if index is not None:
            columns[name] = index
        elif is_required:
            missing.append(words[0])
    if missing:
        raise DomainError(f"标题行缺少这些列：{'、'.join(missing)}。请下载样表，照样表的标题填写。")
    return columns


def _townships() -> dict[str, Department]:
    found = {}
    for row in Department.objects.filter(kind=DepartmentKind.TOWNSHIP):
        for words in (row.code, row.name, row.short_name):
            found[words] = row
    return found


def _row(
    line: int, texts: dict[str, str], townships: dict[str, Department]
) -> tuple[ImportRow | None, list[str]]:
    readers = {
        "name": lambda text: _text(text, "机构名称", 100),
        "credit_code": _credit_code,
        "township": lambda text: _township(text, townships),
        "address": lambda text: _text(text, "托育场所地址", 200),
        "public_phone": _phone,
        "capacity": lambda text: _number(text, "托位数", 1, 999),
        "min_age": lambda text: _number(text, "最小月龄", 0, 35),
        "max_age": lambda text: _number(text, "最大月龄", 1, 36),
        "legal_nature": lambda text: _nature(text, texts.get("credit_code", "")),
        "form": _form,
        "number": lambda text: _text(text, "备案编号", 32),
        "filed_on": lambda text: _date(text, "备案日期", is_required=True),
        "verified_on": lambda text: _date(text, "核实日期", is_required=False),
    }
    values: dict[str, object] = {}
    problems = []
    for name, read in readers.items():
        try:
            values[name] = read(texts.get(name, ""))
        except _Refused as refused:
            problems.append(str(refused))
    try:
        values |= _services(texts.get("services", ""))
    except _Refused as refused:
        problems.append(str(refused))
    if not problems and values["verified_on"] and values["verified_on"] < values["filed_on"]:
        problems.append("核实日期早于备案日期，请核对。")
    if problems:
        return None, problems
    values["operator_name"] = texts.get("operator_name") or values["name"]
    return ImportRow(line=line, **values), []


def _clashes(rows: list[ImportRow]) -> list[str]:
    """Numbers and sites that stand twice, in the sheet or in the register."""
    errors: list[str] = []
    numbers: dict[str, int] = {}
    sites: dict[tuple[str, str], int] = {}
    taken = set(
        Facility.objects.filter(number__in=[row.number for row in rows]).values_list(
            "number", flat=True
        )
    )
    known = set(
        Facility.objects.living()
        .filter(credit_code__in=[row.credit_code for row in rows])
        .values_list("credit_code", "address")
    )
    for row in rows:
        site = (row.credit_code, row.address)
        if row.number in numbers:
            errors.append(f"第 {row.line} 行：备案编号与第 {numbers[row.number]} 行重复。")
        if site in sites:
            errors.append(f"第 {row.line} 行：机构和地址与第 {sites[site]} 行重复。")
        if row.number in taken:
            errors.append(f"第 {row.line} 行：备案编号 {row.number} 已在本门户使用。")
        elif site in known:
            errors.append(f"第 {row.line} 行：该机构在这个地址已经备案，不用再导入。")
        numbers.setdefault(row.number, row.line)
        sites.setdefault(site, row.line)
    return errors


def _text(text: str, label: str, longest: int) -> str:
    if not text:
        raise _Refused(f"没有填写{label}。")
    if len(text) > longest:
        raise _Refused(f"{label}超过 {longest} 个字。")
    return text


def _credit_code(text: str) -> str:
    code = text.upper().replace(" ", "")
    if not is_credit_code(code):
        raise _Refused(f"统一社会信用代码“{text or '（空）'}”不正确，请核对登记证照。")
    return code


def _township(text: str, townships: dict[str, Department]) -> Department:
    for words in (text, text.removeprefix("武清区")):
        if words in townships:
            return townships[words]
    raise _Refused(f"所属镇街“{text or '（空）'}”不是武清区所辖镇街。")


def _phone(text: str) -> str:
    if text and not PHONE.match(text):
        raise _Refused(f"机构对外电话“{text}”不正确，应为手机号码或带区号的固定电话。")
    return text


def _number(text: str, label: str, least: int, most: int) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise _Refused(f"{label}“{text}”应为 {least} 到 {most} 之间的整数。")
    return int(text)


def _nature(text: str, credit_code: str) -> LegalNature:
    for words, nature in NATURE_WORDS.items():
        if text.startswith(words) or text == nature.value:
            return nature
    if not text and credit_code[:2] in NATURE_BY_PREFIX:
        return NATURE_BY_PREFIX[credit_code[:2]]
    raise _Refused(f"机构性质“{text or '（空）'}”应为事业单位、社会服务机构或营利性机构。")


def _form(text: str) -> str:
    if not text:
        return ""
    for form in FacilityForm:
        if text in (form.value, form.label) or form.label.startswith(text):
            return form.value
    raise _Refused(f"机构形态“{text}”应为{'、'.join(form.label for form in FacilityForm)}之一。")


def _services(text: str) -> dict[str, bool]:
    words = [word for word in text.replace("，", "、").replace(",", "、").split("、") if word]
    labels = {form.label: form for form in ServiceForm} | {form.value: form for form in ServiceForm}
    unknown = [word for word in words if word not in labels]
    if unknown:
        raise _Refused(f"服务形式“{unknown[0]}”应为全日托、半日托、计时托、临时托，用顿号分开。")
    offered = {labels[word] for word in words}
    return {f"offers_{form.value}": form in offered for form in ServiceForm}


def _date(text: str, label: str, *, is_required: bool) -> date | None:
    if not text:
        if is_required:
            raise _Refused(f"没有填写{label}。")
        return None
    for pattern in DATE_FORMATS:
        try:
            day = datetime.strptime(text.split(" ")[0], pattern).date()
        except ValueError:
            continue
        if not EARLIEST <= day <= clock.today():
            raise _Refused(f"{label}“{text}”应在 {EARLIEST:%Y-%m-%d} 到今天之间。")
        return day
    raise _Refused(f"{label}“{text}”不是日期，请写成 2024-03-18 这样。")
