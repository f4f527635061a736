"""Whom the ladder calls, when, and that it calls nobody twice."""

import json
import threading
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from network.access.logins import WrongLogin
from network.deadlines.models import CalendarDay, Clock, LadderStep, Rung
from network.deadlines.sweep import Counts, ring_due
from network.notifications.models import OutboxMessage
from network.staff.models import Appointment, User
from network.units.models import Unit
from sisterhood.lib import clock
from tests.deadlines.conftest import at, posted, rungs, start
from tests.house import person

LAST = at("2027-06-01 00:00")


def leave(username: str) -> None:
    """Somebody's posts ended last year."""
    Appointment.objects.filter(user=person(username)).update(ends_on=date(2025, 12, 31))


@pytest.fixture
def owner_login(night):
    """Changes of posts are the owner's, not the worker's."""

    def change(act, *args):
        with night.login("migrator"):
            return act(*args)

    return change


def test_owner_then_leader_then_the_level_above_each_at_its_minute(night):
    row = start("lin")
    assert ring_due(at=at("2026-09-28 08:29")) == Counts()
    assert ring_due(at=at("2026-09-28 08:30")) == Counts(reminders=3, messages=3)
    assert ring_due(at=at("2026-10-08 23:59")) == Counts()
    assert ring_due(at=at("2026-10-09 00:00")) == Counts(rungs=2, messages=2)
    assert ring_due(at=at("2026-10-10 00:00")) == Counts(rungs=1, messages=1)
    assert rungs(row) == [
        (0, "owner", "lin"),
        (1, "owner", "lin"),
        (1, "leader", "gao"),
        (2, "owner", "lin"),
        (2, "leader", "gao"),
        (3, "officer+1", "wu"),
    ]
    assert ring_due(at=at("2026-10-14 00:00")) == Counts(rungs=1, messages=1)
    assert ring_due(at=at("2026-10-16 00:00")) == Counts(rungs=1, messages=1)
    assert ring_due(at=at("2026-10-22 23:59")) == Counts(rungs=1, messages=1)
    assert ring_due(at=at("2026-10-30 00:00")) == Counts(rungs=1, messages=1)
    assert rungs(row)[6:] == [
        (4, "leader+1", "zhou"),
        (5, "officer+2", "zhou"),
        (6, "officer+9", "wu"),
        (7, "leader+9", "zhou"),
    ]
    row.refresh_from_db()
    assert row.next_ring_at is None


def test_a_worker_who_slept_rings_every_step_in_order_with_its_own_minute(night):
    row = start("lin")
    assert ring_due(at=LAST) == Counts(reminders=3, rungs=7, messages=10)
    moments = list(Rung.objects.filter(clock=row).order_by("id").values_list("step", "due_at"))
    assert moments == sorted(moments)
    assert dict(moments) == {
        0: at("2026-09-28 08:30"),
        1: at("2026-09-28 08:30"),
        2: at("2026-10-09 00:00"),
        3: at("2026-10-10 00:00"),
        4: at("2026-10-13 00:00"),
        5: at("2026-10-15 00:00"),
        6: at("2026-10-22 00:00"),
        7: at("2026-10-29 00:00"),
    }


def test_ringing_twice_changes_nothing(night):
    start("lin")
    start("chen", "station.pass_on")
    ring_due(at=LAST)
    before = night.raw("select count(*), (select count(*) from network_outboxmessage) from network_rung")
    assert ring_due(at=LAST) == Counts()
    assert (
        night.raw("select count(*), (select count(*) from network_outboxmessage) from network_rung") == before
    )


def test_the_command_prints_the_contract_and_zeros_the_second_time(night):
    start("lin")
    for expected in (
        {"reminders": 3, "rungs": 7, "messages": 10},
        {"reminders": 0, "rungs": 0, "messages": 0},
    ):
        out = StringIO()
        call_command("ring", "--at", "2027-06-01", stdout=out)
        told = json.loads(out.getvalue())
        assert told.pop("at").startswith("2027-06-01T00:00")
        assert told == {**expected, "vacant_skipped": 0, "conflict_skipped": 0}
    assert night.raw("select count(*) from network_inboxitem") == [(10,)]


