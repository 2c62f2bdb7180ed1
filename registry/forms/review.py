"""What a unit says to a question (部门核验), and what directors do with it."""

from django import forms
from django.utils.html import format_html

from accounts.models import User
from departments.models import Member
from registry.choices import ReviewAnswer, ReviewSubject
from wuqing_tuoyu import clock

LONGEST = 1000
EXPLAINED = {
    ReviewAnswer.CONSISTENT: "材料真实有效，申报的内容与贵单位掌握的一致。",
    ReviewAnswer.INCONSISTENT: "材料不真实、已失效，或者与贵单位掌握的情况不符。请写明哪里不符。",
    ReviewAnswer.NEEDS_CORRECTION: "材料不齐、不清楚，或者要换一份。请写明换成什么。",
}
PHRASES = {
    ReviewSubject.REGISTRATION: (
        "登记的业务（经营）范围没有载明托育服务，应先办理变更登记。",
        "证照上的名称、住所与登记信息不一致。",
        "证照已过期、被注销或者被吊销。",
        "证照照片不清楚，请重新上传。",
    ),
    ReviewSubject.FIRE: (
        "没有查到这份文书，文号与本单位记录不符。",
        "上传的不是消防验收文书，请换成消防验收意见书或者消防验收备案凭证。",
        "文书上的地址、面积与申报的场所不一致。",
        "该项目被抽中检查，尚未复查合格。",
    ),
    ReviewSubject.FOOD: (
        "没有查到这份食品经营许可证。",
        "许可证的经营场所与托育场所地址不一致。",
        "经营项目不包括为婴幼儿自制餐食。",
        "许可证已过期。",
    ),
    ReviewSubject.SECURITY: (
        "没有配备符合条件的保安员。",
        "一键式报警装置没有接入公安机关。",
        "监控没有覆盖婴幼儿活动区域，或者录像保存不足 90 日。",
        "没有实行封闭式管理。",
    ),
    ReviewSubject.PRODUCTION_SAFETY: (
        "存在尚未消除的安全生产隐患。",
        "所在建筑为“三合一”场所或者彩钢板建筑。",
        "周边有危险化学品等危险源。",
    ),
    ReviewSubject.TOWNSHIP: (
        "申报地址没有这家机构。",
        "实际使用的场所与申报的不一致。",
        "周边居民反映较多，请现场核实时留意。",
    ),
}


class AnswerForm(forms.Form):
    """A unit's answer (答复); a *no* says what is wrong."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label="核验意见",
        choices=[
            (each.value, format_html("{}<small>{}</small>", each.label, EXPLAINED[each]))
            for each in ReviewAnswer
        ],
        widget=forms.RadioSelect,
    )
    phrase = forms.MultipleChoiceField(
        label="常用说法",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="勾选的句子会写在说明前面，可以多选；核验一致的不用选。",
    )
    note = forms.CharField(
        label="说明",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        help_text="不一致或者需补正的必须写明，机构要照着它来改。请勿写个人身份信息。",
    )

    def __init__(self, *args, review, **kwargs):
        super().__init__(*args, **kwargs)
        phrases = PHRASES[ReviewSubject(review.subject)]
        self.fields["phrase"].choices = [(phrase, phrase) for phrase in phrases]
        self.initial.setdefault("version", review.version)
        self.initial.setdefault("answer", review.answer)
        self.initial.setdefault("note", review.note)

    def clean(self):
        said = super().clean()
        is_no = said.get("answer") not in ("", None, ReviewAnswer.CONSISTENT)
        note = said.get("note", "").strip()
        chosen = [phrase for phrase in said.get("phrase", []) if phrase not in note]
        said["note"] = "".join([*(chosen if is_no else []), note])
        if len(said["note"]) > LONGEST:
            self.add_error("note", f"连同勾选的句子最多 {LONGEST} 个字，请删减。")
        if is_no and not said["note"] and "note" not in self.errors:
            self.add_error("note", "请勾选一句常用说法，或者写明哪里不一致、要换成什么。")
        return said

    def seen_version(self):
        """The version that came with the form; 0 where none did."""
        return self.cleaned_data.get("version") or 0


class HandOverForm(forms.Form):
    """To whom a unit's director gives a review (转办)."""

    to = forms.ModelChoiceField(label="转给", queryset=User.objects.none(), empty_label="请选择")
    note = forms.CharField(
        label="附言",
        required=False,
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
        help_text="可以不填；例如：请先到现场看一下。",
    )

    def __init__(self, *args, review, **kwargs):
        super().__init__(*args, **kwargs)
        members = Member.objects.active(clock.today()).acting()
        users = User.objects.filter(memberships__in=members.filter(department=review.department))
        self.fields["to"].queryset = users.exclude(pk=review.handler_id).distinct().order_by("pk")


class OverruleForm(forms.Form):
    """Why the commission does not follow a *no* (不采纳)."""

    note = forms.CharField(
        label="不采纳的理由",
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        help_text="写明事实和依据。会存入档案，并告诉答复的人。",
    )
