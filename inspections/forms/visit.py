"""Forms of a visit (走访、指导、巡查) and of handing something on (移送)."""

from django import forms

from departments.models import Department, Member
from inspections.choices import ItemResult, ReferralKind, VisitKind
from inspections.forms.inspection import PhotosForm
from registry.forms.desk import words
from registry.forms.standing import a_day
from wuqing_tuoyu import clock


class PeopleField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, member):
        return f"{member.user}（{member.get_role_display()}）"


class VisitForm(PhotosForm):
    """When, who, what was seen and said (走访记录)."""

    kind = forms.ChoiceField(label="方式", choices=VisitKind.choices, widget=forms.RadioSelect)
    visited_on = a_day("日期")
    people = PeopleField(label="人员", queryset=Member.objects.none())
    content = words("看了什么、说了什么", rows=4, limit=2000)
    suggestions = words("建议", rows=3, limit=2000, required=False)
    is_told = forms.BooleanField(
        label="已当面告知机构，登记后机构可以看到",
        required=False,
        help_text="需要移送、不宜让机构知道的，不要勾选。",
    )

    field_order = ("kind", "visited_on", "people", "content", "suggestions", "photos", "is_told")

    def __init__(self, *args, members, items, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        self.fields["people"].queryset = members
        self.initial.setdefault("visited_on", clock.today())
        self.initial.setdefault("kind", VisitKind.VISIT)
        self.initial.setdefault("is_told", True)
        self.initial.setdefault("people", [each.pk for each in members if each.user_id == user.pk])
        for item in items:
            self.fields[f"result-{item.pk}"] = forms.ChoiceField(
                label=item.words,
                choices=ItemResult.choices,
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"note-{item.pk}"] = forms.CharField(
                label="具体情况", max_length=500, required=False
            )

    def rows(self):
        return [(item, self[f"result-{item.pk}"], self[f"note-{item.pk}"]) for item in self.items]

    def results(self):
        said = self.cleaned_data
        return {
            item.pk: (said.get(f"result-{item.pk}", ""), said.get(f"note-{item.pk}", ""))
            for item in self.items
        }


class ReferForm(forms.Form):
    """What is handed to which unit, and why (移送)."""

    kind = forms.ChoiceField(
        label="移送事由", choices=ReferralKind.choices, widget=forms.RadioSelect
    )
    to_department = forms.ModelChoiceField(
        label="接收单位", queryset=Department.objects.none(), empty_label="请选择"
    )
    note = words("看到的情况", rows=4, limit=2000)

    def __init__(self, *args, sender, items=(), **kwargs):
        super().__init__(*args, **kwargs)
        units = Department.objects.active().may_inspect().exclude(pk=sender.pk)
        self.fields["to_department"].queryset = units
        if items:
            self.fields["items"] = forms.MultipleChoiceField(
                label="移送的事项",
                required=False,
                choices=[
                    (str(item.pk), getattr(item, "sentence", "") or item.note) for item in items
                ],
                widget=forms.CheckboxSelectMultiple,
            )
            self.initial.setdefault("items", [str(item.pk) for item in items])
            self.order_fields(["items", "kind", "to_department", "note"])

    def chosen(self):
        return [int(pk) for pk in self.cleaned_data.get("items", [])]


class ReferralAnswerForm(forms.Form):
    """What the receiving unit says (回执)."""

    note = words("说明", rows=2, limit=1000, required=False)
