"""Forms of the on-site verification (现场核实): the record, and the finding that rests on it."""

from django import forms

from departments.models import Member
from registry.choices import VerificationResult
from registry.forms.desk import DigestForm, words
from registry.forms.disclosure import CareForm
from registry.forms.point import PointForm
from registry.forms.standing import a_day
from wuqing_tuoyu import clock

MOST_PHOTOS = 20
SEEN = ((VerificationResult.CONFORMING, "现场符合"), (VerificationResult.NONCONFORMING, "不符合"))


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photographs at once (现场照片)."""

    widget = ManyFiles

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data]
        return [super(PhotosField, self).clean(each, initial) for each in files if each]


class OfficersField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, member):
        return f"{member.user}（执法证号 {member.enforcement_certificate}）"

    def clean(self, value):
        try:
            return super().clean(value)
        except OverflowError as absurd:  # no database counts that far
            raise forms.ValidationError("请从名单里选择核实人员。") from absurd


class VerificationForm(PointForm):
    """What two officers saw on site (现场核实记录); one choice a point, named by its key."""

    officers = OfficersField(
        label="核实人员",
        queryset=Member.objects.none(),
        help_text="两名以上，都要有有效的执法证号。",
    )
    visited_on = a_day("现场核实日期")
    result = forms.ChoiceField(
        label="核实结果", choices=VerificationResult.choices, widget=forms.RadioSelect
    )
    note = words("现场情况", rows=4, limit=2000, required=False)
    photos = PhotosField(
        label="现场照片",
        required=False,
        help_text=f"最多 {MOST_PHOTOS} 张。不公开；请不要拍到婴幼儿的脸。",
        widget=ManyFiles(attrs={"accept": "image/*"}),
    )
    has_sealed_declaration = forms.BooleanField(
        label="已当面收到盖章的备案书和承诺书", required=False
    )

    def __init__(self, *args, members, points, **kwargs):
        super().__init__(*args, **kwargs)
        self.points = points
        self.fields["officers"].queryset = Member.objects.filter(
            pk__in=[member.pk for member in members]
        ).select_related("user")
        self.initial.setdefault("visited_on", clock.today())
        for point in points:
            self.fields[point.key] = forms.ChoiceField(
                label=point.sentence, choices=SEEN, widget=forms.RadioSelect
            )
            self.fields[f"{point.key}-note"] = forms.CharField(
                label="说明", max_length=300, required=False
            )

    def rows_of_points(self):
        """Each point with its choice and its note, as the page draws them."""
        return [(each, self[each.key], self[f"{each.key}-note"]) for each in self.points]

    def clean_photos(self):
        photos = self.cleaned_data["photos"]
        if len(photos) > MOST_PHOTOS:
            raise forms.ValidationError(f"一次最多 {MOST_PHOTOS} 张照片，请挑选后再上传。")
        return photos

    def seen(self):
        """What was found at each point: conforming or not, and a note."""
        said = self.cleaned_data
        return {
            point.key: (
                said[point.key] == VerificationResult.CONFORMING,
                said.get(f"{point.key}-note", ""),
            )
            for point in self.points
        }


class NonconformityForm(CareForm, DigestForm):
    """Reasons, each with its article, as they become public; until when to correct."""

    verification = forms.IntegerField(required=False, widget=forms.HiddenInput)
    correct_by = a_day("整改期限")

    def __init__(self, *args, proposed, correct_by, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposed, self.default_day = proposed, correct_by
        self.initial.setdefault("correct_by", correct_by)
        self.fields["correct_by"].required = not self.is_bound or "correct_by" in self.data

    def reasons(self):
        """The rows as written; before anything was written, as proposed."""
        if not self.is_bound or "sentence" not in self.data:
            return list(self.proposed)
        articles = [*self.data.getlist("article")]
        rows = [
            (sentence.strip(), (articles[n] if n < len(articles) else "").strip())
            for n, sentence in enumerate(self.data.getlist("sentence"))
        ]
        return [row for row in rows if any(row)]

    def public_texts(self):
        return [sentence for sentence, _ in self.reasons()]

    def clean_correct_by(self):
        return self.cleaned_data["correct_by"] or self.default_day

    def chosen_day(self):
        """The day that was written, if it is one; else the proposed one."""
        said = self.cleaned_data if self.is_bound and self.errors is not None else {}
        return said.get("correct_by") or self.default_day

    def clean(self):
        said = super().clean()
        reasons = self.reasons()
        if any(len(sentence) > 300 or len(article) > 150 for sentence, article in reasons):
            self.add_error(None, "每条理由最多 300 个字，依据最多 150 个字，请删减。")
        return said
