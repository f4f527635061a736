"""要求查处: nothing goes out without consent, a silent body climbs the ladder, each demand runs for itself."""

from datetime import date

import pytest

from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.coordination import investigations, urging
from cases.petitions import giving, interventions, transitions
from network.access.gate import Refusal
from network.deadlines import sweep
from sisterhood.lib.states import IllegalTransition
from tests.coordination.conftest import (
    ALL,
    BASIS,
    LABOUR,
    POLICE,
    SHARED,
    at,
    body,
    consented,
    demanded,
    due,
    routed,
    sent,
    state,
)
from tests.house import acting, person
from tests.stories import does, matter

REPLIED = {"replied_on": date(2026, 9, 20), "note": "已约谈"}


def test_a_demand_goes_from_the_draft_to_the_inspection(fresh_house, day):
    case = routed()
    row = demanded(case)
    assert state(fresh_house, row) == "drafted"
    consented(case, row)
    does("lin", investigations.send_demand, case, row=row, notice_how="safe_way")
    assert state(fresh_house, row) == "sent"
    day("2026-10-20 09:00")
    does("lin", urging.draft_urging, case, row=row, failure="逾期未回复", note="请十五个工作日内处理并回复")
    does("gao", urging.urge, case, row=row)
    assert (state(fresh_house, row), list(due(fresh_house, row))) == ("urging_sent", ["investigation.urging"])
    day("2026-11-24 09:00")
    does("lin", urging.request_inspection, case, row=row, note="提请督查")
    assert (state(fresh_house, row), due(fresh_house, row)) == ("inspection_requested", {})
    does("lin", investigations.record_agency_reply, case, row=row, **REPLIED)
    assert state(fresh_house, row) == "inspection_requested"
    does("lin", investigations.close_investigation, case, row=row, note="督查后已补发")
    assert state(fresh_house, row) == "closed"


def test_nothing_goes_out_before_she_has_consented_for_that_recipient(fresh_house, day):
    case = routed()
    row = demanded(case)
    with pytest.raises(IllegalTransition):
        does("lin", investigations.send_demand, case, row=row, notice_how="safe_way")
    consented(case, row, ["committee"])  # for another recipient
    assert state(fresh_house, row) == "drafted"
    consented(case, row, ["agency"])
    does("lin", investigations.withdraw_consent, case, row=row, given_for="agency")
    assert state(fresh_house, row) == "drafted"
    with pytest.raises(IllegalTransition):
        does("lin", investigations.send_demand, case, row=row, notice_how="safe_way")
    assert due(fresh_house, row) == {}
    assert fresh_house.raw("select sent_on from cases_investigation") == [(None,)]


def test_the_copy_to_the_committee_and_the_inspection_each_need_a_consent_of_their_own(fresh_house, day):
    case = routed()
    row = demanded(case)
    consented(case, row, ["agency"])
    does("lin", investigations.send_demand, case, row=row, notice_how="safe_way")
    day("2026-10-20 09:00")
    does("lin", urging.draft_urging, case, row=row, failure="逾期", note="请回复")
    with pytest.raises(Refusal) as refusal:
        does("gao", urging.urge, case, row=row)
    assert refusal.value.code == "consent" and "妇女儿童工作委员会" in str(refusal.value)
    consented(case, row, ["committee"])
    does("gao", urging.urge, case, row=row)
    day("2026-11-24 09:00")
    with pytest.raises(Refusal) as refusal:
        does("lin", urging.request_inspection, case, row=row, note="提请督查")
    assert refusal.value.code == "consent"


def test_a_consent_taken_back_after_sending_stops_everything_that_would_follow(fresh_house, day):
    case = routed()
    row = sent(case)
    does("lin", investigations.withdraw_consent, case, row=row, given_for="agency")
    assert state(fresh_house, row) == "sent"
    day("2026-10-20 09:00")
    does("lin", urging.draft_urging, case, row=row, failure="逾期", note="请回复")
    with pytest.raises(Refusal) as refusal:
        does("gao", urging.urge, case, row=row)
    assert refusal.value.code == "consent"
    does("lin", investigations.close_investigation, case, row=row, note="她不愿再继续")
    assert (state(fresh_house, row), due(fresh_house, row)) == ("closed", {})


def test_a_demand_that_has_gone_out_is_not_simply_ended(fresh_house, day):
    case = routed()
    row = sent(case)
    with pytest.raises(Refusal):
        does("lin", investigations.close_investigation, case, row=row, note="不想办了")
    assert state(fresh_house, row) == "sent"


