"""A protection order from the application to its renewal; every day and hour is counted by hand, over holidays."""

from datetime import date, datetime

import pytest

from cases.casefile.models import Case, Event
from cases.petitions import hand_over, transitions
from cases.protection import monitoring, orders, shelter
from cases.protection.lists import CourtOrderState
from cases.protection.models import Breach, ProtectionOrder, ProtectionVisit, ShelterStay
from cases.protection.states import INCIDENT, ORDER
from network.access.gate import Refusal
from network.deadlines import sweep
from sisterhood.lib.states import IllegalTransition
from tests.house import acting, browser_of
from tests.protection.conftest import (
    APPLICATION,
    NIGHT,
    WHERE,
    accepted,
    at,
    drafted,
    granted,
    night,
    running,
    sheet,
    state,
)
from tests.stories import does

pytestmark = pytest.mark.usefixtures("guarded", "day")
WISHES = ("order", "police", "shelter", "record")


@pytest.fixture
def case() -> Case:
    made = night(safety="violence")
    sheet(made, *WISHES)
    return made


def due(house, part) -> dict[str, datetime]:
    rows = house.raw(
        "select limit_id, due_at at time zone 'Asia/Shanghai' from network_clock where part = %s and state = 'running'",
        [part],
    )
    return dict(rows)


def test_the_court_has_seventy_two_hours_and_twenty_four_when_it_is_urgent_holiday_or_not(guarded, case, day):
    day("2026-09-30 16:20")  # the day before a week of holidays
    plain = accepted(case, "2026-09-30 16:00")
    urgent = accepted(case, "2026-09-30 16:10", is_urgent=True)
    assert due(guarded, plain) == {"protection.court": datetime(2026, 10, 3, 16, 0)}
    assert due(guarded, urgent) == {"protection.court_urgent": datetime(2026, 10, 1, 16, 10)}


def test_six_months_end_on_the_same_day_number_and_no_holiday_makes_them_longer(guarded, case, day):
    day("2026-08-16 10:00")
    row = accepted(case, "2026-08-16 09:00")
    for until in ("2027-02-17", "2026-08-16"):
        with pytest.raises(Refusal, match="2027-02-16"):
            granted(case, row, "2026-08-16 09:30", until)
    granted(case, row, "2026-08-16 09:30", "2027-02-16")
    assert due(guarded, row) == dict.fromkeys(orders.EXPIRY, datetime(2027, 2, 17, 0, 0))
    assert orders.longest(date(2026, 8, 31)) == date(2027, 2, 28)


def test_the_owner_is_reminded_thirty_fourteen_and_seven_days_before_and_nobody_else(guarded, case, day):
    day("2026-09-01 10:00")
    row = accepted(case, "2026-09-01 09:00")
    granted(case, row, "2026-09-01 09:30", "2027-02-28")
    told = []
    for moment in ("2027-01-29 23:59", "2027-01-30 00:00", "2027-02-15 00:00", "2027-02-22 00:00"):
        with guarded.login("worker"):
            sweep.ring_due(at=at(moment))
        told.append(
            guarded.raw(
                "select u.username from network_rung r join network_clock c on c.id = r.clock_id"
                " join network_user u on u.id = r.recipient_id where c.part = %s order by r.id",
                [row],
            )
        )
    assert [len(rows) for rows in told] == [0, 1, 2, 3]
    assert {name for rows in told for (name,) in rows} == {"lin"}


