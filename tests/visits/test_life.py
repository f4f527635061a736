"""Two go from door to door with something to offer; nothing about a household is written, and a worry goes the one way in."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from cases.casefile.models import Case, Event
from network.access.gate import Refusal
from network.deadlines import sweep
from network.selection import succession
from network.sites import verbs as sites
from network.staff.models import Appointment
from outreach.visits import figures, verbs
from outreach.visits.models import VisitRound
from sisterhood.lib import clock
from tests.house import acting, browser_of, person, plain_sql
from tests.selection import told
from tests.selection.told import BEGUN, HEADED, TOWN, VILLAGE, does
from tests.volunteers import told as volunteers

BACK = {"doors": 6, "opened": 5, "come_again": 2, "topics": ["rights", "health"], "help_asked": {"law": 2}}


def _owed() -> VisitRound:
    return VisitRound.objects.get(unit=told.hamlet(HEADED), state="planned", owed_since__isnull=False)


def _made(at: Any = None, **more: Any) -> VisitRound:
    """The head sets out with the village's chair and comes back after an hour."""
    begun = at or clock.now() - timedelta(hours=1)
    row = does("he", verbs.set_out, told.hamlet(HEADED), companion=person(VILLAGE), at=begun)
    return does("he", verbs.end_round, row.pk, at=begun + timedelta(hours=1), **(BACK | more))


def test_a_station_is_owed_a_round_and_the_next_one_counts_from_the_latest(fresh_house):
    told.entered(HEADED)
    with acting("he"):
        owed = _owed()
        assert (owed.doer_id, owed.owed_since) == (person("he").pk, clock.local_date(BEGUN))
    rows = fresh_house.raw("select owner_id, due_on from network_clock where limit_id = 'visits.round'")
    assert rows == [(person("he").pk, clock.local_date(BEGUN) + timedelta(days=91))]  # a Sunday rolls on
    later = BEGUN + timedelta(days=30)
    row = _made(later)
    assert row.pk == owed.pk and row.minutes == 60
    with acting("he"):
        assert _owed().owed_since == clock.local_date(later)
    # Another round of the same place meets what is owed as well.
    other = does(
        VILLAGE, verbs.set_out, told.hamlet(HEADED), companion=person("he"), at=later + timedelta(days=9)
    )
    does(VILLAGE, verbs.end_round, other.pk, at=later + timedelta(days=9, hours=1), **BACK)
    with acting("he"):
        assert _owed().owed_since == clock.local_date(later + timedelta(days=9))
    states = fresh_house.raw(
        "select state, count(*) from network_clock where limit_id = 'visits.round' group by 1"
    )
    assert dict(states) == {"met": 2, "running": 1}


def test_a_round_that_nobody_makes_reminds_her_and_then_the_village(fresh_house):
    told.entered(HEADED)
    with fresh_house.login("worker"):
        sweep.ring_due(at=BEGUN + timedelta(days=110), limit=100)
    told_to = fresh_house.raw(
        "select distinct o.recipient_id from network_outboxmessage o join network_clock c on c.subject_id = o.subject_id"
        " where c.limit_id = 'visits.round'"
    )
    assert {row[0] for row in told_to} == {person("he").pk, person(VILLAGE).pk}
    assert "按规定应走访" in browser_of("he").get("/m/visits/").content.decode()


def test_nobody_goes_alone_and_nobody_is_on_two_rounds(fresh_house):
    hamlet = told.hamlet(HEADED)
    for companion, code in ((person("he"), "companion"), (person("chen"), "companion")):
        with pytest.raises(Refusal) as refused:
            does("he", verbs.set_out, hamlet, companion=companion)
        assert refused.value.code == code
    row = does("he", verbs.set_out, hamlet, companion=person(VILLAGE))
    with pytest.raises(Refusal):
        does("he", verbs.set_out, hamlet, companion=person("shi"))
    for more, field in (
        ({"opened": 7}, "opened"),
        ({"come_again": 6}, "come_again"),
        ({"topics": []}, "topics"),
        ({"help_asked": {"law": 6}}, "help_law"),
    ):
        with pytest.raises(Refusal) as wrong:
            does("he", verbs.end_round, row.pk, **(BACK | more))
        assert wrong.value.code == field
    alone = "update outreach_visitround set companion_id = null where id = %s returning 1"
    with acting("he"), pytest.raises(DatabaseError, match="visit_round_by_two"), transaction.atomic():
        plain_sql(alone, [row.pk])


def test_on_the_phone_she_sets_out_and_comes_back_without_a_script(fresh_house):
    he = browser_of("he")
    assert "走访打卡" in he.get("/m/").content.decode()
    page = he.post("/m/visits/new/", {"companion": ""})
    assert page.status_code == 200 and "请选择" in page.content.decode()
    begun = he.post("/m/visits/new/", {"companion": person(VILLAGE).pk})
    assert begun.status_code == 302
    address = begun.url
    form = {"doors": "4", "opened": "5", "come_again": "0", "topics": ["rights"], "help_law": "1"}
    wrong = he.post(f"{address}end_round/", form).content.decode()
    assert "不能多于敲门户数" in wrong and 'value="4"' in wrong
    assert he.post(f"{address}end_round/", form | {"opened": "3"}).status_code == 302
    assert "法律" in he.get(address).content.decode()
    # Along its line the round is seen, what was asked for is not; elsewhere it does not exist.
    seen = browser_of(TOWN).get(address).content.decode()
    assert "进门户数" in seen and "提出的需要" not in seen
    assert browser_of("chen").get(address).status_code == 404
    with acting("chen"):
        assert plain_sql("select id from outreach_visitround") == []


