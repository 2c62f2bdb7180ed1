"""Every component on one page, for whoever works on the look. Served where LOOK_PAGE is set."""

from datetime import date, datetime, timedelta

from crispy_forms.bootstrap import AppendedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout, Submit
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render

from wuqing_tuoyu import clock

OFFICER = "区卫生健康委 王敏"


class SpecimenForm(forms.Form):
    """One field of each kind (示例表单)."""

    name = forms.CharField(label="机构名称", help_text="与登记证上的名称一致。", max_length=60)
    credit_code = forms.CharField(
        label="统一社会信用代码", help_text="18 位，见登记证右上角。", min_length=18, max_length=18
    )
    area = forms.DecimalField(label="建筑面积", min_value=1)
    township = forms.ChoiceField(label="所在镇街", choices=[("", "请选择"), ("001", "杨村街道")])
    nature = forms.ChoiceField(
        label="机构性质",
        choices=[("for_profit", "营利性"), ("social_service", "社会服务机构")],
        widget=forms.RadioSelect,
        help_text="决定由哪个部门登记。",
    )
    services = forms.MultipleChoiceField(
        label="服务形式",
        choices=[("full_day", "全日托"), ("half_day", "半日托"), ("hourly", "计时托")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    opened_on = forms.DateField(
        label="开业日期", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    paper = forms.FileField(label="登记证照片", help_text="照片或 PDF，每个不超过 20 MB。")
    remark = forms.CharField(
        label="补充说明", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    pledge = forms.BooleanField(label="以上内容真实，材料与原件一致")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": "", "data-warn-unsaved": ""}
        self.helper.layout = Layout(
            Fieldset("机构信息", "name", "credit_code", AppendedText("area", "㎡"), "township"),
            Fieldset("服务", Field("nature", wrapper_class="card-choice"), "services", "opened_on"),
            Fieldset("材料", "paper", "remark", "pledge"),
            Submit("save", "保存并继续"),
        )


def specimen_days(monday):
    return [
        {"date": monday + timedelta(n), "state": state, "label": label, "reason": reason}
        for n, (state, label, reason) in enumerate(
            [
                ("off", "收", "收到材料的当天，不计"),
                ("done", "", "工作日，第 1 天"),
                ("done", "", "工作日，第 2 天"),
                ("paused", "停", "等待补正，不计时"),
                ("today", "", "今天，工作日，第 3 天"),
                ("off", "", "周末，不计"),
                ("off", "", "周末，不计"),
                ("ahead", "", "工作日，第 4 天"),
                ("off", "假", "清明节放假，不计"),
                ("due", "限", "工作日，第 5 天，24:00 前答复"),
            ]
        )
    ]


@login_not_required
def look(request):
    today = clock.today()
    monday = today - timedelta(today.weekday())
    context = {
        "days": specimen_days(monday),
        "closing": "到期前出具回执，或者一次性告知补正。",
        "sentences": ["第 1 轮：第 3 个工作日，共 5 个。"],
        "timeline": [
            {
                "title": "一次性告知补正，2 项",
                "tone": "bad",
                "when": clock.now(),
                "who": OFFICER,
                "url": "#",
                "link": "告知书",
            },
            {
                "title": "消防检查，23 项均符合",
                "tone": "ok",
                "when": date(2025, 9, 16),
                "who": "区消防救援支队、区住房建设委（联合）",
                "detail": "留样冰箱没有温度记录。\n整改完成，复查符合。",
            },
            {"title": "您提交了备案申请", "when": datetime.combine(monday, clock.now().timetz())},
        ],
        "facts": [
            ("年龄", "6 个月到 3 岁", ""),
            ("空余托位", "12 个，共 60 个", "机构 11月20日填报"),
            ("保安", "有保安在岗", "3月26日现场核实"),
            ("餐费", "", ""),
        ],
        "queue": [
            {
                "title": f"{place}托育园",
                "url": "#",
                "due_on": today + timedelta(left),
                "is_estimate": left == 40,
                "detail": detail,
                "holder": holder,
                "act": act,
                "is_mine": holder == "您",
            }
            for place, left, detail, holder, act in [
                ("下朱庄街道童画", -1, "首次备案 · 补正后重新提交", "您", "逐件核对"),
                ("梅厂镇向日葵", 0, "首次备案 · 回执前核验 3/3 已答复", "您", "拟办"),
                ("黄庄街道小脚印", 2, "变更备案 · 托位 40 → 60", "您", "看差异"),
                ("豆张庄镇启航", 3, "区住房建设委未答复，不影响出具回执", "区住房建设委", ""),
                ("大良镇小太阳", 40, "期限待放假安排公布后确定", "区公安", ""),
            ]
        ],
        "places": [
            {
                "title": "杨村街道幸福里托育园",
                "url": "#",
                "tone": "ok",
                "tag": "已核实",
                "detail": "杨村街道光明道 18 号",
                "bits": ["6 个月到 3 岁", "全日托、半日托", "普惠 · 1,680 元/月"],
                "right": "空余 12 个",
                "right_detail": "11月20日填报",
            },
            {
                "title": "晨光托育园",
                "url": "#",
                "tone": "bad",
                "tag": "核实不符合",
                "detail": "杨村街道雍阳西道 41 号",
                "bits": ["保健观察室不足 6 ㎡，限 12月5日前改好", "1 岁到 3 岁"],
                "right": "空余未填报",
            },
        ],
        "tasks": [
            {
                "title": "消防材料",
                "url": "#",
                "detail": "上传的是消防设计审核意见。请换成“建设工程消防验收备案凭证”。",
                "tone": "bad",
                "tag": "需更换",
            },
            {
                "title": "场地证明",
                "url": "#",
                "detail": "租赁合同至 2031年2月28日",
                "tone": "ok",
                "tag": "已通过",
            },
        ],
        "steps": [
            {"label": "机构", "state": "done", "url": "#"},
            {"label": "场所与班级", "state": "done", "url": "#"},
            {"label": "材料", "state": "current"},
            {"label": "核对与提交", "state": "todo"},
        ],
        "thumbs": [
            {"url": f"#page{n}", "label": f"第 {n} 页", "thumbnail": "", "is_current": n == 2}
            for n in range(1, 5)
        ],
        "page": Paginator(range(400), 20).get_page(request.GET.get("page", 4)),
        "form": SpecimenForm(request.POST or None, request.FILES or None),
        "tones": [
            ("ok", "已核实"),
            ("wait", "待补正"),
            ("bad", "核实不符合"),
            ("info", "待核对"),
            ("plain", "草稿"),
        ],
    }
    return render(request, "look.html", context)
