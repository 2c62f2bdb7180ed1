"""The pictures of the manual: whose eyes, which page, how wide."""

from typing import NamedTuple

DESK, PHONE = 1280, 375
NOBODY = ""


class Shot(NamedTuple):
    """One page as somebody sees it: an address, then links to follow as the manual says.

    `+…` goes on from the address reached, `+&…` keeps its question too, `!…` presses a button
    if it is there.
    """

    name: str
    user: str
    steps: tuple[str, ...]
    widths: tuple[int, ...] = (DESK,)

    @property
    def files(self) -> list[str]:
        return [f"{self.name}-{width}.png" for width in self.widths]


def link(words: str) -> str:
    return f"main a:has-text('{words}')"


FIRST = "main .queue a >> nth=0"  # the most urgent line of a queue
BOTH = (DESK, PHONE)
CORRECTION = ("/filings/?status=returned", link("下朱庄街道童画托育园"))
DRAFT = ("/filings/?status=draft", link("梅厂镇向日葵托育园"))
MINE = link("杨村街道幸福里托育园")
FACILITY = ("/facilities/?q=xingfuli", link("杨村街道幸福里托育园"))
PROPOSED = "main .queue tr:has-text('拟出具备案回执') a"
OPEN = "!main button[value=page]"
TO_CORRECT = ("/rectifications/?status=ordered", MINE)
REVISE = ("!main form[action$='/revise/'] button", "!main a:has-text('继续修订')")
TO_SEE = ("/facilities/to-verify/", FIRST)

