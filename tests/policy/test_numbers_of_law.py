"""Every number of domain.md §2.2–2.6 is a row with its source, the code reads it, and each clock is counted over a holiday.

What the law says with a number stands here a second time, as domain.md gives it, and by hand: rows and counter are held
against it, never against each other. "" as the article: no law asks for the number, it is the house's own rule.
"""

import re
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from cases.protection.orders import longest
from network.deadlines import calculator, clocks
from network.deadlines.policy import LIMITS
from network.deadlines.workdays import current
from sisterhood.lib import clock
from tests.docs.pages import BASE
from tests.house import acting
from tests.stories import matter

DAYS, HOURS, MINUTES, PIECES = "calendar_days", "hours", "minutes", "pieces"
VIOLENCE, AID, WOMEN = "《反家庭暴力法》", "《法律援助法》", "《妇女权益保障法》"
MEDIATION, MINORS = "《人民调解法》", "《未成年人保护法》"

# rule of domain.md, code, amount, unit, article
NUMBERS = (
    (
        "V6, C2: at once, ours at most two hours",
        "petition.mandatory_report",
        120,
        MINUTES,
        MINORS + "第十一条",
    ),
    ("V6, C2", "petition.mandatory_report", 120, MINUTES, VIOLENCE + "第十四条"),
    ("V9: visits after a warning", "protection.visit_1", 7, DAYS, ""),
    ("V9", "protection.visit_2", 30, DAYS, ""),
    ("V9", "protection.visit_3", 60, DAYS, ""),
    ("V9: Shanxi visits within 90 days", "protection.visit_4", 90, DAYS, ""),
    ("V10: normally at most ten days", "protection.shelter", 10, DAYS, ""),
    ("V17", "protection.court", 72, HOURS, VIOLENCE + "第二十八条"),
    ("V17: urgent", "protection.court_urgent", 24, HOURS, VIOLENCE + "第二十八条"),
    ("V19: at most six months", "protection.months", 6, PIECES, VIOLENCE + "第三十条"),
    ("V20", "protection.reconsideration", 5, DAYS, VIOLENCE + "第三十一条"),
    ("A6", "legal_aid.decision", 7, DAYS, AID + "第四十三条"),
    ("A7", "legal_aid.assignment", 3, DAYS, AID + "第四十三条"),
    ("A8: less than seven days to a limitation", "legal_aid.limitation", 7, DAYS, AID + "第四十四条"),
    ("A9", "legal_aid.objection", 5, DAYS, AID + "第四十九条"),
    ("F11: a year after birth", "divorce.after_birth", 1, PIECES, WOMEN + "第六十四条"),
    ("F11: six months after termination", "divorce.after_termination", 6, PIECES, WOMEN + "第六十四条"),
    ("M3: three", "mediation.committee_least", 3, PIECES, MEDIATION + "第八条"),
    ("M3: to nine", "mediation.committee_most", 9, PIECES, MEDIATION + "第八条"),
    ("M11", "mediation.confirmation", 30, DAYS, MEDIATION + "第三十三条"),
    ("M11", "mediation.confirmation", 30, DAYS, "《民事诉讼法》第二百零五条"),
    ("M12: usually a month", "mediation.finish", 30, DAYS, ""),
    ("§6.2 of M11: the second reminder", "mediation.confirmation_last", 30, DAYS, ""),
    ("§6.2 of M10: performance is followed", "mediation.follow_1", 7, DAYS, ""),
    ("§6.2 of M10", "mediation.follow_2", 30, DAYS, ""),
    ("§6.2 of M10", "mediation.follow_3", 90, DAYS, ""),
    ("C5: parents at least weekly", "circle.parents", 7, DAYS, MINORS + "第二十二条"),
    ("C7: records every year", "circle.check", 365, DAYS, MINORS + "第六十二条"),
    ("C14: leave ends after 24 hours", "minors.access", 24, HOURS, ""),
)
# V19, M11: how long before the end she is reminded, in the unit of the limit (hours, days).
REMINDERS = {
    "protection.expiry": 30 * 24,
    "protection.expiry_14": 14 * 24,
    "protection.expiry_7": 7 * 24,
    "mediation.confirmation": 30 - 20,
    "mediation.confirmation_last": 30 - 27,
}

