"""Pages of registrations: who sees which, how they are found, how a registrar hands over a file."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from registry.models import Registration
from tests.departments.factories import make_user
from tests.registry.factories import make_facility, make_filing, make_officer
from tests.registry.registrations import make_record, make_registration, push, sheet_of
from wuqing_tuoyu import sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]

LIST, SHEET, PUSH = "/registrations/", "/registrations.xlsx", "/registrations/push/"


def named_on(answer):
    return sorted(line["registration"].name for line in answer.context["lines"])


@pytest.fixture
def district():
    """One of 市监 in 杨村街道, one of 民政 elsewhere."""
    make_registration(名称="甲托育")
    make_registration("mzj", 名称="乙托育", 所在镇街="梅厂镇", 住所="")


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("wjw", ["乙托育", "甲托育"]),
        ("scj", ["甲托育"]),
        ("mzj", ["乙托育"]),
        ("120114001", ["甲托育"]),
        ("bb", []),
    ],
)
def test_each_sees_what_concerns_them(client, district, code, seen):
    client.force_login(make_officer(code))

    assert named_on(client.get(LIST)) == seen
    rows = sheet.records(BytesIO(client.get(SHEET).content))
    assert sorted(row["名称"] for row in rows) == seen


@pytest.mark.parametrize("code", ["zjw", "lxh", None])
def test_others_are_told_it_is_not_theirs(client, code):
    client.force_login(make_officer(code) if code else make_user())

    for address in (LIST, SHEET, PUSH, "/registrations/sample.xlsx"):
        assert client.get(address).status_code == 403


def test_the_list_leaves_out_who_filed_or_is_about_to(client):
    make_registration(统一社会信用代码=make_filing().declaration.credit_code)
    make_registration(统一社会信用代码=make_facility().credit_code)
    make_registration(登记状态="注销")
    make_registration(名称="丙托育")
    client.force_login(make_officer())

    assert named_on(client.get(LIST)) == ["丙托育"]
    assert len(named_on(client.get(f"{LIST}?show=all"))) == 4


def test_an_ended_registration_whose_filing_stands_is_a_list_of_its_own(client):
    facility = make_facility()
    make_registration(统一社会信用代码=facility.credit_code, 名称="丁托育", 登记状态="注销")
    make_registration(登记状态="注销")
    client.force_login(make_officer())

    assert named_on(client.get(f"{LIST}?show=ended")) == ["丁托育"]


@pytest.mark.parametrize("words", ["春天", "ＣＨＵＮ", "天 育", "記號"])
def test_one_is_found_however_it_is_typed(client, words):
    make_registration(名称="春天Chun托育", 登记记录号="记号 7")
    make_registration(名称="秋日")
    client.force_login(make_officer())

    assert named_on(client.get(LIST, {"q": words})) == ["春天Chun托育"]


def test_one_is_found_by_its_credit_code(client):
    found = make_registration()
    make_registration()
    client.force_login(make_officer())

    assert named_on(client.get(LIST, {"q": found.credit_code.lower()})) == [found.name]


def test_filters_narrow_and_nothing_strange_breaks(client, district):
    client.force_login(make_officer())

    assert named_on(client.get(f"{LIST}?registrar=mzj")) == ["乙托育"]
    assert named_on(client.get(f"{LIST}?township=120114001")) == ["甲托育"]
    for strange in ("registrar=zjw", "township=x", "show=x", "page=x", "q=%00", "q=%25_"):
        assert client.get(f"{LIST}?{strange}").status_code == 200


def test_the_list_asks_as_many_questions_for_three_rows_as_for_one(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    make_registration()
    client.force_login(make_officer())
    client.get(LIST)
    with django_assert_max_num_queries(25) as before:
        client.get(LIST)
    for _ in range(2):
        make_registration()

    with django_assert_num_queries(len(before.captured_queries)):
        answer = client.get(LIST)

    assert len(named_on(answer)) == 3


def upload(client, content, name="登记信息.xlsx"):
    return client.post(PUSH, {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_an_officer_of_a_registrar_pushes_a_file_and_sees_what_it_brought(client):
    officer = make_officer("scj")
    client.force_login(officer)

    page = upload(client, sheet_of(make_record(), make_record())).content.decode()

    assert "已收到：新增 2 条，更新 0 条，没有变化 0 条。" in page
    assert "登记信息.xlsx" in page
    assert set(Registration.objects.values_list("registrar__code", flat=True)) == {"scj"}


def test_the_same_file_twice_is_said_to_be_the_same(client):
    client.force_login(make_officer("scj"))
    content = sheet_of(make_record())
    upload(client, content)

    page = upload(client, content).content.decode()

    assert "这份文件以前已经推送过，没有改动。" in page
    assert Registration.objects.count() == 1


def test_bad_lines_are_listed_on_the_page(client):
    client.force_login(make_officer("scj"))

    page = upload(client, sheet_of(make_record(), make_record(名称=""))).content.decode()

    assert "有 1 行需要更正，这次没有读入任何内容。" in page
    assert "第 3 行：没有填写名称。" in page
    assert not Registration.objects.exists()


def test_the_sample_can_be_pushed_as_it_is(client):
    client.force_login(make_officer("scj"))
    sample = client.get("/registrations/sample.xlsx").content

    page = upload(client, sample, "样表.xlsx").content.decode()

    assert "新增 1 条" in page


def test_what_others_pushed_is_not_shown_to_a_registrar(client):
    push(make_record(), code="mzj")
    client.force_login(make_officer("scj"))

    page = client.get(PUSH).content.decode()

    assert "还没有推送过文件。" in page


def test_registrars_and_townships_are_led_to_the_list(client):
    for code, is_led in (("scj", True), ("120114001", True), ("zjw", False)):
        client.force_login(make_officer(code))

        page = client.get("/workbench/").content.decode()

        assert ('href="/registrations/"' in page) == is_led
