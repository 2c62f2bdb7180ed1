"""`list_checks` and `check_declaration`, as somebody outside uses them."""

import json
import os
import subprocess
import sys

import jsonschema
import pytest
from django.core.management import CommandError, call_command

from registry.checks import CHECKS
from registry.checks.declaration_file import FileRefused, read_declaration
from tests.conftest import ROOT
from tests.registry.declarations import stated


@pytest.fixture
def told(reference, capsys):
    """What a command says once the reference data is there."""
    capsys.readouterr()
    return capsys


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def checked(tmp_path, capsys, facts, *options):
    path = tmp_path / "declaration.json"
    path.write_text(facts if isinstance(facts, str) else json.dumps(facts))
    call_command("check_declaration", str(path), *options)
    return lines(capsys)


def test_every_check_is_listed_with_its_text_and_thresholds(told):
    call_command("list_checks")

    listed = {line["id"]: line for line in lines(told)}

    assert list(listed) == [check.id for check in CHECKS]
    assert listed["C04"]["text"] == "乳儿班每班不得超过10人（6—12个月）。"
    assert listed["C04"]["parameters"] == {"class_size_infant": 10}
    assert listed["E11"]["text"] == "生活用房窗洞开口面积不应小于房间面积的20%。"
    assert [check_id for check_id, line in listed.items() if not line["active"]] == ["C18"]


def test_the_schema_describes_every_field_and_its_own_example_passes(tmp_path, told):
    call_command("check_declaration", "--schema", "--as-of", "2026-11-23")
    schema = json.loads(told.readouterr().out)
    [example] = schema["examples"]

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(example, schema)
    results = checked(tmp_path, told, example, "--as-of", "2026-11-23")

    assert [name for name, one in schema["properties"].items() if not one["description"]] == []
    assert [line["id"] for line in results if line["outcome"] == "fail"] == []
    assert {line["id"] for line in results} == {check.id for check in CHECKS}


def test_the_schema_says_in_what_unit_and_for_which_rule_a_field_is_asked(told):
    call_command("check_declaration", "--schema")
    fields = json.loads(told.readouterr().out)["properties"]

    person = fields["staff"]["items"]["properties"]

    assert fields["lease_end"]["description"] == (
        "租赁截止日期。租赁的填写；租期的最后一天，当天也计入：2026-01-01 到 2028-12-31 为满 3 年。"
        "相关检查：E01、E02、E19、H02、J05。"
    )
    assert fields["pledge"]["properties"]["name"]["description"] == "承诺人姓名。"
    assert person["class_no"]["type"] == ["integer", "null"]


@pytest.mark.parametrize("name", ["list_checks", "check_declaration"])
@pytest.mark.django_db
def test_without_reference_data_the_commands_say_what_to_run_first(name, tmp_path):
    path = tmp_path / "declaration.json"
    path.write_text("{}")

    with pytest.raises(CommandError) as refused:
        call_command(name, *([str(path)] if name == "check_declaration" else []))

    assert str(refused.value) == "数据库里还没有基础资料，请先运行 manage.py load_reference。"


def test_without_tables_the_commands_say_what_to_run_first(tmp_path):
    said = subprocess.run(
        [sys.executable, "manage.py", "list_checks"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.returncode == 1
    assert said.stderr.strip().endswith(
        "数据库还没有建立，请先运行 manage.py migrate 和 manage.py load_reference。"
    )
    assert "Traceback" not in said.stderr


def test_a_point_is_told_with_what_was_found_and_what_is_required(tmp_path, told):
    facts = stated({"video_days": 30})

    [line] = [one for one in checked(tmp_path, told, facts, "--as-of", "2026-11-23")
              if one["id"] == "G11"]  # fmt: skip

    assert {name: line[name] for name in list(line)[:7]} == {
        "id": "G11",
        "level": "S",
        "outcome": "fail",
        "field": "video_days",
        "found": 30,
        "required": 90,
        "sentence": "监控录像资料保存期不少于 90 日，现在填的是 30 日，请增加存储。",
    }


def test_the_day_decides(tmp_path, told):
    facts = stated({"licence_valid_until": "2026-12-31"})

    before = checked(tmp_path, told, facts, "--as-of", "2026-12-31")
    after = checked(tmp_path, told, facts, "--as-of", "2027-01-01")

    assert [one["outcome"] for one in before if one["id"] == "A14"] == ["pass"]
    assert [one["outcome"] for one in after if one["id"] == "A14"] == ["fail"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "文件不是正确的 JSON（第 1 行有问题），请对照 --schema 检查。"),
        ("[]", "“文件”应为对象，用花括号括起来。"),
        ('{"nmae": "x"}', "不认识字段“nmae”，可以使用的字段见 check_declaration --schema。"),
        (
            '{"staff": [{"id_no": "1"}]}',
            "不认识字段“staff[0].id_no”，可以使用的字段见 check_declaration --schema。",
        ),
        ('{"capacity": "三十"}', "“capacity”的值不对，应为数字，不加引号。"),
        ('{"capacity": true}', "“capacity”的值不对，应为数字，不加引号。"),
        ('{"capacity": NaN}', "文件中的 NaN 不是数字，请改成真实的数值或者 null。"),
        ('{"capacity": 1e99}', "“capacity”的数字太大，请核对。"),
        (
            '{"meals": "outside"}',
            "“meals”的值“outside”不在可选值之中，可选：none、own、delivered。",
        ),
        ("[" * 100000, "文件不是正确的 JSON（层次太多，有问题），请对照 --schema 检查。"),
    ],
    ids=range(10),
)
def test_a_file_that_is_no_declaration_is_refused_with_one_sentence(content, sentence):
    with pytest.raises(FileRefused) as refused:
        read_declaration(content.encode())

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("content", "as_of", "sentence"),
    [
        ('{"nmae": "x"}', "2026-11-23", "不认识字段“nmae”"),
        ("{}", "2026-13-23", "“2026-13-23”不是日期"),
    ],
)
def test_the_command_ends_with_one_sentence(tmp_path, told, content, as_of, sentence):
    with pytest.raises(CommandError) as refused:
        checked(tmp_path, told, content, "--as-of", as_of)

    assert refused.value.returncode == 1
    assert str(refused.value).startswith(sentence)
