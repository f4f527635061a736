"""What the worker does by itself: folding, the stand of a month, and a full count that says what it mended."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import override_settings

from cases.rollups import folding, reading, sources
from cases.rollups.measures import Measure
from cases.tasks import fold_figures, recount_figures
from network.units.models import Unit
from sisterhood.lib import clock
from tests.cockpit import town
from tests.house import acting, person, plain_sql
from tests.stories import matter


def city_of():
    return Unit.objects.get(level=1).pk


@pytest.fixture
def full(fresh_house):
    town.fill(fresh_house, matters=300)
    with fresh_house.login("worker"), override_settings(LOGIN="worker"):
        fold_figures()
    return fresh_house


def _night(house):
    with house.login("worker"), override_settings(LOGIN="worker"):
        recount_figures()
    last = "select counts from network_jobrun where name = 'recount_figures' order by id desc limit 1"
    return house.raw(last)[0][0]


def test_a_quiet_night_finds_nothing_and_says_so(full):
    counts = _night(full)
    assert (counts["entries"], counts["sums"]) == (0, 0)
    assert full.raw("select count(*) from cases_statdifference") == [(0,)]
    assert full.raw("select count(*) from network_outboxmessage where kind = 'figures_wrong'") == [(0,)]


def test_a_sum_somebody_spoiled_is_written_down_mended_and_told(full):
    full.raw("update cases_stat set n = n + 3 where scope_id = %s and measure = 'opened'", [city_of()])
    full.raw(
        "delete from cases_statentry where source in (select id from cases_case order by id limit 2) and measure = 'opened'"
    )
    full.raw(
        "insert into cases_statentry select month, measure, category, sealed, gen_random_uuid(), province, city, county,"
        " township, village, place from cases_statentry where measure = 'closed' limit 1"
    )  # of a row that never was
    counts = _night(full)
    assert counts["entries"] == 3 and counts["sums"] > 0
    told = full.raw("select counted, expected from cases_statdifference where scope_id = %s", [city_of()])
    assert told and all(counted != expected for counted, expected in told)
    assert full.raw("select recipient_id from network_outboxmessage where kind = 'figures_wrong'") == [
        (person("sysadmin").pk,)
    ]
    mended = full.raw("select count(*) from cases_statdifference")
    _night(full)
    assert full.raw("select count(*) from cases_statdifference") == mended
    with acting("zhou"):
        month = clock.today().replace(day=1)
        year = (folding.months_to(month, 14)[0], folding.following(month))
        opened = reading.figures([city_of()], year).over(city_of(), year, Measure.OPENED)
    assert [(opened,)] == full.raw("select count(*) from cases_case")


def test_the_stand_of_this_month_is_what_is_open_and_late_now(full):
    _night(full)
    month = clock.today().replace(day=1)
    with acting("zhou"):
        sums = reading.figures([city_of()], (month, folding.following(month)))
        now = reading.whole(city_of(), at=clock.now())
    assert sums.at(city_of(), month, Measure.OPEN) == now.open
    assert abs(sums.at(city_of(), month, Measure.LATE) - now.late) <= 1
    before = folding.previous(month)
    with acting("zhou"):
        past = reading.figures([city_of()], (before, month)).at(city_of(), before, Measure.OPEN)
    counted = full.raw(
        "select count(*) from cases_case where opened_at < %s and (closed_at is null or closed_at >= %s)",
        [clock.start_of_day(month)] * 2,
    )
    assert [(past,)] == counted


def test_the_first_night_of_a_month_closes_the_month_before(full):
    _night(full)
    month = clock.today().replace(day=1)
    with full.login("worker"):
        at = clock.start_of_day(folding.following(month)) + timedelta(hours=2)
        folding.stand(at=at)
        folding.fold()
        assert folding.stand(at=at) == 0  # twice is once
    with acting("zhou"):
        both = reading.figures([city_of()], (month, folding.following(folding.following(month))))
    assert both.at(city_of(), month, Measure.OPEN) > 0
    assert both.at(city_of(), folding.following(month), Measure.OPEN) > 0


def test_villages_are_counted_on_the_fly(full):
    village = full.raw("select village from cases_statentry where village is not null limit 1")[0][0]
    town_ = Unit.objects.get(pk=village).parent_id
    counted = full.raw(
        "select count(*) from cases_statentry where village = %s and measure = 'opened'", [village]
    )
    with acting("zhou"):
        year = (folding.months_to(clock.today(), 14)[0], folding.following(clock.today()))
        assert reading.villages(town_, year).over(village, year, Measure.OPENED) == counted[0][0]


def test_a_month_turns_at_midnight_here_not_elsewhere(fresh_house):
    case = matter("lin")
    fresh_house.raw(
        "update cases_case set opened_at = '2026-06-30 16:30+00' where id = %s", [case.pk]
    )  # 00:30 of 1 July
    found = fresh_house.raw(
        "select month from cases_statentry where source = %s and measure = 'opened'", [case.pk]
    )
    assert str(found[0][0]) == "2026-07-01"


def test_an_answer_given_late_is_not_in_time(full):
    late = full.raw(
        "select count(distinct subject_id) from network_clock where limit_id = 'petition.handling' and met_at > due_at"
    )[0][0]
    closed, in_time = full.raw(
        "select count(*) filter (where measure = 'closed'), count(*) filter (where measure = 'in_time') from cases_statentry"
    )[0]
    assert closed - in_time == late > 0


def test_the_web_can_neither_fold_nor_mend(house):
    for call in ("stat_fold(1)", "stat_reconcile(now())", "stat_stand('2026-01-01', now(), true)"):
        with acting("zhou"), pytest.raises(DatabaseError), transaction.atomic():
            plain_sql(f"select {call}")
    assert "stat_recount_rounds" in sources.recounts()
