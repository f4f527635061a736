"""A round of visits and a patrol without a signal: written down when the phone is heard of, or looked at by the township."""

from datetime import datetime, timedelta

import pytest
from django.db import connection

from network.access.gate import Refusal
from network.patrols import closing
from outreach.visits import entering, people
from outreach.visits import verbs as rounds
from outreach.visits.models import VisitRound
from sisterhood.lib import clock
from tests.house import acting, browser_of, person
from tests.patrols.test_patrols import EVENING, crew, planned
from tests.selection import told
from tests.selection.told import HEADED, VILLAGE, does
from tests.sync.phone import Phone

NOON = datetime(2026, 3, 11, 12, tzinfo=clock.ZONE)
ROUND = {
    "companion": "罗文静",
    "begun": "09:10",
    "ended": "11:00",
    "doors": "6",
    "opened": "5",
    "topics": ["rights", "health"],
    "come_again": "2",
    "help_law": "1",
}
WALK = {"started": "18:05", "ended": "19:15", "weather": "rain", "helped": "2", "called_110": "18:40"}
WALK |= {"hazard": "light", "place": "村小学门前", "what": "灯不亮"}
COUNTS = {"doors": 3, "opened": 2, "come_again": 0, "topics": ["rights"], "help_asked": {}}
ROWS = "select state, doors, opened, come_again, topics, help_asked, begun_at, ended_at from outreach_visitround where state = 'ended'"


@pytest.fixture
def he(fresh_house):
    """A station with its owed round, and the phone of its head."""
    told.entered(HEADED)
    ROUND["companion"] = person(VILLAGE).display_name
    return Phone("he")


def _sent(phone: Phone, form: str, at: datetime, **fields) -> dict:
    with clock.moved_to(at):
        item = phone.save(form, fields=fields, made_at=at)
        answers = [phone.send(item) for _n in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200], answers[0].content
    return answers[0].json()


def _entry(house) -> str:
    return str(house.raw("select id from cases_phonecheck order by entered_at desc limit 1")[0][0])


def _shown(username: str, house, at: datetime) -> str:
    with clock.moved_to(at):
        return browser_of(username).get(f"/cases/checks/{_entry(house)}/").content.decode()


def _decides(username: str, house, at: datetime, **said):
    with clock.moved_to(at):
        return browser_of(username).post(f"/cases/checks/{_entry(house)}/", said)


def test_a_whole_round_without_a_signal_is_one_round_and_meets_what_was_owed(fresh_house, he):
    answer = _sent(he, "visit", NOON, **ROUND)
    assert answer["state"] == "received" and "走访已记下" in answer["words"]
    begun, ended = NOON.replace(hour=9, minute=10), NOON.replace(hour=11)
    assert fresh_house.raw(ROWS) == [
        ("ended", 6, 5, 2, ["rights", "health"], {"law": 1}, begun, ended),
    ]
    states = fresh_house.raw(
        "select state, count(*) from network_clock where limit_id = 'visits.round' group by 1"
    )
    assert dict(states) == {"met": 1, "running": 1}
    assert fresh_house.raw("select count(*) from cases_phonecheck") == [(0,)]


def test_the_end_of_a_round_whose_page_was_open_ends_that_round(fresh_house, he):
    begun = NOON - timedelta(hours=2)
    row = does("he", rounds.set_out, told.hamlet(HEADED), companion=person(VILLAGE), at=begun)
    back = {name: ROUND[name] for name in ("doors", "opened", "topics", "come_again")}
    assert _sent(he, "visit", NOON, **back, round=str(row.pk), base="under_way")["state"] == "received"
    assert fresh_house.raw(ROWS)[0][6:] == (begun, NOON)


def test_a_round_that_ended_meanwhile_waits_for_the_township_and_is_not_counted_twice(fresh_house, he):
    begun = NOON - timedelta(hours=3)
    row = does("he", rounds.set_out, told.hamlet(HEADED), companion=person(VILLAGE), at=begun)
    does("he", rounds.end_round, row.pk, at=NOON, **COUNTS)
    later = NOON + timedelta(hours=1)
    assert _sent(he, "visit", later, **ROUND, round=str(row.pk), base="under_way")["state"] == "check"
    assert len(fresh_house.raw(ROWS)) == 1
    page = _shown("tian", fresh_house, later)
    assert "何桂芳" in page and 'value="6"' in page and "走访" in page
    taken = {"begun_at": "2026-03-11T09:10", "ended_at": "2026-03-11T11:00", "companion": person(VILLAGE).pk}
    accepts = _decides("tian", fresh_house, later, decision="accept_check", **(ROUND | taken))
    assert "已经记过了" in accepts.content.decode() and len(fresh_house.raw(ROWS)) == 1
    aside = _decides("tian", fresh_house, later, decision="set_check_aside", reason="电话里问过，同一次走访")
    assert aside.status_code == 302
    assert fresh_house.raw("select state, has_words from cases_phonecheck") == [("aside", False)]
    assert fresh_house.raw("select count(*) from cases_phonecheckwords") == [(0,)]


