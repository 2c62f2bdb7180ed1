"""Groups A and B: who the facility is, how it is registered, who is in charge."""

import pytest

from tests.registry.declarations import FAMILY, GONE, declared, outcome_of, results_of

CARD = {"staff.principal.identity_document": "identity_card"}


def card(number):
    return CARD | {"staff.principal.identity_number": number}


CASES = [
    ("A01", "pass", {"name": "托育"}),
    ("A01", "fail", {"name": "托"}),
    ("A01", "pass", {"name": "托" * 100}),
    ("A01", "fail", {"name": "托" * 101}),
    ("A01", "fail", {"name": "   "}),
    ("A01", "fail", {"name": "示例\x07托育"}),
    ("A02", "pass", FAMILY),
    ("A02", "fail", FAMILY | {"name": "示例家庭照护点"}),
    ("A02", "not_applicable", {"name": "示例早教中心"}),
    ("A03", "pass", {}),
    ("A03", "fail", {"name": "示例早教中心"}),
    ("A03", "not_applicable", FAMILY),
    ("A04", "pass", {"credit_code": " 91120222ma06te5t8r "}),
    ("A04", "fail", {"credit_code": "91120222MA06TE5T8"}),
    ("A04", "fail", {"credit_code": "91120222MA06TE5T8I"}),
    ("A04", "fail", {"credit_code": GONE}),
    ("A05", "pass", {"credit_code": "91110000802100433B"}),
    ("A05", "fail", {"credit_code": "91120222MA06TE5T8Q"}),
    ("A05", "not_applicable", {"credit_code": "1"}),
    ("A06", "pass", {"credit_code": "91110000802100433B"}),
    ("A06", "fail", {"credit_code": "91110000802100434B"}),
    ("A07", "pass", {"credit_code": "52120114MJ0000018F", "legal_nature": "social_service"}),
    ("A07", "fail", {"legal_nature": "social_service"}),
    ("A07", "not_applicable", {"legal_nature": GONE}),
    ("A08", "pass", {"credit_code": "91120114MATE5T017J"}),
    ("A08", "pass", {"credit_code": "91120222MA06TE5T8R"}),
    ("A08", "fail", {"credit_code": "91110000802100433B"}),
    ("A09", "not_applicable", {}),
    ("A10", "not_applicable", {}),
    ("A11", "pass", {}),
    ("A11", "fail", {"registrar": "天津市武清区民政局"}),
    ("A12", "pass", {"business_scope": "3岁以下婴幼儿照护服务"}),
    ("A12", "fail", {"business_scope": "教育信息咨询"}),
    ("A12", "not_applicable", {"business_scope": GONE}),
    ("A13", "pass", FAMILY),
    ("A13", "fail", FAMILY | {"business_scope": "托育服务"}),
    ("A14", "pass", {"licence_valid_until": "2026-11-23"}),
    ("A14", "fail", {"licence_valid_until": "2026-11-22"}),
    ("A14", "pass", {"licence_valid_until": GONE}),
    ("A15", "pass", {"established_on": "2026-11-23"}),
    ("A15", "fail", {"established_on": "2026-11-24"}),
    ("A16", "pass", {"licence_address": "武清区杨村街道示例路1号"}),
    ("A16", "fail", {"licence_address": "武清区下朱庄街道示例路1号"}),
    ("A17", "pass", {"township": "120114124"}),
    ("A17", "fail", {"township": "120114400"}),
    ("A17", "fail", {"township": GONE}),
    ("A18", "pass", {"latitude": 39.4, "longitude": 117.0}),
    ("A18", "fail", {"latitude": 31.2, "longitude": 121.5}),
    ("A18", "not_applicable", {"latitude": GONE}),
    ("A19", "pass", {"form": "comprehensive"}),
    ("A19", "fail", {"form": "school"}),
    ("A20", "pass", {"form": "kindergarten", "kindergarten_permit": "教民1号"}),
    ("A20", "fail", {"form": "kindergarten"}),
    ("A20", "not_applicable", {}),
    ("B01", "pass", {"legal_representative": "甲乙"}),
    ("B01", "fail", {"legal_representative": "甲"}),
    ("B01", "fail", {"legal_representative": "甲" * 31}),
    ("B01", "fail", {"staff.principal.name": ""}),
    ("B01", "fail", {"staff.principal": GONE}),
    ("B02", "pass", card("120222198506150042")),
    ("B02", "fail", card("12022219850615004")),
    ("B02", "fail", card("12022219850615004x")),
    ("B02", "fail", card("１20222198506150042")),
    ("B02", "not_applicable", {}),
    ("B02", "fail", card("120222198513150042")),
    ("B02", "fail", card("120222202611240042")),
    ("B03", "pass", card("120222198506150042")),
    ("B03", "pass", card("120114199003071237")),
    ("B03", "fail", card("120222198506150043")),
    ("B03", "not_applicable", card("12022219850615004x")),
    ("B04", "pass", {"staff.principal.born_on": "2008-11-23"}),
    ("B04", "fail", {"staff.principal.born_on": "2008-11-24"}),
    ("B04", "pass", {"staff.principal.born_on": "1925-11-24"}),
    ("B04", "fail", {"staff.principal.born_on": "1925-11-23"}),
    ("B05", "pass", {"staff.guard.identity_number": "HZ123"}),
    ("B05", "fail", {"staff.guard.identity_number": "HZ12"}),
    ("B06", "pass", {"contact_mobile": "13912345678"}),
    ("B06", "fail", {"contact_mobile": "12012345678"}),
    ("B06", "fail", {"contact_mobile": "1391234567"}),
    ("B07", "pass", {"public_phone": "02282100000"}),
    ("B07", "fail", {"public_phone": "82100000"}),
    ("B07", "fail", {"public_phone": "13800000000"}),
    ("B08", "pass", {"staff.principal.education": "college"}),
    ("B08", "fail", {"staff.principal.education": "secondary"}),
    ("B08", "not_applicable", FAMILY | {"staff.principal.education": "secondary"}),
    ("B09", "pass", {"staff.principal.management_years": 3}),
    ("B09", "fail", {"staff.principal.management_years": 2}),
    ("B10", "pass", {}),
    ("B10", "fail", {"staff.principal.documents.training_certificate": GONE}),
    ("B11", "pass", {"staff.principal.training_hours": 60}),
    ("B11", "fail", {"staff.principal.training_hours": 59}),
]


