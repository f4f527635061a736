"""How soon letters come and which bodies answer: counted by the database over an area, few cases withheld."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from cases.vocabulary.services import AidChannel
from network.agencies.models import Agency


@dataclass(frozen=True)
class Response:
    """第一时间 (item 57) of one channel: letters of the year, the middle of the minutes from request to letter."""

    channel: AidChannel
    letters: int | None
    median: int | None
    in_time: int | None

    @property
    def words(self) -> tuple[int, int]:
        """Hours and minutes of the median."""
        return divmod(self.median or 0, 60)


@dataclass(frozen=True)
class Answers:
    """One body in one year: letters that reached it or could have, those it answered, those in time.

    `days`: half of its answers came within as many; `green_days` the same of the green channel (item 57). None: too few.
    """

    agency: Agency
    sent: int | None
    answered: int | None
    in_time: int | None
    days: Decimal | None = None
    green_days: Decimal | None = None

    @property
    def rate(self) -> int | None:
        """Per hundred; None when too few to be shown."""
        return None if not self.sent or self.answered is None else round(100 * self.answered / self.sent)


def _rows(statement: str, year: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [date(year, 1, 1), date(year + 1, 1, 1)])
        return cursor.fetchall()


def first_response(year: int) -> list[Response]:
    """By channel, the quick ones first; of the area of whoever asks."""
    found = {row[0]: row[1:] for row in _rows("select * from referral_response(%s, %s)", year)}
    order = (AidChannel.DANGER, AidChannel.GREEN, AidChannel.ORDINARY)
    return [Response(channel, *found[channel]) for channel in order if channel in found]


def answers(year: int) -> list[Answers]:
    """By body, in the order of the list of bodies; of the area of whoever asks."""
    found = {row[0]: row[1:] for row in _rows("select * from referral_answers(%s, %s)", year)}
    took = {row[0]: row[1:] for row in _rows("select * from referral_answer_days(%s, %s)", year)}
    return [
        Answers(agency, *found[agency.pk], *took.get(agency.pk, ()))
        for agency in Agency.objects.filter(pk__in=found)
    ]