def test_a_companion_nobody_knows_is_asked_for_by_telephone_and_the_round_is_entered(fresh_house, he):
    assert _sent(he, "visit", NOON, **(ROUND | {"companion": "罗姐"}))["state"] == "check"
    later = NOON + timedelta(hours=2)
    page = _shown("tian", fresh_house, later)
    assert "2026-03-11T09:10" in page, page[page.index("<main") :][:1500]
    assert "她写的是：罗姐" in page, page[page.index("她填写的") :][:700]
    taken = {"begun_at": "2026-03-11T09:10", "ended_at": "2026-03-11T11:00"}
    blank = _decides(
        "tian", fresh_house, later, decision="accept_check", **(ROUND | taken | {"companion": ""})
    )
    assert blank.status_code == 200 and fresh_house.raw(ROWS) == []
    taken |= {"companion": person(VILLAGE).pk}
    whole = _decides("tian", fresh_house, later, decision="accept_check", **(ROUND | taken))
    assert whole.status_code == 302, whole.content.decode()
    assert len(fresh_house.raw(ROWS)) == 1
    with acting("he"):
        assert VisitRound.objects.get(state="ended").companion == person(VILLAGE)
    assert fresh_house.raw("select state, has_words from cases_phonecheck") == [("accepted", False)]
    assert fresh_house.raw("select count(*) from cases_phonecheckwords") == [(0,)]


def test_what_waits_of_a_round_is_seen_by_its_township_and_above_and_by_nobody_else(fresh_house, he):
    _sent(he, "visit", NOON, **(ROUND | {"companion": "罗姐"}))
    entry = _entry(fresh_house)
    seen = {}
    for username in ("tian", "lin", "luo", "ma", "sun", "zheng"):
        seen[username] = browser_of(username).get(f"/cases/checks/{entry}/").status_code
        with acting(username), connection.cursor() as cursor:
            cursor.execute("select count(*) from cases_phonecheck")
            assert (cursor.fetchone()[0] == 1) is (username in ("tian", "lin")), username
    assert seen["tian"] == seen["lin"] == 200
    assert not {seen[name] for name in ("luo", "ma", "sun", "zheng")} & {200, 500}
    assert "罗姐".encode() not in bytes(fresh_house.raw("select note from cases_phonecheckwords")[0][0])


def test_a_whole_patrol_without_a_signal_is_walked_and_credited(fresh_house):
    row = planned(*crew())
    saved = EVENING + timedelta(minutes=80)
    answer = _sent(Phone("he"), "patrol", saved, **WALK)
    assert answer["state"] == "received", answer
    facts = "select state, weather, helped, started_at, ended_at from network_patrol"
    begun, ended = EVENING + timedelta(minutes=5), EVENING + timedelta(minutes=75)
    assert fresh_house.raw(facts) == [("done", "rain", 2, begun, ended)]
    assert fresh_house.raw("select minutes from network_hoursentry") == [(70,), (70,)]
    assert fresh_house.raw("select number, called_at from network_patrolcall") == [
        ("110", EVENING + timedelta(minutes=40))
    ]
    assert fresh_house.raw("select patrol_id, hazard, place from network_foundplace") == [
        (row.pk, "light", "村小学门前")
    ]


