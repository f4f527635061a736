"""One place, many functions, never counted twice; what is missing stands on a list; a missed visit is late."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.access.gate import Refusal
from network.deadlines import sweep
from network.inspections import verbs as inspections
from network.inspections.checklist import CODES
from network.inspections.verbs import Answer
from network.sites import coverage, verbs
from network.sites.places import Function
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import acting, browser_of, person, plain_sql
from tests.selection import told
from tests.selection.told import BEGUN, HEADED, HEADLESS, TOWN, VILLAGE, does


def _village() -> Unit:
    return Unit.objects.current().get(code=cast.WOHU_VILLAGE, level=4)


def _home(**more):
    facts = {"name": "卧虎村妇女之家", "address": "村部一楼", "phone": "", "rooms": 2} | more
    facts |= {"opened_on": date(2025, 3, 8), "week": {}, "is_published": False}
    village = _village()
    return does(
        VILLAGE, verbs.open_site, village, function=Function.HOME, serves=village, facts=facts, at=BEGUN
    )


def test_one_room_is_home_station_and_talk_point_and_counts_once(fresh_house):
    home, hamlet = _home(), told.hamlet(HEADED)
    for function, serves in ((Function.STATION, hamlet), (Function.TALK_POINT, _village())):
        does(
            VILLAGE,
            verbs.serve_as,
            home.pk,
            function=function,
            serves=serves,
            since=date(2025, 3, 8),
            at=BEGUN,
        )
    with acting(TOWN):
        town = person(TOWN).appointments.get().unit
        counted = coverage.places(town)
    assert counted.places == 1
    assert {str(label): n for label, n in counted.functions} == {
        "妇女之家": 1,
        "妇情反馈站": 1,
        "妇女儿童维权站": 0,
        "百姓说事点": 1,
    }
    page = browser_of(TOWN).get("/network/sites/").content.decode()
    assert page.count("卧虎村妇女之家") == 1 and "何桂芳" in page


def test_a_hamlet_has_one_station_and_functions_have_their_levels(fresh_house):
    home, hamlet, village = _home(), told.hamlet(HEADED), _village()
    does(
        VILLAGE,
        verbs.serve_as,
        home.pk,
        function="feedback_station",
        serves=hamlet,
        since=date(2025, 3, 8),
        at=BEGUN,
    )
    with pytest.raises(Refusal) as twice:
        told.entered(HEADED)
    assert twice.value.code == "function"
    for function, serves, code in (
        ("feedback_station", village, "function"),
        ("home", told.hamlet(HEADLESS), "function"),
        ("talk_point", told.hamlet(f"{cast.SHANMEN_VILLAGE}001"), "serves"),
    ):
        with pytest.raises(Refusal) as refused:
            does(
                VILLAGE,
                verbs.serve_as,
                home.pk,
                function=function,
                serves=serves,
                since=date(2025, 3, 8),
                at=BEGUN,
            )
        assert refused.value.code == code


def test_coverage_counts_by_hand_and_lists_what_is_missing(fresh_house):
    told.entered(HEADED)
    told.entered(HEADLESS)
    with acting(TOWN):
        town = person(TOWN).appointments.get().unit
        hamlets = Unit.objects.current().filter(township_id=town.pk, level=5).count()
        gaps = coverage.gaps(town, on=clock.today())
    assert (gaps.hamlets, len(gaps.bare)) == (hamlets, hamlets - 2)
    assert [unit.code for unit in gaps.headless] == [HEADLESS]
    page = browser_of(TOWN).get("/network/coverage/").content.decode()
    assert f"2/{hamlets}" in page and told.hamlet(HEADLESS).short_name in page
    with acting("lin"):
        county = person("lin").appointments.get().unit
        counted = coverage.by_child(county, on=clock.today())[town.pk]
    assert (counted.hamlets, counted.stations, counted.headless) == (hamlets, 2, 1)
    assert counted.leaderless == len(gaps.leaderless)


@pytest.mark.parametrize("who", ["zhou", "lin", "tian", "luo"])
def test_the_page_of_gaps_asks_the_same_number_of_questions_however_much_there_is(fresh_house, who):
    client = browser_of(who)
    told.entered(HEADED)
    first = {}
    for path in ("/network/coverage/", "/network/sites/", "/network/inspections/"):
        client.get(path)
        with CaptureQueriesContext(connection) as one:
            client.get(path)
        first[path] = len(one)
    told.entered(HEADLESS)
    told.entered(f"{cast.WOHU_VILLAGE}002")
    for path, number in first.items():
        with CaptureQueriesContext(connection) as more:
            client.get(path)
        assert len(more) == number, path


@pytest.mark.parametrize("who", ["he", "shi", "duan", "sysadmin", "auditor", "tong"])
def test_others_find_no_register(house, who):
    client = browser_of(who)
    for path in ("/network/sites/", "/network/coverage/", "/network/inspections/", "/network/selections/"):
        assert client.get(path).status_code == 403


def test_a_place_is_kept_by_its_own_line_and_published_for_everybody(fresh_house, client):
    site = told.entered(HEADED)
    assert browser_of("sun").get(f"/network/sites/{site.pk}/").status_code == 404
    with acting("sun"):
        assert plain_sql("update network_site set phone = '1' where id = %s returning 1", [site.pk]) == []
    luo = browser_of(VILLAGE)
    told_ = {
        "act": "change",
        "name": site.name,
        "address": site.address,
        "phone": "0434-5550999",
        "rooms": "1",
    }
    told_ |= {"opened_on": "2026-03-02", "is_published": "on"}
    bare = luo.post(f"/network/sites/{site.pk}/", told_)
    assert bare.status_code == 200 and "至少填写一天" in bare.content.decode()
    done = luo.post(f"/network/sites/{site.pk}/", told_ | {"day_0": "8:30-11:30"})
    assert done.status_code == 302
    town = told.hamlet(HEADED).parent.parent
    page = client.get(f"/help/units/{town.code}/").content.decode()
    assert site.name in page and "0434-5550999" in page and "08:30–11:30" in page


def _answers(**lacking):
    return [Answer(code, code not in lacking, due_on=lacking.get(code)) for code in CODES]


def test_a_missed_visit_is_late_and_climbs(fresh_house):
    told.entered(HEADED)
    rows = fresh_house.raw("select owner_id, due_on from network_clock where limit_id = 'station.inspection'")
    assert rows == [
        (person("tian").pk, date(2026, 8, 31))
    ]  # 180 days from 2 March: Saturday 29 August, then Monday
    with fresh_house.login("worker"):
        sweep.ring_due(at=BEGUN + timedelta(days=210), limit=100)
    told_to = fresh_house.raw("select distinct recipient_id from network_outboxmessage where kind = 'rung'")
    assert (person("tian").pk,) in told_to and (person("lin").pk,) in told_to
    page = browser_of(TOWN).get("/network/inspections/").content.decode()
    assert "站点检查" in page


def test_a_visit_finds_what_is_missing_and_the_village_mends_it(fresh_house):
    site, at = told.entered(HEADED), BEGUN + timedelta(days=30)
    made = does(
        TOWN,
        inspections.inspect_site,
        site.pk,
        held_on=clock.local_date(at),
        answers=_answers(sign=clock.local_date(at) + timedelta(days=10)),
        at=at,
    )
    alive = fresh_house.raw(
        "select limit_id, due_on from network_clock where state = 'running' and limit_id like 'station.%' order by 1"
    )
    assert alive == [("station.inspection", date(2026, 9, 28)), ("station.mending", date(2026, 4, 13))]
    with acting(VILLAGE):
        finding = made.findings.get(is_fine=False)
    answer = browser_of(VILLAGE).post(
        f"/network/inspections/{made.pk}/", {"finding": finding.pk, "mended_on": str(clock.today())}
    )
    assert answer.status_code == 302
    assert fresh_house.raw("select state from network_clock where limit_id = 'station.mending'") == [("met",)]


def test_every_line_is_answered_and_what_is_missing_has_a_day(fresh_house):
    site, at = told.entered(HEADED), BEGUN + timedelta(days=30)
    tian = browser_of(TOWN)
    page = tian.post(f"/network/sites/{site.pk}/inspect/", {"held_on": "2026-03-05", "note_sign": "没有牌子"})
    assert (
        page.status_code == 200
        and "请逐项回答" in page.content.decode()
        and "没有牌子" in page.content.decode()
    )
    for answers, code in (
        ([Answer("sign", True)], "fine_open"),
        (_answers(open=None), "due_open"),
        ([Answer(c, True, "13704341987" if c == "open" else "") for c in CODES], "note_open"),
    ):
        with pytest.raises(Refusal) as refused:
            does(TOWN, inspections.inspect_site, site.pk, held_on=date(2026, 4, 1), answers=answers, at=at)
        assert refused.value.code == code


def test_a_place_that_is_given_up_owes_no_visit_and_leaves_a_gap(fresh_house):
    site, at = told.entered(HEADLESS), BEGUN + timedelta(days=15)
    lacking = _answers(sign=clock.local_date(at) + timedelta(days=30))
    does(TOWN, inspections.inspect_site, site.pk, held_on=clock.local_date(at), answers=lacking, at=at)
    assert "门外有牌子" in browser_of(TOWN).get("/network/inspections/").content.decode()
    does(VILLAGE, verbs.give_up, site.pk, on=date(2026, 3, 20), at=BEGUN + timedelta(days=20))
    alive = "select count(*) from network_clock where state in ('running', 'paused')"
    assert fresh_house.raw(alive) == [(0,)]
    assert "门外有牌子" not in browser_of(TOWN).get("/network/inspections/").content.decode()
    with acting(TOWN):
        gaps = coverage.gaps(person(TOWN).appointments.get().unit, on=clock.today())
    assert HEADLESS in [unit.code for unit in gaps.bare]


def test_a_station_does_not_end_under_its_head_or_a_selection_nor_on_a_day_to_come(fresh_house):
    headed, headless, luo = told.entered(HEADED), told.entered(HEADLESS), browser_of(VILLAGE)

    def ends(site, day, act="give_up", **more):
        prefix = {"give_up": "give", "end": "end"}[act]
        page = luo.post(f"/network/sites/{site.pk}/", {"act": act, f"{prefix}-on": f"{day:%Y-%m-%d}"} | more)
        return page.content.decode() if page.status_code == 200 else ""

    today = clock.today()
    assert "还没有到这一天" in ends(headless, today + timedelta(days=1))
    assert "请先为她办理交接" in ends(headed, today)
    extra = {"function": Function.TALK_POINT, "serves": told.hamlet(HEADED), "since": date(2026, 3, 2)}
    does(VILLAGE, verbs.serve_as, headed.pk, **extra)
    with acting(VILLAGE):
        station = str(headed.functions.get(function=Function.STATION).pk)
    assert "请先为她办理交接" in ends(headed, today, "end", row=station)
    assert "还没有到这一天" in ends(headed, today + timedelta(days=1), "end", row=station)
    told.announced(HEADLESS)
    assert "请先终止评选" in ends(headless, today)
    assert fresh_house.raw("select count(*) from network_site where closed_on is not null") == [(0,)]


def test_a_visit_that_is_entered_late_does_not_move_the_next_one(fresh_house):
    site, at = told.entered(HEADED), BEGUN + timedelta(days=60)
    owed = "select starts_on, state from network_clock where limit_id = 'station.inspection' order by started_at, state"
    does(TOWN, inspections.inspect_site, site.pk, held_on=date(2026, 4, 20), answers=_answers(), at=at)
    assert fresh_house.raw(owed) == [(date(2026, 3, 2), "met"), (date(2026, 4, 20), "running")]
    before, later = fresh_house.raw(owed), at + timedelta(days=5)
    does(TOWN, inspections.inspect_site, site.pk, held_on=date(2026, 3, 20), answers=_answers(), at=later)
    assert fresh_house.raw(owed) == before


def test_a_place_that_is_sent_twice_at_once_is_entered_once(fresh_house):
    unit = _village()
    sent = {"name": "卧虎村妇女之家", "address": "村部一楼", "rooms": "2", "opened_on": "2026-03-02"}
    sent |= {"function": "feedback_station", "serves": str(told.hamlet(HEADLESS).pk)}

    def send(_n):
        try:
            return browser_of(VILLAGE).post(f"/network/sites/new/?unit={unit.pk}", sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(send, range(3))) == [200, 200, 302]
    assert fresh_house.raw("select count(*) from network_site") == [(1,)]


def test_no_button_of_a_place_leads_whom_it_refuses(fresh_house):
    site = told.entered(HEADED)
    told.entered(HEADLESS)
    buttons = ("/network/selections/new/", "/network/sites/new/")
    town = told.hamlet(HEADED).township_id
    for who, announces, keeps in (
        ("luo", True, True),
        (TOWN, True, True),
        ("lin", False, True),
        ("gao", False, False),
    ):
        client = browser_of(who)
        here = town if who != "luo" else _village().pk
        page = client.get(f"/network/coverage/?unit={here}").content.decode()
        assert [each in page for each in buttons] == [announces, keeps], who
        place = client.get(f"/network/sites/{site.pk}/").content.decode()
        assert (buttons[0] in place) is announces, who


def test_what_is_to_be_mended_is_due_on_its_day_also_when_the_policy_counts_more_days(fresh_house):
    site, at = told.entered(HEADED), BEGUN + timedelta(days=30)
    fresh_house.raw("update network_limit set length = 5 where code = 'station.mending'")
    due = clock.local_date(at) + timedelta(days=12)
    answers = _answers(sign=due)
    does(TOWN, inspections.inspect_site, site.pk, held_on=clock.local_date(at), answers=answers, at=at)
    rows = fresh_house.raw("select due_on from network_clock where limit_id = 'station.mending'")
    assert rows == [(due,)]
