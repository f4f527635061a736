"""Policy tables into the database: only what is missing, never over an administrator's change.

Both functions take the model classes, so that a migration and a later resync share them.
"""

from dataclasses import asdict
from datetime import date
from itertools import accumulate
from typing import Any

from django.db.models import Max
from django.utils import timezone

from network.deadlines.policy import LADDERS, LIMITS
from sisterhood.lib.published import OFFICIAL_YEARS, guessed_days, official_days
from sisterhood.lib.workdays import DayKind

FIRST, LAST = 2004, 2035
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日",
}


def seed_policy(limits: Any, steps: Any) -> int:
    """Limits that are missing, each with its ladder when it has none; returns how many limits were made."""
    columns = {field.name for field in limits._meta.fields}  # an early migration knows fewer
    known = set(limits.objects.values_list("code", flat=True))
    made = limits.objects.bulk_create(
        limits(**{name: value for name, value in asdict(row).items() if name in columns})
        for row in LIMITS
        if row.code not in known
    )
    laddered = set(_first(steps).values_list("limit_id", flat=True))
    steps.objects.bulk_create(
        steps(limit_id=row.code, **asdict(step))
        for row in LIMITS
        if row.code not in laddered
        for step in LADDERS[row.code]
    )
    return len(made)


def _first(steps: Any) -> Any:
    """The ladders of the first wording; an early migration knows no other."""
    later = any(field.name == "version" for field in steps._meta.fields)
    return steps.objects.filter(version=None) if later else steps.objects


def complete_policy(limits: Any, steps: Any) -> int:
    """What a later version of the tables adds: limits, extensions, and the steps above a ladder's last.

    A step an administrator changed or added stays. Returns how many steps were made.
    """
    seed_policy(limits, steps)
    known = {code: said for code, *said in limits.objects.values_list("code", "extension", "may_pause")}
    for row in LIMITS:
        if known[row.code] != [row.extension, row.may_pause]:
            limits.objects.filter(code=row.code).update(extension=row.extension, may_pause=row.may_pause)
    tops = dict(_first(steps).order_by().values_list("limit_id").annotate(Max("step")))
    added = steps.objects.bulk_create(
        steps(limit_id=row.code, **asdict(step))
        for row in LIMITS
        for step in LADDERS[row.code]
        if row.code in tops and step.step > tops[row.code]
    )
    return len(added)


def seed_calendar(years: Any, days: Any) -> int:
    """2004–2035 into an empty calendar: official where published, else a guess marked provisional.

    Returns how many years were written; a calendar that holds any year is left alone.
    """
    if years.objects.exists():
        return 0
    now = timezone.now()
    span = range(FIRST, LAST + 1)
    years.objects.bulk_create(
        years(year=year, is_official=year in OFFICIAL_YEARS, loaded_by="seed", loaded_at=now) for year in span
    )
    known = [(day, *answer) for year in span for day, answer in sorted(_year(year).items())]
    numbers = accumulate(int(kind.is_working) for _day, kind, _name in known)
    days.objects.bulk_create(
        (
            days(
                date=day,
                year_id=day.year,
                kind=kind.value,
                name=NAMES.get(name, name),
                is_working=kind.is_working,
                work_no=number,
            )
            for (day, kind, name), number in zip(known, numbers, strict=True)
        ),
        batch_size=2000,
    )
    return len(span)


def _year(year: int) -> dict[date, tuple[DayKind, str]]:
    return official_days(year) if year in OFFICIAL_YEARS else guessed_days(year)
