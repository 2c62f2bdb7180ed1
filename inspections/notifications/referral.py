"""Who is told about a referral (移送): the two units, never the facility."""

from departments.models import Member
from inspections.choices import ReferralAction, ReferralKind
from inspections.models import Event
from registry.notifications.people import officers_of
from registry.notifications.telling import BY_MAIL, BY_MAIL_AND_SMS, Telling, tell
from wuqing_tuoyu import clock


def tellings_of_referral(event: Event) -> list[Telling]:
    """The receiving unit is asked; the sending one hears the answer."""
    referral = event.referral
    url = referral.get_absolute_url()
    if event.action != ReferralAction.REFER:
        said = "已接收移送" if event.action == ReferralAction.ACCEPT else "退回了移送"
        return tell(
            officers_of(referral.from_department),
            f"{event.facility}：{referral.to_department}{said}",
            url=url,
        )
    is_urgent = referral.kind == ReferralKind.ABUSE
    acting = Member.objects.active(clock.today()).acting().select_related("user")
    everybody = [each.user for each in acting.filter(department=referral.to_department)]
    return tell(
        everybody if is_urgent else officers_of(referral.to_department),
        f"{'紧急：' if is_urgent else ''}{event.facility}：{referral.from_department}移送",
        f"事由：{referral.get_kind_display()}。请打开页面查看情况，接收或者退回。",
        url=url,
        channels=BY_MAIL_AND_SMS if is_urgent else BY_MAIL,
    )
