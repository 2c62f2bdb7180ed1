"""Finding and answering an act on a facility: the same way for each of them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from registry.models import Facility
from registry.services.digest import digest_of_facility
from registry.workflow import check_facility
from wuqing_tuoyu.exceptions import DomainError, WrongMoment


def find_facility(request, public_id):
    """The facility, if this person may know of it; 404 otherwise."""
    facilities = Facility.objects.visible_to(request.user).select_related(
        "operator", "township", "declaration"
    )
    return get_object_or_404(facilities, public_id=public_id)


def refused_moment(request, facility, action):
    """The wrong person is refused; at the wrong moment the same sentence on the facility's page."""
    try:
        check_facility(facility, action, request.user)
    except DomainError as refusal:
        return with_sentence(request, facility, str(refusal))
    return None


def with_sentence(request, facility, sentence):
    messages.error(request, sentence)
    return redirect(facility)


def answer(request, facility, form, act, *, title, success, template, back=None, **context):
    """Show the form; act once on POST; a refusal is one sentence on the same page."""
    if request.method == "POST" and "preview" not in request.POST and form.is_valid():
        try:
            act(form.cleaned_data)
        except WrongMoment as refusal:
            return with_sentence(request, facility, str(refusal))
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, success)
            return redirect(back() if back else facility)
    context |= {
        "facility": facility,
        "title": title,
        "form": form,
        "digest": digest_of_facility(facility),
    }
    return render(request, template, context)
