"""What the rules found in each file (检查发现), who reads it, and who finds a rule wrong."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.choices import FilingStatus
from registry.models import CheckFinding
from registry.services.check import BY_ID, overrule_finding
from registry.services.notice.declaration import declaration_content
from tests.departments.factories import make_member, make_user
from tests.registry.browsing import sentences
from tests.registry.factories import (
    make_draft,
    make_filing,
    make_officer,
    representative_of,
    submit,
)
from wuqing_tuoyu import clock, sheet
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

SHORT_VIDEO = {"video_days": 30}


def test_what_was_found_stands_in_the_file_with_what_the_operator_knew():
    filing = submit(make_draft(**SHORT_VIDEO))

    found = filing.findings.get(check_id="G11")

    assert (found.level, found.found, found.required, found.round) == ("S", "30", "90", 1)
    assert [found.sentence, found.article] in declaration_content(filing)["confirmations"]


def test_rules_that_kept_a_filing_back_are_counted_too(client):
    filing = make_draft(registrar="", credit_code="1")
    client.force_login(representative_of(filing))

    said = {"pledge_name": "李明", "agree": "on"}
    pages = [client.post(f"{filing.get_absolute_url()}submit/", said) for _ in range(2)]

    assert ["还不能提交：" in page.content.decode() for page in pages] == [True, True]
    tally = CheckFinding.objects.tally_of(clock.today().year)
    assert (tally["A04"]["fired"], tally["A04"]["overruled"]) == (1, 0)
    filing.refresh_from_db()
    assert filing.status == FilingStatus.DRAFT


def test_a_reviewer_finds_the_machine_wrong_and_the_page_of_rules_counts_it(client):
    filing = submit(make_draft(**SHORT_VIDEO))
    officer = make_officer()
    client.force_login(officer)
    found = filing.findings.get(check_id="G11")

    answer = client.post(
        f"{filing.get_absolute_url()}findings/{found.pk}/overrule/",
        {"note": "另有一套录像机，保存 120 日。"},
    )

    assert sentences(answer) == ["已记下：G11 这一条不成立。"]
    panel = client.get(f"{filing.get_absolute_url()}checks/").content.decode()
    assert f"{officer}认定不成立：另有一套录像机，保存 120 日。" in panel
    rows = sheet.records(as_file(client.get("/checks.xlsx")))
    counted = {row["编号"]: (row["提示过的申请"], row["认定不成立"]) for row in rows}
    assert counted["G11"] == ("1", "1")


def as_file(answer):
    return BytesIO(answer.content)


def test_overruling_wants_a_reason_happens_once_and_only_while_it_is_judged():
    filing = submit(make_draft(**SHORT_VIDEO))
    found, officer = filing.findings.get(check_id="G11"), make_officer()

    with pytest.raises(DomainError, match="请写明为什么不成立"):
        overrule_finding(found, actor=officer, note=" ")
    overrule_finding(found, actor=officer, note="看过现场")
    with pytest.raises(DomainError, match="已经认定这一条不成立"):
        overrule_finding(found, actor=officer, note="再说一次")
    ended = make_filing(FilingStatus.WITHDRAWN, **SHORT_VIDEO)
    with pytest.raises(DomainError, match="只有办理期间可以认定检查结果"):
        overrule_finding(ended.findings.get(check_id="G11"), actor=officer, note="迟了")
    with pytest.raises(PermissionDenied):
        overrule_finding(
            filing.findings.exclude(pk=found.pk).first() or found,
            actor=representative_of(filing),
            note="我们认为不对",
        )


def test_the_panel_shows_failures_first_each_led_to_what_it_speaks_of(client):
    filing = submit(make_draft(**SHORT_VIDEO, has_liability_insurance=False))
    client.force_login(make_officer())

    page = client.get(f"{filing.get_absolute_url()}checks/")

    panel = page.context["panel"]
    safety = filing.items.get(section="safety")
    [video] = [point for point in panel.failures if point.check_id == "G11"]
    assert video.url == f"{filing.get_absolute_url()}?item={safety.pk}#item"
    assert video.is_known
    assert {point.check_id for point in panel.advice} >= {"D22"}
    body = page.content.decode()
    assert body.index("监控录像资料保存期") < body.index("建议投保") < body.index("条符合")


def test_the_panel_goes_with_the_file_as_a_sheet(client):
    filing = submit(make_draft(**SHORT_VIDEO))
    client.force_login(make_officer())

    rows = sheet.records(as_file(client.get(f"{filing.get_absolute_url()}checks.xlsx")))

    by_id = {row["编号"]: row for row in reversed(rows)}
    assert set(by_id) == set(BY_ID)
    assert by_id["G11"]["机构已知晓"] == "已知晓"
    assert by_id["G11"]["结果"] == "不符合"
    assert rows[0]["结果"] == "不符合"


def test_after_the_decision_the_panel_tells_what_was_found_when_it_was_handed_in(client):
    filing = make_filing(FilingStatus.RECORDED, **SHORT_VIDEO)
    client.force_login(make_officer())

    page = client.get(f"{filing.get_absolute_url()}checks/").content.decode()

    assert "以下是提交时的结果" in page
    assert "监控录像资料保存期不少于 90 日" in page
    assert "机器判断有误" not in page


@pytest.mark.parametrize(
    ("person", "status"),
    [(make_officer, 200), (lambda: make_member("zjw").user, 403), (make_user, 404)],
    ids=["commission", "unit", "stranger"],
)
def test_who_reads_the_results_of_a_filing(client, person, status):
    filing = submit(make_draft())
    client.force_login(person())

    pages = [
        client.get(f"{filing.get_absolute_url()}{page}") for page in ("checks/", "checks.xlsx")
    ]

    assert [page.status_code for page in pages] == [status] * 2


def test_the_page_of_rules_costs_the_same_however_much_was_found(client):
    client.force_login(make_officer())
    submit(make_draft(**SHORT_VIDEO))
    client.get("/checks/")
    with CaptureQueriesContext(connection) as before:
        client.get("/checks/")
    for _ in range(2):
        submit(make_draft(has_liability_insurance=False, **SHORT_VIDEO))

    with CaptureQueriesContext(connection) as after:
        client.get("/checks/")

    assert len(after) == len(before)
