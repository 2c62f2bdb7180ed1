"""The short form of the self-check (自查): what decides whether a place can pass."""

from crispy_forms.bootstrap import AppendedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Fieldset, Layout
from django import forms

from registry.choices import (
    ClassKind,
    Education,
    FacilityForm,
    FireDocumentKind,
    LegalNature,
    MealProvision,
    Tenure,
)
from registry.choices.check import NONE_YET, HygieneAnswer
from registry.forms.section import YES_NO, boolean, shown_when, yes_no

CENTRE_FORMS = ",".join(form.value for form in FacilityForm if form != FacilityForm.FAMILY)
CENTRES = f"form={CENTRE_FORMS}"
FAMILY = f"form={FacilityForm.FAMILY}"
SQUARE_METRES = "平方米"
VOUCHER = f"fire_kind={FireDocumentKind.FILING_VOUCHER}"
JUDGED = f"fire_kind={FireDocumentKind.SPECIAL_ACCEPTANCE},{FireDocumentKind.SPOT_CHECK}"


FOR_CENTRES = HTML('<p class="soft small no-script">家庭托育点不填：</p>')
FOR_FAMILY_SITES = HTML('<p class="soft small no-script">只有家庭托育点填：</p>')


def one_of(label, choices, **options):
    """A question with a few answers, one of which may be none."""
    return forms.ChoiceField(
        label=label, choices=choices, required=False, widget=forms.RadioSelect, **options
    )


def either(label, **options):
    return forms.TypedChoiceField(
        label=label,
        choices=YES_NO,
        coerce=boolean,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        **options,
    )


def whole(label, most, least=0, **options):
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=False, widget=widget, **options
    )


def area(label, most=100_000, **options):
    widget = forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"})
    return forms.DecimalField(
        label=label, min_value=0, max_value=most, required=False, widget=widget, **options
    )


def on(label, **options):
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget, **options)