def test_a_worry_becomes_a_matter_by_the_one_way_in_and_the_round_knows_nothing_of_it(fresh_house):
    row = _made()
    he = browser_of("he")
    round_page = he.get(f"/m/visits/{row.pk}/").content.decode()
    link = f"/m/report/?origin=visit_round:{row.pk}"
    assert link in round_page
    first = he.get(link).content.decode()
    assert "走访时得知" in first and f'value="visit_round:{row.pk}"' in first
    form = {
        "tile": "family",
        "safety": "safe",
        "request": "想问问离婚后的地",
        "facts": "想了解离婚后的承包地",
        "knows_other_side": "no",
    }
    form |= {"step": "send", "send_to": "county", "origin": f"visit_round:{row.pk}"}
    assert "请注意" not in (sent := he.post("/m/report/", form).content.decode()) and "已收到" in sent, sent
    with acting("lin") as (_lin, scope):
        case = Case.objects.visible_to(scope).latest("opened_at")
        event = Event.objects.get(case=case, verb="register")
        assert event.detail == {"came_from": "visit_round", "came_id": str(row.pk)}
    assert "登记（走访中提出）" in browser_of("lin").get(f"/cases/{case.pk}/").content.decode()
    assert case.number not in browser_of(VILLAGE).get(f"/m/visits/{row.pk}/").content.decode()
    # Somebody else's round is no origin, and neither is anything that was made up.
    for origin in (f"visit_round:{row.pk}", "visit_round:x", "case:1"):
        assert "走访时得知" not in browser_of("ma").get(f"/m/report/?origin={origin}").content.decode()


def test_the_village_plans_for_its_head_and_the_owed_one_stays_until_it_is_made(fresh_house):
    told.entered(HEADED)
    on = clock.today() + timedelta(days=3)
    row = does(VILLAGE, verbs.plan_round, told.hamlet(HEADED), planned_on=on, doer=person("he"))
    due = fresh_house.raw(
        "select due_on >= %s, owner_id from network_clock where subject_id = %s", [on, row.pk]
    )
    assert due == [(True, person("he").pk)]
    assert fresh_house.raw("select recipient_id from network_outboxmessage where kind = 'round_planned'") == [
        (person("he").pk,)
    ]
    with acting("he"):
        owed = _owed()
    with pytest.raises(Refusal) as refused:
        does("he", verbs.call_off_round, owed.pk)
    assert refused.value.code == "owed"
    does("he", verbs.call_off_round, row.pk)
    with pytest.raises(Refusal):
        does("wang", verbs.plan_round, told.hamlet(HEADED), planned_on=on, doer=person("he"))


def test_counts_add_up_by_hand_and_few_households_are_not_told(fresh_house):
    told.entered(HEADED)
    for n in range(3):
        _made(clock.now() - timedelta(days=3 - n), help_asked={"law": 2, "work": 1})
    with acting(TOWN) as (tian, scope):
        town = tian.appointments.get().unit
        since = clock.today() - timedelta(days=30)
        counted = figures.by_child(scope, town, since=since)
        assert counted[person(VILLAGE).appointments.get().unit_id] == figures.Figures(3, 1, 18, 15)
        asked = {str(label): n for label, n in figures.asked_for(scope, town, since=since)}
    assert asked["法律咨询"] == 5 and asked["就业或培训"] is None
    page = browser_of(TOWN).get("/outreach/visits/").content.decode()
    assert "不足五" in page and "尚未走访" in page
    assert browser_of("he").get("/outreach/visits/").status_code == 403


def test_both_are_credited_as_volunteers_when_a_round_ends(fresh_house):
    volunteers.active("何桂芳", "he")
    volunteers.active("罗秀英", VILLAGE)
    row = _made()
    rows = fresh_house.raw(
        "select v.user_id, e.minutes, e.source_kind, e.source_id from network_hoursentry e"
        " join network_volunteer v on v.id = e.volunteer_id"
    )
    assert set(rows) == {(person(one).pk, 60, "visit", row.pk) for one in ("he", VILLAGE)}


def test_rounds_go_to_whoever_follows_and_end_with_the_station(fresh_house):
    site = told.entered(HEADED)
    post = Appointment.objects.get(user=person("he"), ends_on=None)
    with acting(TOWN):
        seen = succession.review(post).digest
    does(TOWN, succession.succeed_head, post.pk, to_user=person(VILLAGE), ended_for="resigned", reviewed=seen)
    with acting(VILLAGE):
        assert _owed().doer_id == person(VILLAGE).pk
    assert fresh_house.raw("select owner_id from network_clock where limit_id = 'visits.round'") == [
        (person(VILLAGE).pk,)
    ]
    does(VILLAGE, sites.give_up, site.pk, on=clock.today())
    assert fresh_house.raw("select state from outreach_visitround") == [("called_off",)]
    assert fresh_house.raw("select state from network_clock where limit_id = 'visits.round'") == [
        ("cancelled",)
    ]


def test_two_taps_at_one_moment_are_one_round_and_a_sentence(fresh_house, monkeypatch):
    unit, both, near = (
        person(VILLAGE).appointments.get().unit,
        threading.Barrier(2, timeout=20),
        verbs.require_near,
    )
    made, refused = [], []

    def waits(*args):
        near(*args)
        both.wait()

    monkeypatch.setattr(verbs, "require_near", waits)

    def press():
        try:
            made.append(does(VILLAGE, verbs.set_out, unit, companion=person(TOWN)))
        except Refusal as refusal:
            refused.append((refusal.code, str(refusal)))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _tap in range(2)]
    [each.start() for each in threads]
    [each.join() for each in threads]
    assert len(made) == 1 and [code for code, _said in refused] == ["companion"]
    assert fresh_house.raw("select count(*) from outreach_visitround where state = 'under_way'") == [(1,)]
