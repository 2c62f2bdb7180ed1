"""Our answers to what the sign-in package asks (登录)."""

import secrets

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.urls import reverse

from accounts.services.message import send_to_address
from accounts.services.user import vouch_for_address


def full_address(name, *args):
    """Links in mails lead to the portal's own address, whatever host the request claimed."""
    return f"{settings.SITE_URL}{reverse(name, args=args)}"


class SignInAdapter(DefaultAccountAdapter):
    """Mail through the outbox, links to our own address, refusals in plain words."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "这个账号已停用，请联系区卫生健康委。",
        "duplicate_email": "这就是您现在登记的邮箱，不用更换。",
        "email_password_mismatch": "邮箱或密码不正确，请核对后重新输入。",
        "email_taken": "这个邮箱不能使用，请换一个。",
        "enter_current_password": "现在的密码不正确，请重新输入。",
        "incorrect_code": "验证码不正确或已用过，请等下一个验证码出现后再输入。",
        "incorrect_password": "密码不正确，请重新输入。",
        "invalid_login": "用户名或密码不正确，请核对后重新输入。",
        "invalid_password_reset": "重设密码的链接已失效，请重新申请。",
        "max_email_addresses": "您已登记 %d 个邮箱，请先取消一个再添加。",
        "rate_limited": "操作太频繁，请过几分钟再试。",
        "same_as_current": "新的与现在的相同，请换一个。",
        "too_many_login_attempts": "连续输错次数太多，请 15 分钟后再试。忘记密码的，可以重设密码。",
        "username_password_mismatch": "用户名或密码不正确，请核对后重新输入。",
        "username_taken": "这个用户名已有人使用，请换一个。",
    }

    def send_mail(self, template_prefix, email, context):
        letter = self.render_mail(template_prefix, email, context | {"site_url": settings.SITE_URL})
        send_to_address(
            email,
            key=f"account:{template_prefix.rpartition('/')[2]}:{secrets.token_hex(12)}",
            title=letter.subject,
            body=letter.body,
            is_secret=True,
        )

    def format_email_subject(self, subject):
        return str(subject)  # the outbox puts the portal's prefix before every title

    def get_reset_password_from_key_url(self, key):
        uid, _, token = key.partition("-")
        return full_address("account_reset_password_from_key", uid, token)

    def get_email_confirmation_url(self, request, emailconfirmation):
        return full_address("account_confirm_email", emailconfirmation.key)

    def send_account_already_exists_mail(self, email):
        context = {
            "login_url": full_address("account_login"),
            "password_reset_url": full_address("account_reset_password"),
        }
        self.send_mail("account/email/account_already_exists", email, context)

    def get_login_stages(self):
        ours = f"{__name__}.{ConfirmedAddressStage.__name__}"
        stages = super().get_login_stages()
        return [ours if stage.endswith(".EmailVerificationStage") else stage for stage in stages]

    def is_open_for_signup(self, request):
        return False  # people register on the portal's own page

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Counted by address as well, so that nobody can lock another out from elsewhere."""
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{self.get_client_ip(request)}:{key}"


class ConfirmedAddressStage(EmailVerificationStage):
    """Only whoever registered alone must have confirmed an address (确认邮箱)."""

    def handle(self):
        user = self.login.user
        vouch_for_address(user)
        confirmed = EmailAddress.objects.filter(user=user, verified=True).exists()
        if confirmed or not user.must_confirm_email:
            return None, True
        return super().handle()


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor in plain words (双因素认证)."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "您的账号须启用双因素认证，不能停用。",
        "cannot_generate_recovery_codes": "请先启用双因素认证，再生成恢复代码。",
        "incorrect_code": "验证码不正确或已用过，请等下一个验证码出现后再输入。",
        "unverified_email": "请先确认邮箱，再启用双因素认证。",
    }

    def get_totp_label(self, user):
        return user.username