# Spring Festival 2026 is off from Sunday 15 to Monday 23 February, so Tuesday 24 February is the first day after it.
# National Day 2026 is off from Thursday 1 to Wednesday 7 October, so Thursday 8 October is the first day after it.
# The day of the event does not count; a last day that is off rolls to the first day after (Civil Code art. 201, 203).
SPRING, NATIONAL = date(2026, 2, 24), date(2026, 10, 8)
DAY_CLOCKS = (
    # three days: 14, 15, 16 February
    ("legal_aid.assignment", date(2026, 2, 13), date(2026, 2, 16), SPRING),
    # three days: 1, 2, 3 October
    ("legal_aid.assignment", date(2026, 9, 30), date(2026, 10, 3), NATIONAL),
    # five days from Friday 13 February: the 18th; from Wednesday 30 September: 5 October
    ("protection.reconsideration", date(2026, 2, 13), date(2026, 2, 18), SPRING),
    ("protection.reconsideration", date(2026, 9, 30), date(2026, 10, 5), NATIONAL),
    ("legal_aid.objection", date(2026, 2, 13), date(2026, 2, 18), SPRING),
    ("legal_aid.objection", date(2026, 9, 30), date(2026, 10, 5), NATIONAL),
    # seven days from 13 February: the 20th; from 30 September: 7 October, the last day off
    ("legal_aid.decision", date(2026, 2, 13), date(2026, 2, 20), SPRING),
    ("legal_aid.decision", date(2026, 9, 30), date(2026, 10, 7), NATIONAL),
    ("mediation.follow_1", date(2026, 2, 13), date(2026, 2, 20), SPRING),
    ("mediation.follow_1", date(2026, 9, 30), date(2026, 10, 7), NATIONAL),
    # ten days from 13 February: the 23rd, the last day off; from 22 September: 2 October
    ("protection.shelter", date(2026, 2, 13), date(2026, 2, 23), SPRING),
    ("protection.shelter", date(2026, 9, 22), date(2026, 10, 2), NATIONAL),
    # thirty days from 20 January: 11 to the end of January and 19 of February; from 5 September: 25 and 5 of October
    ("mediation.finish", date(2026, 1, 20), date(2026, 2, 19), SPRING),
    ("mediation.finish", date(2026, 9, 5), date(2026, 10, 5), NATIONAL),
    ("mediation.confirmation", date(2026, 1, 20), date(2026, 2, 19), SPRING),
    ("mediation.confirmation", date(2026, 9, 5), date(2026, 10, 5), NATIONAL),
    ("mediation.confirmation_last", date(2026, 1, 20), date(2026, 2, 19), SPRING),
    ("mediation.confirmation_last", date(2026, 9, 5), date(2026, 10, 5), NATIONAL),
    ("mediation.follow_2", date(2026, 1, 20), date(2026, 2, 19), SPRING),
    ("mediation.follow_2", date(2026, 9, 5), date(2026, 10, 5), NATIONAL),
    # ninety days from 20 November 2025: 10 + 31 + 31 and 18 of February; from 5 July: 26 + 31 + 30 and 3 of October
    ("mediation.follow_3", date(2025, 11, 20), date(2026, 2, 18), SPRING),
    ("mediation.follow_3", date(2026, 7, 5), date(2026, 10, 3), NATIONAL),
    # a visit after a warning or an order: one day from the day before, 16 to 17 February, 2 to 3 October
    ("protection.visit", date(2026, 2, 16), date(2026, 2, 17), SPRING),
    ("protection.visit", date(2026, 10, 2), date(2026, 10, 3), NATIONAL),
    # and one that ends on a working day before the holiday stays there: Saturday 14 February is a make-up working day
    ("legal_aid.assignment", date(2026, 2, 11), date(2026, 2, 14), date(2026, 2, 14)),
    # and on the make-up Sunday before National Day, 20 September
    ("legal_aid.decision", date(2026, 9, 13), date(2026, 9, 20), date(2026, 9, 20)),
)
# A clock of hours or minutes asks no calendar: it ends in the middle of the holiday.
MOMENT_CLOCKS = (
    ("protection.court", "2026-02-14 16:30", "2026-02-17 16:30"),
    ("protection.court", "2026-10-01 10:00", "2026-10-04 10:00"),
    ("protection.court_urgent", "2026-02-16 23:15", "2026-02-17 23:15"),
    ("protection.court_urgent", "2026-09-30 17:00", "2026-10-01 17:00"),
    ("petition.mandatory_report", "2026-02-16 23:10", "2026-02-17 01:10"),
    ("petition.mandatory_report", "2026-10-02 02:00", "2026-10-02 04:00"),
    # the last day of an order, from 24:00 of the day before to 24:00 of its own
    ("protection.expiry", "2026-02-18 00:00", "2026-02-19 00:00"),
    ("protection.expiry_14", "2026-10-03 00:00", "2026-10-04 00:00"),
    ("protection.expiry_7", "2026-10-03 00:00", "2026-10-04 00:00"),
)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.ZONE)


@pytest.fixture(scope="module")
def case(house):
    return matter("lin")


def _started(case, code: str, at: datetime, start_on: date | None = None):
    with acting("lin") as (user, _scope):
        facts = {"subject": ("case", case.pk), "unit": case.unit, "owner": user, "by": user}
        return clocks.start(code, at=at, start_on=start_on, part=uuid4(), **facts)


