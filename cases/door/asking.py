"""What number and code open, and what she may add with them. Asked by nobody we know: the database answers alone."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import CaseKey, Event
from cases.casefile.vault import Vault
from cases.door import codes
from cases.petitions.models import Rating
from network.access.gate import Refusal
from network.deadlines.said import said
from network.sites import counting
from sisterhood.lib import clock

STAGES = {
    "registered": _("registered"),
    "accepted": _("accepted"),
    "handling": _("in handling"),
    "answered": _("answered"),
    "review": _("under review"),
    "told": _("you have been told which way it goes"),
    "ended": _("handling has ended"),
}
SEALED_STAGES = {
    "registered": _("received by us"),
    "handling": _("in handling"),
    "ended": _("handling has ended"),
}
_COLUMNS = "verdict, sealed, stage, received_on, accepted_on, answered_on, closed_on, may_rate, rated"
_ASK = f"select {_COLUMNS} from door_ask(%s, %s, %s, %s, %s)"  # noqa: S608 - names of columns alone


@dataclass(frozen=True)
class Progress:
    """Stage and dates of one matter. A sealed one has three stages and the day it was received, nothing else."""

    sealed: bool
    stage: str
    received_on: date
    accepted_on: date | None
    answered_on: date | None
    closed_on: date | None
    may_rate: bool
    rated: str

    @property
    def label(self) -> object:
        """The stage in words."""
        return (SEALED_STAGES if self.sealed else STAGES)[self.stage]

    @property
    def days(self) -> list[tuple[object, date]]:
        """What has happened, in order, with its day."""
        happened = (
            (SEALED_STAGES["registered"] if self.sealed else STAGES["registered"], self.received_on),
            (STAGES["accepted"], self.accepted_on),
            (STAGES["answered"], self.answered_on),
            (STAGES["ended"], self.closed_on),
        )
        return [(label, day) for label, day in happened if day is not None]


@dataclass(frozen=True)
class Key:
    """Number and code as she typed them, and the address that asks, each as the database compares it."""

    number: str
    code: str
    address_mark: bytes

    @property
    def pair(self) -> list[Any]:
        """For the functions of the database."""
        return [self.number, codes.mark(self.code)]


def ask(key: Key, *, at: datetime | None = None) -> Progress:
    """Where her matter stands. Raises Refusal, with the same words for a wrong number and for a wrong code."""
    number_mark = counting.mark("number", key.number)
    with connection.cursor() as cursor:
        cursor.execute(_ASK, [*key.pair, number_mark, key.address_mark, at or clock.now()])
        verdict, *facts = cursor.fetchone()
    if verdict == "wait":
        raise Refusal(
            "wait", said(_("Too many attempts. Please wait %(time)s, or call us."), time="door.window")
        )
    if verdict == "miss":
        raise Refusal("code", _("Number and code do not belong together. Please look at both again."))
    return Progress(*facts)


def add(key: Key, *, text: str, ident: str, at: datetime | None = None) -> None:
    """来访人补充: one more message, sealed, at the end of the timeline; the owner is told that something came.

    `ident` is the number of these words (`of_content`): sent twice, they are one message.

    Raises Refusal when number and code do not fit, or when she has written too often within the hour.
    """
    ask(key, at=at)
    case_id, vault = _vault(key)
    note = Event(id=UUID(hex=ident), case_id=case_id)
    vault.seal(note, note=text)
    if not _done("select door_add(%s, %s, %s, %s, %s)", [*key.pair, note.pk, note.note, at or clock.now()]):
        raise Refusal(
            "wait",
            said(
                _("You have written several times within %(time)s. Please wait, or call us."),
                time="door.window",
            ),
        )


def rate(key: Key, *, satisfaction: str, words: str = "", at: datetime | None = None) -> None:
    """评价 (信访工作条例 art. 21(2)): hers alone, changeable until 30 days after the end.

    Raises Refusal when number and code do not fit, or while there is nothing to rate yet or any more.
    """
    ask(key, at=at)
    case_id, vault = _vault(key)
    row = Rating(case_id=case_id)
    vault.seal(row, words=words)
    if not _done(
        "select door_rate(%s, %s, %s, %s, %s)", [*key.pair, satisfaction, row.words, at or clock.now()]
    ):
        raise Refusal(
            "satisfaction",
            said(
                _("You can rate once it is answered, until %(time)s after it has ended."), time="door.rating"
            ),
        )


def _vault(key: Key) -> tuple[UUID, Vault]:
    with connection.cursor() as cursor:
        cursor.execute("select case_id, wrapped from door_key(%s, %s)", key.pair)
        found = cursor.fetchone()
    if found is None:
        raise Refusal("code", _("Number and code do not belong together. Please look at both again."))
    return found[0], Vault.unwrapped(CaseKey(case_id=found[0], wrapped=found[1]))


def _done(statement: str, params: list[Any]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return bool(cursor.fetchone()[0])
