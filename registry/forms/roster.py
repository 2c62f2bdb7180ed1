"""People, fees, opening hours and free places (人员、收费、开放时间、空余托位)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from registry.choices import IdentityDocument, StaffRole, Weekday
from registry.forms.section import shown_when, suitable_field, yes_no
from registry.models import Fee, StaffMember
from registry.validators import validate_identity_number
from wuqing_tuoyu import clock

LONGEST_NUMBER = 30


class StaffMemberForm(forms.ModelForm):
    """Somebody on the roster. A number that was entered once is never shown again."""

    # What the rules say beside each field while one types
    checked: dict = {}

    class_no = forms.TypedChoiceField(
        label="所带班级",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="一名保育人员只计入一个班。不带班的不选。",
    )

    class Meta:
        model = StaffMember
        fields = [
            "name",
            "identity_document",
            "identity_number",
            "role",
            "is_full_time",
            "class_no",
            "is_food_safety_manager",
            "education",
            "management_years",
            "training_hours",
            "qualification_note",
            "guard_company_permit",
            "crime_check_on",
            "crime_check_clear",
            "has_fitness_statement",
            "joined_on",
        ]
        formfield_callback = suitable_field
        help_texts = {
            "qualification_note": "没有证书的，写明专业或从业经历。",
            "crime_check_on": "入职前查询，以后每年一次（《未成年人保护法》第六十二条）。"
            "只填日期和结果，不要上传查询内容。",
            "guard_company_permit": "派驻的填公司保安服务许可证号，自招的填备案日期。",
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "identity_number": forms.TextInput(
                attrs={"autocomplete": "off", "autocapitalize": "characters"}
            ),
            "identity_document": forms.RadioSelect,
        }

    def __init__(self, *args, classes=(), **kwargs):
        super().__init__(*args, **kwargs)
        is_known = self.instance.pk is not None
        self.fields["class_no"].choices = [("", "不带班"), *classes]
        self.fields["role"].choices = [("", "请选择"), *StaffRole.choices]
        number = self.fields["identity_number"]
        if is_known:
            number.required = False
            number.label = "更换证件号码"
            number.help_text = (
                f"已登记 {self.instance.masked_identity_number}。号码没有错就不用填。"
            )
            self.initial["identity_number"] = ""
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Fieldset("是谁", "name", "identity_document", "identity_number"),
            Fieldset(
                "做什么",
                "role",
                "is_full_time",
                "class_no",
                "is_food_safety_manager",
                "joined_on",
            ),
            Fieldset(
                "学历和经历",
                "education",
                shown_when("role=principal", "management_years", "training_hours"),
                shown_when("role=guard", "guard_company_permit"),
                "qualification_note",
            ),
            Fieldset(
                "从业限制",
                "crime_check_on",
                *yes_no("crime_check_clear"),
                "has_fitness_statement",
            ),
        )

    def clean_identity_number(self):
        number = "".join(self.cleaned_data["identity_number"].split()).upper()
        if not number and self.instance.pk:
            return self.instance.identity_number
        if self.cleaned_data.get("identity_document") == IdentityDocument.IDENTITY_CARD:
            validate_identity_number(number)
        elif not 5 <= len(number) <= LONGEST_NUMBER:
            raise ValidationError("请填写 5 到 30 位的证件号码。")
        return number

    def clean_crime_check_on(self):
        day = self.cleaned_data["crime_check_on"]
        if day and day > clock.today():
            raise ValidationError("查询日期不能晚于今天。")
        return day


class LeavingForm(forms.Form):
    left_on = forms.DateField(
        label="离职日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class FeeForm(forms.ModelForm):
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Fee
        fields = ["item", "service_form", "amount", "unit", "is_meal"]
        formfield_callback = suitable_field
        labels = {"amount": "金额（元）"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [c for c in self.fields["unit"].choices if c[0]]
        self.fields["service_form"].choices = [
            ("", "不分服务形式"),
            *(c for c in self.fields["service_form"].choices if c[0]),
        ]


FeeFormSet = forms.formset_factory(FeeForm, extra=0, max_num=30, validate_max=True, can_delete=True)


class OpeningHoursForm(forms.Form):
    """Seven days; a day left empty is closed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for day in Weekday:
            for name, label in (("opens", "开始"), ("closes", "结束")):
                self.fields[f"{name}_{day.value}"] = forms.TimeField(
                    label=f"{day.label}{label}",
                    required=False,
                    widget=forms.TimeInput(
                        format="%H:%M",
                        attrs={
                            "type": "time",
                            "class": "form-control",
                            "aria-label": f"{day.label}{label}",
                        },
                    ),
                )

    def days(self):
        """The fields in pairs, as the page lists them."""
        for day in Weekday:
            opens, closes = self[f"opens_{day.value}"], self[f"closes_{day.value}"]
            yield {
                "label": day.label,
                "opens": opens,
                "closes": closes,
                "errors": [*opens.errors, *closes.errors],
            }

    def clean(self):
        stated = super().clean()
        for day in Weekday:
            opens, closes = (stated.get(f"{name}_{day.value}") for name in ("opens", "closes"))
            if (opens is None) != (closes is None):
                missing = "closes" if closes is None else "opens"
                self.add_error(f"{missing}_{day.value}", f"{day.label}请把开始和结束都填上。")
            elif opens and closes <= opens:
                self.add_error(f"closes_{day.value}", f"{day.label}的结束时间应当晚于开始时间。")
        return stated

    def times(self):
        """For each day the two times, or None."""
        stated = self.cleaned_data
        return {
            day.value: (
                (stated[f"opens_{day.value}"], stated[f"closes_{day.value}"])
                if stated[f"opens_{day.value}"]
                else None
            )
            for day in Weekday
        }


class VacancyForm(forms.Form):
    """Free places, one number a class."""

    def __init__(self, *args, classes, **kwargs):
        super().__init__(*args, **kwargs)
        self.classes = classes
        for group in classes:
            self.fields[f"class_{group.class_no}"] = forms.IntegerField(
                label=f"{group.name}（共 {group.places} 个）",
                min_value=0,
                max_value=group.places,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    def places(self):
        return {
            group.class_no: self.cleaned_data[f"class_{group.class_no}"] for group in self.classes
        }
