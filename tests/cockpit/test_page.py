"""Who opens the cockpit, what stands on it, and what never does."""

import gzip
import re
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.casefile.models import Case
from cases.cockpit import area, five
from cases.cockpit.board import Board, printed
from cases.cockpit.periods import period, whole_quarter
from cases.rollups import folding
from cases.rollups.measures import Measure
from network.units.models import Unit
from sisterhood.lib import clock
from tests.cockpit import town
from tests.house import acting, browser_of, plain_sql
from tests.stories import NAME, STORY, matter

SHUANGLIAO, WOHU, TIEDONG = ("220382000000", 2), ("220382102000", 3), ("220303000000", 2)


@pytest.fixture(scope="module")
def full(house):
    """A city with a year of matters, its sums folded and its stands written."""
    town.fill(house, matters=1500)
    with house.login("worker"):
        folding.stand(at=clock.now())
        folding.fold()
    return house


def unit(place) -> Unit:
    return Unit.objects.get(code=place[0], level=place[1])


def board_of(scope, here, code="month"):
    today = clock.today()
    return Board(here, period(code, today), clock.now(), today, scope)


def test_leaders_officers_and_statisticians_open_it_and_nobody_else(full):
    for who in ("zhou", "wu", "tong", "gao", "lin", "tian"):
        assert browser_of(who).get("/leader/").status_code == 200, who
    for who in ("luo", "bai", "duan", "sysadmin", "auditor", "shi"):
        refused = browser_of(who).get("/leader/")
        assert refused.status_code == 403 and "您的岗位" in refused.content.decode(), who


def test_an_area_that_is_not_hers_does_not_exist(full):
    gao = browser_of("gao")
    for asked in (unit(TIEDONG).pk, unit(SHUANGLIAO).city_id, 0, "x", 999999999):
        assert gao.get(f"/leader/?unit={asked}").status_code == 404, asked
    assert gao.get(f"/leader/?unit={unit(WOHU).pk}").status_code == 200


def test_the_database_answers_for_her_area_alone(full):
    """Also when somebody asks the function itself."""
    months = "'2000-01-01', '2100-01-01'"
    city = unit(SHUANGLIAO).city_id
    everything = f"select distinct scope from stat_figures(array(select id from network_unit), {months})"
    with acting("gao"):
        seen = {row[0] for row in plain_sql(everything)}
        inside = set(Unit.objects.filter(county_id=unit(SHUANGLIAO).pk).values_list("pk", flat=True))
        assert seen and seen <= inside
        assert not plain_sql("select * from stat_now(%s, now(), now())", [city])
        for table in ("cases_stat", "cases_statdelta", "cases_statentry"):
            assert full.raw(f"select has_table_privilege('app', '{table}', 'select')") == [(False,)]
            assert full.raw(f"select has_table_privilege('worker', '{table}', 'select')") == [(False,)]
    with acting("tong"):  # a statistician has no area of matters, only of figures
        assert city in {row[0] for row in plain_sql(everything)}
        assert not Case.objects.all().exists()
    with acting("luo"):
        assert not plain_sql(everything)


def test_the_figures_are_those_one_counts(full):
    with acting("zhou") as (_user, scope):
        board = board_of(scope, unit((Unit.objects.get(level=1).code, 1)))
        this = clock.today().replace(day=1)
        (opened,) = full.raw(
            "select count(*) from cases_case where date_trunc('month', opened_at at time zone 'Asia/Shanghai') = %s",
            [this],
        )[0]
        assert board.flow(Measure.OPENED, board.period.now) == opened > 0
        late = full.raw("select count(*) from cases_case where closed_at is null and next_due_at <= now()")[
            0
        ][0]
        assert board.now.late == late > 0
        assert sum(n for _code, n, _before in board.kinds) == opened
        assert (
            sum(row.open for row in board.rows) + board.standing.get(None, type(board.now)()).open
            == board.now.open
        )
        rates = [row.rate for row in board.rows if row.rate is not None]
        assert rates == sorted(rates)


def test_a_matter_is_counted_at_once_before_anybody_folds(full):
    def opened():
        with acting("gao") as (_user, scope):
            board = board_of(scope, unit(SHUANGLIAO))
            return board.flow(Measure.OPENED, board.period.now)

    before = opened()
    case, sealed = matter("lin"), matter("lin", safety="violence")
    assert opened() == before + 2
    page = browser_of("gao").get("/leader/").content.decode()
    for secret in (NAME, STORY, case.number, sealed.number, str(case.pk)):
        assert secret not in page


