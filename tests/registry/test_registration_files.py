"""Files of registrars: whole or not at all; the same again changes nothing, the newer counts."""

from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from registry.choices.registration import RegistrationState
from registry.models import Registration, RegistrationFile
from registry.services.registration.reading import FileRefused
from registry.services.registration.receiving import receive_file
from tests.departments.factories import at, make_department
from tests.registry.factories import make_credit_code, make_officer
from tests.registry.registrations import HEADING, make_record, push, sheet_of
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]


def counts(source):
    return (source.added, source.updated, source.unchanged, source.outdated)


def said_by_command(place, *options):
    out, err = StringIO(), StringIO()
    try:
        call_command("import_registrations", str(place), *options, stdout=out, stderr=err)
    except CommandError as refused:
        return [*err.getvalue().splitlines(), str(refused)]
    return out.getvalue().splitlines()


def test_a_line_becomes_a_registration_of_that_registrar():
    record = make_record()

    push(record)

    row = Registration.objects.select_related("registrar", "township").get()
    assert (row.registrar.code, row.township.code) == ("scj", "120114001")
    assert (row.name, row.credit_code) == (record["名称"], record["统一社会信用代码"])
    assert (row.happened_on, row.state) == (date(2026, 2, 16), RegistrationState.IN_FORCE)
    assert row.legal_nature == "for_profit"


def test_the_same_file_again_changes_nothing_and_says_so(tmp_path):
    place = tmp_path / "push.xlsx"
    place.write_bytes(sheet_of(make_record(), make_record()))

    first = said_by_command(place)
    rows = list(Registration.objects.values())
    second = said_by_command(place)

    assert first == ["新增 2 条，更新 0 条，没有变化 0 条，较早没有采用 0 条。"]
    assert second == ["这份文件已经读入过，没有改动。"]
    assert list(Registration.objects.values()) == rows
    assert RegistrationFile.objects.count() == 1


def test_a_later_file_writes_only_what_is_new_or_different():
    same, moved, fresh = make_record(), make_record(), make_record()
    push(same, moved)
    before = Registration.objects.get(record_number=same["登记记录号"])
    with at(date(2026, 3, 4)):
        changed = moved | {"名称": "天津夏禾托育服务有限公司", "登记日期": "2026-03-03"}
        source = push(same, changed | {"登记状态": "变更"}, fresh)

    assert counts(source) == (1, 1, 1, 0)
    after = Registration.objects.get(record_number=moved["登记记录号"])
    assert (after.name, after.state) == ("天津夏禾托育服务有限公司", RegistrationState.CHANGED)
    assert after.updated_at > after.received_at
    untouched = Registration.objects.get(pk=before.pk)
    assert untouched.updated_at == before.updated_at
    assert list(Registration.objects.search("夏禾")) == [after]


def test_news_of_an_earlier_day_does_not_undo_later_news():
    record = make_record()
    push(record | {"登记日期": "2026-02-20", "登记状态": "注销"})

    source = push(record | {"登记日期": "2026-02-16", "登记状态": "存续"})

    assert counts(source) == (0, 0, 0, 1)
    assert Registration.objects.get().state == RegistrationState.CANCELLED


