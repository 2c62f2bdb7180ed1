"""Sections of a declaration (申报部分): what all forms share, and who the facility is."""

from crispy_forms.bootstrap import AppendedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Fieldset, Layout
from django import forms
from django.db import models

from departments.models import Department
from registry.choices import FacilityForm, Section
from registry.forms.operator import CreditCodeField
from registry.models import Declaration
from registry.models.sections import SECTION_FIELDS
from wuqing_tuoyu.sheet import UNSEEN

YES_NO = (("True", "是"), ("False", "否"))
NUMBERS = (models.DecimalField, models.PositiveSmallIntegerField, models.SmallIntegerField)
TEL = {"autocomplete": "tel", "inputmode": "tel"}


def boolean(value):
    return {"True": True, "False": False}.get(str(value))


class SeenText(forms.CharField):
    """Words as they are seen: what copying brings along and no screen shows is left out."""

    def to_python(self, value):
        return super().to_python(UNSEEN.sub("", value) if isinstance(value, str) else value)


def suitable_field(field, **options):
    """A form field that suits a phone: date and number pads, yes or no as two choices."""
    if isinstance(field, models.CharField | models.TextField) and not field.choices:
        return field.formfield(**options | {"form_class": SeenText})
    if isinstance(field, models.DateField):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        return field.formfield(**options | {"widget": widget})
    if isinstance(field, NUMBERS):
        mode = "decimal" if isinstance(field, models.DecimalField) else "numeric"
        formfield = field.formfield(**options)
        formfield.widget.attrs |= {"inputmode": mode}
        return formfield
    if isinstance(field, models.BooleanField) and field.null:
        return forms.TypedChoiceField(
            label=field.verbose_name,
            help_text=field.help_text,
            choices=YES_NO,
            coerce=boolean,
            empty_value=None,
            required=options.get("required", False),
            widget=forms.RadioSelect,
        )
    return field.formfield(**options)


def with_words_for_nothing(choices):
    """A list to choose from opens with 请选择, not with dashes."""
    return [(value, label if value else "请选择") for value, label in choices]


def shown_when(condition, *fields):
    """Fields that matter in one case only; without a script their heading says which."""
    return Div(*fields, data_shown_when=condition)


def kept_rows(formset):
    """The rows of a formset that stay, as the services want them."""
    return [
        {name: value for name, value in form.cleaned_data.items() if name != "DELETE"}
        for form in formset
        if form.cleaned_data and not form.cleaned_data.get("DELETE")
    ]


class YesNo(Field):
    """Two choices in one line."""

    def render(self, form, context, extra_context=None, **kwargs):
        extra_context = (extra_context or {}) | {"inline_class": True}
        return super().render(form, context, extra_context=extra_context, **kwargs)


def yes_no(*names):
    return [YesNo(name) for name in names]


class SectionForm(forms.ModelForm):
    """What the six sections share: what must be there, and that drafts may leave it out."""

    section: Section
    must: tuple[str, ...] = ()
    units: dict[str, str] = {}

    class Meta:
        model = Declaration
        fields: list[str] = []
        formfield_callback = suitable_field

    def __init__(self, *args, is_lenient=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_lenient = is_lenient
        for name in self.left_out():
            self.fields.pop(name, None)
        for name, field in self.fields.items():
            field.required = name in self.must and not is_lenient
            if isinstance(field.widget, forms.Select) and name != "township":
                field.choices = with_words_for_nothing(field.choices)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.layout())

    def left_out(self) -> tuple[str, ...]:
        return ()

    @classmethod
    def beside_the_point(cls, declaration) -> tuple[str, ...]:
        """Fields that another answer makes idle, such as the lease of what is owned."""
        return ()

    def layout(self):
        return self.fields

    def unit(self, name):
        return AppendedText(name, self.units[name])

    def present(self, *names):
        """Those of the fields that this facility is asked for."""
        return [
            self.unit(name) if name in self.units else name for name in names if name in self.fields
        ]

    @classmethod
    def missing(cls, declaration):
        """Labels of what must be there and is not yet."""
        form = cls(instance=declaration)
        empty = (None, "")
        return [
            form.fields[name].label
            for name in cls.must
            if name in form.fields and getattr(declaration, name) in empty
        ]

    def values(self):
        """What `save_section` wants: column names and what they shall hold."""
        stated = dict(self.cleaned_data)
        if "township" in stated:
            township = stated.pop("township")
            stated["township_id"] = township and township.pk
        return stated


