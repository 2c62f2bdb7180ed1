"""The page of one facility: today's truth, whose word it is, and who may open it."""

from datetime import timedelta

import pytest

from registry.choices import Standing
from registry.models import Facility, Fee, OpeningHours, PublicRecord
from registry.services.certified import restate_certified
from tests.departments.factories import make_department, make_user
from tests.registry.factories import make_document, make_facility, make_officer, make_staff
from tests.registry.listed import NOW, TODAY, find, pause, put_on_register, state_free_places
from wuqing_tuoyu import clock
from wuqing_tuoyu.clock import travel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_twelfth_of_march():
    with travel(NOW):
        yield


def page(client, facility):
    answer = client.get(f"/facilities/{facility.public_id}/")
    assert answer.status_code == 200
    return answer.text


def detail(client, facility):
    return client.get(f"/api/v1/facilities/{facility.public_id}/").json()


@pytest.mark.parametrize(
    ("standing", "sentences"),
    [
        (Standing.RECORDED, ["材料已收，还没有现场看过", "应在 2026年3月21日前到现场核实"]),
        (Standing.VERIFIED, ["2026年2月20日区卫生健康委现场看过，符合条件。"]),
        (
            Standing.NONCONFORMING,
            [
                "有 1 项没达到要求",
                "保健观察室不足 6 平方米",
                "依据：《托育机构设置标准（试行）》第十条",
                "限 2026年3月26日前改好",
            ],
        ),
        (Standing.CLOSED, ["2026年3月9日注销备案，不再提供托育服务，请不要再送孩子去。"]),
    ],
)
def test_the_page_says_what_stands_since_when(client, standing, sentences):
    facility = put_on_register(standing)

    text = page(client, facility)

    assert [sentence for sentence in sentences if sentence not in text] == []
    assert facility.number in text


def test_a_stranger_finds_only_what_is_on_the_register(client):
    draft = put_on_register(Standing.UNRECORDED)

    assert client.get(f"/facilities/{draft.public_id}/").status_code == 404
    assert client.get(f"/api/v1/facilities/{draft.public_id}/").status_code == 404
    assert client.get("/facilities/2222222222/").status_code == 404


def test_its_operator_finds_the_draft_too(client):
    draft = put_on_register(Standing.UNRECORDED)
    user = make_user()
    draft.operator.representatives.create(
        user=user, status="confirmed", requested_at=clock.now(), confirmed_at=clock.now()
    )

    client.force_login(user)

    assert "还没有备案" in page(client, draft)


def test_another_persons_draft_is_not_there(client):
    draft = put_on_register(Standing.UNRECORDED)

    client.force_login(make_user())

    assert client.get(f"/facilities/{draft.public_id}/").status_code == 404


@pytest.mark.usefixtures("reference")
def test_the_commission_sees_its_panel_on_the_same_page(client):
    facility = make_facility()

    client.force_login(make_officer())

    text = page(client, facility)
    assert "登记现场核实" in text
    assert "收托情况" in text


def test_the_latest_finding_replaces_the_earlier_one(client):
    facility = put_on_register(Standing.NONCONFORMING)
    with travel(NOW + timedelta(days=1)):
        find(facility, ("活动室没有防护栏", "第十一条"), ("没有保健人员", "第十八条"))

    text = page(client, facility)

    assert "有 2 项没达到要求" in text
    assert "保健观察室" not in text
    assert [each["sentence"] for each in detail(client, facility)["nonconformities"]] == [
        "活动室没有防护栏",
        "没有保健人员",
    ]


def test_reasons_leave_the_page_once_it_conforms(client):
    facility = put_on_register(Standing.NONCONFORMING)
    Facility.objects.filter(pk=facility.pk).update(
        standing=Standing.VERIFIED, verified_on=TODAY, correct_by=None
    )

    assert "保健观察室" not in page(client, facility)
    assert detail(client, facility)["nonconformities"] == []


def test_free_places_carry_the_day_they_were_stated(client):
    facility = put_on_register(free={1: 2, 2: 0})

    text = page(client, facility)

    assert "<strong>2 个</strong>，共 45 个托位" in text
    assert "机构 3月12日填报" in text
    assert "10 个托位，空余 <strong>2</strong> 个" in text


def test_free_places_stated_long_ago_say_so(client):
    facility = put_on_register()
    state_free_places(facility, {1: 2}, TODAY - timedelta(days=61))

    text = page(client, facility)

    assert "需要打电话问" in text
    assert "已超过 60 天" in text
    assert "空余 <strong>" not in text