def test_a_patrol_that_closed_before_the_phone_was_heard_of_is_written_up_by_the_township(fresh_house):
    planned(*crew())
    he = Phone("he")
    saved, heard = EVENING + timedelta(minutes=80), EVENING + timedelta(hours=14)
    with fresh_house.login("worker"):
        closing.close_forgotten(at=heard)
    assert fresh_house.raw("select state from network_patrol") == [("not_held",)]
    with clock.moved_to(heard):
        item = he.save("patrol", fields=WALK, made_at=saved)
        assert he.send(item).json()["state"] == "check"
        assert browser_of("luo").get(f"/cases/checks/{_entry(fresh_house)}/").status_code == 404
    page = _shown("tian", fresh_house, heard)
    assert 'value="18:05"' in page and "村小学门前" in page
    taken = _decides("tian", fresh_house, heard, decision="accept_check", **WALK)
    assert taken.status_code == 302, taken.content.decode()
    assert fresh_house.raw("select state, weather from network_patrol") == [("done", "rain")]
    assert fresh_house.raw("select minutes from network_hoursentry") == [(70,), (70,)]
    assert fresh_house.raw("select count(*) from network_foundplace") == [(1,)]
    calls = "select number, called_at, entered_by_id from network_patrolcall"
    assert fresh_house.raw(calls) == [("110", EVENING + timedelta(minutes=40), person("tian").pk)]


def test_a_walk_that_nobody_planned_stays_on_the_phone_with_a_sentence(fresh_house):
    planned(*crew())
    he = Phone("he")
    with clock.moved_to(EVENING + timedelta(days=9)):
        answer = he.send(he.save("patrol", fields=WALK))
    assert answer.status_code == 400 and "没有安排您参加的巡逻" in answer.json()["words"]


def test_whoever_walked_it_does_not_write_up_her_own_patrol(fresh_house):
    row = planned(*crew())
    heard = EVENING + timedelta(hours=14)
    with fresh_house.login("worker"):
        closing.close_forgotten(at=heard)
    moments = {
        "started_at": EVENING.isoformat()[:16],
        "ended_at": (EVENING + timedelta(hours=1)).isoformat()[:16],
    }
    with clock.moved_to(heard):
        assert "补记巡逻情况" not in browser_of("he").get(f"/network/patrols/{row.pk}/").content.decode()
        late = {"started_at": "2026-03-06T02:00", "ended_at": moments["ended_at"]}
        luo, address = browser_of(VILLAGE), f"/network/patrols/{row.pk}/write_up_patrol/"
        assert "补记巡逻情况" in luo.get(f"/network/patrols/{row.pk}/").content.decode()
        assert "不在这次巡逻的时间范围内" in luo.post(address, late).content.decode()
        assert luo.post(address, moments).status_code == 302
    assert fresh_house.raw("select state, started_at from network_patrol") == [("done", EVENING)]


def _wrote(doer: str, companion: str, begun: datetime, ended: datetime, at: datetime):
    with acting("tian") as (tian, _scope), clock.moved_to(at):
        unit = person("he").appointments.get().unit
        counts = COUNTS | {"doors": 3, "opened": 2}
        facts = {"begun_at": begun, "ended_at": ended, "counts": counts, "by": tian, "at": at}
        return entering.enter_round(unit, doer=person(doer), companion=person(companion), **facts)


def test_a_round_that_the_township_enters_later_meets_what_was_owed_on_its_own_day(fresh_house, he):
    begun, ended = NOON - timedelta(hours=2), NOON - timedelta(hours=1)
    _wrote("he", VILLAGE, begun, ended, NOON + timedelta(days=40))
    met = fresh_house.raw(
        "select met_at from network_clock where limit_id = 'visits.round' and state = 'met'"
    )
    assert met == [(ended,)]
    owed = "select owed_since from outreach_visitround where state = 'planned' and owed_since is not null"
    assert fresh_house.raw(owed) == [(NOON.date(),)]
    # One from before that, entered after it, meets nothing that was owed since.
    _wrote("he", VILLAGE, begun - timedelta(days=5), ended - timedelta(days=5), NOON + timedelta(days=41))
    assert fresh_house.raw(owed) == [(NOON.date(),)]
    assert fresh_house.raw(
        "select count(*) from network_clock where limit_id = 'visits.round' and state = 'met'"
    ) == [(1,)]


def test_two_others_may_go_round_there_at_the_same_time_but_nobody_twice(fresh_house, he):
    begun, ended = NOON - timedelta(hours=2), NOON - timedelta(hours=1)
    _wrote("he", VILLAGE, begun, ended, NOON)
    for doer, companion in (("he", VILLAGE), (VILLAGE, "he")):
        with pytest.raises(Refusal):
            _wrote(doer, companion, begun, ended, NOON)
    with acting("tian"):
        unit = person("he").appointments.get().unit
        others = [
            each
            for each in people.going(unit, on=NOON.date())
            if each.username not in ("he", VILLAGE, "tian")
        ]
    assert len(others) >= 2, [each.username for each in others]
    _wrote(others[0].username, others[1].username, begun, ended, NOON)
    assert len(fresh_house.raw(ROWS)) == 2
