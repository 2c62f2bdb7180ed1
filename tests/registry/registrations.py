"""What registrars push, as their systems write it."""

from itertools import count

from departments.models import AccessToken
from departments.services.token import issue_token
from registry.models import Registration, ReviewRoute
from registry.services.registration.receiving import receive_file
from tests.departments.factories import make_department, make_user
from tests.registry.factories import make_credit_code
from wuqing_tuoyu import clock, sheet

_numbers = count(1)
HEADING = [
    "登记记录号",
    "统一社会信用代码",
    "名称",
    "机构性质",
    "住所",
    "所在镇街",
    "登记日期",
    "登记状态",
]


def make_record(**said):
    """One line of a registrar, by the headings of the form."""
    number = next(_numbers)
    return {
        "登记记录号": f"津武登〔2026〕{number} 号",
        "统一社会信用代码": make_credit_code(),
        "名称": f"天津春禾{number}托育服务有限公司",
        "机构性质": "营利性机构",
        "住所": f"武清区杨村街道光明道 {number} 号",
        "所在镇街": "杨村街道",
        "登记日期": "2026-02-16",
        "登记状态": "存续",
    } | said


def sheet_of(*records):
    return sheet.write(HEADING, [list(record.values()) for record in records], title="登记信息")


def push(*records, code="scj"):
    """What a registrar hands over, without anybody at a screen."""
    source, _ = receive_file(
        sheet_of(*records), name="登记信息.xlsx", registrar=make_department(code), actor=None
    )
    return source


def make_registration(code="scj", **said):
    record = make_record(**said)
    push(record, code=code)
    return Registration.objects.get(record_number=record["登记记录号"])


def make_route(code="scj", nature="for_profit"):
    """A unit that registers, where the reference data is not loaded."""
    return ReviewRoute.objects.create(
        code=f"registration_{nature}",
        subject="registration",
        nature=nature,
        department=make_department(code),
        gate="receipt",
        days=3,
    )


def make_token(code="scj", **facts):
    """The secret of a new token of this unit."""
    facts = {
        "name": "登记业务系统",
        "scope": "registrations",
        "expires_on": clock.today().replace(year=clock.today().year + 1, day=1),
    } | facts
    token = AccessToken(department=make_department(code), **facts)
    return issue_token(token, actor=make_user())
