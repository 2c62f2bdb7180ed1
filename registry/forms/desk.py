"""Forms of the review desk: what an officer or director says with each act."""

from django import forms

from accounts.models import User
from departments.models import Member
from registry.choices import DeclineGround, Outcome
from registry.forms.phrases import phrases_for
from wuqing_tuoyu import clock


def words(label, *, rows=3, limit=500, **options):
    """A field for a few sentences."""
    return forms.CharField(
        label=label, max_length=limit, widget=forms.Textarea({"rows": rows}), **options
    )


class VersionForm(forms.Form):
    """Which state of an item was on the screen (版本)."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def seen_version(self):
        """The version that came with the form; 0 where none did."""
        return (self.cleaned_data.get("version") if self.is_valid() else None) or 0


class DigestForm(forms.Form):
    """What was on the screen when a decision was made (版面摘要)."""

    digest = forms.CharField(required=False, widget=forms.HiddenInput)


class RefuseForm(VersionForm):
    """Why an item is not in order, and what to do about it (不通过的原因)."""

    phrase = forms.MultipleChoiceField(
        label="常用说法",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="勾选的句子会写在前面，可以多选。",
    )
    note = words(
        "原因和怎样补正",
        rows=4,
        required=False,
        help_text="机构照着它来改：写明哪里不对、依据是什么、换成什么。会原样写进告知书。",
    )

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["phrase"].choices = [(phrase, phrase) for phrase in phrases_for(item)]
        self.initial.setdefault("version", item.version)

    def clean(self):
        said = super().clean()
        parts = [*said.get("phrase", []), said.get("note", "").strip()]
        reason = "".join(dict.fromkeys(part for part in parts if part))
        if not reason and "note" not in self.errors:
            self.add_error("note", "请勾选一句常用说法，或者写明不通过的原因和怎样补正。")
        if len(reason) > 500:
            self.add_error("note", f"连同勾选的句子共 {len(reason)} 个字，最多 500 个字，请删减。")
        said["note"] = reason
        return said


class InternalNoteForm(forms.Form):
    """A note among colleagues (内部便笺)."""

    internal_note = forms.CharField(required=False, max_length=2000)


class AssignForm(forms.Form):
    """Who handles a filing (承办人)."""

    officer = forms.ModelChoiceField(
        label="承办人",
        queryset=User.objects.none(),
        empty_label="请选择",
        widget=forms.Select({"class": "form-select"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        members = Member.objects.active(clock.today()).acting().of_commission()
        self.fields["officer"].queryset = User.objects.filter(memberships__in=members).distinct()


class ReturnForm(DigestForm):
    """What goes with the one notice of all corrections (一次性补正告知)."""

    not_waiting = words(
        "不等待的理由", rows=2, help_text="会存入档案。这些单位以后再提出的，补充告知一次。"
    )
    note = words("给机构的话", rows=2, required=False, help_text="可以不填；会写进办理记录。")

    def __init__(self, *args, waiting, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_waiting = bool(waiting)
        if not waiting:
            del self.fields["not_waiting"]
        elif self.is_bound and "not_waiting" not in self.data:
            self.fields["not_waiting"].required = False

    def clean(self):
        """Whoever sends only a remark means it as the reason too."""
        said = super().clean()
        if self.is_waiting and "not_waiting" not in self.data:
            said["not_waiting"] = said.get("note", "")
        return said


class ExtendForm(forms.Form):
    """Why the operator gets more time (延长补正期限)."""

    note = words("延长的理由", rows=2, help_text="例如：机构已预约消防验收，等待文书。")


class ProposeForm(DigestForm):
    """The outcome an officer puts before the director (拟办)."""

    outcome = forms.ChoiceField(label="拟办意见", choices=Outcome.choices, widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label="不予备案的情形",
        required=False,
        choices=DeclineGround.choices,
        widget=forms.RadioSelect,
        help_text="只有这四种情形可以不予备案；其他不符合规定的，备案后现场核实时处理。",
    )
    overrule = forms.MultipleChoiceField(
        label="拟不采纳的核验意见", required=False, widget=forms.CheckboxSelectMultiple
    )
    note = words(
        "说明",
        required=False,
        limit=1000,
        help_text="拟不予备案的，请写明事实和理由，会写进告知书；拟不采纳核验意见的，写明理由。",
    )

    def __init__(self, *args, noes, **kwargs):
        super().__init__(*args, **kwargs)
        self.noes = noes
        self.fields["overrule"].choices = [(str(review.pk), str(review)) for review in noes]
        for review in noes:
            self.fields[self.reason_name(review)] = words(
                "不采纳的理由", rows=2, required=False, help_text="由签发人签发时一并决定。"
            )

    @staticmethod
    def reason_name(review):
        return f"overrule_reason_{review.pk}"

    def rows_of_noes(self):
        """Each *no* with its own fields, as the page draws them."""
        chosen = self["overrule"].value() or []
        return [
            (review, str(review.pk) in chosen, self[self.reason_name(review)])
            for review in self.noes
        ]

    def clean(self):
        said = super().clean()
        asked = said.get("overrule") or []
        said["overrule"] = {
            pk: said.get(f"overrule_reason_{pk}") or said.get("note", "") for pk in asked
        }
        said.setdefault("ground", "")
        return said


class SendBackForm(DigestForm):
    """Why a proposal goes back to the officer (退回经办)."""

    note = words("退回的理由", help_text="写明还要核对什么、改什么。")


class DecideForm(DigestForm):
    """What the director adds to a decision (签发意见)."""

    note = words("签发意见", rows=2, required=False, help_text="可以不填；机构看不到。")


class LapseForm(forms.Form):
    """What goes into the file at the end of a filing nobody corrected (终止办理)."""

    note = words(
        "说明", rows=2, required=False, help_text="例如：已电话提醒两次，机构表示不再办理。"
    )