def test_what_she_allows_is_sealed_and_says_what_goes_out(fresh_house, day):
    case = routed()
    consented(case, demanded(case))
    rows = fresh_house.raw("select given_for, shared, recipient from cases_recipientconsent")
    assert {row[0] for row in rows} == set(ALL)
    for _given_for, shared, recipient in rows:
        assert SHARED.encode() not in bytes(shared)
        assert recipient is None or LABOUR.encode() not in bytes(recipient)
    with pytest.raises(Refusal) as refusal:
        does(
            "lin",
            investigations.record_consent,
            case,
            row=demanded(case),
            given_for=["agency"],
            shared=" ",
            manner="oral",
            given_on=date(2026, 9, 16),
        )
    assert refusal.value.code == "shared"


# Counted by hand. Spring Festival 2026: rest 15–23 February, work on Saturday 14 and 28 February.
# From Tuesday 10: 11, 12, 13, 14, 24, 25, 26, 27, 28 February, 2, 3, 4, 5, 6, 9 March are fifteen working days.
# National Day 2026: rest 25–27 September and 1–7 October, work on Saturday 10 October. From Thursday 24:
# 28, 29, 30 September, 8, 9, 10, 12, 13, 14, 15, 16, 19, 20, 21, 22 October.
@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("2026-02-10 10:00", date(2026, 3, 9)),
        ("2026-09-24 10:00", date(2026, 10, 22)),
        ("2026-09-30 10:00", date(2026, 10, 27)),
    ],
)
def test_fifteen_working_days_over_the_long_holidays(fresh_house, day, begins, ends):
    day(begins)
    row = sent(routed())
    assert due(fresh_house, row) == {"investigation.reply": ends}


def test_the_urging_opinion_has_fifteen_working_days_of_its_own(fresh_house, day):
    day("2026-01-12 10:00")  # due on Monday 2 February
    case = routed()
    row = sent(case)
    assert due(fresh_house, row) == {"investigation.reply": date(2026, 2, 2)}
    day("2026-02-10 10:00")
    does("lin", urging.draft_urging, case, row=row, failure="逾期未回复", note="请回复")
    does("gao", urging.urge, case, row=row)
    assert due(fresh_house, row) == {"investigation.urging": date(2026, 3, 9)}


def test_a_body_that_still_has_time_is_not_urged(fresh_house, day):
    case = routed()
    row = sent(case)
    with pytest.raises(Refusal) as refusal:
        does("lin", urging.draft_urging, case, row=row, failure="没有回复", note="请回复")
    assert refusal.value.code == "early"
    does(
        "lin",
        investigations.record_agency_reply,
        case,
        row=row,
        replied_on=date(2026, 9, 16),
        note="不归我局",
    )
    does("lin", urging.draft_urging, case, row=row, failure="推诿", note="请依法处理")
    does("gao", urging.urge, case, row=row)
    with pytest.raises(Refusal) as refusal:
        does("lin", urging.request_inspection, case, row=row, note="提请督查")
    assert refusal.value.code == "early"


def test_a_silent_body_calls_the_county_s_leader_and_then_the_city_s(fresh_house, day):
    row = sent(routed())  # sent on Wednesday 16 September, due on 13 October
    assert due(fresh_house, row) == {"investigation.reply": date(2026, 10, 13)}
    with fresh_house.login("worker"):
        for moment in ("2026-10-14 00:00", "2026-10-17 00:00"):
            day(moment)
            sweep.ring_due(at=at(moment), limit=100)
    rung = fresh_house.raw(
        """select r.step, u.username from network_rung r join network_clock c on c.id = r.clock_id
           join network_user u on u.id = r.recipient_id
           where c.part = %s and r.kind = 'rung' order by r.step, u.username""",
        [row],
    )
    assert rung == [(1, "gao"), (1, "lin"), (2, "zhou")]


def test_overdue_is_read_from_the_clock_and_stored_nowhere(fresh_house, day):
    row = sent(routed())
    before = fresh_house.raw("select * from cases_investigation where id = %s", [row])
    day("2026-11-20 09:00")
    from_clock = fresh_house.raw(
        "select due_at < %s from network_clock where part = %s", [at("2026-11-20"), row]
    )
    assert from_clock == [(True,)]
    assert fresh_house.raw("select * from cases_investigation where id = %s", [row]) == before


def test_two_bodies_are_asked_and_each_has_its_own_machine_and_clock(fresh_house, day):
    case = routed()
    first = sent(case, LABOUR)
    day("2026-09-17 10:00")
    second = sent(case, POLICE)
    assert due(fresh_house, first) == {"investigation.reply": date(2026, 10, 13)}
    assert due(fresh_house, second) == {"investigation.reply": date(2026, 10, 14)}
    does(
        "lin",
        investigations.record_agency_reply,
        case,
        row=first,
        replied_on=date(2026, 9, 17),
        note="已处理",
    )
    assert (state(fresh_house, first), state(fresh_house, second)) == ("agency_replied", "sent")
    assert (due(fresh_house, first), list(due(fresh_house, second))) == ({}, ["investigation.reply"])


