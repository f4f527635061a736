"""What `due` promises: the vectors counted by hand and a clear sentence for everything else."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

VECTORS = [
    ("petition.notice", "2026-09-16", "2026-10-01", "2026-10-08", False),
    ("petition.notice", "2026-09-20", "2026-10-05", "2026-10-08", False),
    ("petition.notice", "2026-02-02", "2026-02-17", "2026-02-24", False),
    ("petition.objection", "2026-09-18", "2026-09-24", "2026-09-24", False),
    ("petition.handling", "2026-11-23", "2027-01-22", "2027-01-22", True),
]


def due(*words: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("due", *words, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(("rule", "start", "raw", "day", "provisional"), VECTORS)
def test_the_due_date_is_the_one_of_the_law(house, rule, start, raw, day, provisional):
    assert due(rule, start).splitlines()[0] == day
    told = json.loads(due(rule, start, "--json"))
    assert (told["raw_due_on"], told["internal_due_on"], told["due_on"]) == (raw, raw, day)
    assert told["provisional"] is provisional
    assert told["due_at"].endswith("T00:00:00+08:00")


def test_every_day_is_shown_and_the_counted_ones_make_up_the_length(house):
    told = json.loads(due("petition.objection", "2026-09-18", "--json"))
    assert set(told) == {
        "rule", "start", "raw_due_on", "internal_due_on", "due_on", "due_at", "provisional", "source", "days",
    }  # fmt: skip
    assert sum(day["counted"] for day in told["days"]) == 5
    assert {"date": "2026-09-20", "kind": "makeup_workday", "counted": True} in told["days"]
    assert told["days"][0] == {"date": "2026-09-18", "kind": "workday", "counted": False}


def test_hours_run_from_the_moment_and_ignore_the_holidays(house):
    told = json.loads(due("station.pass_on", "2026-10-01T09:30:00+08:00", "--json"))
    assert told["due_at"] == "2026-10-02T09:30:00+08:00"
    assert (
        json.loads(due("station.pass_on", "2026-10-01T01:30:00+00:00", "--json"))["due_at"] == told["due_at"]
    )


@pytest.mark.parametrize(
    ("rule", "start", "code"),
    [
        ("petition.tea", "2026-01-01", 2),
        ("petition.notice", "2026-02-30", 2),
        ("petition.notice", "tomorrow", 2),
        ("petition.notice", "1999-01-01", 1),
        ("petition.handling", "2035-12-01", 1),
    ],
)
def test_what_cannot_be_counted_is_said_in_one_sentence(house, rule, start, code):
    with pytest.raises(CommandError) as refused:
        due(rule, start)
    assert refused.value.returncode == code
    assert len(str(refused.value).splitlines()) == 1
