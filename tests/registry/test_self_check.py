"""The self-check (自查): anybody answers, only the session keeps it, all of it can be carried."""

import pytest
from django.contrib.sessions.models import Session
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.checks.self_check import QUESTIONS, self_check
from registry.choices import Section
from registry.forms.self_check import SelfCheckForm
from registry.models import Filing
from tests.departments.factories import make_user
from tests.registry.declarations import VALUES, rules
from tests.registry.factories import make_operator, representative_of

CENTRE = {
    "form": "independent",
    "toddler_classes": "2",
    "toddler_places": "15",
    "toddler_area": "35",
    "carers": "6",
    "principal_education": "college",
    "principal_years": "3",
    "principal_is_trained": "True",
    "health_workers": "1",
    "health_workers_are_trained": "True",
    "guards": "1",
    "tenure": "leased",
    "lease_start": "2026-01-01",
    "lease_end": "2028-12-31",
    "gross_area": "480",
    "indoor_area": "400",
    "outdoor_area": "90",
    "lowest_floor": "1",
    "highest_floor": "1",
    "health_room_area": "6",
    "observation_beds": "1",
    "window_ratio": "20",
    "air_is_good": "True",
    "fire_kind": "filing_voucher",
    "hygiene": "all_met",
    "meals": "none",
    "video_days": "90",
    "has_full_video": "True",
}
HOME = {
    "form": "family",
    "children": "5",
    "carers": "2",
    "gross_area": "45",
    "neighbours_agree": "True",
    "video_days": "90",
    "lowest_floor": "6",
    "highest_floor": "6",
}


def verdict(stated, **changed):
    form = SelfCheckForm(stated | {name: str(value) for name, value in changed.items()})
    assert form.is_valid(), form.errors
    return self_check(form.answers() | {"today": rules().today}, rules())


def failures(stated, **changed):
    return [result.id for result in verdict(stated, **changed).failures]


def test_a_place_that_meets_everything_that_was_asked_has_nothing_to_do():
    found = verdict(CENTRE)

    assert (found.failures, found.advice) == ([], [])
    assert {"C05", "D01", "E01", "E05", "F04", "G02", "G11"} <= {r.id for r in found.passed}


@pytest.mark.parametrize(
    ("check_id", "changed"),
    [
        ("C05", {"toddler_places": 16}),
        ("D01", {"carers": 5}),
        ("D04", {"health_workers": 0}),
        ("D09", {"guards": 0}),
        ("B08", {"principal_education": "secondary"}),
        ("B09", {"principal_years": 2}),
        ("B10", {"principal_is_trained": False}),
        ("E01", {"lease_end": "2028-12-30"}),
        ("E04", {"indoor_area": 481}),
        ("E05", {"highest_floor": 4}),
        ("E05", {"lowest_floor": 0}),
        ("E10", {"health_room_area": "5.9"}),
        ("E11", {"window_ratio": "19.9"}),
        ("E12", {"air_is_good": False}),
        ("F01", {"fire_kind": "none_yet"}),
        ("F02", {"gross_area": 1001}),
        ("F05", {"fire_kind": "spot_check", "fire_conclusion": "fail"}),
        ("G01", {"hygiene": "none_yet"}),
        ("G02", {"hygiene": "some_unmet", "hygiene_unmet": "3、5"}),
        ("G03", {"hygiene": "scored", "hygiene_score": 79, "hygiene_required_met": True}),
        ("G06", {"meals": "own", "has_food_licence": False}),
        ("G09", {"meals": "delivered", "has_supplier_papers": False}),
        ("G11", {"video_days": 89}),
        ("G12", {"has_full_video": False}),
        ("A12", {"scope_is_stated": False}),
        ("A05", {"credit_code": "91120222MA06TE5T8Q"}),
    ],
)
def test_what_does_not_pass_is_named_by_its_rule(check_id, changed):
    assert check_id in failures(CENTRE, **changed)


@pytest.mark.parametrize(
    ("check_id", "changed"),
    [
        ("C15", {"children": 6}),
        ("H01", {"carers": 1}),
        ("H03", {"neighbours_agree": False}),
        ("H06", {"video_days": 89}),
        ("A02", {"name": "幸福里照护点"}),
    ],
)
def test_a_home_is_judged_by_its_own_rules(check_id, changed):
    assert failures(HOME) == []
    assert check_id in failures(HOME, **changed)


def test_a_home_is_not_asked_for_what_only_centres_need():
    found = verdict(HOME, fire_kind="none_yet", hygiene="none_yet", health_workers=0)

    assert [result.id for result in found.failures] == []


def test_a_question_nobody_answered_is_named_and_not_judged():
    found = verdict({"form": "independent", "toddler_classes": "1", "toddler_places": "15"})

    assert found.failures == []
    assert {"carers", "fire_kind", "hygiene", "health_workers"} <= set(found.open_questions)


