"""The form of a checklist's new version (修订检查清单): a row an item, empty rows at the end."""

from django import forms

SPARE = 3
LEFT_OUT = {"required": "请填写；不要这一项的，勾“删去”。"}


class LineForm(forms.Form):
    """One item (检查事项)."""

    code = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    words = forms.CharField(
        label="检查内容",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        error_messages=LEFT_OUT,
    )
    basis = forms.CharField(label="依据", max_length=200, error_messages=LEFT_OUT)
    plain_words = forms.CharField(label="给家长看的一句话", max_length=120, error_messages=LEFT_OUT)


class Lines(forms.BaseFormSet):
    """All items of a version; a box takes one out."""

    def get_deletion_widget(self):
        return forms.CheckboxInput({"class": "form-check-input"})


LinesForm = forms.formset_factory(
    LineForm,
    Lines,
    extra=SPARE,
    max_num=60,
    absolute_max=80,
    can_delete=True,
    can_delete_extra=False,
)