def test_visits_follow_at_seven_thirty_sixty_and_ninety_days_and_never_after_the_last_day(guarded, case, day):
    day("2026-09-01 10:00")
    row = accepted(case, "2026-09-01 09:00")
    granted(case, row, "2026-09-01 09:30", "2026-11-15")
    with acting("lin"):
        visits = list(ProtectionVisit.objects.filter(order=row))
    assert [visit.due_on for visit in visits] == [date(2026, 9, 8), date(2026, 10, 1), date(2026, 10, 31)]
    # The second falls into the holidays: the first working day after them counts.
    assert due(guarded, visits[1].pk) == {"protection.visit": datetime(2026, 10, 9, 0, 0)}
    facts = {"row": visits[0].pk, "done_at": at("2026-09-01 09:50"), "result": "她和孩子都好"}
    with pytest.raises(Refusal, match="两人"):
        does("lin", monitoring.record_visit, case, two_people=False, **facts)
    does("lin", monitoring.record_visit, case, two_people=True, **facts)
    assert due(guarded, visits[0].pk) == {}
    does("lin", orders.revoke_order, case, row=row, note="法院依申请撤销")
    assert due(guarded, visits[1].pk) == {} and due(guarded, row) == {}


def test_a_renewal_is_asked_for_before_the_last_day_ends_and_not_after(guarded, case, day):
    day("2026-09-01 10:00")
    row = accepted(case, "2026-09-01 09:00")
    granted(case, row, "2026-09-01 09:30", "2027-02-28")
    day("2027-02-20 10:00")
    fresh = does("lin", orders.renew_order, case, row=row, note="他仍在门口等").detail["renewal"]
    with pytest.raises(Refusal, match="已在办理"):
        does("lin", orders.renew_order, case, row=row, note="再次")
    day("2027-03-01 10:00")
    with pytest.raises(Refusal, match="失效前"):
        does("lin", orders.file_order, case, row=fresh, filed_at=at("2027-03-01 09:00"))
    does("lin", orders.file_order, case, row=fresh, filed_at=at("2027-02-28 20:00"))
    assert due(guarded, row) == {}
    assert state(fresh) == "filed"
    with pytest.raises(Refusal, match="已失效"):
        does("lin", orders.renew_order, case, row=row, note="太晚")


def test_reconsideration_is_asked_for_once_within_five_days(guarded, case, day):
    day("2026-09-28 10:00")
    row = accepted(case, "2026-09-28 09:00")
    refuse = {"row": row, "decided_at": at("2026-09-28 09:30"), "note": "证据不足"}
    does("lin", orders.refuse_order, case, **refuse)
    # Five days end on 3 October, in the holidays: the eighth is the last day.
    assert due(guarded, row) == {"protection.reconsideration": datetime(2026, 10, 9, 0, 0)}
    day("2026-10-09 08:00")
    with pytest.raises(Refusal, match="已过"):
        does("lin", orders.ask_reconsideration, case, row=row, note="请复议")
    day("2026-10-08 17:00")
    does("lin", orders.ask_reconsideration, case, row=row, note="请复议")
    does("lin", orders.refuse_order, case, **refuse)
    with pytest.raises(Refusal, match="一次"):
        does("lin", orders.ask_reconsideration, case, row=row, note="再复议")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"applicant": "federation"}, "她本人可以申请|只有本人无法申请"),
        ({"applicant": "federation", "will": "coerced"}, "代为申请的理由"),
        ({"will": "coerced"}, "须出于本人意愿"),
        ({"applicant": "elderly", "will": "coerced"}, "按本人意愿"),
        ({"measures": []}, "请求法院"),
        ({"court": ""}, "法院"),
    ],
)
def test_who_applies_and_what_for_is_checked_as_the_law_says(case, facts, sentence):
    with pytest.raises(Refusal, match=sentence):
        does("lin", orders.draft_order, case, **APPLICATION | facts)


def test_without_her_wish_no_application_is_written_but_for_danger_to_life_and_whoever_cannot_act(case):
    sheet(case, "talk")
    with pytest.raises(Refusal, match="没有提出"):
        drafted(case)
    drafted(case, applicant="federation", will="incapable", on_behalf="意识不清")
    drafted(case, applicant="federation", will="coerced", on_behalf="被限制自由", despite=True)


