"""Reading a declaration file (申报信息文件) into a dossier: strict about shape, not about sense."""

import json
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from registry.checks.dossier import Dossier, PaperFacts
from registry.checks.schema import SHAPES, WHOLE_FILE, WHOLES, Shape, choices_of, kind_of, names_of
from registry.checks.wording import quoted
from registry.choices import Section

MOST = Decimal(10**9)
# A rule judges these values by itself, so that a wrong one is told as a point of the declaration.
JUDGED_CHOICES = ("form", "township", "fire_kind", "hygiene_regime", "unit")
KIND_WORDS = {
    "string": "文字，要加引号",
    "number": "数字，不加引号",
    "integer": "数字，不加引号",
    "boolean": "true 或 false",
    "date": '日期，写成 "2026-11-23"',
}


class FileRefused(ValueError):
    """The file is not a declaration; the message is one sentence for whoever wrote it."""


def read_declaration(content: bytes) -> Dossier:
    """The dossier a file describes; raises FileRefused."""
    try:
        stated = json.loads(
            content.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse_constant
        )
    except UnicodeDecodeError as error:
        raise FileRefused("文件不是 UTF-8 编码，请另存为 UTF-8 后再试。") from error
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        where = f"第 {line} 行" if line else "层次太多，"
        raise FileRefused(
            f"文件不是正确的 JSON（{where}有问题），请对照 --schema 检查。"
        ) from error
    return _Reading().dossier(stated)


def _refuse_constant(name: str) -> None:
    raise FileRefused(f"文件中的 {name} 不是数字，请改成真实的数值或者 null。")


class _Reading:
    """One file being read; dates that are none are kept aside for the check of dates."""

    def __init__(self) -> None:
        self.unreal_dates: list[tuple[str, str]] = []
        self.papers = 0

    def dossier(self, stated: Any) -> Dossier:
        values = self._plain(WHOLE_FILE, stated, "", "")
        for name in ("classes", "staff", "documents", "fees"):
            values[name] = tuple(self._list(name, stated.get(name), name))
        if stated.get("pledge") is not None:
            pledge = SHAPES["pledge"]
            values["pledge"] = pledge.facts(
                **self._plain(pledge, stated["pledge"], "pledge", "pledge")
            )
        values["filing_kind"] = values.get("filing_kind") or Dossier.filing_kind
        values["touched"] = frozenset(Section.values)
        return Dossier(**values, unreal_dates=tuple(self.unreal_dates))

    def _list(self, name: str, rows: Any, path: str) -> list:
        if rows is None:
            return []
        if not isinstance(rows, list):
            raise FileRefused(f"“{path}”应为列表，用方括号括起来。")
        return [
            self._thing(name, row, f"{path}[{place}]", place + 1) for place, row in enumerate(rows)
        ]

    def _thing(self, name: str, row: Any, path: str, number: int) -> Any:
        shape = SHAPES[name]
        if name == "documents":
            self.papers += 1
            number = self.papers
        targets = {"classes": "class", "documents": "document", "fees": "fee"}
        values = self._plain(shape, row, path, f"{targets.get(name, name)}:{number}")
        if name == "classes" and values.get("class_no") is None:
            values["class_no"] = number
        if name in ("staff", "documents"):
            values["key"] = str(number)
        if name == "staff":
            owner = f"{values.get('name', '')}的"
            papers = self._list("documents", row.get("documents"), f"{path}.documents")
            values["documents"] = tuple(_owned(paper, owner) for paper in papers)
        return shape.facts(**values)

    def _plain(self, shape: Shape, row: Any, path: str, target: str) -> dict[str, Any]:
        """The plain fields of one object; fields nobody knows are refused."""
        if not isinstance(row, dict):
            raise FileRefused(f"“{path or '文件'}”应为对象，用花括号括起来。")
        known = set(names_of(shape))
        for name in row:
            if name not in known:
                where = f"{path}.{name}" if path else name
                raise FileRefused(
                    f"不认识字段“{quoted(where)}”，可以使用的字段见 check_declaration --schema。"
                )
        values = {}
        for name in known.difference(SHAPES):
            if row.get(name) is not None:
                where = f"{path}.{name}" if path else name
                value = self._value(shape, name, row[name], where, target)
                if value is not None:
                    values[name] = value
        return values

    def _value(self, shape: Shape, name: str, value: Any, path: str, target: str) -> Any:
        kind = kind_of(shape, name)
        if kind == "boolean" and isinstance(value, bool):
            return value
        if kind in ("number", "integer") and _is_number(value):
            return _number(name, value, path)
        if kind in ("string", "date") and isinstance(value, str):
            text = _text(value, path)
            if kind == "date":
                return self._date(name, text, target)
            _demand_choice(shape, name, text, path)
            return text
        raise FileRefused(f"“{path}”的值不对，应为{KIND_WORDS[kind]}。")

    def _date(self, name: str, text: str, target: str) -> date | None:
        if not text.strip():
            return None
        try:
            if len(text) != len("2026-11-23"):
                raise ValueError(text)
            return date.fromisoformat(text)
        except ValueError:
            self.unreal_dates.append((f"{target}:{name}" if target else name, text))
            return None


def _owned(paper: PaperFacts, owner: str) -> PaperFacts:
    values = {one.name: getattr(paper, one.name) for one in fields(paper)}
    return PaperFacts(**(values | {"owner": owner}))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _number(name: str, value: int | Decimal, path: str) -> int | Decimal:
    if not -MOST < value < MOST:
        raise FileRefused(f"“{path}”的数字太大，请核对。")
    if name in WHOLES:
        if value != int(value):
            raise FileRefused(f"“{path}”应为整数。")
        return int(value)
    return value


def _text(value: str, path: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise FileRefused(f"“{path}”含有无法识别的字符，请删除。") from error
    return value


def _demand_choice(shape: Shape, name: str, text: str, path: str) -> None:
    choices = [value for value, _ in choices_of(shape, name)]
    if choices and text and text not in choices and name not in JUDGED_CHOICES:
        raise FileRefused(
            f"“{path}”的值“{quoted(text)}”不在可选值之中，可选：{'、'.join(choices)}。"
        )
