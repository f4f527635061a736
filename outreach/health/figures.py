"""R-7 “两癌”检查与救助表 (domain.md §8.2): one line for each unit below, summed and withheld by the database."""

from dataclasses import dataclass, fields
from typing import Any

from django.db import connection

from network.units.models import Unit


@dataclass
class Figures:
    """Of one unit; None is withheld. Below the county findings and grants always are, applications and enrolments in steps of five.

    A unit of which nothing is known reads like one of fewer than five; see migration 0095 for when a county is told.
    """

    due: int = 0
    invited: int = 0
    attended: int = 0
    abnormal: int | None = None
    followed_up: int | None = None
    asked: int | None = None
    approved: int | None = None
    paid: int | None = None
    yuan: int | None = None
    enrolled: int | None = None
    claims: int | None = None

    @property
    def cells(self) -> list[int | None]:
        """In the order of the table."""
        return [getattr(self, each.name) for each in fields(self)]


def _rows(statement: str, here: Unit, year: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [here.pk, year])
        return cursor.fetchall()


def summed(here: Unit, year: int) -> dict[int | None, Figures]:
    """By unit directly below, and under None the whole. A unit without any row is not in it."""
    found: dict[int | None, Figures] = {}
    for child, *numbers in _rows("select * from screening_sums(%s, %s)", here, year):
        row = found.setdefault(child, Figures())
        row.due, row.invited, row.attended, row.abnormal, row.followed_up = numbers
    for child, *numbers in _rows("select * from relief_sums(%s, %s)", here, year):
        row = found.setdefault(child, Figures())
        row.asked, row.approved, row.paid, row.yuan = numbers
    for child, *numbers in _rows("select * from insurance_sums(%s, %s)", here, year):
        row = found.setdefault(child, Figures())
        row.enrolled, row.claims = numbers
    return found
