"""The reference data is the district's notice, word for word, and survives being loaded again."""

import re
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from departments.choices import AssignmentRole, DepartmentKind
from departments.models import Department, Duty, Holiday, Parameter, PlanTask, ReminderLadder

NOTICE = (settings.FIXTURE_DIRS[0] / "notice.txt").read_text(encoding="utf-8")
ANNEX = NOTICE[NOTICE.index("发展工作部门职责分工") :]
NUMERALS = [
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
    "十六",
    "十七",
    "十八",
]


def load(*arguments):
    out = StringIO()
    call_command("load_reference", *arguments, stdout=out)
    return out.getvalue()


def test_the_annex_has_eighteen_units_and_fifty_five_clauses(reference):
    assert Department.objects.of_the_annex().count() == 18
    assert Duty.objects.count() == 55


def test_joining_the_clauses_gives_back_every_paragraph_of_the_annex(reference):
    paragraphs = [
        f"{numeral}、{unit.name}。{''.join(duty.text for duty in unit.duties.all())}"
        for numeral, unit in zip(NUMERALS, Department.objects.of_the_annex(), strict=True)
    ]

    assert paragraphs == re.findall(r"^[一二三四五六七八九十]+、.+$", ANNEX, re.MULTILINE)


def test_the_seventeen_members_are_those_the_notice_names(reference):
    [named] = re.findall(r"任办公室主任。(.*?)等相关部门为成员单位", NOTICE)

    members = Department.objects.council_members()

    assert {unit.name for unit in members} == set(named.split("、"))
    assert members.count() == 17


def test_units_outside_the_annex_or_the_conference_keep_their_place(reference):
    flags = Department.objects.in_bulk(["bb", "jsx", "wxb", "wjw", "lxh"], field_name="code")

    assert {c: (u.is_council_member, u.has_annex_duties) for c, u in flags.items()} == {
        "bb": (True, False),
        "jsx": (False, True),
        "wxb": (False, False),
        "wjw": (False, True),
        "lxh": (False, False),
    }
    assert flags["lxh"].kind == DepartmentKind.OFFICE


def test_the_nine_tasks_are_the_notice_word_for_word(reference):
    tasks = list(PlanTask.objects.all())
    sentences = [
        f"{task.number[-1]}．{task.title}。{task.text}（{task.parties}）" for task in tasks
    ]

    assert [task.number[:3] for task in tasks] == ["2.1"] * 2 + ["2.2"] * 5 + ["2.3"] * 2
    assert sentences == re.findall(r"^\d．.+责任单位：.+$", NOTICE, re.MULTILINE)
    assert all(f"）{task.chapter}\n" in NOTICE for task in tasks)


def test_each_task_is_assigned_to_exactly_the_units_it_names(reference):
    for task in PlanTask.objects.with_assignments():
        lead, support = re.fullmatch("责任单位：(.*)；配合单位：(.*)", task.parties).groups()
        named = {AssignmentRole.LEAD: lead.split("、"), AssignmentRole.SUPPORT: support.split("、")}
        for role, names in named.items():
            assigned = [a.department.name for a in task.assignments.all() if a.role == role]
            if task.township_role == role:
                names.remove("属地镇街")
            assert assigned == names, task


def test_thirty_townships_by_their_codes(reference):
    codes = [unit.code for unit in Department.objects.townships()]

    streets, towns = range(120114001, 120114007), range(120114101, 120114125)
    assert codes == [str(code) for code in (*streets, *towns)]


def test_only_units_with_power_may_inspect(reference):
    codes = {unit.code for unit in Department.objects.may_inspect()}

    assert codes == set(
        ["wjw", "fgw", "jyj", "gaj", "mzj", "rsj", "gzj", "zjw", "scj", "yjj", "xfz"]
    )


LADDERS = """
review_receipt -1 officer, 0 officer, 1 director, 2 conference_office
review_verification -2 officer, 0 officer, 1 officer, 3 director, 5 conference_office
correction -5 addressee, -1 addressee, 0 addressee
receipt -1 officer, 0 officer, 1 director
verification -3 officer, 0 officer, 1 director
correct_by -5 addressee, 0 addressee, 1 officer, 3 director
decision -1 addressee, 0 addressee, 1 addressee
pause 1 addressee, 1 officer, 5 director
expiry -60 addressee, -30 addressee, -7 addressee, 0 addressee
inspection -1 officer, 0 officer, 3 director
rectification -3 addressee, 0 addressee, 1 addressee, 1 officer, 3 director, 5 conference_office
rectification_check -1 officer, 0 officer, 1 director, 3 conference_office
referral 0 officer, 1 director, 3 conference_office
publication -3 officer, 0 officer, 1 director, 3 conference_office
complaint -3 officer, 0 officer, 1 director, 3 conference_office
unfiled 0 officer, 5 director
registration 0 addressee, 0 officer, 5 addressee, 5 director
urgent_referral 0 director, 0 officer, 1 conference_office
"""


def test_the_ladders_are_those_of_the_design(reference):
    lines = {}
    for row in ReminderLadder.objects.order_by("offset", "recipient"):
        lines.setdefault(row.kind, []).append(f"{row.offset} {row.recipient}")

    assert {kind: ", ".join(steps) for kind, steps in lines.items()} == dict(
        line.split(" ", 1) for line in LADDERS.strip().splitlines()
    )


def test_every_parameter_has_a_source_and_reads_as_its_type(reference):
    rows = list(Parameter.objects.all())

    assert [row.key for row in rows if not row.source] == []
    for row in rows:
        row.full_clean()


def test_loading_again_changes_nothing(reference):
    assert load() == "基础资料：新增 0 行，更新 0 行，保留人工修改 0 行，删除 0 行。\n"


def test_loading_repairs_a_row_nobody_edited_and_brings_back_a_missing_one(reference):
    Duty.objects.filter(department__code="tqw").update(text="别的")
    Holiday.objects.filter(date="2026-10-10").delete()

    assert load() == "基础资料：新增 1 行，更新 1 行，保留人工修改 0 行，删除 0 行。\n"
    assert Duty.objects.get(department__code="tqw").text.startswith("负责针对青年")


def test_loading_leaves_what_a_person_edited_until_a_reset(reference):
    units = Department.objects.filter(code="zjw")
    units.update(phone="022-12345678", name="改名单位", edited_at=timezone.now())

    load()
    assert units.get().name == "改名单位"

    load("--reset")
    unit = units.get()
    assert (unit.name, unit.edited_at) == ("区住房建设委", None)


def test_a_reset_removes_rows_a_person_added(reference):
    added = Parameter.objects.get(key="video_days")
    added.pk, added.effective_from, added.edited_at = None, "2027-01-01", timezone.now()
    added.save()

    load("--reset")

    assert Parameter.objects.filter(key="video_days").count() == 1
