"""The 备案书 with its pledge (备案承诺书), drawn from what is declared, for print and seal."""

from decimal import Decimal

from registry.choices import FilingKind, StaffRole
from registry.models import Declaration, Filing
from registry.services.notice.pledge import pledge_of
from registry.services.notice.sheet import chinese_date, contact, fact
from wuqing_tuoyu import clock, pdf

TITLES = {
    FilingKind.INITIAL: "托育机构备案书",
    FilingKind.CHANGE: "托育机构变更备案书",
    FilingKind.CANCELLATION: "托育机构注销备案申请书",
}


def declaration_pdf(filing: Filing) -> bytes:
    """As it stands today; a draft bears its mark."""
    return pdf.render("registry/notice/declaration.typ", declaration_content(filing))


def declaration_content(filing: Filing) -> dict:
    declaration = filing.declaration
    is_cancellation = filing.kind == FilingKind.CANCELLATION
    return {
        "title": TITLES[FilingKind(filing.kind)],
        "is_draft": filing.submitted_at is None,
        "addressee": "天津市武清区卫生健康委员会",
        "opening": opening_of(filing),
        "parts": cancellation_parts(filing) if is_cancellation else declared_parts(declaration),
        "classes": [] if is_cancellation else class_rows(declaration),
        "staff": [] if is_cancellation else staff_rows(declaration),
        "confirmations": [[row.sentence, row.article] for row in filing.confirmations.all()],
        "operator": filing.facility.operator.name,
        "pledge": [] if is_cancellation else pledge_of(filing),
        "pledge_name": filing.pledge_name,
        "pledged_on": chinese_date(filing.pledged_at),
        "submitted_on": chinese_date(filing.submitted_at),
        "version": f"{filing.pk}　·　第 {declaration.version} 版",
        "printed_on": chinese_date(clock.today()),
        "contact": contact(),
    }


def opening_of(filing: Filing) -> str:
    declaration = filing.declaration
    if filing.kind == FilingKind.CANCELLATION:
        return (
            f"{filing.facility.name}（备案编号 {filing.facility.number or '—'}）"
            "拟停止提供托育服务，现申请注销备案。"
        )
    established = chinese_date(declaration.established_on)
    registered = f"经{declaration.registrar}登记，" if declaration.registrar else ""
    founded = f"已于 {established}依法成立，" if established else ""
    purpose = (
        "备案信息有变化，现向你委变更备案。"
        if filing.kind == FilingKind.CHANGE
        else "现向你委备案。"
    )
    return (
        f"{registered}{declaration.name or '（未填名称）'}{founded}"
        f"主要从事 3 岁以下婴幼儿照护服务，{purpose}"
    )


def cancellation_parts(filing: Filing) -> list[dict]:
    facility = filing.facility
    return [
        {
            "title": "机构和停止服务的安排",
            "facts": [
                fact("机构名称", facility.name),
                fact("机构住所", facility.address),
                fact("统一社会信用代码", facility.credit_code),
                fact("备案编号", facility.number),
                fact("拟停止服务日期", chinese_date(filing.requested_closing_on)),
                fact("停止服务原因", filing.closing_reason),
            ],
        }
    ]


def declared_parts(declaration: Declaration) -> list[dict]:
    """All declared facts, section by section."""
    facility = declaration.facility
    return [
        {"title": "一、机构基本情况", "facts": identity_facts(declaration)},
        {"title": "二、服务内容", "facts": service_facts(declaration)},
        {"title": "三、场所与面积", "facts": site_facts(declaration)},
        {"title": "四、安全设施", "facts": safety_facts(declaration)},
        {
            "title": "五、收费",
            "facts": [
                fact(fee.item, f"{fee.amount:,.2f} {fee.get_unit_display()}", is_short=True)
                for fee in facility.fees.current(clock.today())
            ],
        },
    ]


def identity_facts(declaration: Declaration) -> list[dict]:
    principal = declaration.facility.staff.active().filter(role=StaffRole.PRINCIPAL).first()
    return [
        fact("机构名称", declaration.name),
        fact("机构住所", declaration.address),
        fact("所属镇街", declaration.township, is_short=True),
        fact("机构形态", declaration.get_form_display(), is_short=True),
        fact("登记机关", declaration.registrar),
        fact("统一社会信用代码", declaration.credit_code),
        fact("机构性质", declaration.get_legal_nature_display(), is_short=True),
        fact("成立日期", chinese_date(declaration.established_on), is_short=True),
        fact("业务（经营）范围", declaration.business_scope),
        fact("证照有效期至", chinese_date(declaration.licence_valid_until) or "长期"),
        fact("证照上的住所", declaration.licence_address),
        *(
            [fact("办学许可证号", declaration.kindergarten_permit)]
            if declaration.kindergarten_permit
            else []
        ),
        fact("法定代表人", declaration.legal_representative, is_short=True),
        fact("负责人", principal.name if principal else "", is_short=True),
        fact("负责人证件号码", principal.masked_identity_number if principal else ""),
        fact("联系人", declaration.contact_name, is_short=True),
        fact("联系方式", declaration.contact_mobile, is_short=True),
        fact("机构对外电话", declaration.public_phone),
    ]


