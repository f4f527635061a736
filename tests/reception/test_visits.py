"""Whoever comes is received in turn; whom she must not meet never learns that she came; a last place is given once."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from cases.casefile.models import Case
from cases.petitions import giving, hand_over, opinions, transitions
from cases.petitions.models import Petition
from cases.petitions.reception import commitments, figures, talks, visits
from cases.petitions.reception.models import LeaderCommitment, ReceptionSheet, ReceptionVisit
from cases.petitions.reception.visits import Guest
from cases.petitions.told import Named
from network.access.gate import Refusal
from network.deadlines import sweep
from network.deadlines.models import Clock
from network.duty.models import ReceptionDay
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.house import acting, browser_of, person, plain_sql
from tests.reception.days import ASKED, NAME, booked, came, heard, moves, published, talk, unit_of
from tests.stories import does

pytestmark = pytest.mark.usefixtures("fresh_house")


def _number(visit, by="lin"):
    with acting(by) as (_user, scope):
        return ReceptionVisit.objects.visible_to(scope).filter(pk=visit.pk).exists()


def test_two_officers_race_for_the_last_place_and_one_gets_it(fresh_house):
    day = published(clock.today() + timedelta(days=3), slots=3)
    booked(day), booked(day)
    start, answers = threading.Barrier(2), []

    def try_it(username):
        try:
            with acting(username) as (user, _scope):
                start.wait(20)
                answers.append(
                    visits.book(ReceptionDay.objects.get(pk=day.pk), Guest(name=NAME), by=user).number
                )
        except Refusal as refusal:
            answers.append(refusal.code)
        finally:
            connection.close()

    racers = [threading.Thread(target=try_it, args=(who,)) for who in ("lin", "xu")]
    [racer.start() for racer in racers]
    [racer.join(60) for racer in racers]
    assert sorted(map(str, answers)) == ["3", "full"]
    assert fresh_house.raw("select count(*) from cases_receptionvisit") == [(3,)]


def test_the_database_itself_refuses_a_place_twice(fresh_house):
    day = published(clock.today() + timedelta(days=3), slots=3)
    first = booked(day)
    with acting("lin") as (lin, _scope), pytest.raises(IntegrityError), transaction.atomic():
        ReceptionVisit(
            unit=first.unit, day=day, slot=first.slot, on_day=day.day, number=9, registered_by=lin,
            registered_at=clock.now(),
        ).save(force_insert=True)  # fmt: skip
    moves(first, visits.call_off)
    assert booked(day).number == first.number


def test_numbers_for_waiting_stand_behind_the_booked_ones_and_begin_anew_each_day():
    day = published(slots=4)
    assert [came(day).number, booked(day).number, came(day).number] == [5, 1, 6]
    assert [came(None, by="tian").number, came(None, by="tian").number] == [1, 2]


def test_the_waiting_is_measured_from_the_door_to_the_chair():
    at = clock.now()
    visit = came(None, at=at)
    moves(visit, visits.call, room="3 室", at=at + timedelta(minutes=12))
    row = moves(visit, visits.seat, at=at + timedelta(minutes=17, seconds=40))
    assert (row.minutes_waited, row.receiver_id, row.room) == (17, person("lin").pk, "3 室")
    with acting("lin") as (lin, _scope), pytest.raises(IllegalTransition):
        visits.arrive(ReceptionVisit.objects.get(pk=visit.pk), by=lin)


def test_a_booked_place_is_for_its_own_day_alone():
    visit = booked(published(clock.today() + timedelta(days=3)))
    with acting("lin") as (lin, _scope), pytest.raises(Refusal) as refusal:
        visits.arrive(ReceptionVisit.objects.get(pk=visit.pk), by=lin)
    assert refusal.value.code == "day"


def test_name_and_wish_are_sealed_in_the_database(fresh_house):
    booked(published(clock.today() + timedelta(days=3)), phone="13704340001")
    (row,) = fresh_house.raw("select name, phone, asked from cases_receptionsheet")
    for value, text in zip(row, (NAME, "13704340001", ASKED), strict=True):
        assert text.encode() not in bytes(value)


@pytest.mark.parametrize(
    "who", ["feng", "zheng", "han", "zhou", "wu", "tian", "luo", "he", "duan", "sysadmin"]
)
def test_nobody_outside_the_unit_sees_who_comes(who):
    day = published()
    visit = came(day)
    with acting(who) as (user, scope):
        assert not ReceptionVisit.objects.visible_to(scope).exists()
        assert plain_sql("select count(*) from cases_receptionvisit") == [(0,)]
        assert plain_sql("select count(*) from cases_receptionsheet") == [(0,)]
        with pytest.raises(Refusal):
            visits.seat(visit, by=user)
        with pytest.raises(Refusal):
            visits.book(day, Guest(name=NAME), by=user)


def test_a_colleague_who_has_nothing_to_do_with_her_sees_a_number_and_no_word():
    visit = came(published())
    assert _number(visit, "xu")
    with acting("xu") as (_xu, scope):
        assert not ReceptionSheet.objects.readable_by(scope).exists()
        assert plain_sql("select count(*) from cases_receptionsheet") == [(0,)]
    with acting("gao") as (_gao, scope):
        assert ReceptionSheet.objects.readable_by(scope).count() == 1


def test_a_leader_with_a_conflict_never_sees_her_and_the_substitute_takes_her(fresh_house):
    day = published()
    other, hers = came(day), came(day, kept_from=person("gao"))
    assert hers.receiver_id == person("lin").pk and other.receiver_id == person("gao").pk
    case = heard(hers, talk("assigned", to_user=person("xu")), by="lin")
    with acting("gao") as (gao, scope):
        assert list(ReceptionVisit.objects.visible_to(scope)) == [other]
        assert plain_sql("select count(*) from cases_receptionvisit") == [(1,)]
        assert plain_sql("select count(*) from cases_receptionsheet") == [(1,)]
        assert not Case.objects.visible_to(scope).filter(pk=case.pk).exists()
        assert plain_sql("select count(*) from cases_case") == [(0,)]
        with pytest.raises(Refusal):
            visits.call(hers, room="", by=gao)
    assert fresh_house.raw("select user_id from cases_recusal where case_id = %s", [case.pk]) == [
        (person("gao").pk,)
    ]


def test_whom_the_door_and_the_comparison_both_keep_away_is_kept_away_once(fresh_house):
    told = talk("assigned", to_user=person("xu"))
    other = Named(name=person("gao").display_name)
    case = heard(
        came(published(), kept_from=person("gao")),
        replace(told, intake=replace(told.intake, respondent=other)),
        by="lin",
    )
    kept = fresh_house.raw("select user_id from cases_recusal where case_id = %s", [case.pk])
    assert kept == [(person("gao").pk,)]


def test_at_the_table_she_steps_back_and_the_row_is_gone_for_her():
    visit = came(published())
    moves(visit, visits.seat, by="gao")
    row = moves(visit, visits.step_back, by="gao")
    assert (row.receiver_id, row.state) == (person("lin").pk, "arrived")
    assert not _number(visit, "gao") and _number(visit, "lin")
    with acting("lin") as (lin, _scope), pytest.raises(Refusal) as refusal:
        visits.step_back(ReceptionVisit.objects.get(pk=visit.pk), by=lin)
    assert refusal.value.code == "other"


def test_nobody_writes_down_whom_she_must_not_see():
    day = published()
    with acting("gao") as (gao, _scope), pytest.raises(Refusal) as refusal:
        visits.walk_in(unit_of("gao"), Guest(name=NAME, kept_from=gao), day=day, by=gao)
    assert refusal.value.code == "kept_from"


def test_a_matter_answered_at_the_table_is_a_closed_petition_of_the_reception_day():
    case = heard(came(published()), talk("on_the_spot"))
    with acting("gao"):
        row = Case.objects.get(pk=case.pk)
        assert (row.channel, row.stage, row.received_on) == ("reception_day", "closed", clock.today())
        assert Petition.objects.get(pk=case.pk).route == "R10"


def test_an_ordinary_visit_becomes_a_petition_of_the_channel_visit():
    visit = came(None)
    case = heard(visit, talk("assigned", to_user=person("lin")), by="lin")
    assert case.channel == "visit"


def test_assigned_to_a_colleague_the_deadline_goes_with_the_matter():
    case = heard(came(published()), talk("assigned", to_user=person("xu")))
    with acting("xu"):
        row = Case.objects.get(pk=case.pk)
        assert row.owner_id == person("xu").pk
        running = {c.limit_id: c.owner_id for c in Clock.objects.filter(subject_id=case.pk, state="running")}
        assert running["reception.assigned"] == person("xu").pk


def test_assigned_to_a_township_it_arrives_there_and_the_answer_meets_the_deadline(fresh_house):
    town = unit_of("tian")
    case = heard(came(published()), talk("assigned", to_unit=town))
    state = "select state, owner_id, unit_id from network_clock where limit_id = 'reception.assigned'"
    assert fresh_house.raw(state) == [("running", person("tian").pk, town.pk)]
    answered_by_the_township(case)
    assert fresh_house.raw(state) == [("met", person("shi").pk, town.pk)]


def answered_by_the_township(case):
    """Taken up, accepted, given to a colleague who drafts; the chair answers."""
    does("tian", hand_over.take_up, case)
    does("tian", transitions.choose_route, case, route="R1")
    does("tian", transitions.accept, case, notice_how="safe_way")
    does("tian", hand_over.reassign, case, to=person("shi"), reason="请她承办")
    does("shi", transitions.start, case)
    opinion = {"outcome": "support", "facts_found": "属实", "decision": "支持", "basis": "第三十二条"}
    does("shi", opinions.draft_opinion, case, **opinion)
    does("tian", transitions.answer, case, delivered_on=clock.today(), delivered_how="in_person")


def test_guided_to_another_body_she_is_told_which_one():
    case = heard(came(published()), talk("guided_out", body="区法律援助中心"))
    assert case_stage(case) == "guided_out"


def case_stage(case, by="gao"):
    with acting(by):
        return Case.objects.get(pk=case.pk).stage


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"outcome": "guided_out"}, "body"),
        ({"outcome": "taken_on"}, "promise"),
        ({"outcome": "assigned"}, "to_user"),
        ({"outcome": "on_the_spot", "said": " "}, "said"),
        ({"outcome": "on_the_spot", "safety": "violence"}, "outcome"),
        ({"outcome": "guided_out", "body": "法院", "nature": "accusation"}, "outcome"),
    ],
)
def test_what_is_missing_is_said_and_nothing_has_happened(fresh_house, told, code):
    visit = came(published())
    moves(visit, visits.seat, by="gao")
    with acting("gao") as (gao, _scope), pytest.raises(Refusal) as refusal:
        talks.write_up(ReceptionVisit.objects.get(pk=visit.pk), talk(**told), by=gao)
    assert refusal.value.code == code
    assert fresh_house.raw("select state from cases_receptionvisit") == [("seated",)]
    assert fresh_house.raw("select count(*) from cases_case") == [(0,)]


@pytest.mark.parametrize("safety", ["violence", "minor"])
def test_a_sealed_matter_leaves_a_neutral_number_on_the_list(fresh_house, safety):
    day = published()
    visit = came(day)
    case = heard(visit, talk("assigned", safety=safety, to_user=person("lin")))
    assert case.number.startswith("M-")
    for who, reads in (("lin", 1), ("gao", 0), ("xu", 0)):
        with acting(who) as (_user, scope):
            assert ReceptionVisit.objects.visible_to(scope).count() == 1, who
            assert ReceptionSheet.objects.readable_by(scope).count() == reads, who
            assert plain_sql("select count(*) from cases_receptionsheet") == [(reads,)], who
            (row,) = figures.ledger(list(ReceptionVisit.objects.visible_to(scope)), scope)
            assert row["sheet"] is None


def test_a_sealed_matter_of_a_township_goes_to_the_county_and_leaves_no_word_behind(fresh_house):
    visit = came(None, by="tian")
    case = heard(visit, talk("assigned", safety="violence", to_user=person("tian")), by="tian")
    assert case.unit_id == unit_of("lin").pk
    assert fresh_house.raw("select name, asked, said, case_id from cases_receptionsheet") == [(None,) * 4]


def test_a_talk_that_is_not_written_up_in_a_working_day_rings(fresh_house):
    visit = came(published())
    moves(visit, visits.seat, by="gao")
    moves(visit, visits.finish, by="gao")
    due = fresh_house.raw(
        "select due_at, subject_kind from network_clock where limit_id = 'reception.write_up'"
    )
    with fresh_house.login("worker"):
        sweep.ring_due(at=due[0][0] + timedelta(minutes=1), limit=1000)
    rung = fresh_house.raw("select recipient_id from network_rung where kind = 'rung'")
    assert due[0][1] == "visit" and rung == [(person("gao").pk,)]
    with acting("gao") as (gao, _scope):
        talks.write_up(ReceptionVisit.objects.get(pk=visit.pk), talk("on_the_spot"), by=gao)
    states = fresh_house.raw("select state from network_clock where limit_id = 'reception.write_up'")
    assert states == [("met",)]


def test_a_promise_has_a_clock_of_its_own_that_stays_with_the_leader(fresh_house):
    case = heard(came(published()), talk("taken_on", promise="三十日内把登记办下来"))
    with acting("gao") as (gao, scope):
        (made,) = LeaderCommitment.objects.of_leader(scope)
        with pytest.raises(Refusal) as refusal:
            commitments.take_on(case, promise="再说一次", by=gao)
        assert refusal.value.code == "taken_on"
    state = "select owner_id, state, due_on - starts_on from network_clock where limit_id = 'commitment.keep'"
    ((owner, running, days),) = fresh_house.raw(state)
    assert (owner, running) == (person("gao").pk, "running") and days >= 30
    does("gao", hand_over.reassign, case, to=person("xu"), reason="请她承办")
    assert fresh_house.raw(state)[0][0] == person("gao").pk
    with acting("xu") as (xu, scope):
        assert LeaderCommitment.objects.visible_to(scope).count() == 1
        with pytest.raises(Refusal):
            commitments.end_commitment(made, kept=True, result="已登记", by=xu)
    with acting("gao") as (gao, _scope):
        assert commitments.end_commitment(made, kept=True, result="已登记", by=gao).state == "met"
    assert fresh_house.raw(state)[0][1] == "met"
    assert "包案承诺已了结" in browser_of("xu").get(f"/cases/{case.pk}/").content.decode()


def test_who_leads_no_unit_any_more_ends_no_promise_and_one_who_does_ends_it_wherever_the_matter_is(
    fresh_house,
):
    case = heard(came(published()), talk("taken_on", promise="三十日内把登记办下来"))
    does("gao", transitions.triage, case, route="R2")
    does("gao", giving.assign, case, to_unit=unit_of("tian"), reason="属地办理", notice_how="on_the_spot")
    with acting("gao") as (gao, scope):
        (made,) = LeaderCommitment.objects.of_leader(scope)
    post = "update network_appointment set role = %s where user_id = %s"
    fresh_house.raw(post, ["volunteer", gao.pk])
    with acting("gao") as (gao, _scope), pytest.raises(Refusal) as refusal:
        commitments.end_commitment(made, kept=True, result="已登记", by=gao)
    assert refusal.value.code == "role"
    fresh_house.raw(post, ["county_leader", gao.pk])
    told = {"result": "已登记", "kept": "no"}
    answer = browser_of("gao").post(f"/duty/commitments/{made.pk}/end_commitment/", told)
    assert answer.status_code == 302
    event = fresh_house.raw("select by_id, detail, note from cases_event where verb = 'end_commitment'")
    assert event == [(gao.pk, {"kept": False}, None)]


@pytest.mark.parametrize("recused", [False, True])
def test_a_promise_that_sleeps_climbs_the_ladder_and_passes_by_whoever_has_a_conflict(fresh_house, recused):
    case = heard(came(published()), talk("taken_on", promise="三十日内答复"))
    if recused:
        does("gao", hand_over.recuse, case, user=person("wu"), reason="亲属")
    ((due,),) = fresh_house.raw("select due_at from network_clock where limit_id = 'commitment.keep'")
    with fresh_house.login("worker"):
        for days in (0, 4, 10):
            sweep.ring_due(at=due + timedelta(days=days, minutes=1), limit=1000)
    told = {who for (who,) in fresh_house.raw("select recipient_id from network_rung where kind = 'rung'")}
    assert person("gao").pk in told and (person("wu").pk in told) is not recused


def test_the_day_is_closed_when_nobody_waits_and_who_did_not_come_is_written_down(fresh_house):
    day = published()
    booked(day)
    visit = came(day)
    with acting("lin") as (lin, _scope), pytest.raises(Refusal) as refusal:
        visits.close_day(day, by=lin)
    assert refusal.value.code == "waiting"
    heard(visit, talk("on_the_spot"))
    with acting("lin") as (lin, _scope):
        assert visits.close_day(day, by=lin).state == "held"
    assert fresh_house.raw("select state from cases_receptionvisit order by number") == [
        ("missed",),
        ("finished",),
    ]


def test_a_day_that_moves_takes_its_bookings_along_also_one_the_leader_must_not_see(fresh_house):
    first = (clock.today() + timedelta(days=40)).replace(day=5)
    day = published(first)
    booked(day), booked(day, kept_from=person("gao"))
    with acting("gao") as (gao, _scope):
        fresh = visits.cancel_day(day, reason="外出", new_day=first.replace(day=9), by=gao)
    assert fresh_house.raw(
        "select v.number, v.on_day, s.day_id from cases_receptionvisit v join network_receptionslot s"
        " on s.id = v.slot_id order by v.number"
    ) == [(1, fresh.day, fresh.pk), (2, fresh.day, fresh.pk)]


def test_the_figures_of_a_day_are_those_of_a_hand_count():
    """Five to gao (one sealed), one to lin; waits of gao 10, 20, 30, 40, 90: the median is 30."""
    start = datetime.combine(clock.today(), datetime.min.time(), clock.ZONE) + timedelta(minutes=1)
    day = published()
    told = [
        (10, talk("on_the_spot")),
        (20, talk("on_the_spot")),
        (30, talk("taken_on", promise="三十日内答复")),
        (40, talk("assigned", to_user=person("lin"))),
        (90, talk("assigned", safety="violence", to_user=person("lin"))),
    ]
    for wait, each in told:
        visit = came(day, at=start)
        with acting("gao") as (gao, _scope):
            row = ReceptionVisit.objects.get(pk=visit.pk)
            row = visits.seat(row, by=gao, at=start + timedelta(minutes=wait))
            talks.write_up(row, each, by=gao)
    heard(came(day, kept_from=person("gao"), at=start), talk("on_the_spot"), by="lin", at=start)
    came(day)
    with acting("gao") as (_gao, scope):
        (hers,) = figures.by_leader(list(ReceptionVisit.objects.visible_to(scope)), scope)
        assert hers == figures.Figures("高洁", 5, 4, 2, 1, 0, 30)
        assert figures.of_month(day.unit_id, clock.today().replace(day=1), scope) == [hers]
    with acting("lin") as (_lin, scope):
        named = {row.leader: row for row in figures.by_leader(list(ReceptionVisit.objects.all()), scope)}
        assert (named["林晓岚"].visitors, named["林晓岚"].waited) == (1, 0)


@pytest.mark.parametrize("who", ["feng", "zheng", "tian", "duan", "zhou", "he"])
def test_with_the_orms_scope_alone_nobody_outside_the_unit_sees_who_comes(fresh_house, who):
    day = published()
    case = heard(came(day), talk("taken_on", promise="三十日内答复"))
    with fresh_house.login("migrator"), acting(who) as (_user, scope):
        assert not ReceptionVisit.objects.visible_to(scope).exists()
        assert not ReceptionSheet.objects.readable_by(scope).exists()
        assert not LeaderCommitment.objects.visible_to(scope).exists()
        assert ReceptionDay.objects.visible_to(scope).exists() is (who == "zhou")
    assert case.channel == "reception_day"


def test_with_the_orms_scope_alone_she_whom_the_leader_must_not_meet_stays_hidden(fresh_house):
    day = published()
    hers = came(day, kept_from=person("gao"))
    heard(hers, talk("assigned", to_user=person("lin")), by="lin")
    with fresh_house.login("migrator"):
        with acting("gao") as (_gao, scope):
            assert not ReceptionVisit.objects.visible_to(scope).exists()
            assert not ReceptionSheet.objects.readable_by(scope).exists()
        with acting("lin") as (_lin, scope):
            assert ReceptionSheet.objects.readable_by(scope).count() == 1


def test_on_an_ordinary_day_she_is_received_by_the_pages_from_the_door_to_the_matter(fresh_house):
    lin = browser_of("lin")
    assert lin.post("/duty/visits/", {"name": NAME, "asked": ASKED}).status_code == 302
    ((pk,),) = fresh_house.raw("select id from cases_receptionvisit")
    address = f"/duty/visits/{pk}/"
    assert address in lin.get("/duty/visits/").content.decode()
    for act in ("call", "seat", "finish"):
        assert lin.get(address).status_code == 200, act
        assert lin.post(address, {"act": act, "room": "3 室"})["Location"] == address
    told = {"act": "write_up", "safety": "safe", "request": ASKED, "facts": "份额没有登记", "said": "已说明"}
    told |= {"category": "property", "nature": "appeal", "gender": "female", "knows_other_side": "no"}
    told |= {"read_back": "on", "name": NAME, "outcome": "on_the_spot"}
    assert lin.post(address, told)["Location"] == "/duty/visits/"
    assert lin.get(address).status_code == 200
    assert fresh_house.raw("select channel, stage from cases_case") == [("visit", "closed")]


def _meanwhile(house, first, second):
    """Runs `first` in a transaction that stays open until `second` waits for it; what `second` answered."""
    answers = []

    def later():
        try:
            answers.append(second())
        except (Refusal, IllegalTransition) as refusal:
            answers.append(getattr(refusal, "code", "state"))
        finally:
            connection.close()

    racer = threading.Thread(target=later)
    with transaction.atomic():
        first()
        racer.start()
        while racer.is_alive() and house.raw("select count(*) from pg_locks where not granted") == [(0,)]:
            racer.join(0.02)
    racer.join(60)
    return answers


@pytest.mark.parametrize("how", ["close", "cancel", "arrive"])
def test_she_who_comes_while_the_day_is_closed_or_moved_is_not_left_waiting_in_it(fresh_house, how):
    """Two connections: one writes her down, the other ends the day before the first has committed."""
    day = published()
    visit = booked(day) if how == "arrive" else None

    def she_comes():
        came(day) if visit is None else moves(visit, visits.arrive)

    def the_day_ends():
        with acting("gao") as (gao, _scope):
            if how == "cancel":
                visits.cancel_day(day, reason="外出", new_day=clock.today(), by=gao)
            else:
                visits.close_day(day, by=gao)
        return "ended"

    assert _meanwhile(fresh_house, she_comes, the_day_ends) == ["waiting"]
    assert fresh_house.raw("select state from network_receptionday") == [("published",)]
    assert fresh_house.raw("select state from cases_receptionvisit") == [("arrived",)]


def test_whoever_may_not_end_the_day_is_not_told_that_somebody_waits():
    day = published()
    came(day)
    with acting("lin") as (lin, _scope), pytest.raises(Refusal) as refusal:
        visits.cancel_day(day, reason="外出", new_day=clock.today(), by=lin)
    assert refusal.value.code == "role"
    for stranger in ("tian", "zheng"):
        with acting(stranger) as (user, _scope), pytest.raises(Refusal) as refusal:
            visits.close_day(day, by=user)
        assert refusal.value.code != "waiting", stranger