class SelfCheckForm(forms.Form):
    """All questions but the first may be left open."""

    form = forms.ChoiceField(
        label="打算办哪一种",
        choices=FacilityForm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请先选打算办哪一种，后面的问题由它决定。"},
    )
    name = forms.CharField(label="机构名称", max_length=100, required=False)
    credit_code = forms.CharField(label="统一社会信用代码", max_length=40, required=False)
    legal_nature = one_of("登记为哪一类", LegalNature.choices)
    scope_is_stated = either("登记证照的业务（经营）范围写明了托育服务")

    children = whole("打算收几个孩子", 99)
    infant_classes = whole("乳儿班", 20)
    infant_places = whole("每班人数", 99)
    infant_area = area("每班活动区面积")
    toddler_classes = whole("托小班", 20)
    toddler_places = whole("每班人数", 99)
    toddler_area = area("每班活动室面积")
    senior_classes = whole("托大班", 20)
    senior_places = whole("每班人数", 99)
    senior_area = area("每班活动室面积")
    mixed_classes = whole("混合班", 20)
    mixed_places = whole("每班人数", 99)
    mixed_area = area("每班活动室面积")

    carers = whole("带孩子的保育（照护）人员", 400)
    principal_education = forms.ChoiceField(
        label="负责人的学历", choices=[("", "请选择"), *Education.choices], required=False
    )
    principal_years = whole("负责人做过几年相关管理工作", 60)
    principal_is_trained = either("负责人有岗位培训合格证明")
    health_workers = whole("保健人员", 50)
    full_time_health_workers = whole("其中专职的", 50)
    health_workers_are_trained = either("保健人员都有妇幼保健机构的培训合格证明")
    guards = whole("保安人员", 50)
    cooks = whole("炊事人员", 50)
    has_food_safety_manager = either("明确了食品安全管理人员（可以兼任）")

    tenure = one_of("场地是自有还是租赁", Tenure.choices)
    lease_start = on("租赁从哪天起")
    lease_end = on("租赁到哪天止")
    gross_area = area("建筑面积")
    indoor_area = area("室内使用面积")
    outdoor_area = area("室外活动场地", help_text="没有的填 0。")
    lowest_floor = whole("最低用到几层", 40, -5, help_text="首层填 1，地下填负数。")
    highest_floor = whole("最高用到几层", 40, -5)
    building_year = whole("房屋哪年建成", 2100, 1900)
    has_structure_report = either("有房屋结构安全检测报告")
    is_residential = either("房屋规划用途是住宅")
    in_forbidden_building = either("在“三合一”场所或彩钢板建筑里")
    neighbours_agree = either("同一栋楼（院）的其他业主都书面同意")
    health_room_area = area("保健观察室面积")
    observation_beds = whole("观察床", 50)
    window_ratio = area("窗洞面积与房间面积之比（取最小的房间）", 100)
    air_is_good = either("室内空气质量检测合格")

    fire_kind = one_of("有哪一种消防文书", [*FireDocumentKind.choices, (NONE_YET, "还没有")])
    fire_conclusion = one_of("文书的结论", [("pass", "合格"), ("fail", "不合格")])
    fire_area = area("文书上的建筑面积")
    use_changed = either("改变了房屋原来的使用性质")
    is_commitment = either("备案是以告知承诺方式办的")
    exits = whole("安全出口", 50)
    extinguishers = whole("灭火器", 999)

    hygiene = one_of("卫生评价做了吗", HygieneAnswer.choices)
    hygiene_unmet = forms.CharField(label="哪几项不符合", max_length=60, required=False)
    hygiene_score = area("得分", 100)
    hygiene_required_met = either("必达项目全部通过")
    meals = one_of("孩子怎样吃饭", MealProvision.choices)
    has_food_licence = either("有《食品经营许可证》")
    food_licence_until = on("《食品经营许可证》有效期到")
    has_supplier_papers = either("有供餐单位的资质和供餐协议")

    has_full_video = either("监控覆盖婴幼儿生活、活动区域和出入口")
    video_days = whole("监控录像保存天数", 9999)
    has_panic_alarm = either("装了一键式报警")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.parts())

    def parts(self):
        yield Fieldset("办什么", Field("form", wrapper_class="card-choice"))
        yield Fieldset(
            "登记",
            HTML('<p class="soft small">还没有登记的，这一部分可以不填。</p>'),
            "name",
            "credit_code",
            Field("legal_nature", wrapper_class="card-choice"),
            *yes_no("scope_is_stated"),
        )
        yield Fieldset(
            "收托",
            shown_when("form=", HTML('<p class="soft">先选打算办哪一种，再填收几个孩子。</p>')),
            shown_when(FAMILY, FOR_FAMILY_SITES, AppendedText("children", "人")),
            shown_when(CENTRES, FOR_CENTRES, *[class_row(kind) for kind in ClassKind]),
        )
        yield Fieldset("人员", *self.people())
        yield Fieldset("场地", *self.premises())
        yield shown_when(CENTRES, Fieldset("消防", *self.fire()))
        yield Fieldset("卫生和吃饭", *self.hygiene_and_meals())
        yield Fieldset(
            "监控和报警",
            *yes_no("has_full_video"),
            AppendedText("video_days", "天"),
            *yes_no("has_panic_alarm"),
        )

    def people(self):
        yield AppendedText("carers", "人")
        yield shown_when(
            CENTRES,
            FOR_CENTRES,
            "principal_education",
            AppendedText("principal_years", "年"),
            *yes_no("principal_is_trained"),
            AppendedText("health_workers", "人"),
            AppendedText("full_time_health_workers", "人"),
            *yes_no("health_workers_are_trained"),
            AppendedText("guards", "人"),
        )

    def premises(self):
        yield Field("tenure", wrapper_class="card-choice")
        yield shown_when("tenure=leased", Div("lease_start", "lease_end", css_class="pair"))
        for name in ("gross_area", "indoor_area", "outdoor_area"):
            yield AppendedText(name, SQUARE_METRES)
        yield AppendedText("lowest_floor", "层")
        yield AppendedText("highest_floor", "层")
        yield from yes_no("is_residential", "in_forbidden_building")
        yield shown_when(FAMILY, FOR_FAMILY_SITES, *yes_no("neighbours_agree"))
        yield shown_when(
            CENTRES,
            FOR_CENTRES,
            AppendedText("building_year", "年"),
            *yes_no("has_structure_report"),
            AppendedText("health_room_area", SQUARE_METRES),
            AppendedText("observation_beds", "张"),
            AppendedText("window_ratio", "%"),
            *yes_no("air_is_good"),
        )

    def fire(self):
        yield FOR_CENTRES
        yield Field("fire_kind", wrapper_class="card-choice")
        yield shown_when(JUDGED, *yes_no("fire_conclusion"))
        yield AppendedText("fire_area", SQUARE_METRES)
        yield from yes_no("use_changed")
        yield shown_when(VOUCHER, *yes_no("is_commitment"))
        yield AppendedText("exits", "个")
        yield AppendedText("extinguishers", "具")

    def hygiene_and_meals(self):
        yield shown_when(CENTRES, FOR_CENTRES, Field("hygiene", wrapper_class="card-choice"))
        yield shown_when(f"hygiene={HygieneAnswer.SOME_UNMET}", "hygiene_unmet")
        yield shown_when(
            f"hygiene={HygieneAnswer.SCORED}",
            AppendedText("hygiene_score", "分"),
            *yes_no("hygiene_required_met"),
        )
        yield Field("meals", wrapper_class="card-choice")
        yield shown_when(
            f"meals={MealProvision.OWN}",
            *yes_no("has_food_licence"),
            "food_licence_until",
            AppendedText("cooks", "人"),
        )
        yield shown_when(f"meals={MealProvision.DELIVERED}", *yes_no("has_supplier_papers"))
        yield shown_when(
            f"meals={MealProvision.OWN},{MealProvision.DELIVERED}",
            *yes_no("has_food_safety_manager"),
        )

    def answers(self):
        """What was answered, for whoever judges it."""
        stated = dict(self.cleaned_data)
        stated["credit_code"] = "".join(stated["credit_code"].split()).upper()
        return stated


def class_row(kind):
    """How many classes of a kind, how many children in each, and how large the room is."""
    return Fieldset(
        kind.label,
        Div(
            AppendedText(f"{kind}_classes", "个班"),
            AppendedText(f"{kind}_places", "人"),
            AppendedText(f"{kind}_area", SQUARE_METRES),
            css_class="three",
        ),
        css_class="class-row",
    )