def test_the_matter_is_not_ended_while_a_demand_is_open_and_the_refusal_tells_no_story(fresh_house, day):
    case = routed()
    row = sent(case, POLICE)
    told = {"note": "告知结果", "delivered_on": date(2026, 9, 16), "delivered_how": "in_person"}
    for verb, facts in ((transitions.inform, told), (transitions.choose_route, {"route": "R3"})):
        with pytest.raises(Refusal) as refusal:
            does("lin", verb, case, **facts)
        assert refusal.value.code == "investigation"
        assert "公安机关" in str(refusal.value) and POLICE not in str(refusal.value)
    does(
        "lin", investigations.record_agency_reply, case, row=row, replied_on=date(2026, 9, 16), note="已处理"
    )
    does("lin", investigations.accept_agency_reply, case, row=row)
    does("lin", transitions.inform, case, **told)
    does("lin", transitions.close, case, satisfaction="satisfied")


def test_a_demand_she_does_not_wish_is_ended_before_anything_goes_out(fresh_house, day):
    case = routed()
    row = demanded(case)
    does("lin", investigations.close_investigation, case, row=row, note="她不同意")
    assert state(fresh_house, row) == "closed"
    does("lin", transitions.choose_route, case, route="R3")
    does("lin", giving.guide_out, case, listed=body(POLICE), note="可直接前往", notice_how="on_the_spot")


def test_what_she_takes_back_ends_its_demands_too(fresh_house, day):
    case = routed()
    row = sent(case)
    does("lin", transitions.withdraw, case, reason="她不想再办")
    assert (state(fresh_house, row), due(fresh_house, row)) == ("closed", {})


def test_only_the_leader_of_the_unit_sends_an_urging_opinion(fresh_house, day):
    case = routed()
    row = sent(case)
    day("2026-10-20 09:00")
    does("lin", urging.draft_urging, case, row=row, failure="逾期", note="请回复")
    for who in ("lin", "tian", "zhou", "feng", "luo"):
        with pytest.raises((Refusal, Case.DoesNotExist)):
            does(who, urging.urge, case, row=row)
    assert state(fresh_house, row) == "sent"


def test_the_leader_returns_a_draft_and_nothing_goes_out_without_one(fresh_house, day):
    case = routed()
    row = sent(case)
    day("2026-10-20 09:00")
    with pytest.raises(Refusal) as refusal:
        does("gao", urging.urge, case, row=row)
    assert refusal.value.code == "urging"
    does("lin", urging.draft_urging, case, row=row, failure="逾期", note="请回复")
    does("gao", urging.return_urging, case, row=row, note="写明依据")
    with pytest.raises(Refusal):
        does("gao", urging.urge, case, row=row)
    told = fresh_house.raw("select recipient_id from network_outboxmessage where kind = 'handed_back'")
    assert told == [(person("lin").pk,)]


def test_of_a_sealed_matter_the_leader_is_lent_what_she_must_decide(fresh_house, day):
    case = routed(safety="violence")
    row = sent(case, POLICE)
    day("2026-10-20 09:00")
    with pytest.raises(Refusal):
        does("gao", urging.urge, case, row=row)
    does("lin", urging.draft_urging, case, row=row, failure="逾期", note="请回复")
    does("gao", urging.urge, case, row=row)
    assert state(fresh_house, row) == "urging_sent"


def test_below_the_county_nobody_demands(fresh_house, day):
    for who in ("tian", "luo", "he"):
        case = matter(who)
        with pytest.raises(Refusal) as refusal:
            does(who, interventions.demand, case, agency="公安局", request="查处", basis=BASIS)
        assert refusal.value.code == "role"
    assert fresh_house.raw("select count(*) from cases_investigation") == [(0,)]


def test_a_body_of_another_county_cannot_be_picked(fresh_house, day):
    case = matter("zheng")
    does("zheng", transitions.triage, case, route="R4")
    with pytest.raises(Refusal) as refusal:
        does("zheng", interventions.demand, case, listed=body(LABOUR), request="查处", basis=BASIS)
    assert refusal.value.code == "listed"


def test_the_notice_carries_address_phone_and_hours_of_a_listed_body(fresh_house, day):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R3")
    event = does(
        "lin", giving.guide_out, case, listed=body(LABOUR), note="可持合同前往", notice_how="on_the_spot"
    )
    with acting("lin"):
        told = Vault.of(case).open(event, "note")
    assert LABOUR in told and "辽西街 15 号" in told and "0434-5556008" in told and "8:30" in told
