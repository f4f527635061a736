"""Clocks of real petitions, behind every wall, and what a screen says of them."""

from datetime import date, timedelta
from types import SimpleNamespace

import psycopg
import pytest
from django.db import connection
from django.utils import timezone, translation

from cases.casefile import sharing
from cases.casefile.models import Case
from cases.petitions import hand_over, transitions
from cases.petitions.intake import register
from cases.petitions.told import Intake, Named
from network.access.gate import Refusal
from network.deadlines import clocks, faces
from network.deadlines.models import Clock, CountIn, Rung
from network.deadlines.sweep import ring_due
from network.notifications import outbox
from network.notifications.delivery import deliver_due
from sisterhood.lib import clock
from tests.deadlines.conftest import at
from tests.house import House, acting, person

MONDAY = at("2026-11-23 09:00")


def reported(username: str, *, moment=MONDAY, **facts) -> Case:
    """A matter registered by somebody of the cast at her own unit."""
    intake = {
        "channel": "visit",
        "safety": "safe",
        "request": "请村里登记承包地份额",
        "facts": "迁回后未登记",
        "petitioner": Named(name="陈秀琴"),
        "received_on": clock.local_date(moment),
    }
    with clock.moved_to(moment), acting(username) as (user, _scope):
        unit = user.appointments.select_related("unit").get().unit
        return register(Intake(**{**intake, **facts}), unit=unit, by=user)


def do(username: str, verb, case: Case, *, moment=MONDAY, **words):
    """One verb by one person at one moment."""
    with clock.moved_to(moment), acting(username) as (user, _scope):
        return verb(case, by=user, **words)


def ring(house: House, moment) -> None:
    """The worker rings and delivers."""
    with house.login("worker"):
        ring_due(at=moment)
        deliver_due()


def test_clocks_follow_the_matter_and_nothing_is_reset(fresh_house):
    case = reported("he")
    do("he", hand_over.pass_on, case, moment=MONDAY + timedelta(hours=3))
    with acting("luo"):
        running = {row.limit_id: row for row in clocks.running(("case", case.pk))}
    assert set(running) == {"petition.notice", "station.pass_on"}
    assert {row.owner_id for row in running.values()} == {person("luo").pk}
    assert running["petition.notice"].due_on == date(2026, 12, 8)
    assert running["station.pass_on"].due_at == MONDAY + timedelta(hours=27)


def test_the_card_shows_the_nearest_clock_and_forgets_it_when_met(fresh_house):
    case = reported("lin")
    with acting("lin"):
        assert Case.objects.get(pk=case.pk).next_due_at == at("2026-11-25 00:00")  # triage, one working day
    do("lin", transitions.triage, case, route="R10")
    with acting("lin"):
        assert Case.objects.get(pk=case.pk).next_due_at < at("2026-12-09 00:00")  # the same day's answer
    do("lin", transitions.advise, case, note="已告知办理途径")
    with acting("lin"):
        assert clocks.running(("case", case.pk)) == []
        met = Clock.objects.filter(subject_id=case.pk)
        assert {(row.state, row.met_by_id) for row in met} == {("met", person("lin").pk)}
        assert Case.objects.get(pk=case.pk).next_due_at is None


def test_a_stranger_neither_sees_nor_changes_a_clock(fresh_house):
    case = reported("he")
    subject = ("case", case.pk)
    with acting("zheng") as (zheng, _scope):
        assert clocks.running(subject) == []
        assert not Clock.objects.exists()
        for verb in (
            lambda: clocks.meet(subject, "petition.notice", by=zheng),
            lambda: clocks.cancel_running(subject, by=zheng),
            lambda: clocks.move(subject, unit=case.unit, owner=zheng),
        ):
            with pytest.raises(Refusal):
                verb()
    with acting("he"):
        assert len(clocks.running(subject)) == 2


def test_starting_twice_keeps_the_first(fresh_house):
    case = reported("lin")
    with acting("lin") as (lin, _scope):
        first = next(c for c in clocks.running(("case", case.pk)) if c.limit_id == "petition.notice")
        again = clocks.start(
            "petition.notice",
            subject=("case", case.pk),
            unit=case.unit,
            owner=lin,
            by=lin,
            at=MONDAY + timedelta(9),
        )
        assert again.pk == first.pk
        assert clocks.meet(("case", case.pk), "petition.handling", by=lin) is None


def test_the_village_chair_gets_the_card_of_a_matter_its_station_slept_over(fresh_house):
    case = reported("he")
    with acting("luo"):
        assert not Case.objects.filter(pk=case.pk).exists()
    ring(fresh_house, MONDAY + timedelta(hours=24))
    with acting("luo") as (luo, scope):
        (item,) = outbox.inbox_of(luo)
        assert (item.kind, item.subject_id) == ("rung", case.pk)
        assert Case.objects.visible_to(scope).filter(pk=case.pk).exists()
        with connection.cursor() as cursor:
            cursor.execute("select may_open(%s)", [case.pk])
            assert cursor.fetchone() == (False,)


def test_a_card_that_has_run_out_comes_back_with_the_next_rung(fresh_house):
    case = reported("he")
    ring(fresh_house, MONDAY + timedelta(hours=24))
    fresh_house.raw("update cases_caseaccess set until = now() - interval '1 day' where source = 'rung'")
    with acting("luo"):
        assert not Case.objects.filter(pk=case.pk).exists()
    until = timezone.now() + timedelta(days=9)
    with fresh_house.login("worker"):
        sharing.lend_cards([(case.pk, person("luo").pk, until)])
        sharing.lend_cards([(case.pk, person("luo").pk, until - timedelta(days=5))])
    with acting("luo"):
        assert Case.objects.filter(pk=case.pk).exists()
    (kept,) = fresh_house.raw("select until from cases_caseaccess where source = 'rung'")
    assert kept == (until,)


