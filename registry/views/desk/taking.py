"""Who handles a filing (承办): take the next one, or be given one by the director."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from registry.forms.desk import AssignForm
from registry.permissions import can_assign_filing
from registry.services.handling import assign, take_next
from registry.views.filing import find_filing
from wuqing_tuoyu.exceptions import DomainError


@require_POST
def filing_next(request):
    """办下一件: the officer's nearest filing, or one nobody has."""
    filing = take_next(actor=request.user)
    if filing is None:
        messages.info(request, "没有等您核对的备案申请，也没有无人承办的申请。")
        return redirect("registry:filing_list")
    return redirect(filing)


@require_POST
def filing_assign(request, pk):
    filing = find_filing(request, pk)
    if not can_assign_filing(request.user, filing):
        raise PermissionDenied
    form = AssignForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请从名单里选择一位经办人。")
        return redirect(filing)
    officer = form.cleaned_data["officer"]
    try:
        assign(filing, actor=request.user, officer=officer)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已由{officer}承办。")
    return redirect(filing)
