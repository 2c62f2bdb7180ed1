"""Notes that go with a reminder: what the office urges, and what was done."""

from django import forms


class UrgeForm(forms.Form):
    """What the conference office tells the unit (催办)."""

    note = forms.CharField(
        label="催办内容",
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        help_text="写明要做什么、为什么急。将以联席会议办公室名义发给该单位的经办人和负责人。",
    )


class DoneForm(forms.Form):
    """What was done about it (办理情况)."""

    note = forms.CharField(
        label="办理情况",
        max_length=400,
        widget=forms.Textarea({"rows": 4}),
        help_text="例如：11月20日上门走访，已告知备案办法，对方准备材料。",
    )
