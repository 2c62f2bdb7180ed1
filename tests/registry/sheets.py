"""Sheets of facilities filed before the portal, as a district would hand them in."""

from tests.registry.factories import make_credit_code
from wuqing_tuoyu import sheet

ROW = {
    "举办者名称": "天津春芽托育服务有限公司",
    "统一社会信用代码": "",
    "机构名称": "武清区杨村街道春芽托育园",
    "机构性质": "营利性机构",
    "机构形态": "独立托育机构",
    "所属镇街": "杨村街道",
    "托育场所地址": "武清区杨村街道光明道 8 号",
    "机构对外电话": "022-82110001",
    "托位数": "40",
    "最小月龄": "12",
    "最大月龄": "36",
    "服务形式": "全日托",
    "备案编号": "武卫托备〔2022〕00001 号",
    "备案日期": "2022-05-10",
    "核实日期": "",
}


def sheet_of(*rows):
    """One line a row; what a row does not say is as in the example."""
    rows = [ROW | row for row in rows or ({},)]
    for row in rows:
        row["统一社会信用代码"] = row["统一社会信用代码"] or make_credit_code()
    return sheet.write(list(ROW), [list(row.values()) for row in rows], title="存量备案机构")