def test_the_ladder_waits_for_nobody_who_works_on_a_matter(fresh_house):
    """A verb holds the matter and wants its clock; the rung would lend a card of the same matter."""
    held, free = reported("he"), reported("chen")
    with psycopg.connect(fresh_house.url("migrator")) as verb:
        verb.execute("select 1 from cases_case where id = %s for update", [held.pk])
        ring(fresh_house, MONDAY + timedelta(hours=24))
        assert _rung(fresh_house, held) == 1  # the reminder lends nothing
        assert _rung(fresh_house, free) == 3
        verb.execute("set lock_timeout = '1s'")
        verb.execute("select 1 from network_clock where subject_id = %s for update", [held.pk])
    ring(fresh_house, MONDAY + timedelta(hours=24))
    assert _rung(fresh_house, held) == 3


def test_a_sealed_matter_climbs_along_its_access_list_only(fresh_house):
    case = reported("he", safety="violence")
    ring(fresh_house, at("2026-12-30 00:00"))
    with fresh_house.login("worker"):
        told = set(
            Rung.objects.filter(clock__subject_id=case.pk)
            .values_list("recipient__username", flat=True)
            .distinct()
        )
        assert told == {"lin", "gao", None}
        last = Rung.objects.get(clock__subject_id=case.pk, step=3)
        assert (last.recipient_id, last.conflict_skipped) == (None, 1)
    with acting("wu") as (wu, _scope):
        assert not outbox.inbox_of(wu).exists()


def test_a_recused_leader_hears_nothing_of_the_matter(fresh_house):
    case = reported("lin")
    do("lin", hand_over.declare_recusal, case, user=person("gao"), reason="亲属", source="owner")
    ring(fresh_house, at("2026-12-30 00:00"))
    with acting("gao") as (gao, _scope):
        assert not outbox.inbox_of(gao).exists()
    with acting("wu") as (wu, _scope):
        assert outbox.inbox_of(wu).filter(subject_id=case.pk).exists()


@pytest.mark.parametrize(
    ("moment", "english", "chinese", "colour"),
    [
        ("2026-11-24 10:00", "14 days left", "剩 14 天", "none"),
        ("2026-12-05 10:00", "3 days left", "剩 3 天", "orange"),
        ("2026-12-07 10:00", "due tomorrow", "明天到期", "orange"),
        ("2026-12-08 23:59", "due today", "今天到期", "orange"),
        ("2026-12-09 00:00", "1 day late", "超期 1 天", "red"),
        ("2026-12-15 12:00", "7 days late", "超期 7 天", "red"),
        ("2027-01-12 12:00", "35 days late", "超期 35 天", "listed"),
    ],
)
def test_a_day_clock_says_in_words_what_is_left(house, moment, english, chinese, colour):
    row = _row("lin", "petition.notice", MONDAY)
    with translation.override("en"):
        face = clocks.face(row, at(moment))
    assert (face.words, face.colour) == (english, colour)
    with translation.override("zh-hans"):
        assert clocks.face(row, at(moment)).words == chinese


@pytest.mark.parametrize(
    ("moment", "words", "colour", "used"),
    [
        ("2026-11-23 10:00", "tomorrow 09:00", "none", 4),
        ("2026-11-24 04:00", "today 09:00", "orange", 79),
        ("2026-11-24 11:30", "2 hours late", "red", 100),
        ("2026-11-25 10:00", "1 day late", "red", 100),
    ],
)
def test_an_hour_clock_names_the_minute(house, moment, words, colour, used):
    row = _row("he", "station.pass_on", MONDAY)
    with translation.override("en"):
        face = clocks.face(row, at(moment))
    assert (face.words, face.colour, face.used) == (words, colour, used)


def test_a_list_of_faces_costs_no_query(house, django_assert_num_queries):
    row = _row("lin", "petition.handling", MONDAY)
    clocks.face(row, MONDAY)
    with django_assert_num_queries(0):
        for day in range(60):
            clocks.face(row, MONDAY + timedelta(days=day))


def test_yellow_and_orange_look_at_our_own_target_not_at_the_rolled_date(house):
    row = _row("lin", "petition.notice", at("2026-09-16 09:00"))  # our target 10-01, the law's 10-08
    colours = {day: clocks.face(row, at(f"2026-{day} 12:00")).colour for day in ("09-25", "09-28", "10-05")}
    assert colours == {"09-25": "none", "09-28": "orange", "10-05": "orange"}


def _rung(house: House, case: Case) -> int:
    """How often the ladder rang for a matter."""
    statement = (
        "select count(*) from network_rung r join network_clock c on c.id = r.clock_id where subject_id = %s"
    )
    return house.raw(statement, [case.pk])[0][0]


def _row(username: str, limit: str, moment) -> Clock:
    """A clock that is not stored, for its face."""
    case = reported(username, moment=moment)
    with acting(username) as (user, _scope):
        if limit == "petition.handling":
            clocks.start(limit, subject=("case", case.pk), unit=case.unit, owner=user, by=user, at=moment)
        return next(row for row in clocks.running(("case", case.pk)) if row.limit_id == limit)


def test_a_limit_in_minutes_is_told_in_hours_and_days_as_people_speak():
    def told(minutes: int) -> str:
        return faces.length_words(SimpleNamespace(length=minutes, count_in=CountIn.MINUTES))

    assert [told(n) for n in (10, 90, 60, 1440, 4320, 10080)] == [
        "10 分钟",
        "90 分钟",
        "1小时",
        "24小时",
        "72小时",
        "7 天",
    ]
