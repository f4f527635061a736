"""Three years at a station by browser: chosen, in her term, reminded of its end, and 143 items handed over with one signature.

The days are those of the calendar of 2026 as published; of 2029 nobody has published a calendar, so only days that are
the same by any calendar are written down.
"""

import os
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from network.deadlines import sweep
from sisterhood.demo.cast import PASSWORD
from sisterhood.lib import clock
from tests.house import person
from tests.journeys.conftest import served
from tests.journeys.story import Colleague, Hour, InTheStory
from tests.selection import told
from tests.selection.told import HEADLESS
from tests.stories import matter

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser
FIRST, SECOND, OTHER = "尉迟春梅", "令狐秋菊", "祝桂兰"
ITEMS = 143


class Years:
    """A served house, its hour, and people who come at one width, with scripts or without."""

    def __init__(self, house, chromium, address, hour, width, scripts) -> None:
        self.house, self.hour = house, hour
        self._come = lambda who: Colleague(chromium, address, who, width, scripts)
        self.people: dict[str, Colleague] = {}

    def who(self, username: str) -> Colleague:
        """Somebody, signed in."""
        if username not in self.people:
            self.people[username] = self._come(username)
        return self.people[username]

    def step(self, username: str, row: str, verb: str, /, **fields) -> Colleague:
        """One step of a selection through its form."""
        who = self.who(username)
        who.go(f"/network/selections/{row}/{verb}/")
        who.enter(**fields)
        who.done()
        return who

    def chosen(self, day: str, name: str, username: str) -> str:
        """A whole selection from the announcement to the pledge, three weeks long; answers with its id."""
        start = datetime.fromisoformat(day).replace(tzinfo=clock.ZONE)

        def on(days: int) -> str:
            self.hour.at = start + timedelta(days=days)
            return f"{self.hour.at:%Y-%m-%d}"

        on(0)
        luo = self.who("luo")
        luo.go(f"/network/selections/new/?unit={told.hamlet(HEADLESS).pk}")
        luo.enter(criteria="热心、有时间、能保密", place="村妇女之家")
        luo.page.fill("[name=meets_on]", f"{start + timedelta(days=7):%Y-%m-%d}")
        luo.done()
        row = luo.page.url.rstrip("/").rpartition("/")[2]
        for each in (name, OTHER):
            self.step(
                "luo", row, "nominate", name=each, put_forward="villagers", reasons="热心肠", agrees=True
            )
        held = on(7)
        luo.go(f"/network/selections/{row}/hold_meeting/")
        luo.enter(meets_on=held, attended="31", way="votes")
        luo.page.get_by_label(name, exact=True).check()
        luo.page.get_by_label(f"{name}得票").fill("21")
        luo.page.get_by_label(f"{OTHER}得票").fill("40")
        luo.send()
        assert "票数多于到会人数" in luo.text() and luo.page.get_by_label(f"{name}得票").input_value() == "21"
        luo.page.get_by_label(f"{OTHER}得票").fill("9")
        luo.done()
        on(8)
        self.step("luo", row, "publish_notice")
        self._notice(row, name)
        tian = self.who("tian")
        taken = on(9)
        self.step("luo", row, "enter_objection", ground="ties", heard="in_person", taken_on=taken)
        on(10)
        tian.go(f"/network/selections/{row}/settle_objection/")
        tian.page.locator("[name=objection]").first.check()
        tian.enter(upheld="no", answer="已核实，不影响任职。")
        tian.done()
        done = on(21)
        self.step("tian", row, "confirm_head", username=username)
        self.step("tian", row, "record_training", trained_on=done)
        self.step("tian", row, "sign_pledge", pledged_on=done, conflicts=["leadership"])
        return row

    def _notice(self, row: str, name: str) -> None:
        """Everybody reads it; its last day is held against the clock of the database, which no story moves."""
        days = self.house.raw("select public_until from network_stationheadselection where id = %s", [row])
        until = "update network_stationheadselection set public_until = %s where id = %s"
        self.house.raw(until, [max(days[0][0], date.today() + timedelta(days=1)), row])
        context = self.who("luo").context.browser.new_context(locale="zh-CN")
        page = context.new_page()
        page.goto(f"{self.who('luo').address}/help/notices/{row}/")
        text = page.locator("body").inner_text()
        assert name in text and OTHER not in text and "热心肠" not in text
        context.close()
        self.house.raw(until, [days[0][0], row])