class IdentityForm(SectionForm):
    section = Section.IDENTITY
    must = (
        "name",
        "form",
        "legal_nature",
        "service_mode",
        "township",
        "address",
        "public_phone",
        "contact_name",
        "contact_mobile",
    )

    class Meta(SectionForm.Meta):
        fields = [
            "name",
            "form",
            "legal_nature",
            "service_mode",
            "township",
            "address",
            "latitude",
            "longitude",
            "public_phone",
            "contact_name",
            "contact_mobile",
        ]
        labels = {"legal_nature": "机构性质"}
        help_texts = {
            "name": "与登记证照一致。名称里可以写“托育”，不是必须。",
            "form": "家庭托育点指利用住宅、收托不超过 5 人的。",
            "legal_nature": "由哪个部门登记，就选哪一种。",
            "service_mode": "武清区实施方案列出的服务模式。",
            "address": "实际收托的地方，写到门牌号。",
            "public_phone": "会向社会公开，建议用座机，不用个人手机。",
            "contact_name": "办理中由谁接电话。",
            "contact_mobile": "只用于与您联系，不公开。",
        }
        widgets = {
            "form": forms.RadioSelect,
            "legal_nature": forms.RadioSelect,
            "address": forms.TextInput(attrs={"autocomplete": "street-address"}),
            "public_phone": forms.TextInput(attrs=TEL),
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "contact_mobile": forms.TextInput(attrs=TEL),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["township"].queryset = Department.objects.townships().active()
        self.fields["township"].empty_label = "请选择"
        for name in ("form", "legal_nature"):
            self.fields[name].choices = [c for c in self.fields[name].choices if c[0]]

    def layout(self):
        return [
            Fieldset(
                "机构",
                "name",
                Field("form", wrapper_class="card-choice"),
                Field("legal_nature", wrapper_class="card-choice"),
                "service_mode",
            ),
            Fieldset(
                "在哪里",
                "township",
                "address",
                HTML("{% include 'registry/section/locate.html' %}"),
                Div("latitude", "longitude", css_class="pair"),
            ),
            Fieldset("怎么联系", "public_phone", "contact_name", "contact_mobile"),
        ]

    def clean(self):
        stated = super().clean()
        if (stated.get("latitude") is None) != (stated.get("longitude") is None):
            self.add_error("latitude", "纬度和经度请一起填写，或者都不填。")
        return stated


class RegistrationForm(SectionForm):
    section = Section.REGISTRATION
    must = (
        "credit_code",
        "registrar",
        "legal_representative",
        "business_scope",
        "established_on",
        "licence_address",
    )
    credit_code = CreditCodeField()

    class Meta(SectionForm.Meta):
        fields = SECTION_FIELDS[Section.REGISTRATION]
        help_texts = {
            "registrar": "登记证照上盖章的机关，例如“天津市武清区市场监督管理局”。",
            "business_scope": "照登记证照抄写。应当载明托育服务"
            "（《托育机构登记和备案办法（试行）》第五条）。",
            "licence_valid_until": "长期有效的不填。",
            "licence_address": "登记证照上写的住所；与收托地点不同也没关系。",
        }
        widgets = {"business_scope": forms.Textarea(attrs={"rows": 4})}

    def left_out(self):
        is_kindergarten = self.instance.form == FacilityForm.KINDERGARTEN
        return () if is_kindergarten else ("kindergarten_permit",)
