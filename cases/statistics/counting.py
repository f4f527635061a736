"""Asks the owner's functions, which see every matter and answer with numbers alone; and lines that several tables share."""

from typing import Any

from django.db import connection

from cases.statistics.shapes import Ask, Cells, Line


def count(function: str, ask: Ask) -> Cells:
    """`function(unit, since, until, own)` → (line, column, number)."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"select * from {function}(%s, %s, %s, %s)", [ask.here.pk, ask.since, ask.until, ask.own]
        )
        return {(line, column): int(number) for line, column, number in cursor.fetchall()}


def listed(parent: str, choices: Any, prefix: str = "") -> list[Line]:
    """One line for each code of a list."""
    return [Line(f"{prefix}{code}", label, parent) for code, label in choices]