def test_a_station_head_who_sleeps_is_overtaken_by_village_and_town(night, drills):
    row = start("he", "station.pass_on", on="2026-11-23", hour="10:00")
    assert ring_due(at=at("2026-11-24 04:00")).reminders == 1
    assert ring_due(at=at("2026-11-24 10:00")).rungs == 2
    assert ring_due(at=at("2026-11-25 10:00")).rungs == 1
    assert rungs(row)[1:] == [(1, "owner", "he"), (1, "leader+1", "luo"), (2, "leader+2", "tian")]
    assert [(subject, user) for subject, user, _until in drills.lent] == [(row.subject_id, person("luo").pk)]


def test_a_vacant_post_is_passed_by_counted_and_told_to_the_leader_above(night, owner_login):
    owner_login(leave, "luo")
    rows = [start("he", "station.pass_on", on="2026-11-23") for _n in range(3)]
    counts = ring_due(at=at("2026-11-24 09:00"))
    assert counts == Counts(reminders=3, rungs=6, messages=10, vacant_skipped=3)
    assert rungs(rows[0])[-1] == (1, "leader+1", "tian")
    assert posted("data_gap") == ["tian"]
    assert OutboxMessage.objects.get(kind="data_gap").subject_id is None


def test_a_deputy_stands_in_when_the_designated_person_is_missing(night, owner_login):
    def second_chair() -> None:
        leave("luo")
        village = Unit.objects.get(appointments__user__username="luo")
        Appointment.objects.create(
            user=person("shi"), unit=village, role="village_chair", starts_on=date(2026, 1, 1),
            is_primary=False, is_deputy=True,
        )  # fmt: skip

    owner_login(second_chair)
    row = start("he", "station.pass_on", on="2026-11-23")
    assert ring_due(at=at("2026-11-24 09:00")).vacant_skipped == 0
    assert rungs(row)[-1] == (1, "leader+1", "shi")


def test_whoever_has_a_conflict_is_skipped_together_with_her_unit(night, drills, owner_login):
    def second_chair() -> None:
        village = Unit.objects.get(appointments__user__username="luo")
        Appointment.objects.create(
            user=person("shi"),
            unit=village,
            role="village_chair",
            starts_on=date(2026, 1, 1),
            is_primary=False,
        )

    owner_login(second_chair)
    row = start("he", "station.pass_on", on="2026-11-23")
    drills.bar(row, "luo")
    counts = ring_due(at=at("2026-11-24 09:00"))
    assert counts == Counts(reminders=1, rungs=2, messages=3, conflict_skipped=1)
    assert rungs(row)[-1] == (1, "leader+1", "tian")
    assert "shi" not in posted("rung")


def test_conflicts_and_vacancies_on_the_way_up_add_up(night, drills, owner_login):
    owner_login(leave, "tian")
    row = start("he", "station.pass_on", on="2026-11-23")
    drills.bar(row, "luo")
    counts = ring_due(at=at("2026-11-24 09:00"))
    assert (counts.vacant_skipped, counts.conflict_skipped) == (1, 1)
    assert rungs(row)[-1] == (1, "leader+1", "gao")


def test_when_everybody_is_barred_the_rung_stands_and_nobody_is_told(night, drills):
    row = start("he", "station.pass_on", on="2026-11-23")
    drills.bar(row, "he", "luo", "tian", "gao", "zhou")
    counts = ring_due(at=at("2026-11-24 09:00"))
    assert counts.messages == 0
    assert {who for _step, _seat, who in rungs(row)} == {None}
    assert ring_due(at=at("2026-11-24 09:00")) == Counts()


def test_an_owner_who_left_is_replaced_by_the_leader_of_her_unit(night, owner_login):
    owner_login(lambda: User.objects.filter(username="lin").update(is_active=False))
    row = start("lin")
    ring_due(at=at("2026-09-28 08:30"))
    assert rungs(row)[0] == (0, "owner", "gao")


