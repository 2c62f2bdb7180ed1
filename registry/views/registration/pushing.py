"""How a registrar hands over its registrations (推送登记信息): a file, and what it brought."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from registry.forms.imports import RegistrationFileForm
from registry.models import RegistrationFile
from registry.permissions import can_push_registrations, registrars_acted_for
from registry.services.registration.reading import HEADINGS, FileRefused
from registry.services.registration.receiving import receive_file
from wuqing_tuoyu import sheet
from wuqing_tuoyu.exceptions import DomainError

FILES_SHOWN = 20
MOST_ERRORS_SHOWN = 100
EXAMPLE = [
    "津武市登字〔2025〕第 12 号",
    "91120222MA06TE5T8R",
    "天津某某托育服务有限公司",
    "营利性机构",
    "武清区杨村街道某某路 1 号",
    "杨村街道",
    "2025-05-18",
    "存续",
]


@require_http_methods(["GET", "HEAD", "POST"])
def registration_push(request):
    """A registrar's officer hands over a file (推送登记信息)."""
    registrars = registrars_acted_for(request.user)
    if not registrars:
        raise PermissionDenied
    form = RegistrationFileForm(request.POST or None, request.FILES or None)
    errors = []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            source, is_new = receive_file(
                upload.read(), name=upload.name, registrar=registrars[0], actor=request.user
            )
        except FileRefused as refused:
            form.add_error("file", str(refused))
            errors = refused.errors
        except DomainError as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _thanks(source, is_new))
            return redirect("registry:registration_push")
    files = RegistrationFile.objects.visible_to(request.user).select_related("received_by")
    context = {
        "form": form,
        "registrar": registrars[0],
        "errors": errors[:MOST_ERRORS_SHOWN],
        "more_errors": max(len(errors) - MOST_ERRORS_SHOWN, 0),
        "files": files[:FILES_SHOWN],
    }
    return render(request, "registry/registration/push.html", context)


def _thanks(source, is_new):
    if not is_new:
        return "这份文件以前已经推送过，没有改动。"
    return (
        f"已收到：新增 {source.added} 条，更新 {source.updated} 条，"
        f"没有变化 {source.unchanged} 条。"
    )


@require_safe
def registration_sample(request):
    if not can_push_registrations(request.user):
        raise PermissionDenied
    heading = [words[0] for name, words in HEADINGS.items() if name != "registrar"]
    return sheet.download(heading, [EXAMPLE], title="登记信息", name="registration-sample")
