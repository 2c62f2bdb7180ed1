"""Forms of an inspection (行政检查): the plan, the beginning, the items, the end."""

from django import forms

from departments.models import Department, Member
from inspections.choices import InspectionKind, ItemResult, Signature
from inspections.models import Checklist
from registry.forms.desk import words
from registry.forms.standing import a_day
from registry.forms.verification import ManyFiles, OfficersField, PhotosField
from wuqing_tuoyu import clock

PLANNABLE = [choice for choice in InspectionKind.choices if choice[0] != InspectionKind.RECHECK]


class FindFacilityForm(forms.Form):
    """Which facility it is about (找机构)."""

    q = forms.CharField(label="机构名称、地址或者备案编号", max_length=100)


class PlanForm(forms.Form):
    """What is going to be inspected, by which list, on whose approval (计划检查)."""

    department = forms.ModelChoiceField(label="检查单位", queryset=Department.objects.none())
    kind = forms.ChoiceField(
        label="检查类型",
        choices=PLANNABLE,
        widget=forms.RadioSelect,
        help_text="个案检查（投诉举报、移送、上级交办）不计入年度次数。",
    )
    checklist = forms.ModelChoiceField(label="检查清单", queryset=Checklist.objects.none())
    held_on = a_day("计划检查日期")
    source = forms.CharField(
        label="任务来源", max_length=200, help_text="例如：年度检查计划、专项行动、投诉举报。"
    )
    approval_number = forms.CharField(
        label="检查审批表编号", max_length=60, required=False, help_text="开始检查前补填也可以。"
    )

    def __init__(self, *args, departments, **kwargs):
        super().__init__(*args, **kwargs)
        units = Department.objects.filter(pk__in=[unit.pk for unit in departments])
        lists = Checklist.objects.published().filter(department__in=units)
        self.fields["department"].queryset = units
        self.fields["checklist"].queryset = lists
        self.initial.setdefault("held_on", clock.today())
        if len(departments) == 1:
            self.initial.setdefault("department", departments[0].pk)
            self.fields["department"].widget = forms.HiddenInput()
        if len(found := list(lists[:2])) == 1:
            self.initial.setdefault("checklist", found[0].pk)


class BeginForm(forms.Form):
    """Who is on site, and on what papers (开始检查)."""

    officers = OfficersField(
        label="检查人员",
        queryset=Member.objects.none(),
        help_text="两名以上，都要有有效的执法证号，现场向机构出示。",
        error_messages={"required": "行政检查人员不得少于2人，且须填写执法证号。"},
    )
    approval_number = forms.CharField(
        label="检查审批表编号",
        max_length=60,
        error_messages={"required": "请填写检查审批表和通知书编号。"},
    )
    notice_number = forms.CharField(label="检查通知书编号", max_length=60, required=False)
    notice_exemption = forms.CharField(
        label="不发通知书的理由",
        max_length=200,
        required=False,
        help_text="有通知书编号的不填。例如：投诉举报核查，事先通知会影响取证。",
    )

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officers"].queryset = Member.objects.filter(
            pk__in=[member.pk for member in members]
        ).select_related("user")


class ItemsForm(forms.Form):
    """Every item of the list on one page (逐项填写); each with the version it was read at."""

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"result-{item.pk}"] = forms.ChoiceField(
                label=item.words,
                choices=ItemResult.choices,
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"note-{item.pk}"] = forms.CharField(
                label="具体情况",
                max_length=500,
                required=False,
                widget=forms.Textarea({"rows": 2}),
            )
            self.fields[f"version-{item.pk}"] = forms.IntegerField(
                required=False, widget=forms.HiddenInput
            )
            self.initial |= {
                f"result-{item.pk}": item.result,
                f"note-{item.pk}": item.note,
                f"version-{item.pk}": item.version,
            }

    def rows(self):
        """Each item with its three fields, as the page draws them."""
        return [
            (
                item,
                self[f"result-{item.pk}"],
                self[f"note-{item.pk}"],
                self[f"version-{item.pk}"],
            )
            for item in self.items
        ]

    def judgements(self):
        """Item, version, result and note as they came; an item that did not come is left alone."""
        said = self.cleaned_data
        return [
            (
                item.pk,
                said.get(f"version-{item.pk}"),
                said.get(f"result-{item.pk}", ""),
                said.get(f"note-{item.pk}", ""),
            )
            for item in self.items
            if f"version-{item.pk}" in self.data or f"result-{item.pk}" in self.data
        ]


class PhotosForm(forms.Form):
    """Photographs taken on site (现场照片)."""

    photos = PhotosField(
        label="选择照片",
        required=False,
        widget=ManyFiles(attrs={"accept": "image/*"}),
        help_text="一次最多 20 张。位置信息会自动去掉，拍摄时间保留；请不要拍到婴幼儿的脸。",
    )


class ConcludeForm(forms.Form):
    """What the facility said, and whether it signed (结束现场检查)."""

    opinion = words(
        "机构现场意见",
        limit=1000,
        required=False,
        help_text="照机构负责人的原话写；没有意见的写“无”。",
    )
    signature = forms.ChoiceField(
        label="机构是否签字", choices=Signature.choices, widget=forms.RadioSelect
    )
    signature_note = forms.CharField(
        label="拒签情况", max_length=200, required=False, help_text="拒绝签字的必须写明。"
    )


class TellForm(forms.Form):
    """On which day the facility was told the result (告知结果)."""

    told_on = a_day("结果告知日期")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("told_on", clock.today())


class CancelForm(forms.Form):
    """Why it does not take place (取消检查)."""

    note = words("取消的理由", rows=2)


class CorrectForm(forms.Form):
    """How it was put right before the officers left (当场改正)."""

    note = forms.CharField(label="当场怎样改正", max_length=300)
