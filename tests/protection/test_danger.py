"""Somebody is in danger: who is told within minutes, who may read, what runs, and when it ends."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError

from cases.casefile.models import Case
from cases.petitions import hand_over, transitions
from cases.petitions.told import Named
from cases.protection import contact, danger, reports
from network.access.gate import Refusal
from network.deadlines import sweep
from network.notifications import delivery
from sisterhood.lib import clock
from tests.house import acting, person, plain_sql
from tests.protection.conftest import NIGHT, TOLD, at, night, running
from tests.stories import does, matter

pytestmark = pytest.mark.usefixtures("guarded", "day")
STEP = {"note": "电话已接通，她和孩子在邻居家"}


def done(case: Case, step: str, when: str, who: str = "lin") -> None:
    does(who, danger.do_danger_step, case, step=step, done_at=at(when), **STEP)


def told(house, case: Case) -> set[str]:
    """Who has an urgent message about the matter, posted or delivered."""
    rows = house.raw(
        "select distinct u.username from network_outboxmessage o join network_user u on u.id = o.recipient_id"
        " where o.subject_id = %s and o.kind = 'danger'",
        [case.pk],
    )
    return {row[0] for row in rows}


def rung(house, case: Case, code: str) -> list[tuple[str, str]]:
    rows = house.raw(
        "select u.username, r.seat from network_rung r join network_clock c on c.id = r.clock_id"
        " join network_user u on u.id = r.recipient_id where c.subject_id = %s and c.limit_id = %s order by r.id",
        [case.pk, code],
    )
    return [tuple(row) for row in rows]


def layers_of(case: Case, who: str) -> tuple[bool, bool]:
    """Sees the card, may open."""
    with acting(who) as (_user, scope):
        rows = Case.objects.filter(pk=case.pk)
        return rows.visible_to(scope).exists(), rows.openable_by(scope).exists()


def test_the_county_is_told_in_the_moment_of_the_report_and_every_minute_counts_from_the_notice(guarded):
    case = night()
    assert told(guarded, case) == {"lin", "gao", "qin"}
    clocks = {code: due for code, due in running(guarded, case).items() if code.startswith("protection")}
    notice = datetime.fromisoformat(NIGHT)
    assert clocks == {
        "protection.duty_told": notice + timedelta(minutes=15),
        "protection.safety": notice + timedelta(hours=1),
        "protection.decision": notice + timedelta(hours=24),
        "protection.review": notice + timedelta(hours=72),
        "protection.follow_1": notice + timedelta(days=7),
        "protection.follow_2": notice + timedelta(days=30),
        "protection.follow_3": notice + timedelta(days=90),
    }
    assert running(guarded, case)["petition.mandatory_report"] == notice + timedelta(hours=2)


def test_duty_in_the_county_reads_for_three_days_and_everybody_else_who_is_called_holds_the_card(guarded):
    case = night()
    assert layers_of(case, "qin") == (True, True)
    for who in ("gao", "wu", "zhou", "geng", "he"):
        assert layers_of(case, who) == (True, False), who
    for who in ("niu", "feng", "zheng", "xu", "tian", "luo", "ma", "sysadmin", "secadmin", "auditor"):
        assert layers_of(case, who) == (False, False), who
    until = "select max(until) - max(granted_at) from cases_caseaccess where content_object_id = %s and source = 'duty'"
    assert timedelta(hours=71) < guarded.raw(until, [case.pk])[0][0] <= timedelta(hours=72)


def test_whoever_is_on_duty_and_related_to_the_other_side_is_told_nothing(guarded):
    case = night(respondent=Named(name="秦夜"))
    assert "qin" not in told(guarded, case)
    assert layers_of(case, "qin") == (False, False)
    assert (
        guarded.raw(
            "select 1 from cases_caseaccess a join network_user u on u.id = a.user_id"
            " where content_object_id = %s and username = 'qin'",
            [case.pk],
        )
        == []
    )


def test_a_missed_minute_goes_past_every_level_to_duty_and_leaders_of_county_and_city(guarded):
    case = night()
    with guarded.login("worker"):
        sweep.ring_due(at=at("2026-09-16 23:25"), danger=True)
        sweep.ring_due(at=at("2026-09-16 23:46"), danger=True)
        again = sweep.ring_due(at=at("2026-09-16 23:46"), danger=True)
    assert rung(guarded, case, "protection.duty_told") == [
        ("lin", "owner"),  # the reminder, five minutes before
        ("lin", "owner"),
        ("qin", "duty"),
        ("gao", "leader"),
        ("geng", "duty+9"),
        ("wu", "officer+9"),
        ("zhou", "leader+9"),
    ]
    assert (again.rungs, again.reminders, again.messages) == (0, 0, 0)
    assert {"geng", "wu", "zhou"} <= told(guarded, case)


def test_its_own_process_rings_and_delivers_danger_and_leaves_everything_else_alone(guarded):
    case, other = night(), matter("lin")
    with guarded.login("worker"):
        counts = sweep.ring_due(at=at("2026-10-20 09:00"), danger=True)
        delivery.deliver_due(urgent=True)
    assert counts.rungs > 0
    posted = "select count(*) from network_outboxmessage where kind <> 'danger' and state = 'sent'"
    before = guarded.raw(posted)
    assert guarded.raw("select 1 from network_outboxmessage where kind = 'danger' and state = 'due'") == []
    assert guarded.raw(
        "select count(*) from network_rung r join network_clock c on c.id = r.clock_id where c.subject_id = %s",
        [other.pk],
    ) == [(0,)]
    with guarded.login("worker"):
        sweep.ring_due(at=at("2026-10-20 09:00"))
        delivery.deliver_due()
    assert guarded.raw(posted) > before
    assert case.pk != other.pk


def test_the_steps_are_done_by_whoever_is_on_duty_and_the_track_ends_when_all_are(guarded, day):
    case = night()
    done(case, "duty_told", "2026-09-16 23:10")
    day("2026-09-16 23:40")
    done(case, "safety", "2026-09-16 23:35", who="qin")
    day("2026-09-17 09:00")
    with pytest.raises(Refusal, match="仍缺少"):
        does("lin", danger.end_danger, case, why="done", note="结束")
    done(case, "decision", "2026-09-17 08:50")
    done(case, "review", "2026-09-17 08:55")
    with pytest.raises(Refusal, match="强制报告"):
        does("lin", danger.end_danger, case, why="her_wish", note="她不愿再联系")
    report = {"trigger": "other", "noticed_at": at(NIGHT), "noticed_by": "何站长", "told": ["police"]}
    report |= {
        "body": "卧虎派出所",
        "channel": "phone",
        "reported_at": at("2026-09-16 23:20"),
        "told_before": True,
    }
    does("qin", reports.mandatory_report, case, **report)
    for step in ("follow_1", "follow_2", "follow_3"):
        done(case, step, "2026-09-17 08:59")
    does("lin", danger.end_danger, case, why="done", note="她已安全")
    assert not [code for code in running(guarded, case) if code.startswith("protection")]
    assert layers_of(case, "qin") == (False, False)


def test_what_was_missed_or_invented_is_refused_with_a_sentence():
    case = night()
    for facts, sentence in (
        ({"step": "safety", "done_at": at("2026-09-17 10:00")}, "不能晚于现在"),
        ({"step": "safety", "done_at": at("2026-09-16 20:00")}, "早于"),
    ):
        with pytest.raises(Refusal, match=sentence):
            does("lin", danger.do_danger_step, case, **facts, **STEP)
    done(case, "safety", NIGHT)
    with pytest.raises(Refusal, match="已经完成"):
        done(case, "safety", NIGHT)
    with pytest.raises(Refusal, match="已经启动"):
        does("lin", danger.open_danger, case, noticed_at=at(NIGHT), called=True)


def test_danger_found_later_seals_an_ordinary_matter_and_takes_it_out_of_the_hamlet(guarded, day):
    case = matter("he", channel="station")
    assert layers_of(case, "lin") == layers_of(case, "xu") == (True, False)
    with pytest.raises(Refusal, match="110"):
        does("he", danger.open_danger, case, noticed_at=at(NIGHT), called=False)
    does("he", danger.open_danger, case, noticed_at=at(NIGHT), called=True, note=TOLD)
    assert guarded.raw(
        "select c.is_sealed, c.is_urgent, u.username from cases_case c join network_user u on u.id = c.owner_id"
        " where c.id = %s",
        [case.pk],
    ) == [(True, True, "lin")]
    assert layers_of(case, "he") == (True, False)
    assert layers_of(case, "xu") == (False, False)
    assert layers_of(case, "qin") == (True, True)
    assert told(guarded, case) == {"lin", "gao", "qin"}
    assert not any(code == "station.pass_on" for code in running(guarded, case))


def test_violence_without_danger_seals_too_and_calls_nobody_at_night(guarded):
    case = matter("he", channel="station")
    does("he", danger.begin_protection, case, note=TOLD)
    assert told(guarded, case) == set()
    assert layers_of(case, "lin") == (True, True)
    assert layers_of(case, "qin") == (False, False)


def test_nothing_of_protection_is_written_on_an_ordinary_matter_by_verb_or_by_sql(guarded):
    case = matter("lin")
    with pytest.raises(Refusal, match="先启动"):
        does("lin", contact.plan_safety, case, text="x", with_her=True)
    statement = (
        "insert into cases_safetyplan (id, case_id, entered_by_id, entered_at)"
        " values (gen_random_uuid(), %s, %s, now())"
    )
    with pytest.raises(DatabaseError), acting("lin"):
        plain_sql(statement, [case.pk, person("lin").pk])


def test_a_matter_does_not_end_while_danger_is_open(guarded):
    case = night(safety="violence")
    does("lin", hand_over.take_up, case)
    does("lin", danger.open_danger, case, noticed_at=clock.now(), called=True)
    with pytest.raises(Refusal, match="紧急处置"):
        does("lin", transitions.withdraw, case, reason="她说算了")
    does("lin", danger.end_danger, case, why="error", note="误报")
    does("lin", transitions.withdraw, case, reason="她说算了")
