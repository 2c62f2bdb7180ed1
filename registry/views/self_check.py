"""Self-check (自查): whether a place can pass, before it is leased; answers live in the session."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from registry.checks.material import wanted_papers
from registry.checks.rules import load_rules
from registry.checks.self_check import QUESTIONS, dossier_of_answers, self_check
from registry.choices import DocumentKind
from registry.forms.self_check import SelfCheckForm
from registry.permissions import can_act_as_operator
from wuqing_tuoyu import clock

KEY = "self_check"


def answers_in(request):
    """What this browser answered, if it still makes sense; nothing otherwise."""
    held = request.session.get(KEY)
    if not held:
        return None
    form = SelfCheckForm(held)
    return form.answers() if form.is_valid() else None


def forget_answers(request):
    request.session.pop(KEY, None)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def self_check_form(request):
    if request.method == "POST":
        form = SelfCheckForm(request.POST)
        if form.is_valid():
            names = [name for name in form.fields if request.POST.get(name, "").strip()]
            request.session[KEY] = {name: request.POST[name].strip() for name in names}
            return redirect("registry:self_check_result")
    else:
        form = SelfCheckForm(initial=request.session.get(KEY, {}))
    context = {"form": form, "has_answers": KEY in request.session}
    return render(request, "registry/self_check/form.html", context)


@login_not_required
@never_cache
@require_safe
def self_check_result(request):
    """What to do, with the article each rests on, and which papers will be wanted."""
    answers = answers_in(request)
    if answers is None:
        return redirect("registry:self_check")
    answers["today"] = today = clock.today()
    rules = load_rules(today)
    verdict = self_check(answers, rules)
    labels = {name: field.label for name, field in SelfCheckForm().fields.items()}
    context = {
        "verdict": verdict,
        "failures": [_told(result) for result in verdict.failures],
        "advice": [_told(result) for result in verdict.advice],
        "open_questions": [(name, labels[name]) for name in verdict.open_questions],
        "papers": _papers(answers, rules),
        "today": today,
        "may_carry": not request.user.is_authenticated or can_act_as_operator(request.user),
    }
    return render(request, "registry/self_check/result.html", context)


def _told(result):
    """One line of the list, and the question where it is put right."""
    asked = QUESTIONS[result.id]
    return {"result": result, "question": asked[0] if asked else ""}


def _papers(answers, rules):
    """The papers this kind of place will be asked for, each once."""
    found = {}
    for rule, person, _ in wanted_papers(dossier_of_answers(answers, rules), rules):
        if rule.is_required and rule.document_kind not in found:
            label = DocumentKind(rule.document_kind).label
            found[rule.document_kind] = (label, rule.help_text, person is not None)
    return list(found.values())


@login_not_required
@never_cache
@require_POST
def self_check_clear(request):
    """Answer anew, or leave nothing behind on a shared computer (清除)."""
    forget_answers(request)
    return redirect("registry:self_check")
