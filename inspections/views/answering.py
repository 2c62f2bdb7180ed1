"""Answering an act (办理): the form on GET, one service on POST, one sentence when refused."""

from django.contrib import messages
from django.shortcuts import redirect, render

from wuqing_tuoyu.exceptions import DomainError


def done(request, subject, act, success):
    """An act without a form: do it, say so, go back to the page."""
    try:
        act()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, success)
    return redirect(subject)


def answered(request, form, act, *, success, template, back, **context):
    """An act with a form. `act` takes what was said and returns where to go on."""
    if request.method == "POST" and form.is_valid():
        try:
            goes_on = act(form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, success)
            return redirect(goes_on)
    return render(request, template, {"form": form, "back": back, **context})


def at_the_right_moment(request, subject, check):
    """Refuse a page whose button could not be pressed: 403, or the sentence on its own page."""
    try:
        check()
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(subject)
    return None
