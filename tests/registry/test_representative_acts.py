"""Who acts for an operator: asked, shown, confirmed, ended."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Message
from departments.choices import ReminderKind
from departments.models import Reminder
from registry.choices import RepresentativeStatus as S
from registry.models import Filing, Operator
from registry.services.drafts import start_filing
from registry.services.representative import (
    attach_authorization,
    authorization_form,
    confirm_representative,
    end_representative,
    request_representation,
)
from tests.accounts.papers import picture, upload
from tests.departments.factories import make_user
from tests.registry.factories import (
    make_credit_code,
    make_draft,
    make_officer,
    make_operator,
    representative_of,
)
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.usefixtures("reference")


def ask(operator=None, *, user=None):
    code = operator.credit_code if operator else make_credit_code()
    return request_representation(
        credit_code=code, operator_name="天津晨曦托育有限公司", actor=user or make_user("陈小明")
    )


def reminders():
    return list(
        Reminder.objects.open()
        .filter(kind=ReminderKind.REPRESENTATIVE)
        .values_list("key", "department__code")
    )


def test_the_first_to_name_a_credit_code_enters_the_operator_and_waits():
    person = make_user("陈小明")

    representative = ask(user=person)

    assert representative.status == S.PENDING
    assert list(Operator.objects.visible_to(person)) == [representative.operator]
    assert list(Operator.objects.represented_by(person)) == []
    assert reminders() == []


def test_a_second_person_joins_the_operator_and_everybody_concerned_is_told():
    operator = make_operator()
    first = representative_of(operator)

    representative = ask(operator)

    assert representative.operator == operator
    assert operator.name == "天津幸福里托育服务有限公司"
    assert reminders() == [(f"representative:{representative.pk}", "wjw")]
    assert list(Message.objects.values_list("recipient", "title")) == [
        (first.pk, "陈小明 申请成为天津幸福里托育服务有限公司的代表")
    ]


def test_nobody_asks_twice_and_no_member_of_a_unit_asks_at_all():
    operator = make_operator()

    with pytest.raises(DomainError, match="您已经是该举办者的代表，或者已经提出申请，不用再申请。"):
        ask(operator, user=representative_of(operator))
    with pytest.raises(DomainError, match="单位工作人员的账号不能兼作举办者代表"):
        ask(operator, user=make_officer())


def test_the_sealed_paper_brings_the_commission_in():
    representative = ask()
    person = representative.user

    attach_authorization(representative, actor=person, upload=upload(picture(), "授权委托书.jpg"))

    representative.refresh_from_db()
    assert representative.authorization.name == "授权委托书.jpg"
    assert reminders() == [(f"representative:{representative.pk}", "wjw")]
    with pytest.raises(PermissionDenied):
        attach_authorization(representative, actor=make_user(), upload=upload(picture(), "a.jpg"))


def test_an_officer_confirms_and_the_person_is_told():
    representative = ask(make_operator())
    officer = make_officer()

    confirm_representative(representative, actor=officer)

    representative.refresh_from_db()
    assert (representative.status, representative.confirmed_by) == (S.CONFIRMED, officer)
    assert reminders() == []
    assert Message.objects.get(recipient=representative.user).title == (
        "您已被确认为天津幸福里托育服务有限公司的代表"
    )
    with pytest.raises(DomainError, match="当前状态为“已确认”，不用再确认。"):
        confirm_representative(representative, actor=officer)


@pytest.mark.parametrize("who", ["oneself", "a stranger", "a pending one"])
def test_nobody_else_confirms(who):
    operator = make_operator()
    representative = ask(operator)
    people = {
        "oneself": representative.user,
        "a stranger": make_user(),
        "a pending one": ask(operator, user=make_user()).user,
    }

    with pytest.raises(PermissionDenied):
        confirm_representative(representative, actor=people[who])


def test_a_confirmed_one_confirms_or_turns_down():
    operator = make_operator()
    first = representative_of(operator)
    welcome, unknown = ask(operator, user=make_user()), ask(operator, user=make_user())

    confirm_representative(welcome, actor=first)
    end_representative(unknown, actor=first, note="不认识这个人")

    welcome.refresh_from_db()
    unknown.refresh_from_db()
    assert (welcome.status, unknown.status) == (S.CONFIRMED, S.ENDED)
    with pytest.raises(PermissionDenied):
        end_representative(welcome, actor=first, note="也不要了")


def test_who_is_ended_by_another_is_told_why_and_sees_no_more():
    filing = make_draft()
    person = representative_of(filing)
    representative = person.representations.get()
    officer = make_officer()

    with pytest.raises(DomainError, match="请写明终止的原因，对方会看到。"):
        end_representative(representative, actor=officer)
    end_representative(representative, actor=officer, note="已经离职")

    assert list(Filing.objects.visible_to(person)) == []
    assert "原因：已经离职" in Message.objects.get(recipient=person).body


def test_a_pending_one_sees_only_what_it_began_itself():
    operator = make_operator()
    make_draft(operator)
    newcomer = ask(operator).user

    own = start_filing(operator, actor=newcomer)

    assert list(Filing.objects.visible_to(newcomer)) == [own]
    assert Filing.objects.visible_to(representative_of(operator)).count() == 2


def test_the_paper_to_sign_names_both():
    paper = authorization_form(ask())

    assert paper.startswith(b"%PDF")
