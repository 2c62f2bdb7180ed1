"""Who is told what: the people concerned, what happened, who acts next, by when."""

from datetime import date, timedelta

import pytest

from accounts.models import Delivery, Message
from departments.choices import MemberRole
from registry.choices import FilingStatus, Outcome
from registry.models import Event, Filing
from registry.notifications import tell_event, tell_untold
from registry.services.closing import close_facility
from registry.services.correction import extend_correction, withdraw_filing
from registry.services.decision import decline_filing
from registry.services.digest import digest_of_filing
from registry.services.handling import assign, send_back
from registry.services.pause import pause_facility, resume_facility
from registry.services.review import answer_review, hand_over_review, overrule_review
from tests.departments.factories import at, make_member
from tests.registry.factories import (
    TOWNSHIP,
    make_director,
    make_facility,
    make_filing,
    make_officer,
    propose_outcome,
    representative_of,
    send_for_correction,
    sign,
    start_cancellation,
    submit,
)
from wuqing_tuoyu import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
TELEPHONE = "有疑问请联系区卫生健康委，电话 022-00000000。"


@pytest.fixture
def people():
    """One person in each place, in the words of the table below."""
    return {
        "经办": make_officer(),
        "另一经办": make_officer(),
        "签发": make_director(),
        "另一签发": make_director(),
        "镇街": make_officer(TOWNSHIP),
        "住建经办": make_officer("zjw"),
        "住建负责": make_director("zjw"),
        "联络": make_member("wjw", MemberRole.LIAISON).user,
    }


def told(people, filing, event):
    """Names of those the event reached, with the operator as 举办者."""
    names = {user.pk: name for name, user in people.items()}
    names[representative_of(filing).pk] = "举办者"
    tell_event(event.pk)
    messages = Message.objects.filter(key=f"event:{event.pk}")
    assert all(message.body.endswith(TELEPHONE) for message in messages)
    assert all(str(filing.facility) in message.title for message in messages)
    return {names.get(message.recipient_id, "别人") for message in messages}


def last(filing, action):
    return Event.objects.filter(facility=filing.facility, action=action).order_by("-id").first()


def title_to(user, event):
    return Message.objects.get(recipient=user, key=f"event:{event.pk}").title


def channels_to(user, event):
    rows = Delivery.objects.filter(message__recipient=user, message__key=f"event:{event.pk}")
    return set(rows.values_list("channel", flat=True))


def test_a_submission_reaches_operator_commission_and_asked_units(people):
    with at(date(2026, 3, 6)):
        filing = make_filing()
        event = last(filing, "submit")
        found = told(people, filing, event)

    assert found == {"举办者", "经办", "另一经办", "签发", "另一签发", "住建经办", "镇街"}
    operator = Message.objects.get(recipient=representative_of(filing), key=f"event:{event.pk}")
    assert operator.title == f"{filing.facility}：首次备案申请已收到"
    assert "区卫生健康委将在 3月13日前出具备案回执" in operator.body
    unit = Message.objects.get(recipient=people["住建经办"], key=f"event:{event.pk}")
    assert unit.title == f"{filing.facility}：请核验消防验收文书"
    assert "请在 3月11日前答复" in unit.body


def test_an_estimate_is_said_to_be_one(people):
    with at(date(2026, 12, 29)):
        filing = make_filing()
        told(people, filing, last(filing, "submit"))

    body = Message.objects.filter(recipient=representative_of(filing)).get().body
    assert "1月5日前（暂估，待 2027 年放假安排公布后确定）" in body


def test_a_submission_with_an_officer_tells_that_officer_alone(people):
    filing = send_for_correction(make_filing(), actor=people["经办"])
    event = last(filing, "return")

    assert told(people, filing, event) == {"举办者"}
    assert title_to(representative_of(filing), event) == f"{filing.facility}：有 1 项需要补正"
    assert channels_to(representative_of(filing), event) == {"mail", "sms"}


def test_an_extension_is_told_to_the_operator(people):
    filing = send_for_correction(make_filing(), actor=people["经办"])

    filing = extend_correction(filing, actor=people["经办"], note="等待文书")

    assert told(people, filing, last(filing, "extend")) == {"举办者"}


def test_a_proposal_and_its_return_pass_between_officer_and_directors(people):
    filing = propose_outcome(make_filing(), actor=people["签发"])
    assert told(people, filing, last(filing, "propose")) == {"另一签发"}

    filing = send_back(
        filing, actor=people["另一签发"], note="再核对面积", digest=digest_of_filing(filing)
    )

    event = last(filing, "send_back")
    assert told(people, filing, event) == {"签发"}
    assert "退回理由：再核对面积" in Message.objects.get(key=f"event:{event.pk}").body


def test_a_receipt_is_told_by_short_message_too(people):
    filing = sign(propose_outcome(make_filing(), actor=people["经办"]), actor=people["签发"])
    event = last(filing, "issue_receipt")

    assert told(people, filing, event) == {"举办者", "经办"}
    assert channels_to(representative_of(filing), event) == {"mail", "sms"}
    body = Message.objects.get(recipient=representative_of(filing), key=f"event:{event.pk}").body
    assert filing.facility.number in body


def test_the_receipt_of_a_cancellation_reaches_the_township(people):
    facility = make_facility(officer=people["经办"], director=people["签发"])
    filing = submit(start_cancellation(facility, closing_on=clock.today() + timedelta(days=60)))
    filing = sign(propose_outcome(filing, actor=people["经办"]), actor=people["签发"])

    assert told(people, filing, last(filing, "issue_receipt")) == {"举办者", "经办", "镇街"}


