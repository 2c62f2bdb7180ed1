"""Group J: files, dates and texts (材料与填写)."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from registry.checks import articles
from registry.checks.dossier import (
    ClassFacts,
    Dossier,
    FileFacts,
    PaperFacts,
    StaffFacts,
)
from registry.checks.labels import label_of, section_of
from registry.checks.material import wanted_papers
from registry.checks.required import missing_facts
from registry.checks.result import check, fails, gathered, skipped
from registry.checks.rules import Rules
from registry.checks.wording import quoted, shown
from registry.choices import DocumentKind
from registry.choices.check import CheckLevel as L

MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z!?]|javascript\s*:|&#x?[0-9a-fA-F]+;", re.IGNORECASE)
PRIVATE = re.compile(r"(?<!\d)(\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")
# Control characters and lone surrogates; a new line and a tab are seen
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
PUBLIC_TEXTS = ("name", "address")
BYTES_IN_MB = 1024 * 1024


def things_of(dossier: Dossier) -> Iterator[tuple[str, object]]:
    """Everything that carries fields of its own, and its target."""
    yield "", dossier
    for group in dossier.classes:
        yield group.target, group
    for person in dossier.staff:
        yield person.target, person
    for paper in dossier.all_papers:
        yield paper.target, paper
    for number, fee in enumerate(dossier.fees, 1):
        yield f"fee:{number}", fee


def called(target: str, thing: object, name: str) -> str:
    """Whose field it is and which, as a sentence begins."""
    owner = f"第{target.partition(':')[2]}条收费的" if target else ""
    if isinstance(thing, StaffFacts):
        owner = f"{quoted(thing.label)}的"
    elif isinstance(thing, ClassFacts | PaperFacts):
        owner = f"“{quoted(thing.label)}”的"
    return f"{owner}“{label_of(name)}”"


def values_of(thing: object, kind: type) -> Iterator[tuple[str, object]]:
    for name in type(thing).__dataclass_fields__:
        value = getattr(thing, name)
        if isinstance(value, kind):
            yield name, value


def place(target: str, name: str) -> dict[str, str]:
    """Where one field of one thing is, as a target of its own."""
    section = section_of(name) if not target else ""
    return {"target": f"{target}:{name}" if target else name, "field": name, "section": section}


def with_files(dossier: Dossier) -> list[PaperFacts]:
    return [paper for paper in dossier.all_papers if paper.files is not None]


@check(
    "J01",
    L.FORM,
    "",
    "文件“{f}”格式不支持或已损坏。",
    articles.LOCAL,
    "documents staff",
    "upload_mb upload_types",
)
def files_can_be_read(dossier: Dossier, rules: Rules):
    papers = with_files(dossier)
    if not papers:
        yield skipped("没有可以检查的文件。")
    most = rules.number("upload_mb")
    for paper in papers:
        for file in paper.files or ():
            if problem := problem_of(file, rules.words("upload_types"), most):
                yield fails(
                    f"“{quoted(paper.label)}”的文件“{quoted(file.name)}”{problem}",
                    found=file.content_type,
                    required="、".join(rules.words("upload_types")),
                    target=paper.target,
                    field="pages",
                )


def problem_of(file: FileFacts, types: tuple[str, ...], most: Decimal) -> str:
    if file.size <= 0:
        return "是空的，请重新上传。"
    if file.content_type not in types:
        return "格式不支持或已损坏，请上传PDF或照片（JPG、PNG）。"
    if file.size > most * BYTES_IN_MB:
        return f"超过{shown(most)}MB，请缩小后重新上传。"
    return ""


@check(
    "J02",
    L.FORM,
    "",
    "缺少材料：{list}。",
    f"{articles.FILING_RULES}第八条",
    "documents",
)
def nothing_is_missing(dossier: Dossier, rules: Rules):
    for name, label in missing_facts(dossier):
        yield fails(
            f"请填写“{label}”。",
            target=f"field:{name}",
            field=name,
            section=section_of(name),
        )
    for rule, person, papers in wanted_papers(dossier, rules):
        if papers or not rule.is_required:
            continue
        kind = DocumentKind(rule.document_kind)
        owner = f"{quoted(person.label)}的" if person else ""
        yield fails(
            f"缺少材料：{owner}{kind.label}。",
            required=kind.label,
            target=f"material:{kind}" + (f":{person.target}" if person else ""),
        )


@check("J03", L.ADVICE, "", "“{a}”与“{b}”上传了同一文件。", articles.LOCAL, "documents staff")
def no_file_serves_twice(dossier: Dossier, rules: Rules):
    papers = with_files(dossier)
    if not papers:
        yield skipped("没有可以比对的文件。")
    seen: dict[str, PaperFacts] = {}
    for paper in papers:
        for file in paper.files or ():
            first = seen.setdefault(file.sha256, paper)
            if first is not paper:
                yield fails(
                    f"“{quoted(first.label)}”与“{quoted(paper.label)}”上传了同一文件，"
                    "请核对是否放错了位置。",
                    found=file.name,
                    target=paper.target,
                    field="pages",
                )


@check(
    "J04",
    L.FORM,
    "",
    "日期不正确。",
    articles.FORM,
    "documents staff",
    "date_min_year date_max_years_ahead",
)
def dates_are_real(dossier: Dossier, rules: Rules):
    first = rules.number("date_min_year")
    last = rules.today.year + rules.number("date_max_years_ahead")
    for where, text in dossier.unreal_dates:
        name = where.rsplit(":", 1)[-1]
        yield fails(
            f"“{label_of(name)}”填的“{quoted(text)}”不是真实的日期，请写成2026-11-23这样的日期。",
            found=quoted(text),
            target=where,
            field=name,
            section=section_of(where),
        )
    for target, thing in things_of(dossier):
        for name, day in values_of(thing, date):
            if not first <= day.year <= last:
                yield fails(
                    f"{called(target, thing, name)}{shown(day)}不正确，应在{shown(first)}年到"
                    f"{shown(last)}年之间，请核对。",
                    found=day,
                    required=f"{shown(first)}—{shown(last)}",
                    **place(target, name),
                )


@check("J05", L.FORM, "", "有效期起始日期晚于截止日期。", articles.FORM, "documents lease_end")
def dates_are_in_order(dossier: Dossier, rules: Rules):
    start, end = dossier.lease_start, dossier.lease_end
    if start and end and start > end:
        yield fails(
            f"租赁起始日期{shown(start)}晚于截止日期{shown(end)}，请核对租赁合同。",
            found=start,
            required=end,
            **place("", "lease_end"),
        )
    for paper in dossier.all_papers:
        if paper.issued_on and paper.valid_until and paper.issued_on > paper.valid_until:
            yield fails(
                f"“{quoted(paper.label)}”的出具日期{shown(paper.issued_on)}晚于有效期截止日期"
                f"{shown(paper.valid_until)}，请核对。",
                found=paper.issued_on,
                required=paper.valid_until,
                target=paper.target,
                field="valid_until",
            )


@check("J06", L.FORM, "", "内容含有不允许的字符。", articles.LOCAL, "", "text_length_max")
def texts_are_plain(dossier: Dossier, rules: Rules):
    most = rules.number("text_length_max")
    for target, thing in things_of(dossier):
        for name, text in values_of(thing, str):
            if not text:
                continue
            if has_markup(text):
                yield fails(
                    f"{called(target, thing, name)}含有不允许的字符（网页代码或者看不见的控制字符）"
                    "，请删除后重新填写。",
                    found=quoted(text),
                    **place(target, name),
                )
            elif len(text) > most:
                yield fails(
                    f"{called(target, thing, name)}太长，最多{shown(most)}个字，请缩短。",
                    found=len(text),
                    required=most,
                    **place(target, name),
                )


def has_markup(text: str) -> bool:
    return bool(MARKUP.search(text) or UNSEEN.search(text))


@check(
    "J07",
    L.ADVICE,
    "",
    "拟公开内容疑似含身份证号或手机号，请删除。",
    f"{articles.OPENNESS}第十五条；{articles.PRIVACY}第二十五条",
    f"{' '.join(PUBLIC_TEXTS)} classes fees",
)
def public_texts_name_nobody(dossier: Dossier, rules: Rules):
    texts = [("", name, getattr(dossier, name)) for name in PUBLIC_TEXTS]
    texts += [(group.target, "name", group.name) for group in dossier.classes]
    texts += [(f"fee:{n}", "item", fee.item) for n, fee in enumerate(dossier.fees, 1)]
    for target, name, text in texts:
        if PRIVATE.search(text):
            yield fails(
                f"“{label_of(name)}”会向社会公开，其中疑似含身份证号或手机号，请删除。",
                **place(target, name),
            )


@check("J08", L.FORM, "", "尚有{n}项补正内容未处理。", articles.LOCAL, "register")
def the_notice_is_answered(dossier: Dossier, rules: Rules):
    if dossier.register is None:
        yield skipped("这一项要看补正告知书，这里不判断。")
    elif waiting := dossier.register.unanswered:
        names = "、".join(quoted(name) for name in waiting[:6])
        yield fails(
            f"尚有{len(waiting)}项补正内容未处理：{names}，请更换、修改或写明说明。",
            found=len(waiting),
            required=0,
        )


CHECKS = gathered(globals())