def test_a_breach_is_told_to_the_leader_at_once_and_services_stand_once_for_each_party(guarded, case, day):
    day("2026-09-17 10:00")
    row = accepted(case, "2026-09-17 09:00")
    with pytest.raises(IllegalTransition):
        does("lin", monitoring.serve_order, case, row=row, parties=["police"], served_on=date(2026, 9, 17))
    granted(case, row, "2026-09-17 09:30", "2026-12-16")
    for parties in (["police", "applicant"], ["police", "committee"]):
        does("lin", monitoring.serve_order, case, row=row, parties=parties, served_on=date(2026, 9, 17))
    assert guarded.raw("select party from cases_orderservice where order_id = %s order by 1", [row]) == [
        ("applicant",),
        ("committee",),
        ("police",),
    ]
    before = guarded.raw("select count(*) from network_outboxmessage where kind = 'danger'")
    does("lin", monitoring.record_breach, case, row=row, happened_at=at("2026-09-17 09:40"), note="他来砸门")
    with acting("lin"):
        assert Breach.objects.get(order=row).police_told_at is None
    assert guarded.raw("select count(*) from network_outboxmessage where kind = 'danger'") == [
        (before[0][0] + 1,)
    ]


def test_a_warning_of_the_police_plans_four_visits_and_its_breach_is_recorded(guarded, case, day):
    facts = {"number": "第7号", "station": "卧虎派出所", "perpetrator": "某男", "facts": "禁止再犯"}
    day("2026-09-20 10:00")
    event = does(
        "lin", monitoring.record_warning, case, issued_on=date(2026, 9, 20), served=["respondent"], **facts
    )
    row = event.detail["warning"]
    with acting("lin"):
        due_on = list(ProtectionVisit.objects.filter(warning=row).values_list("due_on", flat=True))
    assert due_on == [date(2026, 9, 27), date(2026, 10, 20), date(2026, 11, 19), date(2026, 12, 19)]
    does("lin", monitoring.record_breach, case, row=row, happened_at=at("2026-09-20 09:00"), note="又来")


def test_a_stay_is_ten_days_longer_only_when_filed_and_its_place_is_shown_to_the_owner_alone(
    guarded, case, day
):
    day("2026-09-17 10:00")
    does("lin", shelter.start_stay, case, place=WHERE, started_on=date(2026, 9, 17), children=1)
    with acting("lin"):
        stay = ShelterStay.objects.get(case=case)
    assert stay.expected_end == date(2026, 9, 27)
    with pytest.raises(Refusal, match="进行中"):
        does("lin", shelter.start_stay, case, place="", started_on=date(2026, 9, 17))
    does("lin", shelter.extend_stay, case, row=stay.pk, until=date(2026, 10, 20), filed_on=date(2026, 9, 17))
    assert due(guarded, stay.pk) == {"protection.shelter": datetime(2026, 10, 21, 0, 0)}
    with acting("lin") as (lin, _scope):
        assert shelter.place_of(ShelterStay.objects.get(pk=stay.pk), by=lin) == WHERE
    does("lin", shelter.end_stay, case, row=stay.pk, ended_on=date(2026, 9, 17), exit_plan="住到亲戚家")
    assert due(guarded, stay.pk) == {}


def test_a_matter_does_not_end_while_an_order_protects_her_and_may_once_it_has_run_out(guarded, case, day):
    does("lin", hand_over.take_up, case)
    day("2026-09-17 10:00")
    row = accepted(case, "2026-09-17 09:00")
    granted(case, row, "2026-09-17 09:30", "2026-10-16")
    with pytest.raises(Refusal, match="保护令"):
        does("lin", transitions.withdraw, case, reason="她不再要求")
    day("2026-10-17 10:00")
    does("lin", transitions.withdraw, case, reason="她不再要求")
    assert not running(guarded, case)


