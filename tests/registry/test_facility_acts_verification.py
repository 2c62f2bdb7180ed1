"""Verification on site over HTTP: the record, and the two decisions that rest on it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import StoredFile
from departments.choices import MemberRole
from registry.choices import NoticeKind, Standing
from registry.models import PublicRecord, Verification
from registry.services.verification import points_to_verify
from tests.departments.factories import make_member, make_user
from tests.registry.browsing import act, address, hidden_fields, sentences
from tests.registry.factories import (
    make_director,
    make_facility,
    make_officer,
    representative_of,
)
from wuqing_tuoyu import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def two_officers():
    return [make_member("wjw", enforcement_certificate=f"0201{number:05d}").pk for number in (1, 2)]


def picture(name="现场.png"):
    target = BytesIO()
    Image.new("RGB", (40, 40), "white").save(target, "PNG")
    return SimpleUploadedFile(name, target.getvalue())


def seen(facility, result="conforming", **more):
    """The fields of a record: every point found as the result says."""
    return {
        "officers": two_officers(),
        "visited_on": clock.today().isoformat(),
        "result": result,
        "note": "看过各房间。",
        **{point.key: result for point in points_to_verify(facility)},
        **more,
    }


def record(client, facility, result="conforming", **more):
    return client.post(address(facility, "verification"), seen(facility, result, **more))


def test_the_record_shows_one_choice_a_point_and_keeps_photographs(client):
    facility = make_facility()
    client.force_login(make_officer())

    page = client.get(address(facility, "verification")).content.decode()
    answer = record(client, facility, photos=[picture("一.png"), picture("二.png")])

    kept = Verification.objects.get()
    points = points_to_verify(facility)
    assert points
    assert all(f'name="{point.key}"' in page for point in points)
    assert answer["Location"] == address(facility, "verify")
    assert kept.officers.count() == 2
    assert kept.items.count() == len(points)
    assert kept.photos.count() == 2


def test_a_refused_record_keeps_no_photograph(client):
    facility = make_facility()
    client.force_login(make_officer())
    before = StoredFile.objects.count()

    answer = record(client, facility, photos=[picture()], officers=two_officers()[:1])

    assert "现场核实应当有两名以上核实人员。" in answer.content.decode()
    assert Verification.objects.count() == 0
    assert StoredFile.objects.count() == before


def test_a_point_left_open_is_a_mistake_of_the_form(client):
    facility = make_facility()
    client.force_login(make_officer())
    fields = seen(facility)
    del fields[points_to_verify(facility)[0].key]

    answer = client.post(address(facility, "verification"), fields)

    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert Verification.objects.count() == 0


def test_photographs_are_for_the_commission_alone(client):
    facility = make_facility()
    officer = make_officer()
    client.force_login(officer)
    record(client, facility, photos=[picture()])
    photo = Verification.objects.get().photos.get()
    where = f"/verifications/photos/{photo.pk}/"

    assert client.get(where)["Content-Type"] == "image/jpeg"
    for other in (representative_of(facility), make_officer("zjw")):
        client.force_login(other)
        assert client.get(where).status_code == 403
        assert where not in client.get(facility.get_absolute_url()).content.decode()


def test_conforming_on_site_becomes_verified_once(client):
    facility = make_facility()
    client.force_login(make_officer())
    record(client, facility)
    fields = hidden_fields(client.get(address(facility, "verify")))

    first = client.post(address(facility, "verify"), fields)
    second = client.post(address(facility, "verify"), fields)

    facility.refresh_from_db()
    assert first.status_code == second.status_code == 302
    assert facility.standing == Standing.VERIFIED
    assert sentences(second)[-1] == "当前状态为“已核实”，不能认定核实符合。"


def test_without_a_record_there_is_no_decision(client):
    facility = make_facility()
    client.force_login(make_director())

    for verb in ("verify", "find-nonconforming"):
        answer = client.post(address(facility, verb))
        assert sentences(answer)[-1] == "还没有现场核实记录，请先登记现场核实。"
    facility.refresh_from_db()
    assert facility.standing == Standing.RECORDED


def test_reasons_are_filled_in_from_the_failing_points_and_shown_before_they_are_public(client):
    facility = make_facility()
    client.force_login(make_director())
    record(client, facility, "nonconforming")
    points = points_to_verify(facility)

    page = client.get(address(facility, "find-nonconforming")).content.decode()
    answer = act(client, address(facility, "find-nonconforming"))

    facility.refresh_from_db()
    assert "将要公开的内容" in page
    assert all(point.sentence in page for point in points)
    assert answer.status_code == 302
    assert facility.standing == Standing.NONCONFORMING
    assert facility.correct_by > clock.today()
    assert facility.notices.filter(kind=NoticeKind.NONCONFORMITY).count() == 1
    published = PublicRecord.objects.get(facility=facility, kind="nonconforming")
    assert points[0].sentence in published.body


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("负责人电话13820001234打不通", "手机号"),
        ("身份证120222199001010011已过期", "身份证号"),
        ("赵保育没有健康合格证明", "姓名"),
    ],
)
def test_personal_data_is_marked_before_anything_is_published(client, words, kind):
    facility = make_facility()
    client.force_login(make_director())
    record(client, facility, "nonconforming")
    where = address(facility, "find-nonconforming")
    said = {"sentence": words, "article": "《托育机构设置标准（试行）》第十八条"}

    stopped = act(client, where, **said)
    shown = act(client, where, preview="1", **said)
    checked = act(client, where, is_checked="on", **said)

    assert kind in stopped.content.decode()
    assert f"{kind} <mark>" in shown.content.decode()
    assert stopped.status_code == shown.status_code == 200
    assert checked.status_code == 302


def test_a_preview_publishes_nothing(client):
    facility = make_facility()
    client.force_login(make_director())
    record(client, facility, "nonconforming")

    page = act(client, address(facility, "find-nonconforming"), preview="1", sentence="灯坏了")

    facility.refresh_from_db()
    assert "灯坏了（还没有写依据）" in page.content.decode()
    assert facility.standing == Standing.RECORDED


def test_a_reason_without_its_article_is_refused(client):
    facility = make_facility()
    client.force_login(make_director())
    record(client, facility, "nonconforming")

    answer = act(client, address(facility, "find-nonconforming"), sentence="灯坏了", article="")

    assert "请逐项写明不符合的内容和依据的条文" in answer.content.decode()


def test_a_stale_screen_decides_nothing(client):
    facility = make_facility()
    client.force_login(make_director())
    record(client, facility)
    old = hidden_fields(client.get(address(facility, "verify")))

    answer = client.post(address(facility, "verify"), old | {"digest": "s:alt"})
    missing = client.post(address(facility, "verify"), {})

    facility.refresh_from_db()
    assert "情况有变化" in answer.content.decode()
    assert "情况有变化" in missing.content.decode()
    assert facility.standing == Standing.RECORDED


def test_each_role_finds_what_it_may_do(client):
    facility = make_facility()
    officer = make_officer()
    client.force_login(officer)
    record(client, facility)
    people = {
        officer: (200, 200, 403),
        make_director(): (200, 200, 200),
        make_member("wjw", MemberRole.LIAISON).user: (403, 403, 403),
        representative_of(facility): (403, 403, 403),
        make_officer("zjw"): (403, 403, 403),
        make_user(): (404, 404, 404),
    }

    found = {}
    for user in people:
        client.force_login(user)
        found[user] = tuple(
            client.get(address(facility, verb)).status_code
            for verb in ("verification", "verify", "find-nonconforming")
        )

    assert found == people
