"""Registering (注册) where no upper floor brings a page of its own."""

from allauth.decorators import rate_limit
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.forms.register import RegisterForm
from accounts.services.user import register_user
from wuqing_tuoyu.exceptions import DomainError


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="signup")
def register(request):
    if request.user.is_authenticated:
        return redirect("accounts:profile")
    form = RegisterForm(request.POST or None)
    if form.is_valid():
        try:
            register_user(**form.person())
        except DomainError as refusal:
            form.add_error("username", str(refusal))
        else:
            return redirect("account_email_verification_sent")
    return render(request, "accounts/register.html", {"form": form})