def test_hours_and_fees_are_told_plainly(client):
    facility = put_on_register()
    for weekday in range(1, 6):
        OpeningHours.objects.create(
            facility=facility, weekday=weekday, opens="07:30", closes="18:00", valid_from=TODAY
        )
    Fee.objects.create(
        facility=facility,
        item="保育费",
        service_form="full_day",
        amount=1680,
        unit="month",
        valid_from=TODAY,
    )
    Fee.objects.create(
        facility=facility, item="餐费", amount=18, unit="day", is_meal=True, valid_from=TODAY
    )
    Fee.objects.create(
        facility=facility,
        item="旧价",
        amount=1,
        unit="month",
        valid_from=TODAY - timedelta(days=90),
        valid_until=TODAY - timedelta(days=1),
    )

    text = page(client, facility)

    assert "周一至周五 7:30—18:00" in text
    assert '<span>全日托</span> <span class="nowrap">1,680 元/月</span>' in text
    assert '<span>餐费（另收）</span> <span class="nowrap">18 元/天</span>' in text
    assert "旧价" not in text


def test_only_what_is_true_is_said_about_safety_and_whose_word_it_is(client):
    facility = put_on_register(
        has_closed_management=True, has_guard=False, has_full_video=True, video_days=90
    )

    safety = detail(client, facility)["safety"]

    assert safety == [
        {"sentence": "实行封闭式管理", "source": "2月20日现场核实"},
        {
            "sentence": "监控覆盖婴幼儿生活、活动区域和出入口，录像保存 90 天",
            "source": "2月20日现场核实",
        },
    ]
    recorded = put_on_register(Standing.RECORDED, has_guard=True)
    assert detail(client, recorded)["safety"] == [
        {"sentence": "收托时间有保安人员在岗", "source": "机构申报"}
    ]


def test_health_certificates_are_vouched_for_only_while_all_are_valid(client):
    facility = put_on_register()
    sentence = "登记的工作人员，健康合格证明都在有效期内"
    people = [make_staff(facility, name, "carer") for name in ("王芳", "赵敏")]
    papers = [
        make_document(
            facility,
            "health_certificate",
            staff_member=person,
            valid_until=TODAY,
            accepted_at=clock.now(),
        )
        for person in people
    ]
    restate_certified(facility.pk)

    assert sentence in page(client, facility)

    papers[0].valid_until = TODAY - timedelta(days=1)
    papers[0].save(update_fields=["valid_until"])
    restate_certified(facility.pk)
    assert sentence not in page(client, facility)


def test_a_pause_and_a_coming_end_are_told_first(client):
    facility = put_on_register(closes_on=TODAY + timedelta(days=20))
    pause(facility, reason="消防改造")

    text = page(client, facility)

    assert "自 2026年3月10日起，预计到 2026年4月11日，这段时间不收托。原因：消防改造" in text
    assert "2026年4月1日起停止服务。" in text
    assert text.index("消防改造") < text.index("收托情况")


def test_published_records_are_shown_until_they_are_withdrawn(client):
    facility = put_on_register()
    unit = make_department("scj", name="区市场监管局")
    for key, title, withdrawn in (("a", "食品检查", None), ("b", "已撤下的", TODAY)):
        PublicRecord.objects.create(
            facility=facility,
            key=key,
            kind="verified",
            happened_on=TODAY,
            title=title,
            department=unit,
            published_on=TODAY - timedelta(days=1),
            withdrawn_on=withdrawn,
        )

    text = page(client, facility)

    assert "食品检查" in text
    assert "已撤下的" not in text
    assert [record["title"] for record in detail(client, facility)["records"]] == ["食品检查"]


def test_a_move_links_both_ways_once_the_new_place_is_on_the_register(client):
    old = put_on_register(Standing.CLOSED)
    draft = put_on_register(Standing.UNRECORDED)
    Facility.objects.filter(pk=draft.pk).update(moved_from=old)
    assert draft.public_id not in page(client, old)
    assert detail(client, old)["moved_to"] is None

    Facility.objects.filter(pk=draft.pk).update(moved_from=None)
    new = put_on_register(moved_from=old)

    assert new.public_id in page(client, old)
    assert old.public_id in page(client, new)
    assert detail(client, old)["moved_to"] == new.public_id


# A family site is somebody's home
