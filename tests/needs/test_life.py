"""Once in a half-year a hamlet says what its women need: counts, no names, and no number of fewer than five above the village."""

from datetime import date, datetime, timedelta

import pytest

from network.access.gate import Refusal
from network.sites import verbs as sites
from network.staff.models import Appointment
from network.units.models import Unit
from outreach.counting import banded
from outreach.needs import periods, summary, turning, verbs
from outreach.needs.models import NeedsSheet
from outreach.visits import turning as rounds
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import acting, browser_of, person, plain_sql
from tests.leave.test_leave import ask, grant
from tests.selection import told
from tests.selection.told import BEGUN, HEADED, HEADLESS, TOWN, VILLAGE, does

SECOND = f"{HEADED[:-1]}2"
JULY = datetime(2026, 7, 6, 9, tzinfo=clock.ZONE)


def _sheet(code: str, period: str = "2026H1") -> NeedsSheet:
    return NeedsSheet.objects.get(unit=told.hamlet(code), period=period)


def _filled(
    code: str, who: str, *, work: int, law: int = 0, at: datetime = BEGUN, words: str = ""
) -> NeedsSheet:
    with acting(VILLAGE):
        row = _sheet(code)
    told_ = {"asked": 20, "women": {"work": work, "law": law}, "words": words}
    return does(who, verbs.fill_needs, row.pk, at=at, **told_)


def test_half_years_follow_each_other_and_never_overlap():
    assert periods.of(date(2026, 6, 30)) == "2026H1" and periods.of(date(2026, 7, 1)) == "2026H2"
    assert periods.after("2026H2") == "2027H1" and periods.before("2027H1") == "2026H2"
    assert periods.first_day("2026H2") == date(2026, 7, 1) and "2026年下半年" in periods.label("2026H2")
    assert [banded(n) for n in (0, 4, 5, 9, 10)] == [None, None, 5, 5, 10]


def test_a_station_owes_a_sheet_now_and_the_next_one_from_the_first_of_july(fresh_house):
    told.entered(HEADED)
    rows = fresh_house.raw("select owner_id, due_on from network_clock where limit_id = 'needs.sheet'")
    assert rows == [(person("he").pk, date(2026, 4, 1))]
    with clock.moved_to(BEGUN):
        assert "妇女需求" in browser_of("he").get("/m/").content.decode()
    _filled(HEADED, "he", work=7)
    running = fresh_house.raw(
        "select starts_on, due_on from network_clock where limit_id = 'needs.sheet' and state = 'running'"
    )
    assert running == [(date(2026, 7, 1), date(2026, 7, 31))]
    with acting("he"):
        coming = _sheet(HEADED, "2026H2")
    with pytest.raises(Refusal):
        does("he", verbs.fill_needs, coming.pk, asked=5, women={}, at=BEGUN)
    # Within its half-year it is corrected; afterwards it stays.
    _filled(HEADED, "he", work=8, at=BEGUN + timedelta(days=1))
    assert fresh_house.raw("select need, women from outreach_needcount") == [("work", 8)]
    with pytest.raises(Refusal):
        _filled(HEADED, "he", work=9, at=JULY)


def test_on_the_phone_wrong_figures_and_names_stand_beside_their_field(fresh_house):
    told.entered(HEADED, at=clock.now())
    he = browser_of("he")
    with acting("he"):
        row = NeedsSheet.objects.get(unit=told.hamlet(HEADED))
    address = f"/m/needs/{row.pk}/"
    assert str(row.pk) in he.get("/m/needs/").content.decode()
    for form, sentence in (
        ({"asked": "3", "need_work": "4"}, "不能多于询问的人数"),
        ({"asked": "0"}, "请填写询问的人数"),
        ({"asked": "9", "words": "王桂芬 13704341987 家"}, "只写办公电话"),
        ({"asked": "9", "words": "听说老李家不太平"}, "听说"),
    ):
        page = he.post(address, form)
        assert page.status_code == 200 and sentence in page.content.decode(), sentence
    assert he.post(address, {"asked": "9", "need_work": "4", "words": "缺路灯"}).status_code == 302
    for name in ("ma", "chen", "wang"):
        assert browser_of(name).get(address).status_code == 404
    assert browser_of(VILLAGE).get(address).status_code == 200
    assert browser_of(TOWN).get(address).status_code == 403


def test_above_the_village_only_sums_in_whole_steps_are_told(fresh_house):
    for code, who, work, law in ((HEADED, "he", 4, 1), (SECOND, "ma", 9, 2), (HEADLESS, VILLAGE, 0, 1)):
        told.entered(code)
        _filled(code, who, work=work, law=law, words="缺路灯" if code == HEADED else "")
    with acting(TOWN) as (tian, _scope):
        town = tian.appointments.get().unit
        found = summary.summed(town, "2026H1")
        village = person(VILLAGE).appointments.get().unit_id
        assert (
            found.needs[0] == ("就近就业或培训", 10) and dict(found.needs)["了解婚姻、财产、土地权益"] is None
        )
        assert (found.parts[village].filled, found.parts[village].hamlets) == (3, 3)
        assert [str(label) for label in found.parts[village].most] == ["就近就业或培训"]
        assert found.words == []  # three hamlets are too few to mix words
        # Behind the page the counts themselves are closed to the township.
        assert (
            plain_sql("select * from outreach_needcount")
            == []
            == plain_sql("select * from outreach_needwords")
        )
    with acting("chen"):
        assert plain_sql("select * from needs_summed(%s, '2026H1')", [town.pk]) == []
        assert plain_sql("select id from outreach_needssheet") == []
    page = browser_of("zhou").get("/outreach/needs/?period=2026H1").content.decode()
    assert "10 以上" in page and "不足五" in page and "3/3" in page
    assert browser_of("he").get("/outreach/needs/").status_code == 403


