"""What the rules say beside a field while somebody types (边填边核对), and on the saved page."""

import pytest

from departments.models import Department
from registry.choices import DocumentKind, FilingStatus
from registry.models import Declaration
from tests.departments.factories import make_member, make_user
from tests.registry.factories import (
    TOWNSHIP,
    make_draft,
    make_filing,
    make_officer,
    representative_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

SITE = {
    "tenure": "leased",
    "lease_start": "2026-01-01",
    "lease_end": "2027-06-30",
    "gross_area": "100",
    "indoor_area": "120",
}


@pytest.fixture
def filing(client):
    filing = make_draft()
    client.force_login(representative_of(filing))
    return filing


def said(client, address, values):
    """For each field, what is said beside it: the word and the sentence."""
    answer = client.post(address, values)
    assert answer.status_code == 200, answer.content.decode()[:300]
    return {
        field.removeprefix("id_"): [(point["word"], point["sentence"]) for point in points]
        for field, points in answer.json()["fields"].items()
        if points
    }


def section(filing, name):
    return f"{filing.get_absolute_url()}sections/{name}/check/"


def test_what_is_typed_is_judged_beside_its_field_and_nothing_is_saved(client, filing):
    fields = said(client, section(filing, "site"), SITE)

    assert fields["lease_end"][0] == (
        "不符合",
        "租赁场地的租赁期应不少于 3 年，现在填的是 2026年1月1日到 2027年6月30日，"
        "请续签后再填，或者核对合同日期。",
    )
    assert fields["indoor_area"] == [("要改", "室内使用面积 120㎡不能大于建筑面积 100㎡，请核对。")]
    assert Declaration.objects.get(pk=filing.declaration_id).gross_area == 480


def test_a_field_nobody_has_reached_is_not_called_empty(client, filing):
    fields = said(client, section(filing, "site"), {"gross_area": "480", "indoor_area": "400"})

    assert "outdoor_area" not in fields
    assert "property_certificate" not in fields


def test_a_code_that_is_half_typed_is_told_by_its_rule(client, filing):
    fields = said(client, section(filing, "registration"), {"credit_code": "9112022"})

    assert [word for word, _ in fields["credit_code"]] == ["要改"]
    assert "（7 位）" in fields["credit_code"][0][1]


def test_classes_are_judged_row_by_row_new_ones_too(client, filing):
    rows = [
        {"class_no": "1", "kind": "infant", "places": "11", "min_age": "6", "max_age": "12"},
        {"class_no": "", "kind": "toddler", "places": "15", "min_age": "12", "max_age": "24"},
        {"class_no": "", "kind": "senior", "places": "21", "min_age": "", "max_age": ""},
        {"class_no": "2", "kind": "toddler", "places": "99", "DELETE": "on"},
    ]
    values = {"capacity": "50", "classes-TOTAL_FORMS": "4", "classes-INITIAL_FORMS": "2"}
    for number, row in enumerate(rows):
        values |= {f"classes-{number}-{name}": value for name, value in row.items()}

    fields = said(client, section(filing, "classes"), values)

    assert "每班不得超过 10 人" in fields["classes-0-places"][0][1]
    assert "classes-1-places" not in fields
    assert "每班不得超过 20 人" in fields["classes-2-places"][0][1]
    assert not any(name.startswith("classes-3") for name in fields)
    assert "各班人数之和（47）与收托规模（50）不一致" in fields["capacity"][0][1]


def test_choosing_another_township_or_form_is_judged_as_typed(client, filing):
    township = Department.objects.get(code=TOWNSHIP)
    typed = {"name": "幸福里照护点", "form": "family", "township": township.pk}

    fields = said(client, section(filing, "identity"), typed)

    assert fields["name"][0][0] == "不符合"
    assert "township" not in fields


def test_a_person_is_judged_as_typed_without_writing_the_number_back(client, filing):
    address = f"/facilities/{filing.facility.public_id}/staff/check/"
    typed = {
        "name": "某某",
        "identity_document": "identity_card",
        "identity_number": "120222198506150043",
        "role": "principal",
        "education": "secondary",
        "management_years": "2",
    }

    answer = client.post(address, typed)

    fields = said(client, address, typed)
    assert fields["identity_number"][0][0] == "要改"
    assert fields["education"][0][0] == "不符合"
    assert fields["management_years"][0][0] == "不符合"
    assert "120222198506150043" not in answer.content.decode()
    assert filing.facility.staff.filter(name="某某").count() == 0


def test_somebody_known_is_judged_with_the_number_on_record(client, filing):
    person = filing.facility.staff.get(role="principal")

    fields = said(
        client,
        f"/facilities/{filing.facility.public_id}/staff/{person.pk}/check/",
        {"name": person.name, "role": "principal", "identity_document": "identity_card",
         "identity_number": "", "education": "bachelor"},
    )  # fmt: skip

    assert "identity_number" not in fields
    assert "education" not in fields


def test_a_paper_is_judged_as_typed(client, filing):
    fields = said(
        client,
        f"{filing.get_absolute_url()}documents/fire_acceptance/check/",
        {"fire_kind": "spot_check", "conclusion": "fail", "number": "1", "issued_on": "2026-01-05"},
    )

    assert {word for word, _ in fields["conclusion"]} == {"不符合"}


def test_a_certificate_is_judged_as_typed(client, filing):
    person = filing.facility.staff.get(role="guard")
    address = f"/facilities/{filing.facility.public_id}/staff/{person.pk}/documents"

    fields = said(client, f"{address}/health_certificate/check/", {"issued_on": "2020-01-05"})

    assert fields["issued_on"][0][0] == "不符合"


def test_a_saved_page_says_the_same_without_a_script(client, filing):
    Declaration.objects.filter(pk=filing.declaration_id).update(video_days=30, outdoor_area=None)

    safety = client.get(f"{filing.get_absolute_url()}sections/safety/").content.decode()
    site = client.get(f"{filing.get_absolute_url()}sections/site/").content.decode()

    beside = safety.split('id="id_video_days_checked"')[1].split("</div>")[0]
    assert "监控录像资料保存期不少于 90 日，现在填的是 30 日" in beside
    assert "《托育机构管理规范（试行）》" in beside
    assert "请填写室外活动场地面积" in site.split('id="id_outdoor_area_checked"')[1]


def test_a_saved_paper_says_the_same_without_a_script(client, filing):
    paper = filing.facility.documents.get(kind=DocumentKind.FIRE_ACCEPTANCE)
    paper.number = ""
    paper.save()

    page = client.get(f"{filing.get_absolute_url()}documents/fire_acceptance/").content.decode()

    assert "的文书编号" in page.split('id="id_number_checked"')[1].split("</div>")[0]


@pytest.mark.parametrize(
    ("person", "status"),
    [(make_user, 404), (make_officer, 403), (lambda: make_member("zjw").user, 403)],
    ids=["stranger", "commission", "unit"],
)
def test_only_who_may_write_is_told(client, person, status):
    filing = make_filing()
    client.force_login(person())

    assert client.post(section(filing, "site"), SITE).status_code == status


def test_what_can_no_longer_be_written_is_not_judged(client):
    filing = make_filing(FilingStatus.SUBMITTED)
    client.force_login(representative_of(filing))

    answer = client.post(section(filing, "site"), SITE)

    assert answer.status_code == 409
    assert "暂时不能修改" in answer.json()["refusal"]


def test_what_makes_no_sense_is_answered_all_the_same(client, filing):
    strange = {"gross_area": "1e999", "lease_start": "昨天", "lowest_floor": "九", "tenure": "??"}

    assert said(client, section(filing, "site"), strange) is not None
    assert client.post(section(filing, "classes"), {"classes-0-places": "1"}).status_code == 200
    assert client.post(section(filing, "nothing")).status_code == 404
