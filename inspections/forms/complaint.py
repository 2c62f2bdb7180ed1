"""Forms about complaints (投诉举报): what anybody writes, and what units do with it."""

import secrets

from django import forms

from departments.choices import CONFERENCE_OFFICE
from departments.models import Department
from inspections.choices.complaint import ComplaintKind, ComplaintOutcome
from inspections.models import Complaint
from inspections.models.complaint import MOST_PHOTOS
from registry.forms.desk import VersionForm, words
from registry.forms.disclosure import CareForm
from registry.forms.standing import a_day
from registry.forms.verification import ManyFiles, PhotosField
from registry.models import Facility
from registry.validators import PHONE
from wuqing_tuoyu import clock


class ComplaintForm(forms.Form):
    """What somebody saw (反映问题); a name and a telephone only where they want to give them."""

    facility = forms.ModelChoiceField(
        queryset=Facility.objects.listed(),
        to_field_name="public_id",
        required=False,
        widget=forms.HiddenInput,
    )
    submission = forms.CharField(max_length=64, widget=forms.HiddenInput)
    place_name = forms.CharField(
        label="场所名称",
        max_length=100,
        required=False,
        help_text="门头招牌上写的，或者大家怎么叫它。不知道可以不填。",
    )
    place_address = forms.CharField(
        label="场所地址",
        max_length=200,
        error_messages={"required": "请填写场所地址，好让人找得到。"},
        help_text="尽量写到门牌或者楼栋，例如“下朱庄街道某某小区 3 号楼底商”。",
    )
    township = forms.ModelChoiceField(
        label="所在镇街",
        queryset=Department.objects.townships().active(),
        to_field_name="code",
        required=False,
        empty_label="不清楚",
    )
    kind = forms.ChoiceField(
        label="主要是哪方面的问题", choices=ComplaintKind.choices, widget=forms.RadioSelect
    )
    happened_on = a_day("发生日期", required=False, help_text="一直都有的问题，可以不填。")
    content = words(
        "看到了什么",
        rows=6,
        limit=2000,
        help_text="写时间、地点、事情的经过。只有办理单位看得到，不会公开，也不会给机构看。",
    )
    photos = PhotosField(
        label="照片",
        required=False,
        help_text=f"可以不传，最多 {MOST_PHOTOS} 张。拍摄位置会自动去掉；请不要拍到孩子的脸。",
        widget=ManyFiles(attrs={"accept": "image/*"}),
    )
    reporter_name = forms.CharField(
        label="您的姓名",
        max_length=50,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    reporter_phone = forms.CharField(
        label="您的电话",
        max_length=20,
        required=False,
        help_text="留了电话，办理单位需要时可以向您了解情况。",
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def __init__(self, *args, facility=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.about = facility
        self.initial.setdefault("submission", secrets.token_urlsafe(24))
        if facility is not None:
            self.initial["facility"] = facility.public_id
            for name in ("place_name", "place_address", "township"):
                del self.fields[name]

    def clean_happened_on(self):
        day = self.cleaned_data["happened_on"]
        if day and day > clock.today():
            raise forms.ValidationError("发生日期不能晚于今天。")
        return day

    def clean_reporter_phone(self):
        phone = self.cleaned_data["reporter_phone"].replace(" ", "")
        if phone and not PHONE.match(phone):
            raise forms.ValidationError("请填写手机号，或者带区号的电话号码。")
        return phone

    def clean_photos(self):
        photos = self.cleaned_data["photos"]
        if len(photos) > MOST_PHOTOS:
            raise forms.ValidationError(f"一次最多 {MOST_PHOTOS} 张照片，请挑选后再上传。")
        return photos

    def facts(self):
        """What is kept of it."""
        said = self.cleaned_data
        names = ("kind", "happened_on", "content", "reporter_name", "reporter_phone")
        facts = {name: said[name] for name in names} | {"facility": said["facility"]}
        if said["facility"] is None:
            facts |= {name: said[name] for name in ("place_name", "place_address", "township")}
        return facts


class LookUpForm(forms.Form):
    """The code that was shown once (查询码)."""

    code = forms.CharField(
        label="查询码",
        max_length=60,
        help_text="提交时页面上显示的 28 位字母和数字，短横线可以不输，大小写都行。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class ComplaintHandOverForm(forms.Form):
    """To which unit it goes, and why (转办)."""

    to = forms.ModelChoiceField(
        label="转给", queryset=Department.objects.none(), to_field_name="code", empty_label="请选择"
    )
    note = words(
        "转办的理由", rows=2, limit=300, help_text="接手的单位看得到；请不要写反映人的信息。"
    )

    def __init__(self, *args, complaint, **kwargs):
        super().__init__(*args, **kwargs)
        others = Department.objects.active().exclude(pk=complaint.department_id)
        self.fields["to"].queryset = others.exclude(code=CONFERENCE_OFFICE)


class MergeForm(forms.Form):
    """Into which other one, about the same event (并案)."""

    into = forms.ModelChoiceField(
        label="并入哪一件",
        queryset=Complaint.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = candidates


class ComplaintAnswerForm(CareForm, VersionForm):
    """What came of it, in words anybody may read (答复办结)."""

    public_fields = ("reply",)
    outcome = forms.ChoiceField(
        label="办理结果", choices=ComplaintOutcome.choices, widget=forms.RadioSelect
    )
    reply = words(
        "答复",
        rows=5,
        limit=1000,
        help_text="反映人凭查询码看得到：查了什么，结果怎样，机构要怎么改。请不要写任何人的个人信息。",
    )

    def __init__(self, *args, complaint, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", complaint.version)
