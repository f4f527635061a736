"""On the 20th a missing day of next month is told, on the 25th to the level above too; twice is once."""

from datetime import date, datetime, timedelta

import pytest
from django.test import override_settings

from network import tasks
from network.staff.models import Appointment
from sisterhood.lib import clock
from tests.house import House, person
from tests.reception.days import proposed, published


def _run(house: House, day: date) -> list[tuple[str, str]]:
    """What the job posts on a day, as (kind, user name)."""
    before = {row[0] for row in house.raw("select id from network_outboxmessage")}
    with (
        house.login("worker"),
        override_settings(LOGIN="worker"),
        clock.moved_to(datetime(day.year, day.month, day.day, 8, 20, tzinfo=clock.ZONE)),
    ):
        tasks.check_receptions()
    rows = house.raw(
        "select m.id, m.kind, u.username from network_outboxmessage m join network_user u on u.id = m.recipient_id"
    )
    return sorted((kind, user) for pk, kind, user in rows if pk not in before)


@pytest.mark.parametrize("month", [date(2026, 11, 1), date(2026, 12, 1), date(2027, 2, 1)])
def test_on_the_20th_leader_and_officer_hear_and_on_the_25th_the_level_above_too(fresh_house, month):
    following = (month + timedelta(days=32)).replace(day=8)
    published(following)  # 双辽 has set its day
    told = [("reception_missing", who) for who in ("feng", "han", "wu", "zheng", "zhou")]
    assert _run(fresh_house, month.replace(day=19)) == []
    assert _run(fresh_house, month.replace(day=20)) == told
    assert _run(fresh_house, month.replace(day=20)) == []
    assert _run(fresh_house, month.replace(day=22)) == []
    above = [("reception_missing_below", "wu"), ("reception_missing_below", "zhou")]
    assert _run(fresh_house, month.replace(day=25)) == told + above
    assert _run(fresh_house, month.replace(day=25)) == []
    assert _run(fresh_house, month.replace(day=27)) == []


def test_a_job_that_slept_on_the_20th_tells_on_the_21st(fresh_house):
    assert _run(fresh_house, date(2026, 12, 21))
    assert _run(fresh_house, date(2026, 12, 22)) == []


def test_a_day_of_december_does_not_stand_for_january(fresh_house):
    published(date(2026, 12, 28))
    assert ("reception_missing", "gao") in _run(fresh_house, date(2026, 12, 20))
    published(date(2027, 1, 20))
    told = _run(fresh_house, date(2026, 12, 25))
    assert ("reception_missing", "gao") not in told and ("reception_missing", "feng") in told


def test_a_vacant_seat_silences_nobody_else(fresh_house):
    with fresh_house.login("migrator"):
        Appointment.objects.filter(user=person("feng")).delete()
    told = _run(fresh_house, date(2026, 12, 20))
    assert ("reception_missing", "zheng") in told and ("reception_missing", "feng") not in told


def test_a_day_that_is_not_published_is_recalled_before_it_is_too_late(fresh_house):
    day = date(2026, 12, 18)
    proposed(day, at=datetime(2026, 12, 1, 9, tzinfo=clock.ZONE))
    both = [("reception_unpublished", "gao"), ("reception_unpublished", "lin")]
    assert _run(fresh_house, day - timedelta(days=11)) == []
    assert _run(fresh_house, day - timedelta(days=10)) == both
    assert _run(fresh_house, day - timedelta(days=9)) == []
    assert _run(fresh_house, day - timedelta(days=7)) == both
    assert _run(fresh_house, day - timedelta(days=6)) == []
