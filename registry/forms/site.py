"""The site and its classes (场所与面积、班级与托位) as their operator describes them."""

from crispy_forms.layout import HTML, Field, Fieldset
from django import forms

from registry.choices import ClassKind, Section, Tenure
from registry.forms.section import SectionForm, shown_when, suitable_field, yes_no
from registry.models import ClassGroup
from registry.models.sections import SECTION_FIELDS

SQUARE_METRES = "平方米"
AGES = {
    ClassKind.INFANT: (6, 12),
    ClassKind.TODDLER: (12, 24),
    ClassKind.SENIOR: (24, 36),
    ClassKind.MIXED: (18, 36),
}
NOT_ASKED_OF_FAMILY_SITES = (
    "outdoor_note",
    "building_year",
    "use_changed",
    "health_room_area",
    "observation_beds",
    "window_ratio",
)


class SiteForm(SectionForm):
    section = Section.SITE
    must = (
        "tenure",
        "gross_area",
        "indoor_area",
        "outdoor_area",
        "building_year",
        "lowest_floor",
        "highest_floor",
        "is_residential",
        "use_changed",
        "in_forbidden_building",
        "health_room_area",
        "observation_beds",
        "window_ratio",
    )
    units = {
        "gross_area": SQUARE_METRES,
        "indoor_area": SQUARE_METRES,
        "outdoor_area": SQUARE_METRES,
        "health_room_area": SQUARE_METRES,
        "observation_beds": "张",
        "building_year": "年",
        "lowest_floor": "层",
        "highest_floor": "层",
        "window_ratio": "%",
    }

    class Meta(SectionForm.Meta):
        fields = SECTION_FIELDS[Section.SITE]
        labels = {
            "gross_area": "建筑面积",
            "indoor_area": "室内使用面积",
            "outdoor_area": "室外活动场地面积",
            "health_room_area": "保健观察室面积",
            "window_ratio": "窗洞面积与房间面积之比（取最小的房间）",
        }
        help_texts = {
            "lease_end": "租期应不少于 3 年（《托育机构设置标准（试行）》第十一条）。",
            "outdoor_area": "没有的填 0。",
            "outdoor_note": "室外场地不够的，写明附近可以用的公共场地和安全措施。",
            "lowest_floor": "首层填 1，地下填负数。",
            "hazards_nearby": "例如加油站、变电站、交通干道；没有的不填。",
            "window_ratio": "应不少于 20%。",
        }
        widgets = {"tenure": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tenure"].choices = [c for c in self.fields["tenure"].choices if c[0]]

    def left_out(self):
        return NOT_ASKED_OF_FAMILY_SITES if self.instance.is_family_site else ()

    def clean(self):
        stated = super().clean()
        if self.is_lenient:
            return stated
        tenure = stated.get("tenure")
        if tenure == Tenure.LEASED and not stated.get("lease_start"):
            self.add_error("lease_start", "租赁的，请填写租赁起始日期。")
        if tenure == Tenure.LEASED and not stated.get("lease_end"):
            self.add_error("lease_end", "租赁的，请填写租赁截止日期。")
        if tenure == Tenure.OWNED and not stated.get("property_certificate"):
            self.add_error("property_certificate", "自有的，请填写不动产权证号。")
        return stated

    @classmethod
    def beside_the_point(cls, declaration):
        idle = {
            Tenure.LEASED: ("property_certificate",),
            Tenure.OWNED: ("lease_start", "lease_end"),
        }
        return idle.get(declaration.tenure, ())

    def layout(self):
        rooms = self.present("health_room_area", "observation_beds", "window_ratio")
        return [
            Fieldset(
                "场地",
                Field("tenure", wrapper_class="card-choice"),
                shown_when(
                    "tenure=leased",
                    HTML('<p class="soft small">租赁的填这两项：</p>'),
                    "lease_start",
                    "lease_end",
                ),
                shown_when(
                    "tenure=owned",
                    HTML('<p class="soft small">自有的填这一项：</p>'),
                    "property_certificate",
                ),
            ),
            Fieldset(
                "面积",
                *self.present("gross_area", "indoor_area", "outdoor_area", "outdoor_note"),
            ),
            Fieldset(
                "房屋",
                *self.present("building_year", "lowest_floor", "highest_floor"),
                *yes_no(
                    *(
                        name
                        for name in ("is_residential", "use_changed", "in_forbidden_building")
                        if name in self.fields
                    )
                ),
                "hazards_nearby",
            ),
            *([Fieldset("用房", *rooms)] if rooms else []),
        ]

    @classmethod
    def missing(cls, declaration):
        missing = super().missing(declaration)
        if declaration.tenure == Tenure.LEASED:
            missing += [] if declaration.lease_start else ["租赁起始日期"]
            missing += [] if declaration.lease_end else ["租赁截止日期"]
        if declaration.tenure == Tenure.OWNED and not declaration.property_certificate:
            missing.append("不动产权证号")
        return missing


class ClassesForm(SectionForm):
    section = Section.CLASSES
    must = ("capacity", "min_age", "max_age")
    units = {"capacity": "个"}

    class Meta(SectionForm.Meta):
        fields = SECTION_FIELDS[Section.CLASSES]
        help_texts = {
            "capacity": "各班托位数之和，应与下面的班级对得上。",
            "min_age": "按月填，例如 18。",
            "max_age": "按月填，3 岁是 36。",
            "infant_note": "收 6 个月以下婴幼儿的，请说明怎样照护。",
        }

    def left_out(self):
        """Where there are classes, the ages follow from them."""
        return () if self.instance.is_family_site else ("min_age", "max_age")

    def layout(self):
        if self.instance.is_family_site:
            self.fields["capacity"].help_text = "家庭托育点不超过 5 人。"
            return [
                Fieldset("收托规模", self.unit("capacity"), "min_age", "max_age", "infant_note")
            ]
        return [Fieldset("收托规模", self.unit("capacity"), "infant_note")]

    @classmethod
    def missing(cls, declaration):
        missing = super().missing(declaration)
        if not declaration.is_family_site and not declaration.class_groups.all():
            missing.append("班级")
        return missing


class ClassGroupForm(forms.ModelForm):
    """One class (班级). Ages left empty are those of its kind."""

    class_no = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    # What the rules say beside each field; the row a script adds has a place for it too
    checked: dict = {}

    class Meta:
        model = ClassGroup
        fields = [
            "kind",
            "name",
            "places",
            "min_age",
            "max_age",
            "activity_area",
            "sleep_is_combined",
        ]
        formfield_callback = suitable_field
        labels = {"activity_area": "活动室面积（平方米）"}
        help_texts = {"min_age": "不填则按班型。", "max_age": "不填则按班型。"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("min_age", "max_age", "name"):
            self.fields[name].required = False
        self.fields["kind"].choices = [("", "请选择"), *ClassKind.choices]

    def clean(self):
        stated = super().clean()
        kind = stated.get("kind")
        if kind:
            youngest, oldest = AGES[ClassKind(kind)]
            for name, age in (("min_age", youngest), ("max_age", oldest)):
                if stated.get(name) is None and name not in self.errors:
                    stated[name] = age
            stated["name"] = stated.get("name") or ClassKind(kind).short_label
        return stated


ClassGroupFormSet = forms.formset_factory(
    ClassGroupForm, extra=0, max_num=40, validate_max=True, can_delete=True
)
