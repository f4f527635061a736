"""Periods, leave and staff lists in a real browser: proposed by one, decided by another, on desk and phone."""

import pytest

from network.staff.models import Appointment
from network.units.models import Unit
from sisterhood.lib import clock
from tests.enrolment.sheets import FULL, staff_workbook
from tests.house import person

pytestmark = pytest.mark.browser
HANDLING = "/network/policy/limits/petition.handling/"


@pytest.mark.parametrize("width", [1366, 390])
def test_a_period_is_looked_at_proposed_and_approved(visit, house, width):
    admin, zhou = visit("sysadmin", width), visit("zhou", width)
    admin.go("/network/policy/")
    assert "2027" in admin.text()
    admin.go(HANDLING)
    admin.page.fill("[name=length]", "61")
    admin.page.fill("[name=from_day]", str(clock.today().replace(year=2027, month=3 if width > 400 else 4)))
    admin.page.fill("[name=reason]", "提速")
    admin.page.click("button[value=propose]")
    admin.check()
    assert "第三十四条" in admin.text() and admin.page.input_value("[name=reason]") == "提速"
    admin.page.fill("[name=length]", "45" if width > 400 else "44")
    admin.page.click("button[value=preview]")
    admin.check()
    assert "看看影响" in admin.text()
    admin.page.click("button[value=propose]")
    admin.check()
    assert "等待" in admin.text()
    zhou.go(HANDLING)
    zhou.press("同意")
    assert "已批准" in zhou.text()
    admin.go("/network/policy/rules/messages.quiet_from/")


@pytest.mark.parametrize("width", [1366, 390])
def test_a_year_is_pasted_and_a_mistake_is_named(visit, width):
    admin = visit("sysadmin", width)
    admin.go("/network/policy/calendar/")
    admin.page.fill("[name=notice_no]", "国办发明电〔2026〕9号")
    admin.page.fill("[name=text]", "date,kind,name\n2027-02-30,holiday,春节")
    admin.page.click("button[value=preview]")
    admin.check()
    assert "2027-02-30" in admin.page.locator(".err").first.inner_text()
    assert "春节" in admin.page.input_value("[name=text]")


def test_a_leave_is_asked_decided_and_shown(visit, house):
    lin, gao = visit("lin"), visit("gao", 390)
    lin.go("/network/leave/")
    lin.page.fill("[name=starts_on]", str(clock.today()))
    lin.page.fill("[name=ends_on]", str(clock.today()))
    lin.page.select_option("[name=substitute]", str(person("xu").pk))
    lin.send()
    gao.go("/network/leave/")
    assert "林晓岚" in gao.text()
    gao.press("同意")
    xu = visit("xu")
    assert "代 林晓岚" in xu.text()
    gao.go("/network/leave/")
    gao.press("提前销假")
    xu.go("/")
    assert "代 林晓岚" not in xu.text()


@pytest.mark.parametrize("width", [1366, 390])
def test_a_list_is_uploaded_checked_and_sent(visit, house, tmp_path, width):
    held = Appointment.objects.filter(role="village_chair").values("unit_id")
    unit = Unit.objects.current().filter(level=4).exclude(pk__in=held).order_by("code")[0]
    rows = [
        ["张某", "", unit.code, "", "", "村妇联主席", "13800000000", "", ""],
        ["", "", unit.code] + [""] * 6,
    ]
    (tmp_path / "名单.xlsx").write_bytes(staff_workbook(rows, FULL))
    admin = visit("sysadmin", width)
    admin.go("/network/enrolment/")
    admin.page.set_input_files("[name=file]", tmp_path / "名单.xlsx")
    admin.send()
    assert "姓名缺失" in admin.text()
    admin.press("提交安全管理员")
    security = visit("secadmin", width)
    security.go(admin.page.url.removeprefix(security.address))
    assert "确认岗位" in security.text()