EVENTS = sorted({each.event for each in ORDER.transitions})
CAN = {
    "drafted": {"file_order", "withdraw_order"},
    "filed": {"court_accepts", "court_declines", "withdraw_order"},
    "accepted": {"grant_order", "refuse_order", "withdraw_order"},
    "granted": {
        "serve_order",
        "record_visit",
        "record_breach",
        "change_order",
        "renew_order",
        "revoke_order",
    },
    "refused": {"ask_reconsideration"},
    "reconsidered": {"grant_order", "refuse_order"},
    "declined": set(),
    "withdrawn": set(),
    "revoked": set(),
}


@pytest.mark.parametrize("state", CourtOrderState.values)
def test_in_each_state_exactly_these_events_are_possible(state):
    assert {each.event for each in ORDER.allowed(state)} == CAN[state]
    for event in set(EVENTS) - CAN[state]:
        with pytest.raises(IllegalTransition):
            ORDER.next(state, event)


def test_whoever_finds_danger_opens_and_only_county_and_city_end_it():
    actors = {each.event: set(each.actors) for each in INCIDENT.transitions}
    county = {"city_leader", "city_officer", "county_leader", "county_officer"}
    assert actors == {"do_danger_step": county | {"duty_officer"}, "end_danger": county}
    assert NIGHT


@pytest.mark.parametrize(
    "verb", [each for each in EVENTS if each not in ("record_visit", "record_breach", "serve_order")]
)
def test_in_a_wrong_state_every_verb_is_refused_with_a_sentence_and_writes_nothing(guarded, case, verb):
    """A drafted application allows two steps; every other one says why not."""
    if verb in CAN["drafted"]:
        return
    row = drafted(case)
    facts = {
        "court_accepts": {"accepted_at": at(NIGHT)},
        "grant_order": {
            "decided_at": at(NIGHT),
            "valid_until": date(2026, 12, 1),
            "measures": ["no_violence"],
        },
        "refuse_order": {"decided_at": at(NIGHT), "note": "x"},
        "change_order": {"measures": ["no_violence"], "changed_on": date(2026, 9, 16)},
    }.get(verb, {"note": "x"})
    with pytest.raises(IllegalTransition, match="“"):
        does("lin", getattr(orders, verb), case, row=row, **facts)
    with acting("lin"):
        assert ProtectionOrder.objects.get(pk=row).state == "drafted"


def test_the_court_changes_the_measures_and_the_event_keeps_what_stood_before(guarded, case, day):
    day("2026-09-01 10:00")
    row = accepted(case, "2026-09-01 09:00")
    granted(case, row, "2026-09-01 09:30", "2027-02-28")
    day("2026-09-20 10:00")
    place = f"/cases/{case.pk}/protection/{row}/change_order/"
    lin = browser_of("lin")
    with acting("lin"):
        order = ProtectionOrder.objects.get(pk=row)
        before, last = list(order.measures), order.valid_until
    same = {"measures": before, "changed_on": "2026-09-18"}
    assert "没有变更" in lin.post(place, same).content.decode()
    assert "请选择法院" in lin.post(place, {"changed_on": "2026-09-18"}).content.decode()
    fresh = {"measures": ["no_violence", "move_out", "keep_away"], "note": "变更裁定3号"}
    for wrong in ("2026-08-30", "2026-09-21", "x"):
        assert lin.post(place, fresh | {"changed_on": wrong}).status_code == 200
    assert lin.post(place, fresh | {"changed_on": "2026-09-18"}).status_code == 302
    with acting("lin"):
        order.refresh_from_db()
        event = Event.objects.get(case=case, verb="change_order")
    assert order.measures == fresh["measures"] and order.valid_until == last and state(row) == "granted"
    assert event.detail["before"] == before and event.detail["measures"] == fresh["measures"]
    assert "变更措施" in lin.get(f"/cases/{case.pk}/").content.decode()
    day("2027-03-02 10:00")
    with pytest.raises(Refusal, match="失效"):
        does("lin", orders.change_order, case, row=row, measures=["move_out"], changed_on=date(2027, 3, 1))
