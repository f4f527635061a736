"""Tables that go upward: the cells of the page and none other, with the federation's headings, for a reason, and logged."""

import pytest

from cases.exports.columns import LEDGERS
from cases.exports.forms import OrderForm
from cases.exports.models import LedgerExport
from outreach.outcomes.tables import TABLES
from sisterhood.lib import clock
from tests.exports.test_ledgers import REASON, run_desk, table
from tests.house import acting, browser_of, person
from tests.outcomes import told

TODAY = clock.today()
YEAR, HALF = str(TODAY.year), f"{TODAY.year}H{1 if TODAY.month < 7 else 2}"
PAGES = {
    "r7": ("/outreach/health/figures/", YEAR, "year", (0,)),
    "r8": ("/outreach/helping/figures/", HALF, "", (0,)),
    "r9": ("/outreach/helping/figures/", HALF, "", (1,)),
    "r10": ("/outreach/families/figures/", YEAR, "year", (0,)),
    "r11": ("/outreach/threezero/figures/", HALF, "period", (0,)),
    "r13": ("/outreach/activities/figures/", YEAR, "period", (0, 1)),
    "outcome": ("/outreach/outcomes/", YEAR, "year", (0,)),
}


@pytest.fixture(scope="module")
def story(house):
    told.everything()
    return house


def unit_of(username: str) -> int:
    return person(username).appointments.get().unit_id


def asks(username: str, code: str, period: str, unit: int | None = None, **more):
    where = f"/outreach/tables/{code}/export/?unit={unit or unit_of(username)}&period={period}"
    return browser_of(username).post(where, {"category": "report", "reason": REASON} | more)


def taken(username: str, code: str, period: str, unit: int | None = None) -> list[list[str]]:
    answer = asks(username, code, period, unit)
    assert answer.status_code == 302, answer.context["form"].errors
    run_desk(username, answer["Location"])
    content = browser_of(username).get(f"{answer['Location']}file/").content
    return [["" if cell is None else str(cell) for cell in row.values()] for row in table(content)]


@pytest.mark.parametrize("code", list(PAGES))
@pytest.mark.parametrize("username", ["zhou", "lin"])
def test_a_file_holds_the_cells_of_its_page_and_withholds_what_the_page_withholds(story, code, username):
    place, period, name, which = PAGES[code]
    page = browser_of(username).get(f"{place}?{name}={period}" if name else place)
    assert page.status_code == 200
    shown = [line for n in which for line in told.tables(page.content.decode())[n]]
    found = taken(username, code, period)
    if code == "outcome":  # on the page the parts are heads above their lines
        found = [line[1:] for line in found]
    if code == "r10":
        found = [line for line in found if not line[0].startswith("称号")]
    if code == "r11":  # the files of the same units stand in a table of their own on the page
        files = {line[0]: line[1:] for line in told.tables(page.content.decode())[1]}
        shown = [line + files.get(line[0], ["—"] * 3) for line in shown]
    if code == "r13":
        shown = [[line[0], *line[1:]] for line in shown]
        found = [[line[0].removeprefix("类型：").removeprefix("主题："), *line[1:]] for line in found]
        shown.sort(), found.sort()
    assert found == shown and found


def test_its_headings_are_those_of_the_federation(story):
    for code, words in {
        "r7": ("应查", "实查", "发放人数", "安康保险理赔"),
        "r8": ("在册（村）", "爱心妈妈数", "强制报告数"),
        "r9": ("结对数", "资金结余（元）"),
        "r10": ("推荐户", "揭晓户", "活动场次", "参与户", "参与人次", "活动覆盖村%"),
        "r11": ("参创", "达标", "复核", "暂停", "走访（次）"),
        "r13": ("场次", "人次", "志愿时长（小时）"),
    }.items():
        assert set(words) <= {column.heading for column in TABLES[code].columns}, code
        assert LEDGERS[code].title == TABLES[code].title


def test_nothing_goes_out_without_a_reason_and_every_copy_is_logged_and_marked(story):
    assert "用途" in asks("lin", "r7", YEAR, reason="").content.decode()
    before = story.raw("select count(*) from network_auditevent where action = 'export'")[0][0]
    taken("lin", "r13", YEAR)
    assert story.raw("select count(*) from network_auditevent where action = 'export'")[0][0] == before + 3
    with acting("lin"):
        row = LedgerExport.objects.filter(ledger="r13").latest("asked_at")
        assert row.copy_number and row.category == "report" and bytes(row.reason or b"") != REASON.encode()


def test_no_table_is_taken_of_days_that_somebody_chose_nor_of_a_unit_that_is_not_hers(story):
    for period in ("2026-11-01", f"{TODAY.year}M11", "2999", f"{TODAY.year}Q5"):
        assert asks("lin", "r8", period).status_code == 404
    assert asks("lin", "r99", YEAR).status_code == 404
    assert asks("lin", "r7", YEAR, unit_of("feng")).status_code == 404
    assert asks("luo", "r7", YEAR).status_code == 403, "a village's chair takes no ledgers out"
    with acting("lin") as (lin, _scope):
        form = OrderForm({"ledger": "r8"}, home=lin.appointments.get().unit)
        assert "ledger" in form.errors, "the form of ledgers, with its own days, does not offer them"


def test_no_cell_of_any_table_says_which_household_or_child(story):
    heap = "".join(
        cell
        for code, (_p, period, _n, _w) in PAGES.items()
        for line in taken("zhou", code, period)
        for cell in line
    )
    for word in ("令狐", "慕容", "欧家", "翟家", "不平安", "问题家庭", "重点家庭"):
        assert word not in heap
