"""The pages of imports and exports in real Chromium: they pass axe, fit 390 px and work with scripts off."""

import pytest

from cases.exports import verbs as exports
from cases.imports.models import LedgerImport
from sisterhood.lib import clock
from tests.house import acting
from tests.imports.registers import line, run_desk, workbook
from tests.journeys.conftest import address, visit
from tests.stories import matter

__all__ = ["address", "visit"]
pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scripts"), [(1366, True), (390, True), (1366, False)])
def test_a_register_comes_in_and_goes_again_by_its_pages_alone(visit, house, tmp_path, width, scripts):
    rows = [line(n) for n in range(30)] + [line(30, 来访日期="去年"), line(31, 反映问题=f"{width}{scripts}")]
    file = tmp_path / "a.xlsx"
    file.write_bytes(workbook(rows))
    lin = visit("lin", width, scripts=scripts)
    lin.go("/cases/imports/")
    lin.page.set_input_files("input[type=file]", str(file))
    lin.send()
    lin.press("逐行检查")
    assert "检查中" in lin.text()
    with acting("lin"):
        row = LedgerImport.objects.order_by("-uploaded_at")[0]
    run_desk("lin", row)
    lin.go(f"/cases/imports/{row.pk}/")
    assert "请写成 2019-03-05" in lin.text()
    lin.press("开始导入")
    run_desk("lin", row)
    lin.go(f"/cases/imports/{row.pk}/")
    assert "已导入" in lin.text()
    lin.page.locator("main button:has-text('撤销导入')").click()
    lin.check()
    run_desk("lin", row)
    lin.go(f"/cases/imports/{row.pk}/")
    assert "已撤销" in lin.text() and row.removed == 31


@pytest.mark.parametrize("width", [1366, 390])
def test_a_ledger_is_asked_for_and_fetched_by_its_pages(visit, house, width):
    matter("lin")
    lin = visit("lin", width)
    lin.go("/cases/exports/")
    lin.page.select_option("[name=ledger]", "petitions")
    lin.page.select_option("[name=category]", label="报送上级")
    lin.page.fill("[name=reason]", "年中报送")
    lin.send()
    assert "正在生成" in lin.text()
    with acting("lin") as (user, _scope):
        row = exports.LedgerExport.objects.order_by("-asked_at")[0]
        assert exports.make(row.pk, by=user)
    lin.page.locator("main >> text='刷新查看'").click()
    lin.check()
    with lin.page.expect_download() as fetched:
        lin.page.locator("main >> text='下载文件'").click()
    assert fetched.value.suggested_filename == f"{row.copy_number}.xlsx"
    assert str(clock.today().year) in row.copy_number