def test_declining_is_told_to_the_operator(people):
    filing = propose_outcome(
        make_filing(),
        actor=people["经办"],
        outcome=Outcome.DECLINE,
        ground="outside_district",
        note="不在本区。",
    )

    filing = decline_filing(filing, actor=people["签发"], digest=digest_of_filing(filing))

    event = last(filing, "decline")
    assert told(people, filing, event) == {"举办者"}
    assert channels_to(representative_of(filing), event) == {"mail", "sms"}


def test_a_lapse_is_told_to_the_operator(people):
    with at(date(2026, 3, 6)):
        filing = make_filing(FilingStatus.LAPSED, officer=people["经办"])

    assert told(people, filing, last(filing, "lapse")) == {"举办者"}


def test_a_withdrawal_reaches_the_officer_and_the_units_that_need_not_answer(people):
    filing = assign(make_filing(), actor=people["签发"], officer=people["经办"])
    filing = withdraw_filing(filing, actor=representative_of(filing))

    assert told(people, filing, last(filing, "withdraw")) == {"经办"}
    cancelled = Event.objects.get(action="cancel", review__subject="fire")
    assert told(people, filing, cancelled) == {"住建经办"}
    assert title_to(people["住建经办"], cancelled).endswith("消防验收文书无需再核验")


def the_review(filing):
    return filing.reviews.get(subject="fire")


def say_no(filing, actor):
    return answer_review(
        the_review(filing),
        actor=actor,
        answer="inconsistent",
        note="文号不符",
        version=the_review(filing).version,
    )


def test_a_yes_is_told_to_nobody_and_a_no_to_the_officer(people):
    filing = assign(make_filing(), actor=people["签发"], officer=people["经办"])
    answer_review(
        the_review(filing),
        actor=people["住建经办"],
        answer="consistent",
        version=the_review(filing).version,
    )
    assert told(people, filing, last(filing, "answer")) == set()

    say_no(filing, people["住建经办"])

    assert told(people, filing, last(filing, "answer")) == {"经办"}


def test_a_no_after_the_receipt_reaches_the_directors_too(people):
    facility = make_facility(officer=people["经办"], director=people["签发"])
    filing = facility.filings.get()

    say_no(filing, people["住建经办"])

    assert told(people, filing, last(filing, "answer")) == {"经办", "签发", "另一签发"}


def test_handing_over_tells_the_new_handler_and_further_words_go_there(people):
    filing = make_filing()
    review = hand_over_review(
        the_review(filing), actor=people["住建负责"], to=people["住建经办"], note="请先看现场"
    )
    assert told(people, filing, last(filing, "hand_over")) == {"住建经办"}

    withdraw_filing(filing, actor=representative_of(filing))

    assert told(people, filing, review.events.get(action="cancel")) == {"住建经办"}


def test_overruling_is_told_to_whoever_answered(people):
    filing = make_facility(officer=people["经办"]).filings.get()
    review = say_no(filing, people["住建经办"])

    overrule_review(review, actor=people["签发"], reason="已向市住建委核实")

    event = last(filing, "overrule")
    assert told(people, filing, event) == {"住建经办"}
    assert "理由：已向市住建委核实" in Message.objects.get(key=f"event:{event.pk}").body


def test_a_late_no_tells_the_operator_of_the_next_edition(people):
    filing = send_for_correction(make_filing(), actor=people["经办"])
    say_no(filing, people["住建经办"])
    filing = Filing.objects.get(pk=filing.pk)

    event = last(filing, "return")

    assert event.actor is None
    assert told(people, filing, event) == {"举办者"}
    title = title_to(representative_of(filing), event)
    assert title == f"{filing.facility}：补充告知需要补正的内容，现共 2 项"


def test_a_pause_is_told_to_officer_and_township_and_by_order_to_the_operator(people):
    facility = make_facility(officer=people["经办"], director=people["签发"])
    filing = facility.filings.get()
    operator = representative_of(facility)
    days = {"from_on": clock.today(), "until_on": clock.today() + timedelta(days=30)}
    pause_facility(facility, actor=operator, reason="装修", **days)
    assert told(people, filing, last(filing, "pause")) == {"经办", "镇街"}
    resume_facility(facility, actor=operator)
    assert told(people, filing, last(filing, "resume")) == {"经办", "镇街"}

    order = {"order_number": "津武卫责〔2026〕1号", "order_organ": "区卫生健康委"}
    pause_facility(
        facility, actor=people["签发"], reason="隐患", order_on=clock.today(), **order, **days
    )

    assert told(people, filing, last(filing, "pause")) == {"经办", "镇街", "举办者"}
    resume_facility(facility, actor=people["另一签发"], note="隐患已消除")
    assert told(people, filing, last(filing, "resume")) == {"经办", "镇街", "举办者"}


def test_closing_is_told_to_operator_and_township(people):
    facility = make_facility(officer=people["经办"], director=people["签发"])

    close_facility(
        facility, actor=people["签发"], ground="service_ended", note="现场已无人员和设施。"
    )

    filing = facility.filings.get()
    assert told(people, filing, last(filing, "close")) == {"举办者", "镇街"}


def test_no_message_carries_the_name_of_a_member_of_staff(people):
    filing = make_filing()
    send_for_correction(filing, actor=people["经办"], refused=("staff",))

    tell_untold()

    names = list(filing.facility.staff.values_list("name", flat=True))
    texts = [m.title + m.body for m in Message.objects.filter(key__startswith="event:")]
    assert [name for name in names for text in texts if name in text] == []
    assert texts
