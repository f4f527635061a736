"""What may change about a running clock: extension, pause, and the ladder that begins anew."""

from datetime import date

import pytest
from django.db import transaction
from django.utils import translation

from network.access.gate import Refusal
from network.deadlines import changes, clocks
from network.deadlines.faces import face
from network.deadlines.models import Clock
from network.deadlines.sweep import Counts, ring_due
from tests.deadlines.conftest import at, rungs, start
from tests.house import person


def _subject(row: Clock) -> tuple:
    return (row.subject_kind, row.subject_id)


def test_sixty_days_become_ninety_counted_from_the_same_day(night):
    row = start("lin", "petition.handling", on="2026-03-02")
    assert row.due_on == date(2026, 5, 6)  # 1 May to 5 May are days off
    longer = changes.extend(
        _subject(row), "petition.handling", days=30, by=person("gao"), at=at("2026-04-20 10:00")
    )
    assert (longer.starts_on, longer.raw_due_on) == (row.starts_on, date(2026, 5, 31))
    assert longer.due_on == date(2026, 6, 1)
    with translation.override("en"):
        assert "extended by 30 days" in face(longer, at("2026-05-01 09:00")).basis


@pytest.mark.parametrize(
    ("moment", "days", "code"),
    [("2026-05-07 00:00", 30, "late"), ("2026-04-20 10:00", 31, "days"), ("2026-04-20 10:00", 0, "days")],
)
def test_no_extension_after_the_due_date_nor_beyond_thirty_days(night, moment, days, code):
    row = start("lin", "petition.handling", on="2026-03-02")
    with pytest.raises(Refusal) as refusal:
        changes.extend(_subject(row), "petition.handling", days=days, by=person("gao"), at=at(moment))
    assert refusal.value.code == code


def test_a_second_extension_is_refused_and_a_notice_is_never_extended(night):
    row = start("lin", "petition.handling", on="2026-03-02")
    changes.extend(_subject(row), "petition.handling", days=10, by=person("gao"), at=at("2026-04-20 10:00"))
    for code, limit in (("extended", "petition.handling"), ("days", "petition.notice")):
        other = row if limit == "petition.handling" else start("lin", limit, on="2026-03-02")
        with pytest.raises(Refusal) as refusal:
            changes.extend(_subject(other), limit, days=5, by=person("gao"), at=at("2026-03-04 10:00"))
        assert refusal.value.code == code


def test_an_extended_clock_reminds_again_before_the_new_date(night):
    row = start("lin", "petition.handling", on="2026-03-02")
    assert ring_due(at=at("2026-04-20 10:00")) == Counts(reminders=1, messages=1)
    changes.extend(_subject(row), "petition.handling", days=30, by=person("gao"), at=at("2026-04-20 10:00"))
    assert ring_due(at=at("2026-05-10 10:00")) == Counts()
    assert ring_due(at=at("2026-05-11 08:30")) == Counts(reminders=1, messages=1)
    assert rungs(row) == [(0, "owner", "lin"), (0, "owner", "lin")]


def test_the_days_of_a_hearing_do_not_count_and_nobody_is_reminded_meanwhile(night):
    row = start("wu", "petition.reexamination", on="2026-03-02")
    before = row.raw_due_on
    changes.pause(_subject(row), "petition.reexamination", by=person("zhou"), at=at("2026-03-10 10:00"))
    assert ring_due(at=at("2026-06-01 00:00")) == Counts()
    back = changes.resume(
        _subject(row), "petition.reexamination", by=person("zhou"), at=at("2026-03-17 15:00")
    )
    assert (back.raw_due_on - before).days == 7
    assert back.state == "running"


def test_only_a_re_examination_can_be_paused(night):
    row = start("lin", "petition.handling", on="2026-03-02")
    with pytest.raises(Refusal):
        changes.pause(_subject(row), "petition.handling", by=person("gao"))


def test_a_paused_clock_moves_and_ends_with_its_matter(night):
    row = start("wu", "petition.reexamination", on="2026-03-02")
    changes.pause(_subject(row), "petition.reexamination", by=person("zhou"), at=at("2026-03-10 10:00"))
    with transaction.atomic():
        assert clocks.move(_subject(row), unit=row.unit, owner=person("zhou")) == 1
        assert [stopped.pk for stopped in clocks.cancel_running(_subject(row), by=person("zhou"))] == [row.pk]


def test_danger_climbs_in_minutes_to_county_and_city(night):
    row = start("tian", "petition.urgent_report", on="2026-03-07", hour="22:00")
    assert ring_due(at=at("2026-03-07 22:30")).reminders == 1
    assert ring_due(at=at("2026-03-07 23:00")).rungs == 1  # owner and leader are one person here
    assert ring_due(at=at("2026-03-07 23:14")) == Counts()
    assert ring_due(at=at("2026-03-07 23:15")).rungs == 2
    assert ring_due(at=at("2026-03-07 23:30")).rungs == 2
    assert [who for _step, _seat, who in rungs(row)] == ["tian", "tian", "lin", "gao", "wu", "zhou"]
