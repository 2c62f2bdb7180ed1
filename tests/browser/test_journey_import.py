"""Filed before the portal: imported, confirmed, claimed by its operator, and changed."""

import csv
import io

import pytest
from playwright.sync_api import expect

from registry.models import Facility, Representative
from tests.browser import deciding, walking
from tests.browser.conftest import DESK
from tests.browser.entering import open_account, sign_in_with_password
from tests.browser.filling import fill_in, next_step, press, says
from tests.browser.papers import jpeg_file
from tests.registry.factories import make_credit_code, make_director, make_officer

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = "120114-2021-0007"


def sheet(credit_code):
    rows = {
        "机构名称": "武清区下朱庄街道金宝贝托育园",
        "统一社会信用代码": credit_code,
        "举办者名称": "天津金宝贝托育服务有限公司",
        "机构性质": "营利性机构",
        "机构形态": "独立托育机构",
        "所属镇街": "下朱庄街道",
        "托育场所地址": "天津市武清区下朱庄街道静湖路6号",
        "机构对外电话": "022-29345678",
        "托位数": "60",
        "备案编号": NUMBER,
        "备案日期": "2021-06-18",
        "核实日期": "2021-07-05",
    }
    out = io.StringIO()
    writer = csv.DictWriter(out, rows)
    writer.writeheader()
    writer.writerow(rows)
    content = out.getvalue().encode("utf-8-sig")
    return {"name": "存量备案.csv", "mimeType": "text/csv", "buffer": content}


def test_an_imported_facility_is_claimed_and_changed(district, page, sign_in, look_at):
    page.set_viewport_size(DESK)
    credit_code = make_credit_code()

    # The commission
    officer = make_officer()
    sign_in(officer)
    page.goto("/imports/")
    look_at("imports")
    fill_in(page, file=sheet(credit_code))
    press(page, "读入并检查")
    says(page, "等待区卫生健康委负责人确认")
    look_at("import-waiting")
    address = page.url
    director = make_director()
    sign_in(director)
    page.goto(address)
    press(page, "确认导入 1 家机构")
    facility = Facility.objects.get(number=NUMBER)
    assert facility.standing == "verified"

    # Its operator
    page.context.clear_cookies()
    open_account(page, credit_code=credit_code.lower(), operator_name="天津金宝贝托育服务有限公司")
    sign_in_with_password(page)
    page.goto("/my/facilities/")
    says(page, "等待确认您的代表身份", "不用重新备案")
    look_at("my-facilities-unclaimed")
    page.goto("/representatives/")
    fill_in(page, file=jpeg_file("授权委托书"))
    press(page, "上传")
    representative = Representative.objects.get(operator=facility.operator)

    sign_in(officer)
    page.goto("/representatives/")
    press(page, "确认代表身份")

    sign_in(representative.user)
    page.goto("/my/facilities/")
    says(page, "金宝贝", NUMBER, "已核实")
    page.goto("/filings/new/")
    press(page, "变更备案")
    expect(page).to_have_url(walking.FILING)
    filing = page.url
    look_at("imported-change")
    page.goto(f"{filing}sections/identity/")
    fill_in(
        page,
        service_mode="social",
        public_phone="022-29340000",
        contact_name="李明",
        contact_mobile="13820001234",
    )
    press(page, "保存并继续")
    walking.state_offer(page, filing)
    page.goto(filing)
    expect(next_step(page)).to_contain_text("都填好了")
    look_at("imported-change-begun")
    walking.hand_in(page, filing)

    # The phone is another now, the standing is the same: nobody has to go and see
    sign_in(officer)
    deciding.accept_by_keyboard(page, filing)
    deciding.propose(page, filing)
    sign_in(director)
    deciding.sign_receipt(page, filing)
    page.context.clear_cookies()
    page.goto(facility.get_absolute_url())
    says(page, "已核实", "022-29340000")
    look_at("imported-facility")
