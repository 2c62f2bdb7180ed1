"""Facilities filed before the portal (存量导入): a sheet is read, checked, and confirmed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from registry.choices import ImportStatus
from registry.forms.imports import ImportForm
from registry.models import Import
from registry.permissions import can_settle_import, can_upload_import
from registry.services.import_reading import HEADINGS
from registry.services.imports import (
    ImportRefused,
    confirm_import,
    discard_import,
    stage_import,
)
from wuqing_tuoyu import clock, sheet
from wuqing_tuoyu.exceptions import DomainError

ROWS_A_PAGE = 50
MOST_ERRORS_SHOWN = 100
EXAMPLE = [
    "杨村街道某某托育园",
    "91120222MA06TE5T8R",
    "天津某某托育服务有限公司",
    "营利性机构",
    "独立托育机构",
    "杨村街道",
    "武清区杨村街道某某路 1 号",
    "022-82100000",
    "60",
    "12",
    "36",
    "全日托、半日托",
    "武卫托备〔2023〕001 号",
    "2023-05-18",
    "2023-06-02",
]


def _demand_reader(user):
    if not can_upload_import(user):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request):
    _demand_reader(request.user)
    form = ImportForm(request.POST or None, request.FILES or None)
    errors = []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            source = stage_import(upload.read(), name=upload.name, actor=request.user)
        except ImportRefused as refused:
            form.add_error("file", str(refused))
            errors = refused.errors
        except DomainError as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, "已读入，等待负责人确认。")
            return redirect("registry:import_detail", pk=source.pk)
    imports = (
        Import.objects.annotate(count=Count("rows"))
        .select_related("uploaded_by")
        .order_by("-uploaded_at", "pk")
    )
    return render(
        request,
        "registry/imports/list.html",
        {
            "form": form,
            "errors": errors[:MOST_ERRORS_SHOWN],
            "more_errors": max(len(errors) - MOST_ERRORS_SHOWN, 0),
            "imports": Paginator(imports, ROWS_A_PAGE).get_page(request.GET.get("page")),
        },
    )


@require_safe
def import_sheet(request):
    """All imports and what became of them, to take away (台账)."""
    _demand_reader(request.user)
    columns = ["文件名", "机构数", "状态", "读入时间", "读入人", "处理时间", "处理人"]
    imports = Import.objects.annotate(count=Count("rows"))
    rows = (
        [
            source.name,
            source.count,
            source.get_status_display(),
            clock.on(source.uploaded_at).isoformat(),
            str(source.uploaded_by or "管理命令"),
            clock.on(source.settled_at).isoformat() if source.settled_at else "",
            str(source.settled_by or ""),
        ]
        for source in imports.select_related("uploaded_by", "settled_by")
    )
    return sheet.download(columns, rows, title="存量导入", name="imports")


@require_safe
def import_sample(request):
    _demand_reader(request.user)
    heading = [words[0] for words, _ in HEADINGS.values()]
    return sheet.download(heading, [EXAMPLE], title="存量备案机构", name="import-sample")


@require_safe
def import_detail(request, pk):
    _demand_reader(request.user)
    source = get_object_or_404(Import, pk=pk)
    rows = source.rows.select_related("township", "facility").order_by("line")
    return render(
        request,
        "registry/imports/detail.html",
        {
            "source": source,
            "rows": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
            "may_settle": can_settle_import(request.user) and source.status == ImportStatus.WAITING,
        },
    )


@require_POST
def import_confirm(request, pk):
    return _settle(request, pk, confirm_import, "已确认，这些机构已列入公开名单。")


@require_POST
def import_discard(request, pk):
    return _settle(request, pk, discard_import, "已放弃这次导入。")


def _settle(request, pk, act, words):
    _demand_reader(request.user)
    source = get_object_or_404(Import, pk=pk)
    try:
        act(source, actor=request.user)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, words)
    return redirect("registry:import_detail", pk=pk)