@pytest.mark.parametrize(("check_id", "expected", "changes"), CASES)
def test_identity_registration_and_people_are_judged(check_id, expected, changes):
    assert outcome_of(check_id, declared(changes)) == expected


@pytest.mark.parametrize(
    ("code", "nature"),
    [
        ("91120114MATE5T017J", "for_profit"),
        ("91120222MA06TE5T8R", "for_profit"),
        ("52120114MJ0000018F", "social_service"),
        ("12120114MB1A0001X6", "public_institution"),
        ("92120114MA0B00023Q", "for_profit"),
    ],
)
def test_valid_credit_codes_pass_and_a_changed_last_character_does_not(code, nature):
    changed = code[:-1] + ("0" if code[-1] != "0" else "1")

    right = declared({"credit_code": code, "legal_nature": nature})
    wrong = declared({"credit_code": changed, "legal_nature": nature})

    assert [outcome_of(check_id, right) for check_id in ("A04", "A05", "A07")] == ["pass"] * 3
    assert outcome_of("A05", wrong) == "fail"


def test_a_wrong_credit_code_is_told_in_a_sentence_with_what_to_do():
    dossier = declared({"credit_code": "91120222MA06TE5T8Q"})

    sentences = [r.sentence for r in results_of(dossier) if r.key == "A05"]

    assert sentences == [
        "统一社会信用代码“91120222MA06TE5T8Q”的最后一位与前 17 位对不上，请对照登记证照逐位核对。"
    ]
