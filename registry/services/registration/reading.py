"""Reading a file of registrations (登记信息文件): line by line, whole or not at all."""

from collections.abc import Iterable
from io import BytesIO

from departments.models import Department
from registry.services.registration.cleaning import LABELS, REQUIRED, Known, Pushed, Unclear
from wuqing_tuoyu import sheet
from wuqing_tuoyu.exceptions import DomainError

# Column and its usual headings; the first is that of our own form.
HEADINGS: dict[str, tuple[str, ...]] = {
    "record_number": ("登记记录号", "登记号", "记录号", "登记编号", "注册号", "record_number"),
    "credit_code": ("统一社会信用代码", "信用代码", "credit_code"),
    "name": ("名称", "机构名称", "企业名称", "单位名称", "登记名称", "name"),
    "legal_nature": ("机构性质", "legal_nature"),
    "address": ("住所", "地址", "经营场所", "登记住所", "address"),
    "township": ("所在镇街", "所属镇街", "镇街", "township"),
    "happened_on": (
        "登记日期",
        "日期",
        "成立日期",
        "核准日期",
        "变更日期",
        "happened_on",
        "date",
    ),
    "state": ("登记状态", "状态", "经营状态", "state"),
    "registrar": ("登记机关", "登记管理机关", "registrar"),
}
MOST_ROWS = 200_000


class FileRefused(DomainError):
    """A file with bad lines; nothing of it is kept. `errors` names each by its line."""

    def __init__(self, errors: list[str]):
        super().__init__(f"有 {len(errors)} 行需要更正，这次没有读入任何内容。")
        self.errors = errors


def read_registrations(content: bytes, registrar: Department | None) -> list[Pushed]:
    """All lines of a file, or a refusal that names each bad one."""
    heading, *lines = sheet.read(BytesIO(content)) or [[]]
    columns = _columns(heading)
    if not lines:
        raise DomainError("表格里没有内容。请在标题行下面逐行填写。")
    if len(lines) > MOST_ROWS:
        raise DomainError(f"一次最多读入 {MOST_ROWS} 行，请分成几个文件。")
    known, rows, errors = Known(registrar), [], []
    for line, cells in enumerate(lines, start=2):
        try:
            rows.append(known.clean(_texts(cells, columns)))
        except Unclear as unclear:
            errors.append(f"第 {line} 行：{unclear}")
    if not errors:
        errors = [
            f"第 {second} 行：登记记录号与第 {first} 行重复。" for first, second in twice(rows, 2)
        ]
    if errors:
        raise FileRefused(errors)
    return rows


def twice(rows: Iterable[Pushed], start: int = 0) -> Iterable[tuple[int, int]]:
    """Where the same record stands a second time: both places."""
    seen: dict[tuple[int, str], int] = {}
    for place, row in enumerate(rows, start=start):
        first = seen.setdefault((row.registrar_id, row.record_number), place)
        if first != place:
            yield first, place


def _columns(heading: list[str]) -> list[tuple[str, int]]:
    places = {text: index for index, text in reversed(list(enumerate(heading)))}
    columns = []
    for name, words in HEADINGS.items():
        index = next((places[word] for word in words if word in places), None)
        if index is not None:
            columns.append((name, index))
    found = {name for name, _ in columns}
    if missing := [LABELS[name] for name in REQUIRED if name not in found]:
        raise DomainError(f"标题行缺少这些列：{'、'.join(missing)}。请照样表的标题填写。")
    return columns


def _texts(cells: list[str], columns: list[tuple[str, int]]) -> dict[str, str]:
    width = len(cells)
    return {name: cells[index] for name, index in columns if index < width}
