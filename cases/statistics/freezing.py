"""Counting a return and freezing it: from then on its tables are read, never counted again."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from cases.statistics import measures, periods
from cases.statistics.models import ReportSnapshot, Return
from cases.statistics.shapes import Ask, Cells, Table, read, stored
from cases.statistics.states import FROZEN
from network.access.scope import Scope
from network.staff.models import User
from network.units.models import Level

# How long a change of what happened earlier is still told: a year back, then it stays where it is.
YEAR_BACK = {"M": 12, "Q": 4, "H": 2, "Y": 1}


def is_made_of_months(table: Table, period: periods.Period) -> bool:
    """A quarter of a table that goes up each month is the sum of its months, so that both always agree."""
    return table.adds and period.cycle != table.cycles[0]


def counted(table: Table, row: Return, scope: Scope) -> Cells:
    """The cells of one table as they are frozen now."""
    if is_made_of_months(table, row.of):
        return _months(table, row)
    ask = Ask(row.unit, row.of.since, row.of.until, scope, own=table.adds)
    cells = table.count(ask)
    if table.adds and row.unit.level < Level.TOWNSHIP:
        cells = _added([cells, _below(table, row)])
    return cells


def _added(many: list[Cells]) -> Cells:
    total = Counter[tuple[str, str]]()
    for cells in many:
        total.update({key: n for key, n in cells.items() if n is not None})
    return dict(total)


def _below(table: Table, row: Return) -> Cells:
    with connection.cursor() as cursor:
        cursor.execute("select * from return_sum(%s, %s)", [row.pk, table.code])
        return {(line, column): int(n) for line, column, n in cursor.fetchall()}


def months_of(row: Return, *, locked: bool = False) -> list[Return]:
    """The months of the same unit that a quarter is the sum of; `locked` until the transaction ends."""
    codes = [month.code for month in row.of.months]
    months = Return.objects.filter(unit=row.unit_id, period__in=codes).order_by("period")
    return list(months.select_for_update(of=("self",)) if locked else months)


def _months(table: Table, row: Return) -> Cells:
    found = [frozen(month).get(table.code) for month in months_of(row)]
    return _added([read(each.cells) for each in found if each is not None])


def frozen(row: Return) -> dict[str, ReportSnapshot]:
    """The tables that count now, by code; empty while none do, or for whoever may not read them whole."""
    return {each.table: each for each in ReportSnapshot.objects.filter(of=row, version=row.version)}


@dataclass(frozen=True)
class Past:
    """An earlier return of the same unit and cycle that stands, and its tables."""

    row: Return
    tables: dict[str, ReportSnapshot]


def pasts(row: Return) -> list[Past]:
    """Those of a year back, latest first."""
    codes, period = list[str](), row.of
    for _step in range(YEAR_BACK[row.of.cycle]):
        period = period.before
        codes.append(period.code)
    rows = Return.objects.filter(unit=row.unit_id, period__in=codes, state__in=FROZEN)
    return [Past(each, frozen(each)) for each in rows.select_related("unit")]


def adjustments(table: Table, row: Return, earlier: list[Past], scope: Scope) -> list[dict[str, Any]]:
    """调整: what a count of earlier periods says now, minus what was frozen and what has been told since.

    Of tables that add, for the cycle they are counted in, a year back.
    """
    if not table.adds or is_made_of_months(table, row.of):
        return []
    found = list[dict[str, Any]]()
    for past in earlier:
        snapshot = past.tables.get(table.code)
        if snapshot is None:
            continue
        ask = Ask(row.unit, past.row.of.since, past.row.of.until, scope)
        now = Counter({key: n or 0 for key, n in table.count(ask).items()})
        now.subtract({key: n or 0 for key, n in read(snapshot.cells).items()})
        now.subtract(_told(table, earlier, past.row.period))
        found += [
            {"period": past.row.period, "line": line, "column": column, "n": n}
            for (line, column), n in sorted(now.items())
            if n
        ]
    return found


def _told(table: Table, earlier: list[Past], code: str) -> Counter[tuple[str, str]]:
    """What returns between then and now have told of that period."""
    told = Counter[tuple[str, str]]()
    for past in earlier:
        snapshot = past.tables.get(table.code)
        for each in snapshot.adjustments if snapshot is not None else []:
            if each["period"] == code:
                told[each["line"], each["column"]] += each["n"]
    return told


def digest(row: Return, version: int, parts: dict[str, Any]) -> str:
    """SHA-256 over unit, period, version and what is frozen, written one way."""
    whole = {"unit": row.unit_id, "period": row.period, "version": version} | parts
    return hashlib.sha256(
        json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()


def freeze(row: Return, scope: Scope, *, by: User, at: datetime) -> list[ReportSnapshot]:
    """All tables of the period, as one new version. The caller has locked the row and moves its state."""
    made, version, earlier = list[ReportSnapshot](), row.version + 1, pasts(row)
    around = {"unit": row.unit.official_name, "period": row.label, "by": by.display_name}
    for table in measures.tables(row.of.cycle):
        cells = counted(table, row, scope)
        # what stands in the row is what the digest is of: lists, not pairs
        parts = json.loads(
            json.dumps(
                {
                    "face": table.face(cells) | around,
                    "cells": stored(cells),
                    "adjustments": adjustments(table, row, earlier, scope),
                }
            )
        )
        made.append(
            ReportSnapshot(
                of=row,
                table=table.code,
                version=version,
                **parts,
                sha256=digest(row, version, parts),
                made_by=by,
                made_at=at,
            )
        )
    return ReportSnapshot.objects.bulk_create(made)


def is_whole(row: Return, snapshot: ReportSnapshot) -> bool:
    """Whether a frozen table is still what was frozen."""
    parts = {"face": snapshot.face, "cells": snapshot.cells, "adjustments": snapshot.adjustments}
    return digest(row, snapshot.version, parts) == snapshot.sha256
