"""Who acts for an operator (举办者代表): asking, showing the sealed paper, confirming, ending."""

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from accounts.services.file import discard_file, store_upload
from accounts.services.message import send_message
from accounts.services.user import register_user
from departments.choices import ReminderKind
from departments.models import Department
from departments.permissions import active_member, is_commission_officer
from departments.services.reminder import close_reminder, close_reminders, open_reminder
from registry.choices import RepresentativeStatus
from registry.models import Operator, Representative
from registry.permissions import represents
from registry.services.keys import authorization_key, representative_key
from registry.services.notice.sheet import contact
from registry.workflow.representative import (
    begin_representative,
    mark_confirmed,
    mark_ended,
)
from wuqing_tuoyu import clock, pdf
from wuqing_tuoyu.exceptions import DomainError

AUTHORIZATION_TEMPLATE = "registry/representative/authorization.typ"


@transaction.atomic
def register_operator(
    *, person: dict[str, str], credit_code: str, operator_name: str
) -> Representative | None:
    """Open an account and ask to act for the operator (举办者注册).

    None where the address has an account already: its owner is told by mail, nobody else.
    """
    user = register_user(**person)
    if user is None:
        return None
    return request_representation(credit_code=credit_code, operator_name=operator_name, actor=user)


@transaction.atomic
def request_representation(*, credit_code: str, operator_name: str, actor: User) -> Representative:
    """Ask to act for an operator (申请成为代表). The first to name a credit code enters it."""
    if active_member(actor) is not None:
        raise DomainError("单位工作人员的账号不能兼作举办者代表，请另用个人账号注册。")
    operator, _ = Operator.objects.get_or_create(
        credit_code=credit_code, defaults={"name": operator_name, "created_at": clock.now()}
    )
    Operator.objects.select_for_update(of=("self",)).get(pk=operator.pk)
    living = list(operator.representatives.living().select_related("user"))
    if any(each.user_id == actor.pk for each in living):
        raise DomainError("您已经是该举办者的代表，或者已经提出申请，不用再申请。")
    representative = Representative.objects.create(
        operator=operator, user=actor, requested_at=clock.now()
    )
    open_reminder(
        authorization_key(representative),
        kind=ReminderKind.AUTHORIZATION,
        title=f"授权委托书：{operator}",
        body="下载样本，签名、盖章后拍照上传；确认以前不出具回执",
        link=reverse("registry:representative_list"),
        addressees=[actor],
    )
    if living or operator.facilities.exists():
        _ask_the_commission(representative)
    for each in living:
        if each.status == RepresentativeStatus.CONFIRMED:
            send_message(
                each.user,
                key=f"{representative_key(representative)}:asked",
                title=f"{actor} 申请成为{operator}的代表",
                body="您认识并同意的，请在“代表和授权”页面确认；不认识的，请在同一页面回绝。",
                url=reverse("registry:representative_list"),
            )
    return representative


def attach_authorization(
    representative: Representative, *, actor: User, upload: UploadedFile
) -> Representative:
    """Hand in the sealed paper (授权委托书); a newer one replaces it until confirmed."""
    _demand_own_and_pending(representative, actor)
    stored = store_upload(upload, actor=actor)
    try:
        with transaction.atomic():
            representative = begin_representative(representative)
            _demand_own_and_pending(representative, actor)
            former = representative.authorization
            representative.authorization = stored
            representative.save(update_fields=["authorization"])
            if former is not None:
                discard_file(former)
            close_reminder(authorization_key(representative), note="已上传")
            _ask_the_commission(representative)
    except BaseException:
        discard_file(stored)
        raise
    return representative


def _demand_own_and_pending(representative: Representative, actor: User) -> None:
    if representative.user_id != actor.pk:
        raise PermissionDenied
    if representative.status != RepresentativeStatus.PENDING:
        raise DomainError(
            f"当前状态为“{representative.get_status_display()}”，不用再上传授权委托书。"
        )


@transaction.atomic
def confirm_representative(representative: Representative, *, actor: User) -> Representative:
    """Confirm that somebody acts for the operator (确认代表)."""
    representative = mark_confirmed(begin_representative(representative), actor)
    close_reminders(representative_key(representative), note=f"{actor} 已确认。")
    send_message(
        representative.user,
        key=f"{representative_key(representative)}:confirmed",
        title=f"您已被确认为{representative.operator}的代表",
        body="现在可以查看和办理该举办者名下全部机构的事项。",
        url=reverse("registry:facility_mine"),
    )
    return representative


@transaction.atomic
def end_representative(
    representative: Representative, *, actor: User, note: str = ""
) -> Representative:
    """End a representation (终止代表). Whoever ends somebody else's says why."""
    representative = begin_representative(representative)
    note = note.strip()
    if representative.user_id != actor.pk and not note:
        _demand_may_end_another(representative, actor)
        raise DomainError("请写明终止的原因，对方会看到。")
    representative = mark_ended(representative, actor, note=note)
    close_reminders(representative_key(representative), note=f"{actor} 已终止。")
    if representative.user_id != actor.pk:
        ended = "您不再是" if representative.confirmed_at else "没有确认您为"
        send_message(
            representative.user,
            key=f"{representative_key(representative)}:ended",
            title=f"{ended}{representative.operator}的代表",
            body=f"原因：{note}\n有疑问的，请联系区卫生健康委。",
            url=reverse("registry:representative_list"),
        )
    return representative


def _demand_may_end_another(representative: Representative, actor: User) -> None:
    """The person before the shape of what they wrote."""
    if not is_commission_officer(actor) and not represents(actor, representative.operator):
        raise PermissionDenied


def authorization_form(representative: Representative) -> bytes:
    """The paper to print, sign and seal (授权委托书样本), as PDF."""
    user, operator = representative.user, representative.operator
    return pdf.render(
        AUTHORIZATION_TEMPLATE,
        {
            "operator": operator.name,
            "credit_code": operator.credit_code,
            "person": str(user),
            "mobile": user.mobile,
            "contact": contact(),
        },
    )


def _ask_the_commission(representative: Representative) -> None:
    open_reminder(
        representative_key(representative),
        kind=ReminderKind.REPRESENTATIVE,
        title=f"确认举办者代表：{representative.operator}　{representative.user}",
        link=reverse("registry:representative_list"),
        department=Department.objects.commission(),
    )
