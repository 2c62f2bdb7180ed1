"""Walking a filing through the portal, one function a stretch; each begins on any page."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from departments.models import Department
from registry.choices import Section
from tests.browser.filling import answer, fill_in, follow, go_by, press, says, write
from tests.browser.papers import heic_file, jpeg_file, pdf_file
from tests.registry.factories import FACTS, TOWNSHIP, make_identity_number
from wuqing_tuoyu import clock

FILING = re.compile(r"/filings/[0-9a-f-]{36}/$")


def days_ago(days):
    return (clock.today() - timedelta(days=days)).isoformat()


def days_ahead(days):
    return days_ago(-days)


def begin(page):
    """A first filing, begun on the page that asks which; its address."""
    page.goto("/filings/new/")
    press(page, "开始首次备案")
    expect(page).to_have_url(FILING)
    return page.url


def fill_sections(page, filing, facts, classes=()):
    """Every part of the declaration, each on its page."""
    township = Department.objects.get(code=TOWNSHIP)
    facts = FACTS | {"township": township.pk} | facts
    for section in Section:
        page.goto(f"{filing}sections/{section}/")
        answer(page, facts)
        if section == Section.CLASSES and classes:
            fill_classes(page, classes)
        press(page, "保存并继续")
        says(page, f"“{section.label}”已保存。")


def fill_classes(page, classes):
    for number, stated in enumerate(classes):
        if page.locator(f'[name="classes-{number}-kind"]').count() == 0:
            page.get_by_role("button", name="再加一个班").click()
        for name, value in stated.items():
            write(page, f"classes-{number}-{name}", value)


def upload(page, *files):
    """Files chosen on the page of a paper; they go up one by one while the rest is written."""
    page.locator("#files").set_input_files(list(files))
    for file in files:
        expect(page.locator(".uploads")).to_contain_text(f"{file['name']}　已上传", timeout=20_000)


def hand_in_paper(page, address, *files, **facts):
    """One paper: its files and what it says."""
    page.goto(address)
    upload(page, *files)
    fill_in(page, **facts)
    press(page, "保存并继续" if "/filings/" in address else "保存")


PAPERS = {
    "registration_certificate": {"issuer": FACTS["registrar"], "issued_on": "2025-05-01"},
    "premises": {
        "number": "津武租2026-018",
        "issued_on": "2025-12-20",
        "valid_until": "2032-12-31",
        "stated_address": FACTS["address"],
    },
    "hygiene_report": {
        "hygiene_regime": "self_assessment",
        "conclusion": "pass",
        "stated_address": FACTS["address"],
    },
    "fire_acceptance": {
        "fire_kind": "filing_voucher",
        "number": "津武消备字〔2026〕第018号",
        "issuer": "天津市武清区住房和建设委员会",
        "conclusion": "none",
        "stated_address": FACTS["address"],
        "stated_area": "480",
    },
    "food_license": {
        "number": "JY31201140000018",
        "issuer": "天津市武清区市场监督管理局",
        "stated_name": FACTS["name"],
        "stated_address": FACTS["address"],
    },
    "floor_plan": {},
}
TITLES = {
    "registration_certificate": "营业执照",
    "premises": "房屋租赁合同",
    "hygiene_report": "卫生评价报告",
    "fire_acceptance": "消防验收备案凭证",
    "food_license": "食品经营许可证",
    "floor_plan": "平面布局图",
}


def files_of(kind):
    """A scan, one or two photographs, or what a telephone of another make writes."""
    title = TITLES[kind]
    if kind == "premises":
        return [pdf_file(title, pages=3)]
    if kind == "fire_acceptance":
        return [jpeg_file(title), jpeg_file(f"{title}背面")]
    if kind == "floor_plan":
        return [heic_file(title)]
    return [pdf_file(title)]


def hand_in_papers(page, filing, kinds=tuple(PAPERS)):
    for kind in kinds:
        facts = dict(PAPERS[kind])
        if kind in ("hygiene_report", "fire_acceptance"):
            facts["issued_on"] = days_ago(60)
        if kind == "food_license":
            facts |= {"issued_on": days_ago(60), "valid_until": days_ahead(1000)}
        hand_in_paper(page, f"{filing}documents/{kind}/", *files_of(kind), **facts)


CERTIFICATES = {
    "health_certificate": ("健康合格证明", {"issuer": "天津市武清区疾病预防控制中心"}),
    "qualification": ("保育师证书", {"title": "保育师"}),
    "training_certificate": ("岗位培训合格证", {"title": "托育机构人员岗位培训"}),
    "security_guard": ("保安员证", {"number": "津公保1201140018"}),
}
PEOPLE = (
    ("王园长", "principal", ("health_certificate", "qualification", "training_certificate")),
    ("赵保育", "carer", ("health_certificate", "qualification")),
    ("钱保育", "carer", ("health_certificate", "qualification")),
    ("孙保健", "health_worker", ("health_certificate", "training_certificate")),
    ("周保安", "guard", ("health_certificate", "security_guard")),
)


def register_people(page, staff_list, people=PEOPLE, *, classes=2):
    """Everybody who works there, each with the certificates of their role."""
    for number, (name, role, kinds) in enumerate(people):
        page.goto(staff_list)
        follow(page, "登记一个人")
        answer(page, person(name, role, 1 + number % classes if classes else ""))
        press(page, "保存")
        says(page, f"{name}的信息已保存。")
        address = page.url
        for kind in kinds:
            title, facts = CERTIFICATES[kind]
            file = jpeg_file(title) if number % 2 else pdf_file(title)
            hand_in_paper(
                page, f"{address}documents/{kind}/", file, issued_on=days_ago(60), **facts
            )


def person(name, role, class_no):
    return {
        "name": name,
        "identity_document": "identity_card",
        "identity_number": make_identity_number(),
        "role": role,
        "is_full_time": True,
        "class_no": class_no if role == "carer" else "",
        "is_food_safety_manager": role == "principal",
        "education": "bachelor",
        "management_years": 5,
        "training_hours": 80,
        "qualification_note": "学前教育专业",
        "guard_company_permit": "津公保服20200001号",
        "crime_check_on": days_ago(30),
        "crime_check_clear": "True",
        "has_fitness_statement": True,
        "joined_on": days_ago(90),
    }


def state_offer(page, filing):
    """What it costs and when it is open."""
    page.goto(filing)
    go_by(page, page.locator("main a", has_text="收费").last)
    fill_in(page, **{"fees-0-amount": "1680", "fees-1-amount": "18"})
    press(page, "保存收费")
    go_by(page, page.locator("main a", has_text="开放时间").last)
    fill_in(page, opens_1="08:00", closes_1="17:30")
    page.get_by_role("button", name="周二到周五同周一").click()
    press(page, "保存开放时间")


def hand_in(page, filing, pledge_name="李明"):
    """The page to check everything, each point confirmed, the pledge, the button."""
    page.goto(f"{filing}check/")
    for box in page.locator("[name=confirmed]").all():
        box.check()
    fill_in(page, pledge_name=pledge_name, agree=True)
    press(page, "确认并提交")
    says(page, "现在不用您做什么。")
