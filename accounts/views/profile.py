"""The page about oneself (我的账号)."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms.profile import ProfileForm


@require_safe
def profile(request):
    has_second_factor = is_mfa_enabled(request.user)
    return render(request, "accounts/profile.html", {"has_second_factor": has_second_factor})


@require_http_methods(["GET", "HEAD", "POST"])
def profile_edit(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, "个人信息已保存。")
        return redirect("accounts:profile")
    request.user.refresh_from_db(fields=ProfileForm.Meta.fields)
    return render(request, "accounts/profile_edit.html", {"form": form})
