"""Somebody is at every duty desk by day and by night, or whoever plans it hears of it before danger does."""

from datetime import date, datetime

import pytest
from django.test import override_settings

from network import tasks
from network.duty import cover
from network.staff.leaves import Leave
from network.staff.models import Appointment, User
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import House, browser_of, person
from tests.protection.conftest import on_duty

MORNING = "2026-09-28 08:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.ZONE)


def county() -> Unit:
    return Unit.objects.current().get(code=cast.SHUANGLIAO, level=2)


def gaps(house: House, text: str = MORNING) -> list[tuple[str, str, int]]:
    """(from, until, hours) of the county's desk."""
    with house.login("worker"), clock.moved_to(at(text)):
        found = cover.gaps(at=clock.now(), units=[county().pk])
    return [(f"{row.begins:%m-%d %H:%M}", f"{row.ends:%m-%d %H:%M}", row.hours) for row in found]


def job(house: House, text: str = MORNING) -> list[tuple[str, str]]:
    """What the job posts at a moment, as (kind, user name)."""
    before = {row[0] for row in house.raw("select id from network_outboxmessage")}
    with house.login("worker"), override_settings(LOGIN="worker"), clock.moved_to(at(text)):
        tasks.check_cover()
    rows = house.raw(
        "select m.id, m.kind, u.username from network_outboxmessage m join network_user u on u.id = m.recipient_id"
    )
    return sorted((kind, user) for pk, kind, user in rows if pk not in before)


def ends(house: House, username: str, day: date | None) -> None:
    """The post of a duty officer ends after a day."""
    with house.login("migrator"):
        Appointment.objects.filter(user=person(username), role="duty_officer").update(ends_on=day)


@pytest.fixture
def guarded(fresh_house) -> House:
    """Everybody on duty whom the house has, and two counties less to speak of."""
    on_duty(fresh_house)
    return fresh_house


def test_a_desk_that_is_kept_has_no_gap_over_the_holidays_either(guarded):
    assert gaps(guarded, "2026-10-01 03:00") == []


def test_hours_are_counted_from_now_and_across_midnight_as_one(guarded):
    ends(guarded, "qin", date(2026, 9, 27))
    assert gaps(guarded) == [("09-28 08:00", "10-05 00:00", 160)]
    assert gaps(guarded, "2026-09-28 22:30")[0][2] == 146  # a begun hour counts


def test_a_post_that_ends_in_some_days_is_seen_before(guarded):
    ends(guarded, "qin", date(2026, 9, 30))
    assert gaps(guarded) == [("10-01 00:00", "10-05 00:00", 96)]


def test_a_closed_account_keeps_no_desk(guarded):
    with guarded.login("migrator"):
        User.objects.filter(username="qin").update(is_active=False)
    assert gaps(guarded)


def test_a_leave_without_anybody_who_may_stand_in_leaves_the_desk_empty(guarded):
    with guarded.login("migrator"):
        Leave.objects.create(
            user=person("qin"),
            substitute=person("sysadmin"),
            unit=county(),
            starts_on=date(2026, 9, 30),
            ends_on=date(2026, 10, 1),
            granted=True,
            proposed_by=person("qin"),
            proposed_at=at(MORNING),
        )
    assert gaps(guarded) == [("09-30 00:00", "10-02 00:00", 48)]


def test_officer_and_leader_hear_at_once_and_the_level_above_when_it_is_near(guarded):
    job(guarded, "2026-09-27 09:00")  # the counties that have nobody at all
    ends(guarded, "qin", date(2026, 10, 2))
    told = job(guarded)
    assert ("cover_missing", "lin") in told and ("cover_missing", "gao") in told
    assert ("cover_missing", "lin") not in job(guarded)
    assert ("cover_missing", "lin") not in job(guarded, "2026-10-02 09:00")
    assert ("cover_missing", "lin") not in job(guarded, "2026-10-02 10:00")
    begun = job(guarded, "2026-10-04 09:00")
    assert ("cover_missing", "lin") in begun and ("cover_missing_below", "zhou") in begun


def test_the_level_above_hears_nothing_while_it_is_far(guarded):
    for name in ("qin", "niu", "geng"):
        ends(guarded, name, None)
    with guarded.login("migrator"):
        Unit.objects.filter(level=2).exclude(code__in=[cast.SHUANGLIAO, cast.TIEDONG]).update(is_quasi=True)
    assert job(guarded) == []
    ends(guarded, "qin", date(2026, 10, 3))
    assert job(guarded) == [("cover_missing", "gao"), ("cover_missing", "lin")]
    assert ("cover_missing_below", "zhou") in job(guarded, "2026-10-02 09:00")


def test_the_roster_says_which_desk_is_empty_to_those_of_its_area_alone(guarded):
    ends(guarded, "qin", date(2025, 1, 1))
    assert "值班岗无人值守" in browser_of("lin").get("/duty/").content.decode()
    assert (
        "双辽"
        in browser_of("zhou").get("/duty/").content.decode().split("值班岗无人值守")[1].split("</section>")[0]
    )
    assert "值班岗无人值守" not in browser_of("zheng").get("/duty/").content.decode()


def test_the_run_is_written_down_with_its_figure(guarded):
    ends(guarded, "qin", date(2026, 9, 27))
    job(guarded)
    counts = guarded.raw("select counts from network_jobrun where name = 'check_cover'")[0][0]
    assert counts["desks"] >= 1 and counts["hours"] >= 160 and counts["told"] >= 2