def test_classes_that_are_alike_are_told_once():
    found = verdict(CENTRE, toddler_places=16, carers=8)

    assert [result.id for result in found.failures] == ["C05"]


def test_every_question_is_on_the_form_and_every_rule_knows_its_thresholds():
    asked = {name for names in QUESTIONS.values() for name in names}

    assert asked <= set(SelfCheckForm.base_fields)
    assert VALUES


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    answers=st.dictionaries(
        st.sampled_from(sorted(SelfCheckForm.base_fields)),
        st.one_of(
            st.sampled_from(
                ["family", "independent", "leased", "own", "True", "False", "scored", "0", "99"]
            ),
            st.integers(-9, 10**6).map(str),
            st.text(max_size=8),
        ),
    )
)
def test_whatever_is_answered_is_judged_or_told_beside_its_question(answers):
    form = SelfCheckForm({"form": "independent"} | answers)

    if form.is_valid():
        found = self_check(form.answers(), rules())
        assert all(result.sentence and result.article for result in found.failures)
    else:
        assert set(form.errors) <= set(form.fields)


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
class TestPages:
    def answer(self, client, stated=CENTRE, **changed):
        answers = stated | {name: str(value) for name, value in changed.items()}
        return client.post("/self-check/", answers, follow=True)

    def test_anybody_is_told_what_to_do_with_the_article(self, client):
        page = self.answer(client, highest_floor=4).content.decode()

        assert "有 1 处不符合，要先解决" in page
        assert "不得设置在四层及以上、地下或半地下" in page
        assert "《托育机构消防安全指南（试行）》" in page
        assert 'href="/self-check/#div_id_highest_floor"' in page
        assert "备案时要交的材料" in page
        assert "消防验收文书" in page
        assert "data-print" in page

    def test_answers_live_in_the_session_alone_and_can_be_wiped(self, client):
        self.answer(client, name="幸福里托育园")

        assert "幸福里托育园" in client.get("/self-check/").content.decode()
        assert Filing.objects.count() == 0
        assert Session.objects.count() == 1
        client.post("/self-check/clear/")
        assert "幸福里托育园" not in client.get("/self-check/").content.decode()
        assert client.get("/self-check/result/").headers["Location"] == "/self-check/"

    def test_looking_at_the_form_leaves_nothing_behind(self, client):
        client.get("/self-check/")

        assert Session.objects.count() == 0

    def test_the_first_question_must_be_answered(self, client):
        page = self.answer(client, {"toddler_places": "-1"})

        assert page.status_code == 200
        assert "请先选打算办哪一种" in page.content.decode()

    def test_no_page_is_kept_by_a_cache(self, client):
        self.answer(client)

        for address in ("/self-check/", "/self-check/result/"):
            assert "no-store" in client.get(address).headers["Cache-Control"]

    def test_the_credit_code_is_carried_into_the_registration(self, client):
        self.answer(client, credit_code="91120222ma06te5t8r")

        page = client.get("/accounts/register/").content.decode()

        assert 'value="91120222MA06TE5T8R"' in page

    def test_all_of_it_is_carried_into_a_filing_by_whoever_signs_in_afterwards(self, client):
        operator = make_operator()
        self.answer(client, name="幸福里托育园", exits=2)
        client.force_login(representative_of(operator))

        assert "带入自查时的回答" in client.get("/filings/new/").content.decode()
        client.post("/filings/new/", {"operator": operator.pk, "kind": "initial", "carry": "on"})

        declaration = Filing.objects.get().declaration
        groups = list(declaration.class_groups.values_list("kind", "places", "min_age"))
        assert (declaration.name, declaration.form) == ("幸福里托育园", "independent")
        assert (declaration.gross_area, declaration.lease_end.year) == (480, 2028)
        assert (declaration.capacity, declaration.exits, declaration.video_days) == (30, 2, 90)
        assert groups == [("toddler", 15, 12), ("toddler", 15, 12)]
        assert Section.SITE in declaration.sections_saved
        assert "带入自查时的回答" not in client.get("/filings/new/").content.decode()

    def test_a_home_is_carried_with_its_number_of_children(self, client):
        operator = make_operator()
        self.answer(client, HOME)
        client.force_login(representative_of(operator))

        client.post("/filings/new/", {"operator": operator.pk, "kind": "initial", "carry": "on"})

        declaration = Filing.objects.get().declaration
        assert (declaration.form, declaration.capacity) == ("family", 5)

    def test_who_does_not_want_it_begins_with_an_empty_filing(self, client):
        operator = make_operator()
        self.answer(client)
        client.force_login(representative_of(operator))

        client.post("/filings/new/", {"operator": operator.pk, "kind": "initial"})

        assert Filing.objects.get().declaration.gross_area is None

    def test_staff_may_try_it_too_and_are_offered_no_filing(self, client):
        client.force_login(make_user("管理", is_staff=True, is_superuser=True))

        page = self.answer(client).content.decode()

        assert "带入备案申请" not in page
