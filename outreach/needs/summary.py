"""What is needed most: summed by the database over an area, in steps of five, few women withheld.

The database answers whoever sits on the line of the unit and nobody else; the sheet of one hamlet is not among its
answers.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from network.units.models import Unit
from outreach.needs.kinds import Need


@dataclass
class Answered:
    """Of one unit: hamlets that owe a sheet, those that filled it, and the needs named most there, without a number."""

    hamlets: int = 0
    filled: int = 0
    most: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Summary:
    """`needs`: (label, women in whole steps or None), most first; `words`: what else is missing, mixed."""

    needs: list[tuple[Any, int | None]]
    parts: dict[int, Answered]
    words: list[str]

    @property
    def filled(self) -> int:
        """Sheets that came."""
        return sum(each.filled for each in self.parts.values())

    @property
    def hamlets(self) -> int:
        """Hamlets that owe one."""
        return sum(each.hamlets for each in self.parts.values())


TOP = 3


def _rows(statement: str, here: Unit, period: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [here.pk, period])
        return cursor.fetchall()


def summed(here: Unit, period: str) -> Summary:
    """Of the unit and the units directly below it."""
    parts: dict[int, Answered] = {}
    for child, hamlets, filled in _rows("select * from needs_answered(%s, %s)", here, period):
        parts[child] = Answered(hamlets, filled)
    whole: dict[str, int | None] = {}
    rows = _rows(
        "select child, need, about from needs_summed(%s, %s) order by about desc nulls last", here, period
    )
    for child, need, about in rows:
        if child is None:
            whole[need] = about
        elif about is not None and child in parts and len(parts[child].most) < TOP:
            parts[child].most.append(Need(need).label)
    needs = [(label, whole.get(code)) for code, label in Need.choices]
    words = [row[0] for row in _rows("select * from needs_words(%s, %s)", here, period)]
    return Summary(sorted(needs, key=lambda each: -(each[1] or 0)), parts, words)
