"""What an operator says in public about a result (机构回应), and why a unit takes it down."""

from django import forms

from inspections.models.response import LONGEST
from registry.forms.desk import words
from registry.forms.disclosure import CareForm


class RespondForm(CareForm):
    """The operator's own words, as families read them."""

    public_fields = ("words",)
    words = words(
        "机构回应",
        rows=6,
        limit=LONGEST,
        help_text=(
            f"最多 {LONGEST} 字。写您对结果的说明、已经做了什么；"
            "不写任何人的姓名、电话和孩子的称呼，也不写是谁反映的。"
        ),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    is_confirmed = forms.BooleanField(label="我看过预览，以机构名义公开")


class TakeDownForm(forms.Form):
    """Why a response is taken down (撤下回应)."""

    note = words("撤下的理由", rows=3, limit=300, help_text="会告诉机构，不公开。")