@pytest.mark.parametrize(("rule", "code", "amount", "unit", "article"), NUMBERS)
def test_the_row_says_what_the_law_says_and_names_it(house, rule, code, amount, unit, article):
    [(length, count_in, statutory, source)] = house.raw(
        "select length, count_in, is_statutory, source from network_limit where code = %s", [code]
    )
    assert (length, count_in) == (amount, unit), rule
    assert statutory is bool(article) and source, rule
    # "《民法》第二条；《民事诉讼法》第三条": each law with its articles
    assert article in source and (article or "内部规定" in source), rule


@pytest.mark.parametrize("code", sorted(REMINDERS))
def test_the_reminder_comes_when_the_rule_says(house, code):
    assert house.raw("select remind_before from network_limit where code = %s", [code]) == [
        (REMINDERS[code],)
    ]


@pytest.mark.parametrize("code", sorted({row[1] for row in NUMBERS} | set(REMINDERS)))
def test_the_code_reads_the_row(code):
    """It is named by whoever starts, asks or says it; by its family where the last part is a number."""
    family = re.sub(r"_\d$", "_{n}", code)
    named = [
        file
        for app in ("cases", "network")
        for file in (BASE / app).rglob("*.py")
        if "migrations" not in file.parts
        and file.name != "policy.py"
        and any(f'"{name}"' in file.read_text("utf-8") for name in (code, family))
    ]
    assert named, f"nothing reads {code}"


def test_every_clock_of_these_rules_is_counted_here():
    """A limit in days, hours or minutes that a verb starts; the others bound a number or stand in a hint."""
    bounds = {"protection.months", "legal_aid.limitation", "circle.parents", "circle.check", "minors.access"}
    rhythm = {f"protection.visit_{n}" for n in (1, 2, 3, 4)}
    counted = {row[0] for row in DAY_CLOCKS} | {row[0] for row in MOMENT_CLOCKS}
    rows = {row.code: row for row in LIMITS}
    wanted = {row[1] for row in NUMBERS if rows[row[1]].count_in != PIECES} | set(REMINDERS)
    assert wanted - bounds - rhythm <= counted


@pytest.mark.parametrize(("code", "begun", "raw", "due"), DAY_CLOCKS)
def test_a_clock_of_days_rolls_over_the_holiday_and_keeps_its_own_day(case, code, begun, raw, due):
    row = _started(case, code, clock.start_of_day(begun) + timedelta(hours=9), begun)
    assert (row.raw_due_on, row.due_on) == (raw, due)
    assert row.due_at == clock.end_of_day(due)
    # Ours ends on the day that was counted: rolling on excuses nobody here.
    assert row.internal_due_at == clock.end_of_day(raw)


@pytest.mark.parametrize(("code", "begun", "due"), MOMENT_CLOCKS)
def test_a_clock_of_hours_or_minutes_runs_through_the_holiday(case, code, begun, due):
    row = _started(case, code, _at(begun))
    assert row.due_at == _at(due) and row.internal_due_at == _at(due)


@pytest.mark.parametrize(
    ("code", "warned", "visit"),
    [
        # from Tuesday 10 February: 7 days → the 17th; 30 → 12 March; 60 → 11 April; 90 → 11 May
        ("protection.visit_1", date(2026, 2, 10), date(2026, 2, 17)),
        ("protection.visit_2", date(2026, 2, 10), date(2026, 3, 12)),
        ("protection.visit_3", date(2026, 2, 10), date(2026, 4, 11)),
        ("protection.visit_4", date(2026, 2, 10), date(2026, 5, 11)),
        # so that each falls on 3 October: from 26 September, 3 September, 4 August, 5 July
        ("protection.visit_1", date(2026, 9, 26), date(2026, 10, 3)),
        ("protection.visit_2", date(2026, 9, 3), date(2026, 10, 3)),
        ("protection.visit_3", date(2026, 8, 4), date(2026, 10, 3)),
        ("protection.visit_4", date(2026, 7, 5), date(2026, 10, 3)),
    ],
)
def test_the_rhythm_of_visits_counts_calendar_days(house, code, warned, visit):
    assert warned + timedelta(days=calculator.length_of(code, on=warned)) == visit


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        (date(2025, 8, 18), date(2026, 2, 18)),  # the same day-number, in the middle of Spring Festival
        (date(2026, 4, 3), date(2026, 10, 3)),  # in the middle of National Day
        (date(2025, 8, 31), date(2026, 2, 28)),  # no such day-number: the end of the month (art. 202)
    ],
)
def test_the_last_day_of_an_order_is_six_months_on_and_never_rolls_on(house, issued, last):
    assert longest(issued) == last
    assert calculator.length_of("protection.months", on=issued) == 6


def test_the_calendar_knows_both_holidays_as_they_were_published(house):
    days = current()
    off = [date(2026, 2, 14) + timedelta(days=n) for n in range(11)]
    assert [day.day for day in off if not days.kind(day).is_working] == list(range(15, 24))
    golden = [date(2026, 9, 30) + timedelta(days=n) for n in range(9)]
    assert [day.day for day in golden if not days.kind(day).is_working] == list(range(1, 8))
