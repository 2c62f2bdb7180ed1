"""The form of a checklist's new version (修订检查清单): a row an item, empty rows at the end."""

from django import forms

SPARE = 3


class LineForm(forms.Form):
    """One item (检查事项)."""

    code = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    words = forms.CharField(
        label="检查内容", max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )
    basis = forms.CharField(label="依据", max_length=200, required=False)
    plain_words = forms.CharField(label="给家长看的一句话", max_length=120, required=False)


LinesForm = forms.formset_factory(LineForm, extra=SPARE, max_num=60, absolute_max=80)
