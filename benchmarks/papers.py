"""A receipt with its QR code and its fonts inside, against the same content set by WeasyPrint."""

import html
from pathlib import Path

from django.conf import settings

from benchmarks.measure import compare, tell
from registry.choices import NoticeKind
from registry.services.notice.issue import printed
from registry.services.notice.sheet import fact, sheet
from wuqing_tuoyu import pdf

ADDRESS = "https://portal.example/verify/0123456789/"
STYLE = """
@page { size: A4; margin: 32mm 30mm 26mm }
body { font: 12.5pt/1.8 "Noto Serif SC"; color: #1c2b2e }
h1 { font-size: 27pt; letter-spacing: .28em; text-align: center; color: #0e5e5b }
table { width: 100%; border-collapse: collapse; font-size: 11.5pt }
td { border-top: .4pt solid #c9d2cf; padding: 9pt 3pt }
svg { width: 26mm; height: 26mm }
"""


def run():
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError) as missing:  # the package, or the libraries it draws with
        tell("receipt_pdf", left_out=f"WeasyPrint: {missing}".splitlines()[0])
        return
    content = receipt()
    fonts = FontConfiguration()
    faces = "".join(
        f'@font-face {{ font-family: "Noto Serif SC"; src: url({path.as_uri()}); '
        f"font-weight: {'bold' if '700' in path.name else 'normal'} }}"
        for folder in settings.FONT_ROOTS
        for path in Path(folder).glob("NotoSerif*.ttf")
    )
    style = CSS(string=faces + STYLE, font_config=fonts)
    page = page_of(content)
    compare(
        "receipt_pdf",
        lambda: printed(NoticeKind.RECEIPT, content),
        lambda: HTML(string=page).write_pdf(stylesheets=[style], font_config=fonts),
        times=5,
        goal=1 / 20,
        bytes=len(printed(NoticeKind.RECEIPT, content)),
    )


def receipt():
    """What a receipt prints, for nobody's facility."""
    return sheet(
        NoticeKind.RECEIPT,
        addressee="天津某某托育服务有限公司",
        opening=[
            "你单位 2026年3月2日报来的《托育机构备案书》等材料收悉，经核对材料齐全，"
            "依据《托育机构登记和备案办法（试行）》第九条，予以备案。备案信息如下："
        ],
        facts=[
            fact("机构名称", "武清区某某托育中心", is_strong=True),
            fact("机构住所", "天津市武清区某某街道光明道 18 号"),
            fact("机构形态", "独立托育机构", is_short=True),
            fact("机构性质", "营利性机构", is_short=True),
            fact("登记机关", "天津市武清区市场监督管理局"),
            fact("统一社会信用代码", "91120222MA00000000"),
            fact("服务范围", "全日托、半日托"),
            fact("收托规模", "60 个托位", is_short=True),
            fact("收托月龄", "6—36 个月", is_short=True),
        ],
        closing=["我委将进行现场核实，核实情况向社会公开，扫描二维码即可查看。"],
        notes=["扫码查看这家机构今天的备案状态", "本回执不代替行政许可", "请置于机构显著位置"],
    ) | {
        "number_label": "编号",
        "number": "120114-TY-2026-0001",
        "edition_note": "",
        "issued_on": "2026年3月9日",
        "qr_address": ADDRESS,
    }


def page_of(content):
    """The same words as a page."""
    said = {name: html.escape(value) for name, value in content.items() if isinstance(value, str)}
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in content["opening"])
    rows = "".join(
        f"<tr><td>{html.escape(each['label'])}</td><td>{html.escape(each['value'])}</td></tr>"
        for each in content["facts"]
    )
    ending = "".join(f"<p>{html.escape(line)}</p>" for line in content["closing"])
    notes = "<br>".join(map(html.escape, content["notes"]))
    return (
        f"<html lang='zh-CN'><title>{said['title']}</title>"
        f"<p>{said['number_label']} {said['number']}</p><h1>{said['title']}</h1>"
        f"<p>{said['addressee']}：</p>{lines}<table>{rows}</table>{ending}"
        f"<p>{pdf.qr_svg(ADDRESS)}</p><p>{notes}</p>"
        f"<p>{said['office']}<br>（印章）<br>{said['issued_on']}</p></html>"
    )
