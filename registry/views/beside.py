"""What the rules say beside a field (边填边核对): on the page, and while it is typed."""

from collections import defaultdict
from collections.abc import Iterable

from django import forms

from registry.checks.result import Result
from registry.choices.check import CheckLevel

WORDS = {
    CheckLevel.FORM: ("bad", "要改"),
    CheckLevel.SUBSTANCE: ("wait", "不符合"),
    CheckLevel.ADVICE: ("plain", "建议"),
    CheckLevel.TIMER: ("plain", "将到期"),
}
EMPTY = ("", None, [])


def put_beside(
    results: Iterable[Result], targets: dict[str, forms.BaseForm], *, is_typed: bool = False
) -> list[Result]:
    """Hand each failed result to the field it speaks of; what has no field here comes back.

    `targets` are the forms of the page by what they describe: "" for a declaration itself.
    While somebody types, a field they have not reached is not called empty.
    """
    for form in targets.values():
        form.checked = defaultdict(list)
    rest = []
    for result in results:
        if not result.failed or result.level not in WORDS:
            continue
        form = targets.get(_owner(result))
        if form is None or result.field not in form.fields:
            rest.append(result)
        elif not (is_typed and _is_not_yet_written(result, form)):
            form.checked[result.field].append(shown(result))
    return rest


def shown(result: Result) -> dict[str, str]:
    tone, word = WORDS[CheckLevel(result.level)]
    return {
        "tone": tone,
        "word": word,
        "sentence": result.sentence,
        "article": "" if result.level == CheckLevel.FORM else result.article,
    }


def by_field(forms_on_page: Iterable[forms.BaseForm]) -> dict[str, list[dict[str, str]]]:
    """What stands beside each field, by the id the page gives it."""
    return {
        form[name].auto_id: points
        for form in forms_on_page
        for name, points in form.checked.items()
    }


def typed(form: forms.BaseForm) -> dict[str, object]:
    """What a form holds while somebody types: words as they are, all else if it can be read."""
    form.is_valid()
    values = {}
    for name, field in form.fields.items():
        if name in form.cleaned_data:
            values[name] = form.cleaned_data[name]
        elif isinstance(field, forms.CharField):
            values[name] = form.data.get(form.add_prefix(name), "").strip()
        else:
            values[name] = None
    return values


def _owner(result: Result) -> str:
    """A class, a person or a paper owns its results; the rest is the declaration's."""
    kind, _, rest = result.target.partition(":")
    if kind in ("class", "staff", "document"):
        return f"{kind}:{rest.partition(':')[0]}"
    return ""


def _is_not_yet_written(result: Result, form: forms.BaseForm) -> bool:
    return result.level == CheckLevel.FORM and form[result.field].value() in EMPTY