@pytest.fixture(
    params=[(1366, True), (390, True), (390, False)], ids=["desk", "phone", "phone without scripts"]
)
def years(request, fresh_house, chromium) -> Iterator[Years]:
    """One house for each width."""
    hour = Hour()
    with served(lambda application: InTheStory(application, hour)) as address:
        life = Years(fresh_house, chromium, address, hour, *request.param)
        yield life
        for each in life.people.values():
            each.context.close()


def test_from_a_selection_over_three_years_to_a_succession_of_143_items(years):
    house, hour = years.house, years.hour
    told.account(house, "chun", FIRST)
    told.account(house, "qiu", SECOND)
    hour.strikes("2026-03-02 09:00")
    luo = years.who("luo")
    luo.go(f"/network/sites/new/?unit={told.hamlet(HEADLESS).parent_id}")
    luo.enter(name="卧虎村妇女之家", function="feedback_station", address="村部一楼", rooms="2")
    luo.page.select_option("[name=serves]", label=told.hamlet(HEADLESS).short_name)
    luo.done()

    row = years.chosen("2026-03-02 09:00", FIRST, "chun")  # Monday; public from Tue 10 to Tue 17 March
    hour.strikes("2026-03-24 09:00")
    tian = years.step("tian", row, "begin_term")
    assert "任期中" in tian.text() and "2029年3月23日" in tian.text()
    assert OTHER not in tian.text()

    cases = [matter("chun", channel="station") for _each in range(ITEMS)]
    hour.strikes("2028-12-01 09:00")
    chun = years.who("chun")
    chun.go(f"/cases/{cases[0].pk}/")
    assert cases[0].number in chun.text()

    with house.login("worker"):  # sixty days ahead the township hears of it
        sweep.ring_due(at=datetime(2029, 1, 23, 9, tzinfo=clock.ZONE), limit=1000)
    reminded = (
        "select count(*) from network_outboxmessage where kind = 'reminder' and subject_kind = 'station_head'"
    )
    assert house.raw(f"{reminded} and recipient_id = %s", [person("tian").pk]) == [(1,)]

    years.chosen("2029-02-27 09:00", SECOND, "qiu")
    hour.strikes("2029-03-21 09:00")
    tian.go("/network/selections/")
    tian.page.locator("main a.lk", has_text=told.hamlet(HEADLESS).short_name).first.click()
    tian.press(f"办理{FIRST}交接并开始任期")
    assert str(ITEMS) in tian.text()
    tian.page.get_by_label(f"{SECOND}，已确认当选").check()
    tian.enter(ended_for="term", password="wrong-one")
    tian.send()
    assert "密码" in tian.page.locator(".err").inner_text()
    tian.page.fill("[name=password]", PASSWORD)
    tian.done()
    sheet = tian.text()
    assert all(case.number in sheet for case in cases) and SECOND in sheet and FIRST in sheet

    owners = house.raw(
        "select u.username, count(*) from cases_case c join network_user u on u.id = c.owner_id group by 1"
    )
    assert owners == [("qiu", ITEMS)]
    hour.strikes("2029-03-22 09:00")
    qiu = years.who("qiu")
    for case in (cases[0], cases[71], cases[-1]):
        qiu.go(f"/cases/{case.pk}/")
        assert case.number in qiu.text()
    chun.page.goto(f"{chun.address}/cases/{cases[0].pk}/")
    chun.complaints.clear()
    assert cases[0].number not in chun.text()
    states = house.raw("select state from network_stationheadselection order by announced_on")
    assert states == [("term_over",), ("in_term",)]
