"""Safety and service (安全设施、服务内容) as their operator describes them."""

from crispy_forms.layout import Field, Fieldset
from django import forms

from registry.choices import MealProvision, Section
from registry.forms.section import SectionForm, shown_when, yes_no
from registry.models.sections import SECTION_FIELDS


class SafetyForm(SectionForm):
    section = Section.SAFETY
    must = (
        "has_closed_management",
        "has_guard",
        "has_intrusion_alarm",
        "has_panic_alarm",
        "has_full_video",
        "video_days",
        "exits",
        "extinguishers",
        "has_gas_kitchen",
    )
    units = {"video_days": "天", "exits": "个", "extinguishers": "具"}
    plans = (
        "plans_natural_disaster",
        "plans_infection",
        "plans_food_poisoning",
        "plans_stampede",
        "plans_fire",
        "plans_violence",
    )

    class Meta(SectionForm.Meta):
        fields = SECTION_FIELDS[Section.SAFETY]
        help_texts = {"video_days": "应不少于 90 天（《托育机构管理规范（试行）》第三十二条）。"}

    @classmethod
    def beside_the_point(cls, declaration):
        return () if declaration.has_gas_kitchen else ("has_gas_alarm",)

    def left_out(self):
        if self.instance.is_family_site:
            return ("large_rooms_have_two_doors", "has_sprinkler", "has_fire_alarm")
        return ()

    def layout(self):
        return [
            Fieldset(
                "防护",
                *yes_no(
                    "has_closed_management",
                    "has_guard",
                    "has_intrusion_alarm",
                    "has_panic_alarm",
                    "has_full_video",
                ),
                self.unit("video_days"),
            ),
            Fieldset(
                "消防",
                *self.present("exits", "extinguishers"),
                *yes_no(
                    *(
                        name
                        for name in (
                            "large_rooms_have_two_doors",
                            "has_sprinkler",
                            "has_fire_alarm",
                            "has_networked_detectors",
                            "has_gas_kitchen",
                        )
                        if name in self.fields
                    )
                ),
                shown_when("has_gas_kitchen=True", *yes_no("has_gas_alarm")),
            ),
            Fieldset("已经制定的应急预案", *self.plans),
            Fieldset("保险", *yes_no("has_liability_insurance")),
        ]


class ServiceForm(SectionForm):
    section = Section.SERVICE
    must = ("meals",)
    forms_offered = ("offers_full_day", "offers_half_day", "offers_hourly", "offers_temporary")

    class Meta(SectionForm.Meta):
        fields = SECTION_FIELDS[Section.SERVICE]
        widgets = {"meals": forms.RadioSelect}
        help_texts = {
            "meals": "自制餐食要有食品经营许可证；外送餐食要有供餐单位资质和协议。",
            "meals_note": "全日托而不供餐的，请说明孩子怎样用餐。",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meals"].choices = [c for c in self.fields["meals"].choices if c[0]]

    def layout(self):
        return [
            Fieldset("服务形式（可选多种）", *self.forms_offered),
            Fieldset(
                "用餐",
                Field("meals", wrapper_class="card-choice"),
                shown_when("meals=none", "meals_note"),
                shown_when("meals=own,delivered", *yes_no("keeps_food_samples")),
            ),
        ]

    def clean(self):
        stated = super().clean()
        if not self.is_lenient and not any(stated.get(name) for name in self.forms_offered):
            self.add_error("offers_full_day", "请至少选择一种服务形式。")
        return stated

    @classmethod
    def beside_the_point(cls, declaration):
        return () if declaration.meals == MealProvision.NONE else ("meals_note",)

    @classmethod
    def missing(cls, declaration):
        offered = any(getattr(declaration, name) for name in cls.forms_offered)
        return ([] if offered else ["服务形式"]) + super().missing(declaration)
