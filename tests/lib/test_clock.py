from datetime import UTC, date, datetime, timedelta, timezone
from threading import Thread

import pytest

from sisterhood.lib import clock


def test_now_is_aware_and_in_shanghai():
    now = clock.now()
    assert now.utcoffset() == timedelta(hours=8)
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_late_evening_in_utc_is_already_tomorrow_in_shanghai():
    assert clock.local_date(datetime(2026, 9, 16, 16, 0, tzinfo=UTC)) == date(2026, 9, 17)
    assert clock.local_date(datetime(2026, 9, 16, 15, 59, tzinfo=UTC)) == date(2026, 9, 16)


def test_a_day_ends_at_its_own_twenty_four_oclock():
    assert clock.end_of_day(date(2026, 12, 31)).isoformat() == "2027-01-01T00:00:00+08:00"
    assert clock.end_of_day(date(2026, 9, 16)) - clock.start_of_day(date(2026, 9, 16)) == timedelta(days=1)


def test_a_story_moves_the_clock_and_gives_it_back():
    at = datetime(2026, 3, 8, 9, tzinfo=timezone(timedelta(hours=9)))
    with clock.moved_to(at) as moved:
        assert moved == at
        assert clock.now().isoformat() == "2026-03-08T08:00:00+08:00"
        assert clock.today() == date(2026, 3, 8)
        with clock.moved_to(at + timedelta(days=30)):
            assert clock.today() == date(2026, 4, 7)
        assert clock.today() == date(2026, 3, 8)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_clock_comes_back_after_a_failed_story():
    with pytest.raises(RuntimeError), clock.moved_to(datetime(2020, 1, 1, tzinfo=UTC)):
        raise RuntimeError
    assert clock.today().year > 2020


def test_a_story_in_one_thread_does_not_move_the_clock_of_another():
    seen = []
    with clock.moved_to(datetime(2020, 1, 1, tzinfo=UTC)):
        thread = Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen[0].year > 2020


def test_a_moment_without_a_zone_is_refused():
    naive = datetime(2026, 1, 1)
    with pytest.raises(ValueError):
        clock.local_date(naive)
    with pytest.raises(ValueError), clock.moved_to(naive):
        pass
