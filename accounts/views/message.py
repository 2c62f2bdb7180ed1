"""The inbox, and what could not be sent (消息、未发出的消息)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import ListView

from accounts.models import Delivery, Message
from accounts.permissions import can_see_failed_deliveries
from accounts.services.message import read_all_messages, read_message
from accounts.services.outbox import retry_delivery
from wuqing_tuoyu import clock, sheet
from wuqing_tuoyu.exceptions import DomainError


class MessageListView(ListView):
    template_name = "accounts/message/list.html"
    paginate_by = 20

    def get_queryset(self):
        return Message.objects.visible_to(self.request.user).unread_first()

    def get_context_data(self, **kwargs):
        may_see_failed = can_see_failed_deliveries(self.request.user)
        return super().get_context_data(may_see_failed=may_see_failed, **kwargs)


@require_POST
def message_open(request, pk):
    message = get_object_or_404(Message.objects.visible_to(request.user), pk=pk)
    read_message(message)
    if url_has_allowed_host_and_scheme(message.url, {request.get_host()}, request.is_secure()):
        return redirect(message.url)
    return redirect("accounts:message_list")


@require_POST
def message_read_all(request):
    number = read_all_messages(request.user)
    messages.success(request, f"已将 {number} 条消息标为已读。" if number else "没有未读消息。")
    return redirect("accounts:message_list")


def staff_only(view):
    """Not yours by role: 403, before anything is looked up."""

    def guarded(request, *args, **kwargs):
        if not can_see_failed_deliveries(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@method_decorator(staff_only, name="dispatch")
class FailedDeliveryListView(ListView):
    template_name = "accounts/message/failed.html"
    paginate_by = 20

    def get_queryset(self):
        failed = Delivery.objects.failed().select_related("message__recipient")
        return failed.order_by("-next_try_at", "-pk")


@require_safe
@staff_only
def delivery_sheet(request):
    """What could not be delivered, to take away (台账)."""
    columns = ["消息", "收件人", "渠道", "地址", "建立日期", "尝试次数", "原因"]
    rows = (
        [
            delivery.message.title,
            str(delivery.message.recipient or ""),
            delivery.get_channel_display(),
            delivery.address,
            clock.on(delivery.message.created_at).isoformat(),
            delivery.attempts,
            delivery.last_error,
        ]
        for delivery in Delivery.objects.failed()
        .select_related("message__recipient")
        .order_by("-next_try_at", "-pk")
    )
    return sheet.download(columns, rows, title="未发出的消息", name="failed-messages")


@require_POST
@staff_only
def delivery_retry(request, pk):
    delivery = get_object_or_404(Delivery, pk=pk)
    try:
        retry_delivery(delivery)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已重新排队，几分钟内会再次发送。")
    return redirect("accounts:delivery_failed")
