"""What a paper says (备案材料), asked for each kind."""

from datetime import timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms

from registry.choices import DocumentKind as K
from registry.choices import FireDocumentKind, HygieneRegime
from registry.forms.section import shown_when, suitable_field, yes_no
from registry.models import Document

FACTS: dict[K, tuple[str, ...]] = {
    K.REGISTRATION_CERTIFICATE: ("issuer", "issued_on", "valid_until"),
    K.PREMISES: ("number", "issued_on", "valid_until", "stated_address"),
    K.QUALIFICATION: ("title", "number", "issuer", "issued_on", "valid_until"),
    K.HEALTH_CERTIFICATE: ("number", "issuer", "issued_on", "valid_until"),
    K.TRAINING_CERTIFICATE: ("title", "number", "issuer", "issued_on"),
    K.HYGIENE_REPORT: (
        "hygiene_regime",
        "issued_on",
        "conclusion",
        "hygiene_unmet",
        "hygiene_score",
        "hygiene_full_score",
        "hygiene_required_met",
        "hygiene_systems_missing",
        "stated_address",
    ),
    K.FIRE_ACCEPTANCE: (
        "fire_kind",
        "number",
        "issuer",
        "issued_on",
        "conclusion",
        "is_commitment",
        "stated_address",
        "stated_area",
    ),
    K.FOOD_LICENSE: (
        "number",
        "issuer",
        "issued_on",
        "valid_until",
        "stated_name",
        "stated_address",
    ),
    K.SUPPLIER_LICENSE: ("stated_name", "number", "issued_on", "valid_until"),
    K.CATERING_CONTRACT: ("stated_name", "issued_on", "valid_until"),
    K.AIR_TEST: ("number", "issuer", "issued_on", "conclusion"),
    K.STRUCTURE_REPORT: ("number", "issuer", "issued_on", "conclusion"),
    K.SECURITY_GUARD: ("number", "issuer", "issued_on", "valid_until"),
    K.NEIGHBOUR_CONSENT: ("issued_on",),
    K.CANCELLATION_REQUEST: ("issued_on",),
    K.CLOSURE_PLAN: ("issued_on",),
    K.OTHER: ("title",),
}
MUST: dict[K, tuple[str, ...]] = {
    K.HEALTH_CERTIFICATE: ("issued_on",),
    K.HYGIENE_REPORT: ("hygiene_regime", "issued_on", "conclusion"),
    K.FIRE_ACCEPTANCE: ("fire_kind", "number", "issuer", "issued_on", "conclusion"),
    K.FOOD_LICENSE: ("number", "valid_until"),
    K.OTHER: ("title",),
}
LABELS: dict[K, dict[str, str]] = {
    K.PREMISES: {
        "number": "合同编号或不动产权证号",
        "issued_on": "签订或登记日期",
        "valid_until": "租赁到期日",
        "stated_address": "合同或证上的地址",
    },
    K.QUALIFICATION: {"title": "证书名称", "number": "证书编号", "issuer": "发证单位"},
    K.HEALTH_CERTIFICATE: {"number": "证明编号", "issuer": "体检医院", "issued_on": "体检日期"},
    K.TRAINING_CERTIFICATE: {"title": "培训名称", "number": "证书编号", "issuer": "培训单位"},
    K.HYGIENE_REPORT: {"issued_on": "评价日期", "stated_address": "报告上的地址"},
    K.FIRE_ACCEPTANCE: {"number": "文书编号"},
    K.FOOD_LICENSE: {
        "number": "许可证编号",
        "stated_name": "许可证上的经营者名称",
        "stated_address": "许可证上的经营场所",
    },
    K.SUPPLIER_LICENSE: {"stated_name": "供餐单位名称", "number": "食品经营许可证编号"},
    K.CATERING_CONTRACT: {"stated_name": "供餐单位名称", "issued_on": "签订日期"},
    K.AIR_TEST: {"number": "报告编号", "issuer": "检测单位", "issued_on": "报告日期"},
    K.STRUCTURE_REPORT: {"number": "报告编号", "issuer": "检测单位", "issued_on": "报告日期"},
    K.SECURITY_GUARD: {"number": "保安员证编号", "issuer": "派驻公司或发证机关"},
    K.NEIGHBOUR_CONSENT: {"issued_on": "签署日期"},
    K.CANCELLATION_REQUEST: {"issued_on": "申请日期"},
    K.CLOSURE_PLAN: {"issued_on": "制定日期"},
    K.OTHER: {"title": "材料名称"},
}
HELP: dict[K, dict[str, str]] = {
    K.PREMISES: {"valid_until": "自有的不填。"},
    K.REGISTRATION_CERTIFICATE: {"valid_until": "长期有效的不填。"},
    K.HEALTH_CERTIFICATE: {"valid_until": "一般是体检日期满一年的前一天；不填则按一年计。"},
    K.QUALIFICATION: {"title": "例如保育师、育婴员、教师资格、护士执业证。"},
    K.FIRE_ACCEPTANCE: {
        "fire_kind": "五种交一种即可。没有被抽中检查的，交备案凭证。",
        "issuer": "一般是区住房建设委。",
    },
    K.HYGIENE_REPORT: {"hygiene_unmet": "第几项，用顿号分开；都符合的不填。"},
}


