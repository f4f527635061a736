"""The pages of statistics: what each shows to whom, the workbook, the print that never changes."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import openpyxl
import pytest

from cases.statistics import measures, periods, verbs
from network.access.roles import ROLES
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import browser_of
from tests.statistics import told
from tests.statistics.told import COUNTY, NOV1, TOWN, of
from tests.stories import NAME, PHONE, STORY, matter

LATER = NOV1.replace(month=12, day=1)


@pytest.fixture(scope="module")
def climbed(house):
    """October: seven matters of a township, one of them alone in its class; the county has locked, and it is published."""
    with clock.moved_to(NOV1.replace(month=10, day=12)):
        for category in ("property",) * 6 + ("political",):
            matter("tian", category=category)
        for _each in range(6):
            matter("lin", channel="letter", category="general")
        matter("sun", category="property")
    told.opened(house)
    row = told.locks_county()
    assert told.published(house) > 0 and told.published(house) == 0
    return row


def get(who: str, path: str, at=NOV1):
    """As somebody, at a moment."""
    with clock.moved_to(at):
        return browser_of(who).get(path)


def text(who: str, path: str, at=NOV1) -> str:
    """The page, which opens."""
    answer = get(who, path, at)
    assert answer.status_code == 200, (who, path, answer.status_code)
    return answer.content.decode()


def unit_id(code: str) -> int:
    return Unit.objects.get(code=code).pk


def row_of(page: str, label: str) -> list[str]:
    """The cells of the line with a label."""
    found = re.search(rf'<th scope="row">(?:<span class="mut">· )?{label}(?:</span>)?</th>(.*?)</tr>', page)
    assert found is not None, label
    return re.findall(r'<td class="num">(.*?)</td>', found[1])


def test_whoever_has_a_post_with_figures_finds_the_tables(climbed):
    for who in ("zhou", "wu", "tong", "gao", "lin", "tian"):
        page = text(who, "/statistics/")
        assert all(f"R-{n} " in page for n in range(1, 15)) and "R-A" in page
    for who in ("he", "luo", "duan", "auditor", "sysadmin"):
        assert get(who, "/statistics/").status_code == 403


def test_her_own_office_reads_the_whole_and_the_county_what_is_published(climbed):
    path = f"/statistics/tables/R-1/?unit={unit_id(cast.WOHU_TOWN)}&period=2026-10"
    hers, above = text("tian", path), text("gao", path)
    assert "已锁定，第1版" in hers and "已公布，第1版" in above
    assert row_of(hers, "政治权利")[1] == "1" and "※" not in hers
    assert row_of(above, "政治权利")[1] == "※" and "※为隐去" in above
    for who in ("feng", "zheng", "qian"):
        assert get(who, path).status_code == 404


def test_a_table_that_is_not_locked_is_not_shown_above(climbed):
    path = f"/statistics/tables/R-1/?unit={unit_id(cast.WOHU_TOWN)}&period=2026-11"
    assert "县级以下的报表锁定后才向上公布一次" in text("gao", path) and "政治权利" not in text("gao", path)
    assert "统计期结束后" in text("tian", path) and "政治权利" not in text("tian", path)


def test_a_county_sees_its_townships_in_the_order_of_the_tree(climbed):
    page = text("gao", f"/statistics/tables/R-2/?unit={unit_id(cast.SHUANGLIAO)}&period=2026-10")
    names = re.findall(r'<th scope="row"><a class="lk"[^>]*>([^<]+)</a>', page)
    assert names == [
        u.short_name
        for u in Unit.objects.current()
        .filter(parent__code=cast.SHUANGLIAO, level=3, is_quasi=False)
        .order_by("code")
    ]


def test_month_and_year_before_stand_beside_a_whole(climbed):
    page = text("gao", f"/statistics/tables/R-1/?unit={unit_id(cast.SHUANGLIAO)}&period=2026-10")
    assert "环比（上期）" in page and "同比（上年同期）" in page


@pytest.mark.parametrize(
    "path",
    [
        "R-1/?period=2026-13",
        "R-1/?period=2026",
        "R-99/",
        "R-1/?period=2027-01",
        "R-1/?unit=0",
        "R-3/?period=2026-10",
        "R-1/xlsx/?period=2019-01",
    ],
)
def test_an_address_that_means_nothing_is_no_error(climbed, path):
    assert get("gao", f"/statistics/tables/{path}").status_code == 404


def test_figures_are_printed_with_their_definitions(climbed):
    page = text("gao", "/statistics/figures/?period=2026-10")
    assert "期限内答复÷应办结" in page and "越信任，来的人越多" in page and "回访完成率" in page
    assert "县级以下的报表锁定后" in text(
        "gao", f"/statistics/figures/?period=2026-10&unit={unit_id(cast.WOHU_TOWN)}"
    )


def test_the_workbook_opens_has_chinese_headings_and_no_formula(climbed):
    for who, unit in (("gao", cast.SHUANGLIAO), ("gao", cast.WOHU_TOWN), ("tian", cast.WOHU_TOWN)):
        answer = get(who, f"/statistics/tables/R-1/xlsx/?unit={unit_id(unit)}&period=2026-10")
        assert answer.status_code == 200 and "R-1-2026-10.xlsx" in answer["Content-Disposition"]
        book = openpyxl.load_workbook(BytesIO(answer.content))
        sheet = book.active
        assert [cell.value for cell in sheet[3]][:4] == ["项目", "来信", "来访（批次）", "来电及12338"]
        assert "信访情况统计表" in sheet["A1"].value and sheet["A4"].value == "合计"
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert not {NAME, PHONE, STORY} & {str(cell.value) for cell in cells}
        withheld = [cell for cell in cells if cell.value == "※"]
        assert bool(withheld) == (who == "gao" and unit == cast.WOHU_TOWN)
        with zipfile.ZipFile(BytesIO(answer.content)) as parts:
            assert parts.testzip() is None
            for name in parts.namelist():
                ElementTree.fromstring(parts.read(name))


def test_taking_a_workbook_out_is_logged(climbed, house):
    get("gao", "/statistics/tables/R-4/xlsx/?period=2026-10")
    logged = house.raw(
        "select detail from network_auditevent where action = 'export' and subject_kind = 'statistics' order by id desc limit 1"
    )
    assert logged[0][0]["table"] == "R-4" and logged[0][0]["period"] == "2026-10"


def test_the_page_of_a_return_tells_its_history_and_offers_the_next_step(climbed):
    page = text("wu", f"/statistics/returns/{climbed.pk}/")
    assert "退回" in page and "接收报表" in page and "锁定报表" in page and "高洁" in page
    assert "退回</a>" not in text("gao", f"/statistics/returns/{climbed.pk}/")
    assert get("feng", f"/statistics/returns/{climbed.pk}/").status_code == 404


def test_a_refusal_stands_at_its_field_and_nothing_is_lost(climbed):
    path = f"/statistics/returns/{climbed.pk}/send_back_return/"
    with clock.moved_to(NOV1):
        answer = browser_of("wu").post(path, {"reason": "missing", "words": "电话13712345678"})
    page = answer.content.decode()
    assert answer.status_code == 200 and "电话13712345678" in page and "号码" in page
    with clock.moved_to(NOV1):
        answer = browser_of("wu").post(path, {"reason": "", "words": ""})
    assert "请选择原因" in answer.content.decode()


def test_a_month_is_sent_back_corrected_and_locked_again_and_its_first_print_stays(climbed, house):
    path = f"/statistics/returns/{climbed.pk}"
    first = get("gao", f"{path}/print/?version=1").content
    assert "双辽" in first.decode() and "合计" in first.decode()
    with clock.moved_to(NOV1):
        answer = browser_of("wu").post(
            f"{path}/send_back_return/", {"reason": "missing", "words": "来信少登记一件"}
        )
        assert answer.status_code == 302
    assert "来信少登记一件" in text("gao", f"{path}/")
    with clock.moved_to(NOV1.replace(month=10, day=30)):
        matter("lin", channel="letter", category="general")
    with clock.moved_to(NOV1):
        assert browser_of("gao").post(f"{path}/lock_return/", {"note": ""}).status_code == 302
    second = get("gao", f"{path}/print/").content
    assert second != first and get("gao", f"{path}/print/?version=1").content == first
    assert get("zhou", f"{path}/print/?version=1", at=LATER).content == first
    assert get("gao", f"{path}/print/?version=3").status_code == 404


def test_what_is_entered_after_the_lock_appears_in_the_next_month_as_an_adjustment(climbed, house):
    with clock.moved_to(NOV1.replace(month=10, day=31, hour=23, minute=59)):
        matter("tian", category="property")
    told.opened(house, LATER)
    for who, place in (("tian", TOWN), ("sun", told.SECOND_TOWN)):
        note = "十月底补录一件" if who == "tian" else ""
        told.does(who, verbs.lock_return, of(*place, "2026-11"), LATER, note=note)
    with clock.moved_to(LATER):
        path = f"/statistics/returns/{of(*COUNTY, '2026-11').pk}/lock_return/"
        answer = browser_of("gao").post(path, {"note": ""})
        assert "前期数据有变动" in answer.content.decode()
        assert browser_of("gao").post(path, {"note": "卧虎镇十月底补录一件"}).status_code == 302
    page = text("gao", f"/statistics/tables/R-1/?unit={unit_id(cast.SHUANGLIAO)}&period=2026-11", LATER)
    changed = re.search(r"前期调整.*?</section>", page, re.DOTALL)[0]
    assert "2026-10" in changed and "财产" in changed and "+1" in changed
    october = text("gao", f"/statistics/tables/R-1/?unit={unit_id(cast.SHUANGLIAO)}&period=2026-10", LATER)
    assert (
        row_of(october, "合计")[7] == "15"
    )  # 7 and 1 of the townships, 6 and 1 of the county; not the one that came later


def test_every_table_opens_for_every_cycle_it_has(climbed):
    """Also those that outreach counts by its own pages, in its own scope."""
    failed = []
    for table in measures.tables():
        for cycle in table.cycles:
            code = periods.containing(cycle, clock.local_date(NOV1)).code
            for who in ("zhou", "gao", "tian"):
                page = get(who, f"/statistics/tables/{table.code}/?period={code}")
                told_as = ("已锁定", "统计期结束后" if who == "tian" else "实时统计")
                if page.status_code != 200 or not any(each in page.content.decode() for each in told_as):
                    failed.append((table.code, code, who, page.status_code))
    assert not failed


def test_every_leader_who_locks_may_count_every_table():
    for role in ("city_leader", "county_leader", "township_chair"):
        assert not [table.code for table in measures.tables() if table.action not in ROLES[role].may], role
