"""What becomes public about an inspection (公开检查结果): gone over by a person, then confirmed."""

from django import forms

from registry.forms.desk import words
from registry.forms.disclosure import CareForm


class PublishForm(CareForm):
    """The items not met and the operator's reply, as families read them."""

    public_fields = ("body", "reply")
    body = words(
        "不符合的项目",
        rows=5,
        limit=2000,
        help_text="一行一项，用家长看得懂的话；不写任何人的姓名、电话和孩子的称呼。",
    )
    reply = words(
        "机构的答复",
        rows=3,
        limit=2000,
        required=False,
        help_text="照机构填写的整改情况或者现场意见；只删去个人信息，不改意思。",
    )
    is_confirmed = forms.BooleanField(label="我看过预览，确认公开")

    def __init__(self, *args, is_clean, **kwargs):
        super().__init__(*args, **kwargs)
        if is_clean:
            del self.fields["body"]
            self.public_fields = ("reply",)

    def shown(self, name):
        """A text as it stands, before and after it was sent."""
        return (self[name].value() or "").strip() if name in self.fields else ""


class WithdrawForm(forms.Form):
    """Why a result is taken back (撤下公开)."""

    note = words("撤下的理由", rows=3, limit=300, help_text="存入经过，不公开。")