class DocumentForm(forms.ModelForm):
    """The facts a paper of this kind states; its pages are uploaded beside it."""

    # What the rules say beside each field while one types
    checked: dict = {}

    class Meta:
        model = Document
        fields = [
            "title",
            "number",
            "issuer",
            "issued_on",
            "valid_until",
            "conclusion",
            "fire_kind",
            "hygiene_regime",
            "hygiene_score",
            "hygiene_full_score",
            "hygiene_required_met",
            "hygiene_unmet",
            "hygiene_systems_missing",
            "is_commitment",
            "stated_name",
            "stated_address",
            "stated_area",
        ]
        formfield_callback = suitable_field
        widgets = {
            "conclusion": forms.RadioSelect,
            "fire_kind": forms.RadioSelect,
            "hygiene_regime": forms.RadioSelect,
        }

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = K(kind)
        wanted = FACTS.get(self.kind, ())
        for name in list(self.fields):
            if name not in wanted:
                del self.fields[name]
        for name, field in self.fields.items():
            field.required = name in MUST.get(self.kind, ())
            field.label = LABELS.get(self.kind, {}).get(name, field.label)
            field.help_text = HELP.get(self.kind, {}).get(name, field.help_text)
            if isinstance(field.widget, forms.RadioSelect):
                field.choices = [choice for choice in field.choices if choice[0]]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.layout(wanted))

    def layout(self, wanted):
        if self.kind == K.HYGIENE_REPORT:
            scored = ("hygiene_score", "hygiene_full_score")
            yield Field("hygiene_regime", wrapper_class="card-choice")
            yield from ("issued_on", "conclusion")
            yield shown_when(f"hygiene_regime={HygieneRegime.SELF_ASSESSMENT}", "hygiene_unmet")
            yield shown_when(
                f"hygiene_regime={HygieneRegime.SCORED}",
                *scored,
                *yes_no("hygiene_required_met"),
                "hygiene_systems_missing",
            )
            yield "stated_address"
            return
        for name in wanted:
            if name == "fire_kind":
                yield Field(name, wrapper_class="card-choice")
            elif name == "is_commitment":
                yield shown_when(f"fire_kind={FireDocumentKind.FILING_VOUCHER}", *yes_no(name))
            else:
                yield name

    def facts(self):
        """Columns and values; a health certificate is valid for a year unless it says so."""
        stated = dict(self.cleaned_data)
        issued_on = stated.get("issued_on")
        if self.kind == K.HEALTH_CERTIFICATE and issued_on and not stated.get("valid_until"):
            stated["valid_until"] = a_year_after(issued_on)
        return stated


def a_year_after(day):
    """The last day of a year that begins on a day (满一年)."""
    try:
        anniversary = day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
    return anniversary - timedelta(days=1)