def test_nothing_below_the_county_prints_a_small_number_or_a_sealed_one(full):
    with acting("gao") as (_user, scope):
        board = board_of(scope, unit(SHUANGLIAO))
        for row in board.rows:
            for number in (row.opened, row.in_time, row.missed, row.open, row.late):
                assert number is None or number == 0 or number >= 5, row
            listed = Case.objects.in_area(scope, "township_id", row.unit.pk).open().count()
            assert row.open is None or row.open == listed
        town_ = board_of(scope, unit(WOHU))
        assert town_.own_row.opened == next(r for r in board.rows if r.unit.pk == unit(WOHU).pk).opened
        for row in town_.rows:
            assert all(
                n is None or n == 0 or n >= 5
                for n in (row.opened, row.in_time, row.missed, row.open, row.late)
            )


def test_one_small_town_takes_another_with_it():
    shown = printed({1: [3, 9, 0, 20, 0], 2: [9, 9, 0, 20, 9], 3: [50, 9, 0, 20, 9]}, [62, 27, 0, 60, 18])
    assert shown[1][0] is None and sum(line[0] is None for line in shown.values()) >= 2
    assert (
        printed({1: [9, 9, 9, 12, 9]}, [9, 9, 9, 12, 9])[1][4] is None
    )  # 12 open of which 9 late tells of three


def test_every_figure_leads_to_the_list_behind_it_under_her_own_rights(full):
    page = browser_of("gao").get("/leader/").content.decode()
    county = unit(SHUANGLIAO).pk
    links = set(re.findall(r'href="(/cases/\?[^"]+)"', page))
    assert (
        f"/cases/?unit={county}&amp;due=late" in links and f"/cases/?unit={county}&amp;view=closed" in links
    )
    for link in links:
        assert browser_of("gao").get(link.replace("&amp;", "&")).status_code == 200, link
    statistician = browser_of("tong").get("/leader/").content.decode()
    assert "/cases/?" not in statistician
    with acting("gao") as (_user, scope):
        assert five.Lists(scope, unit(SHUANGLIAO)).ledger(due="late")


def test_the_wall_screen_says_no_name_and_asks_again(full):
    zhou = browser_of("zhou")
    answer = zhou.get("/leader/?night=1")
    night = answer.content.decode()
    assert answer["Refresh"] == "300" and 'data-theme="night"' in night
    assert "周雅琴" not in night and "csrfmiddlewaretoken" not in night
    assert 'data-theme="night"' in zhou.get("/leader/").content.decode()  # the screen remembers
    day = zhou.get("/leader/?night=0").content.decode()
    assert 'data-theme="night"' not in day and "周雅琴" in day
    assert "报告数上升不等于工作失败" in day and "数据时间" in day


def test_the_page_is_light_quick_and_asks_as_often_whatever_stands_below(full):
    def queries(who, address):
        client = browser_of(who)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            begun = time.perf_counter()
            answer = client.get(address)
            spent = time.perf_counter() - begun
        return answer, len(asked), spent

    answer, city, _spent = queries("zhou", "/leader/")
    assert len(gzip.compress(answer.content)) <= 30_000
    assert min(queries("zhou", "/leader/")[2] for _ in range(5)) <= 0.3
    counties = [unit(SHUANGLIAO), unit(TIEDONG)]
    assert counties[0].children.count() != counties[1].children.count()
    assert len({queries("zhou", f"/leader/?unit={c.pk}")[1] for c in counties}) == 1
    assert city <= 30


@pytest.mark.parametrize(
    ("day", "months"),
    [("2026-01-01", ("2025-10-01", "2026-01-01")), ("2026-11-28", ("2026-07-01", "2026-10-01"))],
)
def test_below_the_county_a_quarter_is_over_before_it_is_shown(day, months):
    assert tuple(map(str, whole_quarter(type(clock.today()).fromisoformat(day)))) == months


def test_periods_compare_with_as_many_months_before():
    day = type(clock.today()).fromisoformat("2026-11-28")
    assert [str(m) for m in (*period("quarter", day).now, *period("quarter", day).before)] == [
        "2026-10-01",
        "2026-12-01",
        "2026-07-01",
        "2026-10-01",
    ]
    assert period("nonsense", day).code == "month" and str(period("year", day).before[0]) == "2025-01-01"


def test_the_ladder_counts_units_and_who_is_in_post(full):
    steps = area.ladder(unit(SHUANGLIAO), on=clock.today())
    assert [int(s.level) for s in steps] == [1, 2, 3, 4, 5] and steps[1].units == 1
    assert steps[2].units == Unit.objects.current().filter(level=3, county_id=unit(SHUANGLIAO).pk).count()
    assert 0 < steps[2].held <= steps[2].owing