def test_one_person_in_two_seats_of_a_step_is_told_once(night):
    row = start("tian", "petition.notice")
    ring_due(at=at("2026-10-09 00:00"))
    assert [r for r in rungs(row) if r[0] == 2] == [(2, "owner", "tian")]


def test_above_the_city_only_its_leader_is_left(night):
    row = start("wu")
    ring_due(at=LAST)
    assert rungs(row)[5:] == [
        (3, "officer+1", "zhou"),
        (4, "leader+1", "zhou"),
        (5, "officer+2", "zhou"),
        (6, "officer+9", "wu"),
        (7, "leader+9", "zhou"),
    ]


def test_a_kind_nobody_registered_rings_for_nobody(night):
    row = start("lin")
    Clock.objects.filter(pk=row.pk).update(subject_kind="unheard_of")
    counts = ring_due(at=LAST)
    assert counts.messages == 0
    assert counts.conflict_skipped > 0


def test_met_and_paused_clocks_are_silent(night):
    for state in ("met", "paused", "cancelled"):
        Clock.objects.filter(pk=start("lin").pk).update(state=state)
    assert ring_due(at=LAST) == Counts()


def test_the_web_login_cannot_sweep(fresh_house):
    with pytest.raises(WrongLogin):
        ring_due(at=LAST)


def test_two_sweeps_at_once_ring_nothing_twice(night):
    clocks = [start("lin", on="2026-09-16") for _n in range(60)]
    found: list[Counts] = []

    def sweep() -> None:
        try:
            found.append(ring_due(at=LAST, limit=7))
        finally:
            connection.close()

    threads = [threading.Thread(target=sweep) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ring_due(at=LAST)
    assert sum(f.rungs + f.reminders for f in found) == 10 * len(clocks) == Rung.objects.count()
    assert OutboxMessage.objects.count() == 10 * len(clocks)


def test_a_clock_somebody_is_working_on_waits_without_holding_up_the_others(night):
    held, free = start("lin"), start("lin")
    with transaction.atomic():
        Clock.objects.select_for_update().get(pk=held.pk)
        other: list[Counts] = []

        def sweep() -> None:
            other.append(ring_due(at=LAST))
            connection.close()

        thread = threading.Thread(target=sweep)
        thread.start()
        thread.join()
    assert len(rungs(free)) == 10
    assert rungs(held) == []
    assert ring_due(at=LAST).rungs == 7


def test_ring_moments_agree_with_the_calendar_for_every_start_of_a_year(night):
    working = sorted(CalendarDay.objects.filter(is_working=True).values_list("date", flat=True))
    for n in range(0, 365, 3):
        day = date(2026, 1, 1) + timedelta(days=n)
        row = start("lin", "petition.notice", on=day.isoformat())
        internal = clock.local_date(row.internal_due_at - timedelta(seconds=1))
        yellow = internal - timedelta(days=3)
        orange = [each for each in working if each <= internal][-3]
        expected = min(clock.start_of_day(each) + timedelta(hours=8.5) for each in (yellow, orange))
        assert row.next_ring_at == expected, day
        Clock.objects.filter(pk=row.pk).update(next_step=2)
        ring_due(at=expected)
        row.refresh_from_db()
        after = next(each for each in working if each > row.due_on)
        assert row.next_ring_at == clock.end_of_day(after), day
        Clock.objects.filter(pk=row.pk).update(state="met")


def test_an_administrator_adds_a_rung_and_the_engine_climbs_it(night, owner_login):
    owner_login(
        lambda: LadderStep.objects.create(
            limit_id="petition.notice", step=9, after=20, levels_up=1, recipient="leader", kind="rung"
        )
    )
    row = start("lin")
    ring_due(at=LAST)
    assert rungs(row)[-1] == (9, "leader+1", "zhou")
    assert Rung.objects.get(clock=row, step=9).due_at == at("2026-11-05 00:00")