def service_facts(declaration: Declaration) -> list[dict]:
    ages = ""
    if declaration.min_age is not None and declaration.max_age is not None:
        ages = f"{declaration.min_age}—{declaration.max_age} 个月"
    return [
        fact("服务范围", "、".join(form.label for form in declaration.service_forms)),
        fact("服务模式", declaration.get_service_mode_display()),
        fact("收托规模", counted(declaration.capacity, "个托位"), is_short=True),
        fact("收托月龄", ages, is_short=True),
        fact("供餐方式", declaration.get_meals_display(), is_short=True),
        fact("食品留样", yes_no(declaration.keeps_food_samples), is_short=True),
        fact("用餐安排说明", declaration.meals_note),
        *([fact("6 个月以下照护", declaration.infant_note)] if declaration.infant_note else []),
    ]


def site_facts(declaration: Declaration) -> list[dict]:
    lease = ""
    if declaration.lease_start and declaration.lease_end:
        lease = f"{chinese_date(declaration.lease_start)}至 {chinese_date(declaration.lease_end)}"
    floors = ""
    if declaration.lowest_floor is not None and declaration.highest_floor is not None:
        floors = f"{declaration.lowest_floor} 层至 {declaration.highest_floor} 层"
    return [
        fact("场所性质", declaration.get_tenure_display(), is_short=True),
        fact("使用楼层", floors, is_short=True),
        fact("租赁期限", lease),
        fact("不动产权证号", declaration.property_certificate),
        fact("建筑面积", area(declaration.gross_area), is_short=True),
        fact("室内使用", area(declaration.indoor_area), is_short=True),
        fact("室外活动场地", area(declaration.outdoor_area), is_short=True),
        fact("建成年份", counted(declaration.building_year, "年"), is_short=True),
        fact("附近公共场地", declaration.outdoor_note),
        fact("规划用途为住宅", yes_no(declaration.is_residential), is_short=True),
        fact("改变用途", yes_no(declaration.use_changed), is_short=True),
        fact("三合一或彩钢板", yes_no(declaration.in_forbidden_building), is_short=True),
        fact("观察床", counted(declaration.observation_beds, "张"), is_short=True),
        fact("保健观察室", area(declaration.health_room_area), is_short=True),
        fact("窗地比", counted(declaration.window_ratio, "%"), is_short=True),
        fact("周边危险源", declaration.hazards_nearby or "无"),
    ]


def safety_facts(declaration: Declaration) -> list[dict]:
    plans = [
        field.verbose_name.removesuffix("应急预案")
        for field in declaration._meta.concrete_fields
        if field.name.startswith("plans_") and getattr(declaration, field.name)
    ]
    return [
        fact("封闭式管理", yes_no(declaration.has_closed_management), is_short=True),
        fact("保安在岗", yes_no(declaration.has_guard), is_short=True),
        fact("防入侵报警", yes_no(declaration.has_intrusion_alarm), is_short=True),
        fact("一键报警", yes_no(declaration.has_panic_alarm), is_short=True),
        fact("监控全覆盖", yes_no(declaration.has_full_video), is_short=True),
        fact("录像保存", counted(declaration.video_days, "天"), is_short=True),
        fact("安全出口", counted(declaration.exits, "个"), is_short=True),
        fact("灭火器", counted(declaration.extinguishers, "具"), is_short=True),
        fact("大房间疏散门", yes_no(declaration.large_rooms_have_two_doors), is_short=True),
        fact("喷水灭火", yes_no(declaration.has_sprinkler), is_short=True),
        fact("火灾自动报警", yes_no(declaration.has_fire_alarm), is_short=True),
        fact("联网探测", yes_no(declaration.has_networked_detectors), is_short=True),
        fact("厨房使用燃气", yes_no(declaration.has_gas_kitchen), is_short=True),
        fact("燃气报警", yes_no(declaration.has_gas_alarm), is_short=True),
        fact("责任保险", yes_no(declaration.has_liability_insurance)),
        fact("应急预案", "、".join(plans)),
    ]


def class_rows(declaration: Declaration) -> list[list[str]]:
    return [
        [
            group.name,
            group.get_kind_display().split("（")[0],
            str(group.places),
            f"{group.min_age}—{group.max_age}",
            area(group.activity_area) + ("（与睡眠区合用）" if group.sleep_is_combined else ""),
        ]
        for group in declaration.class_groups.all()
    ]


def staff_rows(declaration: Declaration) -> list[list[str]]:
    """Who works there; identity numbers stay masked on paper too."""
    names = dict(declaration.class_groups.values_list("class_no", "name"))
    return [
        [
            member.name,
            member.get_role_display(),
            names.get(member.class_no, ""),
            member.get_education_display(),
            "专职" if member.is_full_time else "兼职",
        ]
        for member in declaration.facility.staff.active()
    ]


def yes_no(value: bool | None) -> str:
    return "" if value is None else "是" if value else "否"


def area(value: Decimal | None) -> str:
    return counted(value, "㎡")


def counted(value: object, unit: str) -> str:
    if value is None:
        return ""
    shown = f"{value.normalize():f}" if isinstance(value, Decimal) else value
    return f"{shown} {unit}"
