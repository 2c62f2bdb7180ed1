"""Forms: label, help, what is wrong, then the control; the summary leads to each field."""

import re

import pytest
from django import forms
from django.template import Context, Template

from wuqing_tuoyu.views.look import SpecimenForm

LINE = re.compile(r'<a href="#([\w-]+)">([^<]+)</a>')


def rendered(form):
    template = Template("{% load crispy_forms_tags %}{% crispy form %}")
    return template.render(Context({"form": form}))


def summary(*forms_):
    return Template("{% error_summary form other %}").render(
        Context({"form": forms_[0], "other": forms_[1] if len(forms_) > 1 else None})
    )


def test_what_may_be_left_out_says_so_and_nothing_carries_a_star():
    html = rendered(SpecimenForm())

    optional = [name for name, field in SpecimenForm.base_fields.items() if not field.required]
    assert optional == ["services", "opened_on", "remark"]
    assert html.count("（选填）") == len(optional)
    assert "asteriskField" not in html


def test_a_new_form_has_no_summary():
    assert summary(SpecimenForm()).strip() == ""


def test_each_error_says_what_to_do_and_leads_to_its_field():
    form = SpecimenForm({"name": "", "credit_code": "9112", "area": "0"}, {})

    assert LINE.findall(summary(form)) == [
        ("id_name", "请填写机构名称。"),
        ("id_credit_code", "统一社会信用代码：至少 18 个字符，现在是 4 个。"),
        ("id_area", "建筑面积：不能小于 1。"),
        ("id_township", "请选择所在镇街。"),
        ("id_nature_0", "请选择机构性质。"),
        ("id_paper", "请上传登记证照片。"),
        ("id_pledge", "请勾选“以上内容真实，材料与原件一致”。"),
    ]


def test_every_line_of_the_summary_leads_somewhere():
    html = rendered(SpecimenForm({}, {}))

    anchors = [anchor for anchor, _ in LINE.findall(html)]
    assert anchors
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in html] == []


def test_help_and_error_are_what_the_control_says_it_is_described_by():
    html = rendered(SpecimenForm({}, {}))

    described = re.findall(r'aria-describedby="([^"]+)"', html)
    assert described
    for anchor in " ".join(described).split():
        assert html.count(f'id="{anchor}"') == 1


class PairForm(forms.Form):
    first = forms.CharField(label="起")
    last = forms.CharField(label="止")

    def clean(self):
        raise forms.ValidationError("止日不能早于起日。")


def test_an_error_of_the_whole_form_is_said_without_a_link():
    html = summary(PairForm({"first": "2", "last": "1"}))

    assert LINE.findall(html) == []
    assert "止日不能早于起日。" in html


@pytest.mark.parametrize("count", [1, 3])
def test_the_rows_of_a_formset_are_summed_up_together(count):
    rows = forms.formset_factory(PairForm, min_num=count, extra=0)
    data = {"form-TOTAL_FORMS": count, "form-INITIAL_FORMS": 0}

    html = summary(SpecimenForm(), rows(data))

    assert len(re.findall("请填写起。", html)) == count
