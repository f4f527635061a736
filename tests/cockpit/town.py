"""A city full of matters for the pages of figures, written as bare rows: nobody in them, only numbers."""

import random
import uuid
from datetime import timedelta

from cases.vocabulary.intake import Category
from network.units.models import Unit
from sisterhood.lib import clock
from tests.house import person
from tests.stock import connected

WEIGHTS = {"marriage_family": 36, "property": 22, "person": 17, "labour_social_security": 10, "general": 8}
ROWS = """
insert into cases_case (id, number, kind, unit_id, origin_unit_id, channel, category, is_sealed, is_urgent, phase, stage,
    registered_by_id, received_on, opened_at, next_due_at, closed_at, version)
values (%s, %s, 'petition', %s, %s, 'visit', %s, %s, false, %s, %s, %s, %s, %s, %s, %s, 1)
"""
CLOCK = """
insert into network_clock (id, subject_kind, subject_id, limit_id, unit_id, state, started_at, starts_on, raw_due_on,
    internal_due_at, due_on, due_at, provisional, basis, extended_days, paused_days, round, next_step, met_at)
values (%s, 'case', %s, 'petition.handling', %s, 'met', %s, %s, %s, %s, %s, %s, false, '', 0, 0, 0, 0, %s)
"""


def fill(house, *, matters: int = 3600, months: int = 12) -> None:
    """Matters of a year, most closed, some late, at counties, townships and villages of the city."""
    chance, at, by = random.Random(7), clock.now(), person("wu").pk
    counties = list(Unit.objects.filter(level=2).order_by("code"))
    heavy = {unit.pk: 1 + place % 4 for place, unit in enumerate(counties)}
    units = list(Unit.objects.filter(level__in=(2, 3)).order_by("code"))
    units += list(Unit.objects.filter(level=4).order_by("code")[:40])
    weights = [
        heavy.get(u.county_id or u.pk, 1) * (8 if u.level == 2 else 2 if u.level == 3 else 1) for u in units
    ]
    rows, clocks = [], []
    for n in range(matters):
        unit = chance.choices(units, weights)[0]
        opened = at - timedelta(days=30.4 * months * (1 - (n / matters) ** 0.8), hours=chance.random() * 9)
        done = chance.random() < 0.86 and opened < at - timedelta(days=20)
        closed = opened + timedelta(days=chance.uniform(4, 60)) if done else None
        closed = None if closed and closed > at else closed
        due = None if closed else at + timedelta(days=chance.uniform(-6, 50))
        case, category = uuid.uuid4(), chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        phase = ("closed", "closed") if closed else ("open", "handling")
        rows.append(
            (case, str(case)[:32], unit.pk, unit.pk, Category(category), chance.random() < 0.12)
            + (*phase, by, opened.date(), opened, due, closed)
        )
        if closed and chance.random() < 0.02 + 0.04 * heavy.get(unit.county_id or unit.pk, 1):
            past = closed - timedelta(days=3)
            days = (past.date(),) * 2
            clocks.append((uuid.uuid4(), case, unit.pk, opened, *days, past, past.date(), past, closed))
    with connected(house.name) as line, line.cursor() as cursor:
        cursor.executemany(CLOCK, clocks)
        cursor.executemany(ROWS, rows)
