"""Hours of the office: lunch, evenings, weekends and holidays hold none."""

from datetime import datetime, time

import pytest

from sisterhood.lib.clock import ZONE
from sisterhood.lib.workdays import PeriodError, add_working_hours

SPANS = ((time(8, 30), time(11, 30)), (time(13, 30), time(17, 0)))


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-09-16 08:30", 3, "2026-09-16 11:30"),
        ("2026-09-16 09:00", 4, "2026-09-16 15:00"),
        ("2026-09-16 12:10", 4, "2026-09-17 09:00"),
        ("2026-09-16 16:55", 4, "2026-09-17 14:25"),
        ("2026-09-16 23:00", 4, "2026-09-17 14:30"),
        ("2026-09-19 10:00", 1, "2026-09-20 09:30"),  # a Saturday; the Sunday is a make-up working day
        ("2026-09-30 15:30", 4, "2026-10-08 11:00"),
        ("2026-10-03 02:00", 7, "2026-10-09 09:00"),
    ],
)
def test_a_promise_in_office_hours_is_due_when_the_office_has_been_open_so_long(start, hours, due, published):
    begun = datetime.fromisoformat(start).replace(tzinfo=ZONE)
    period = add_working_hours(begun, hours, SPANS, published)
    assert period.due_at == datetime.fromisoformat(due).replace(tzinfo=ZONE)
    assert period.due_on == period.raw_due_on == period.due_at.date()


def test_a_promise_without_length_is_none(published):
    with pytest.raises(PeriodError):
        add_working_hours(datetime(2026, 9, 16, 9, tzinfo=ZONE), 0, SPANS, published)
