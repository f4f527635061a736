"""The year in outcomes over the demo's stories, counted by hand; what is few is not told, here or by subtraction."""

import re
from datetime import timedelta

import pytest

from cases.protection import reports
from outreach.outcomes import family_rows, yearly
from outreach.pairings import figures as helping
from sisterhood.demo import evenings, villages
from sisterhood.lib import clock
from sisterhood.lib.money import yuan
from tests.campaigns import told as campaigns
from tests.house import acting, browser_of, person
from tests.outcomes import told
from tests.selection.told import does as does_at
from tests.stories import does, matter

YEAR = clock.today().year
ONE_YEAR = clock.today() - timedelta(days=62) >= clock.today().replace(month=1, day=1)


@pytest.fixture(scope="module")
def story(house):
    told.everything()
    return house


def lines(username: str, year: int = YEAR) -> dict[str, tuple[object, object]]:
    with acting(username) as (user, scope):
        shown = yearly.report(scope, user.appointments.get().unit, year=year)
    return {str(line.label): (line.now, line.before) for part in shown.parts for line in part.lines}


def test_every_line_is_what_a_hand_counts_in_the_stories(story):
    if not ONE_YEAR:  # the story lies on both sides of the year
        return
    found = {name: now for name, (now, _before) in lines("zhou").items()}
    # By hand: two campaigns approved, one of them reported, 3 600 and 900 yuan planned. Spent: 380 beside the activities, 1 200
    # and 450 for lecture and talk, twice 300 for the evenings, 200 for each activity of the three-zero village.
    assert found["主题活动计划"] == 2 and found["主题活动开展"] == 1
    held = len(villages.DONE)
    assert found["预算（元）"] == "4,500.00"
    assert found["支出（元）"] == yuan(38_000 + 120_000 + 45_000 + 2 * 30_000 + held * 20_000)
    # 51 and 32 people at lecture and talk, 24 at each evening, 33 at each activity of the village.
    assert found["活动场次"] == 4 + held
    assert found["参加人次"] == f"{(51 + 32 + 24 + 24 + held * 33) // 5 * 5}+"
    assert found["亲情帮助"] == "2 / 55+"
    assert found["连心桥"] == "1 / 20+" and found["关爱伞"] == "2 / 80+" and found["成长路"] == 0
    assert (found["“两癌”应查"], found["“两癌”实查"], found["救助申报"], found["救助批准"]) == (40, 5, 4, 1)
    assert found["救助发放（元）"] == 10000 and found["安康保险参保"] == 1
    assert found["结对帮扶"] == "不足五" and found["新增结对"] == "不足五"
    assert found["捐款来源（元）"] == "5,200.00" and found["捐款结余（元）"] == "4,600.00"
    assert found["物资收／用／余"] == "20 / 1 / 19"
    assert found["最美家庭揭晓户"] == 2
    assert found["“三零”参创村"] == 2 and found["暂停命名"] == 0
    assert found["问卷前后变化"] == "2.2 → 4.3"


def test_last_year_stands_beside_it_and_its_own_page_says_the_same(story):
    now = lines("lin", YEAR)
    before = lines("lin", YEAR - 1)
    for name, (_now, last) in now.items():
        if name != "爱心救助队伍":
            assert before[name][0] == last, name


def test_villages_that_were_not_reached_are_named_and_those_that_were_are_not(story):
    page = browser_of("tian").get("/outreach/outcomes/").content.decode()
    missed = page.partition("还没有覆盖的村")[2].partition("</section>")[0]
    assert campaigns.village().short_name not in missed
    assert "、" in missed


def test_each_figure_leads_to_the_page_behind_it_only_for_whoever_may_open_it(story):
    client = browser_of("lin")
    page = client.get("/outreach/outcomes/").content.decode()
    for place in (
        "/outreach/activities/figures/?",
        "/outreach/health/figures/?",
        "/outreach/families/figures/?",
    ):
        assert f'href="{place}' in page
    for link in set(re.findall(r'<td><a class="lk" href="([^"]+)"', page)):
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link
    assert browser_of("he").get("/outreach/outcomes/").status_code == 403
    assert browser_of("luo").get("/outreach/outcomes/").status_code == 403
    other = person("feng").appointments.get().unit_id
    assert client.get(f"/outreach/outcomes/?unit={other}").status_code == 404


def test_few_people_are_told_neither_in_a_line_nor_by_the_difference_of_two(story):
    whole, care = family_rows.told(23), family_rows.told(4)
    assert (whole, care, family_rows.told(19)) == ("20 及以上", "不足五", "15 及以上")
    assert family_rows.told(0, any_=0) == 0 and family_rows.told(0, any_=1) == "不足五"


def test_the_activities_of_the_table_of_families_are_what_a_hand_counts(story):
    if not ONE_YEAR:  # the story lies on both sides of the year
        return
    with acting("lin") as (lin, scope):
        county = lin.appointments.get().unit
        shown = family_rows.report(scope, county, year=YEAR)
    # By hand: the evening of the county (12 + 4 + 8 after the correction, 9 families), the one of the village (18 + 6, 14), and two
    # the county held for the three-zero village (18 + 6 + 9, 14 each).
    assert evenings.AFTER["women"] == 12
    line = shown.whole
    assert (line.events, line.people, line.households, line.went.reached) == (4, 114, 51, 1)
    assert line.cells[4:7] == [4, "50 及以上", "110 及以上"]
    own = {unit.pk: row.events for unit, row, _deeper in shown.rows}
    assert own[county.pk] == 3, "what the county organised itself has a row of its own"


def test_mandatory_reports_are_counted_over_an_area_and_no_page_leads_to_a_child(fresh_house):
    days = {"since": clock.today() - timedelta(days=30), "until": clock.today()}
    at = clock.now() - timedelta(minutes=5)
    facts = {
        "trigger": "injured",
        "noticed_at": at,
        "noticed_by": "邻居",
        "told": ["police"],
        "body": "派出所",
    }
    facts |= {"channel": "phone", "reported_at": at, "told_before": False}
    county = person("lin").appointments.get().unit
    township, village = person("tian").appointments.get().unit, campaigns.village()
    for n in range(6):
        case = matter("lin", safety="minor")
        does("lin", reports.mandatory_report, case, **facts)
        with acting("lin"):
            told_ = helping.told_reports(county, **days)
        assert told_ == ("不足五" if n < 4 else "5 及以上"), n
    with acting("tian"):
        assert helping.reports_made(township, **days) is None
        assert helping.reports_made(county, **days) is None, "of a unit that is not hers, nothing"
    with acting("luo"):
        assert helping.reports_made(village, **days) is None
    page = browser_of("lin").get("/outreach/helping/figures/").content.decode()
    row = page.partition("全部（不分类别）")[2].partition("</tr>")[0]
    assert "5 及以上" in row and "href" not in row
    assert (
        "强制报告数"
        not in browser_of("tian").get(f"/outreach/helping/figures/?unit={village.pk}").content.decode()
    )
    assert does_at


def test_a_count_by_hand_of_the_reports_of_the_demo(fresh_house):
    """The figure is the number of rows, in whole steps."""
    with fresh_house.login("migrator"):
        counted = fresh_house.raw("select count(*) from cases_mandatoryreport")[0][0]
    with acting("zhou") as (zhou, _scope):
        here = zhou.appointments.get().unit
        found = helping.reports_made(here, since=clock.today() - timedelta(days=400), until=clock.today())
    assert found == (counted // 5 * 5 or None)