def test_a_station_that_ends_owes_no_sheet(fresh_house):
    site = told.entered(HEADED, at=clock.now())
    fresh_house.raw("update network_appointment set ends_on = current_date - 1 where role = 'station_head'")
    does(VILLAGE, sites.give_up, site.pk, on=clock.today())
    assert fresh_house.raw("select count(*) from outreach_needssheet") == [(0,)]
    assert fresh_house.raw("select state from network_clock where limit_id = 'needs.sheet'") == [
        ("cancelled",)
    ]


def test_nobody_above_reads_the_sheet_of_one_hamlet_as_if_it_were_an_area(fresh_house):
    told.entered(HEADED)
    for username in ("tian", "lin", "zhou"):
        assert browser_of(username).get(f"/outreach/needs/?unit={told.hamlet(HEADED).pk}").status_code == 404


def _turned(house, at: datetime) -> dict[str, int]:
    with house.login("worker"):
        return turning.turn_sheets(at=at)


def test_what_nobody_filled_lapses_with_its_half_year_and_the_next_one_is_owed(fresh_house):
    told.entered(HEADED)
    assert _turned(fresh_house, BEGUN) == {"lapsed": 0, "owed": 0, "moved": 0}
    assert _turned(fresh_house, JULY) == {"lapsed": 1, "owed": 1, "moved": 0}
    assert _turned(fresh_house, JULY) == {"lapsed": 0, "owed": 0, "moved": 0}
    assert fresh_house.raw("select period, state from outreach_needssheet order by 1") == [
        ("2026H1", "lapsed"),
        ("2026H2", "due"),
    ]
    clocks = "select state, due_on from network_clock where limit_id = 'needs.sheet' order by starts_on"
    assert [state for state, _due in fresh_house.raw(clocks)] == ["cancelled", "running"]
    with acting(VILLAGE):
        old = _sheet(HEADED)
    assert browser_of("he").post(f"/m/needs/{old.pk}/", {"asked": "9", "need_work": "4"}).status_code == 200
    assert fresh_house.raw("select count(*) from outreach_needcount") == [(0,)]


def test_a_station_that_stood_before_the_rule_owes_a_sheet_and_a_round_too(fresh_house):
    told.entered(HEADED)
    fresh_house.raw(
        "delete from outreach_needssheet; delete from outreach_visitround; delete from network_clock"
    )
    assert _turned(fresh_house, BEGUN)["owed"] == 1
    with fresh_house.login("worker"):
        assert rounds.turn_rounds(at=BEGUN) == {"owed": 1, "moved": 0}
        assert rounds.turn_rounds(at=BEGUN) == {"owed": 0, "moved": 0}
    with acting("he") as (he, _scope):
        assert _sheet(HEADED).owner_id == he.pk
    owners = fresh_house.raw(
        "select limit_id, owner_id from network_clock where state = 'running' order by 1"
    )
    assert owners == [("needs.sheet", person("he").pk), ("visits.round", person("he").pk)]


def test_a_head_who_comes_later_takes_over_what_her_chair_was_asked(fresh_house):
    fresh_house.raw("update network_appointment set ends_on = date '2026-03-01' where role = 'station_head'")
    told.entered(HEADED)
    chair = person(VILLAGE).pk
    assert fresh_house.raw("select owner_id from outreach_needssheet") == [(chair,)]
    fresh_house.raw("update network_appointment set ends_on = null where role = 'station_head'")
    assert _turned(fresh_house, BEGUN)["moved"] == 1
    with fresh_house.login("worker"):
        assert rounds.turn_rounds(at=BEGUN)["moved"] == 1
    running = fresh_house.raw(
        "select distinct owner_id from network_clock where state = 'running' and limit_id in ('needs.sheet', 'visits.round')"
    )
    assert running == [(person("he").pk,)]


def test_whoever_stands_in_for_a_head_fills_her_sheet_and_only_while_she_is_away(fresh_house):
    member = told.account(fresh_house, "qiu", "邱梅")
    with fresh_house.login("migrator"):
        village = Unit.objects.current().get(code=cast.WOHU_VILLAGE, level=4)
        post = {"user": member, "unit": village, "role": "executive_member", "starts_on": clock.today()}
        Appointment.objects.create(**post)
    told.entered(HEADED, at=clock.now())  # the database asks its own clock who is away
    with acting(VILLAGE):
        row = NeedsSheet.objects.get(unit=told.hamlet(HEADED), state="due")
    address, figures = f"/m/needs/{row.pk}/", {"asked": 20, "work": 6}
    assert browser_of("qiu").get(address).status_code in (403, 404)
    leave = grant(ask("he", "qiu"), TOWN)
    assert str(row.pk) in browser_of("qiu").get("/m/needs/").content.decode()
    assert browser_of("qiu").get(address).status_code == 200
    assert browser_of("sun").get(address).status_code in (403, 404)
    assert browser_of("qiu").post(address, figures).status_code == 302
    assert fresh_house.raw("select state, filled_by_id from outreach_needssheet where id = %s", [row.pk]) == [
        ("filled", person("qiu").pk)
    ]
    fresh_house.raw("update network_leave set ended_on = %s where id = %s", [clock.today(), leave.pk])
    fresh_house.raw(
        "update network_leave set starts_on = starts_on - 9, ends_on = ends_on - 9, ended_on = null where id = %s",
        [leave.pk],
    )
    assert browser_of("qiu").get(address).status_code in (403, 404)