SHOTS = [
    Shot("home", NOBODY, ("/",)),
    Shot("sign-in", NOBODY, ("/accounts/login/",)),
    Shot("family-search", NOBODY, ("/facilities/",), BOTH),
    Shot("family-map", NOBODY, ("/facilities/?view=map",)),
    Shot("family-facility", NOBODY, FACILITY, BOTH),
    Shot(
        "family-compare",
        NOBODY,
        (*FACILITY, link("和别的机构对比"), "+&q=童画", link("加入对比")),
    ),
    Shot("family-verify", NOBODY, ("/verify/",), (PHONE,)),
    Shot("family-disclosures", NOBODY, ("/disclosures/",)),
    Shot("family-complaint", NOBODY, ("/complaints/new/",), (PHONE,)),
    Shot("operator-self-check", NOBODY, ("/self-check/",), (PHONE,)),
    Shot("operator-register", NOBODY, ("/accounts/register/",)),
    Shot("operator-representatives", "operator3", ("/representatives/",)),
    Shot("operator-new", "operator2", ("/filings/new/",)),
    Shot("operator-tasks", "operator2", DRAFT, BOTH),
    Shot("operator-section", "operator2", (*DRAFT, "+sections/classes/"), (PHONE,)),
    Shot("operator-paper", "operator2", (*DRAFT, "+documents/hygiene_report/"), (PHONE,)),
    Shot("operator-check", "operator2", (*DRAFT, "+check/")),
    Shot("operator-waiting", "operator1", ("/filings/?status=submitted", MINE), BOTH),
    Shot("operator-correction", "operator1", CORRECTION, BOTH),
    Shot("operator-receipt", "operator1", ("/my/facilities/", link("托育机构备案回执"), OPEN)),
    Shot("operator-facilities", "operator1", ("/my/facilities/",)),
    Shot("operator-vacancies", "operator1", ("/my/facilities/", link("空余托位")), (PHONE,)),
    Shot("operator-rectification", "operator1", TO_CORRECT),
    Shot("operator-answer", "operator1", (*TO_CORRECT, link("填写整改情况")), (PHONE,)),
    Shot(
        "operator-respond",
        "operator2",
        ("/inspections/?status=told", link("运河湾家庭托育点"), link("改写回应")),
    ),
    Shot("officer-workbench", "wjw_officer", ("/workbench/",)),
    Shot("officer-filings", "wjw_officer", ("/filings/",)),
    Shot("officer-desk", "wjw_officer", ("/filings/?status=submitted", FIRST)),
    Shot(
        "officer-checks",
        "wjw_officer",
        ("/filings/?status=submitted", FIRST, link("看全部检查结果")),
    ),
    Shot(
        "officer-refuse",
        "wjw_officer",
        ("/filings/?status=submitted", FIRST, link("场地证明"), link("不通过，写原因")),
    ),
    Shot("officer-return", "wjw_officer", ("/filings/?status=submitted", FIRST, "+return/")),
    Shot("officer-propose", "wjw_officer", ("/filings/?status=submitted", FIRST, "+propose/")),
    Shot("officer-representatives", "wjw_officer", ("/representatives/",)),
    Shot("officer-registrations", "wjw_officer", ("/registrations/",)),
    Shot("officer-to-verify", "wjw_officer", ("/facilities/to-verify/",)),
    Shot("officer-verification", "wjw_officer", (*TO_SEE, "+verification/"), BOTH),
    Shot("officer-facility", "wjw_officer", FACILITY),
    Shot("director-workbench", "wjw_director", ("/workbench/",)),
    Shot("director-issue", "wjw_director", ("/workbench/", PROPOSED, "+issue-receipt/")),
    Shot(
        "director-nonconforming",
        "wjw_director",
        ("/facilities/?standing=nonconforming", link("晨光"), "+find-nonconforming/"),
    ),
    Shot("director-imports", "wjw_director", ("/imports/",)),
    Shot("unit-workbench", "zjw_officer", ("/workbench/",)),
    Shot("unit-reviews", "zjw_officer", ("/reviews/",)),
    Shot("unit-review", "zjw_officer", ("/reviews/", FIRST), BOTH),
    Shot("unit-registrations", "scj_officer", ("/registrations/push/",)),
    Shot("unit-hand-over", "zjw_director", ("/reviews/", FIRST, link("转给同事办理"))),
    Shot("unit-inspection", "wjw_officer", ("/inspections/?status=concluded", FIRST)),
    Shot(
        "unit-items", "scj_officer", ("/inspections/?status=under_way", FIRST, "+items/"), (PHONE,)
    ),
    Shot("unit-publish", "scj_officer", ("/inspections/?status=told", FIRST, "+publish/")),
    Shot("unit-rectification", "xfz_officer", ("/rectifications/?status=submitted", FIRST)),
    Shot("unit-visit", "town001_officer", ("/visits/new/?q=幸福里", "main .rows a"), (PHONE,)),
    Shot("unit-complaint", "scj_officer", ("/complaints/?status=received", FIRST)),
    Shot("unit-checklist", "scj_officer", ("/checklists/", link("市场监管"), *REVISE)),
    Shot("township-workbench", "town101_officer", ("/workbench/",), BOTH),
    Shot("township-review", "town101_officer", ("/reviews/", FIRST), (PHONE,)),
    Shot("township-done", "town111_officer", ("/reminders/", link("填写办理情况")), (PHONE,)),
    Shot("township-duties", "town101_officer", ("/departments/120114101/",)),
    Shot("office-workbench", "wjw_office", ("/workbench/",)),
    Shot("office-reminders", "wjw_office", ("/reminders/",)),
    Shot("office-urge", "wjw_office", ("/reminders/", link("催办"))),
    Shot("office-matrix", "wjw_office", ("/departments/",)),
    Shot("administrator-index", "admin", ("/admin/",)),
    Shot("administrator-calendar", "admin", ("/calendar/",)),
    Shot("administrator-calendar-year", "admin", ("/calendar/", "main table a, main .rows a")),
    Shot("administrator-parameters", "admin", ("/admin/departments/parameter/?q=期限",)),
    Shot("administrator-check", "admin", ("/checks/G11/",)),
    Shot("administrator-routes", "admin", ("/admin/registry/reviewroute/",)),
    Shot("administrator-ladder", "admin", ("/admin/departments/reminderladder/",)),
    Shot("administrator-members", "admin", ("/admin/departments/member/?q=卫生健康委",)),
    Shot("administrator-failed", "admin", ("/messages/failed/",)),
]