def test_two_registrars_may_use_the_same_number():
    record = make_record(登记记录号="2026-1")

    push(record)
    push(record | {"统一社会信用代码": make_credit_code("52120114MJ06")}, code="mzj")

    assert Registration.objects.filter(record_number="2026-1").count() == 2


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"名称": ""}, "第 3 行：没有填写名称。"),
        ({"名称": "", "登记日期": ""}, "第 3 行：没有填写名称、登记日期。"),
        (
            {"统一社会信用代码": "91120222MA06000001"},
            "第 3 行：统一社会信用代码“91120222MA06000001”不正确，请核对登记证照。",
        ),
        ({"登记日期": "去年"}, "第 3 行：登记日期“去年”不是日期，请写成 2024-03-18 这样。"),
        ({"登记日期": "2026-03-03"}, "第 3 行：登记日期“2026-03-03”应在 1949-10-01 到今天之间。"),
        ({"登记状态": "良好"}, "第 3 行：登记状态“良好”应为存续、已变更、已注销之一。"),
        (
            {"所在镇街": "望京街道"},
            "第 3 行：所在镇街“望京街道”不是武清区所辖镇街，不清楚的可以不填。",
        ),
        ({"机构性质": "公益"}, "第 3 行：机构性质“公益”应为事业单位、社会服务机构或营利性机构。"),
        ({"名称": "长" * 101}, "第 3 行：名称超过 100 个字。"),
        ({"名称": "天津\ue000托育"}, "第 3 行：名称里有不能显示的字符。"),
        (
            {"登记日期": "去年", "登记状态": "良好"},
            "第 3 行：登记日期“去年”不是日期，请写成 2024-03-18 这样；"
            "登记状态“良好”应为存续、已变更、已注销之一。",
        ),
    ],
)
def test_a_bad_line_is_named_in_one_sentence_and_nothing_is_kept(said, sentence):
    with pytest.raises(FileRefused) as refused:
        push(make_record(), make_record(**said))

    assert refused.value.errors == [sentence]
    assert not Registration.objects.exists()
    assert not RegistrationFile.objects.exists()


def test_a_record_that_stands_twice_is_named():
    record = make_record()

    with pytest.raises(FileRefused) as refused:
        push(record, make_record(), record)

    assert refused.value.errors == ["第 4 行：登记记录号与第 2 行重复。"]


def test_a_file_without_a_needed_column_is_refused_by_name(tmp_path):
    place = tmp_path / "push.csv"
    place.write_text("名称,统一社会信用代码\n甲,乙\n")

    assert said_by_command(place) == [
        "标题行缺少这些列：登记记录号、登记日期。请照样表的标题填写。"
    ]


def test_without_a_registrar_each_line_says_or_shows_whose_it_is(tmp_path):
    place = tmp_path / "push.csv"
    own, shown = make_record(), make_record(统一社会信用代码=make_credit_code("52120114MJ06"))
    lines = [[*own.values(), "区市场监管局"], [*shown.values(), ""]]
    lines[1][3] = ""
    place.write_text("\n".join(",".join(line) for line in [[*HEADING, "登记机关"], *lines]))

    said_by_command(place)

    found = dict(Registration.objects.values_list("record_number", "registrar__code"))
    assert found == {own["登记记录号"]: "scj", shown["登记记录号"]: "mzj"}


def test_a_registrar_pushes_only_its_own(tmp_path):
    place = tmp_path / "push.csv"
    lines = [[*HEADING, "登记机关"], [*make_record().values(), "区民政局"]]
    place.write_text("\n".join(",".join(line) for line in lines))

    assert said_by_command(place, "--registrar", "scj") == [
        "第 2 行：登记机关“区民政局”不是本单位，只能推送本单位登记的。",
        "有 1 行需要更正，这次没有读入任何内容。",
    ]
    assert said_by_command(place, "--registrar", "zjw") == ["zjw 不是负责登记的单位。"]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04nonsense", b"\xff\xfe\x00", "名称\n".encode()]
)
def test_a_file_that_is_none_is_refused_in_a_sentence(content):
    with pytest.raises(DomainError):
        receive_file(content, name="x", registrar=make_department("scj"), actor=None)


def test_a_file_on_the_disk_that_is_too_large_is_not_even_read(tmp_path):
    place = tmp_path / "large.csv"
    with place.open("wb") as file:
        file.truncate(21 * 1024 * 1024)

    assert said_by_command(place) == ["表格文件超过 20 MB，请分成几个文件后再上传。"]


@pytest.mark.parametrize("code", ["wjw", "zjw", "mzj"])
def test_nobody_pushes_for_another_registrar(code):
    content = sheet_of(make_record())

    with pytest.raises(PermissionDenied):
        receive_file(
            content, name="x.xlsx", registrar=make_department("scj"), actor=make_officer(code)
        )


def test_words_the_database_could_misread_are_kept_as_they_are():
    record = make_record(名称="天津\\N托育\\t有限公司'；--", 住所="")

    push(record)

    row = Registration.objects.get()
    assert (row.name, row.address) == ("天津\\N托育\\t有限公司'；--", "")
