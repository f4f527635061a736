"""回执: what a receiving body sees with reference and code, and what it returns. Asked by nobody we know: the database
answers alone, with number, sentence and phone, and writes the answer to the matter."""

import base64
import binascii
import hmac
import json
import os
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import CaseKey, Event
from cases.casefile.vault import Vault
from cases.referrals import codes
from cases.referrals.sentences import SENTENCES
from cases.vocabulary.services import AidOutcome, SlipSays
from network.access.gate import Refusal
from network.deadlines.said import said
from network.sites import counting
from sisterhood.lib import clock
from sisterhood.lib.crypto import DataKey, Unreadable
from sisterhood.lib.identifiers import of_content

KEPT = timedelta(hours=12)
_ASK = "select verdict, number, sentence, phone, stage from slip_ask(%s, %s, %s, %s, %s)"
_ANSWER = "select slip_answer(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"


@dataclass(frozen=True)
class Pass:
    """Reference and code as they were typed, the address that asks, and the number of the form that answers."""

    reference: str
    code: str
    address_mark: bytes
    ident: str = ""

    @property
    def key(self) -> list[Any]:
        """For the functions of the database."""
        return [self.reference, codes.mark(self.reference, self.code)]

    @property
    def asked(self) -> list[Any]:
        """The same with the marks that are counted."""
        return [*self.key, counting.mark("slip", self.reference), self.address_mark]


@dataclass(frozen=True)
class Slip:
    """What the body sees: number, the neutral sentence, whom to call; and what it may still say."""

    number: str
    sentence: str
    phone: str
    stage: str

    @property
    def says(self) -> list[SlipSays]:
        """The ticks that fit."""
        if self.stage == "service_given":
            return [SlipSays.GIVEN]
        return [SlipSays.GIVEN] if self.stage == "agency_accepted" else list(SlipSays)


def ask(held: Pass, *, at: datetime | None = None) -> Slip:
    """The letter behind reference and code. Raises Refusal, with the same words for a wrong one of either."""
    with connection.cursor() as cursor:
        cursor.execute(_ASK, [*held.asked, at or clock.now()])
        verdict, number, sentence, phone, stage = cursor.fetchone()
    _heed(verdict)
    return Slip(number, SENTENCES[sentence], phone, stage)


def _heed(verdict: str) -> None:
    if verdict == "wait":
        raise Refusal(
            "wait",
            said(
                _("Too many attempts. Please wait %(time)s, or call the number on the letter."),
                time="door.window",
            ),
        )
    if verdict == "miss":
        raise Refusal("code", _("Reference and code do not belong together. Please look at both again."))
    if verdict == "gone":
        raise Refusal(
            "gone", _("This letter or its code counts no longer. Please call the number on the letter.")
        )


def answer(
    held: Pass,
    *,
    says: str,
    service_on: date | None = None,
    outcome: str = "",
    note: str = "",
    at: datetime | None = None,
) -> None:
    """The slip goes back: a line in the matter's timeline, its state, and a message to its owner that says nothing.

    Sent twice, it is one slip. Raises Refusal when it does not fit what was said before.
    """
    at = at or clock.now()
    if says == SlipSays.GIVEN and service_on is None:
        raise Refusal("service_on", _("Write the day on which the help was given."))
    if service_on is not None and service_on > clock.local_date(at):
        raise Refusal("service_on", _("That day lies in the future."))
    given = says == SlipSays.GIVEN
    event = _event(held, note, of_content(held.ident, says, service_on, outcome, note))
    with connection.cursor() as cursor:
        cursor.execute(
            _ANSWER,
            [
                *held.asked,
                SlipSays(says),
                service_on if given else None,
                AidOutcome(outcome) if given and outcome else "",
                bytes(event.note) if event.note else None,
                event.pk,
                at,
            ],
        )
        verdict = cursor.fetchone()[0]
    _heed(verdict)
    if verdict == "day":
        raise Refusal("service_on", _("That day lies before the letter."))
    if verdict != "kept":
        raise Refusal("says", _("This was returned before. Please call the number on the letter."))


def _event(held: Pass, note: str, ident: str) -> Event:
    """The line of the timeline with its note, sealed by the matter's own key."""
    with connection.cursor() as cursor:
        cursor.execute("select case_id, wrapped from slip_key(%s, %s)", held.key)
        found = cursor.fetchone()
    if found is None:
        raise Refusal(
            "gone", _("This letter or its code counts no longer. Please call the number on the letter.")
        )
    event = Event(id=UUID(hex=ident), case_id=found[0])
    Vault.unwrapped(CaseKey(case_id=found[0], wrapped=found[1])).seal(event, note=note)
    return event


def _key() -> DataKey:
    return DataKey(hmac.digest(settings.SECRET_KEY.encode(), b"return slip form 1", "sha256"))


def carried(held: Pass, *, at: datetime) -> str:
    """Reference and code for the hidden field of the next form, sealed, with a number of its own."""
    content = json.dumps([held.reference, held.code, os.urandom(16).hex(), at.isoformat()])
    sealed = _key().seal_bytes(content.encode(), table="slip", column="form", pk=1)
    return base64.urlsafe_b64encode(sealed).decode()


def read(text: str, address_mark: bytes, *, at: datetime) -> Pass | None:
    """The same again; None when it is missing, forged or older than half a day."""
    try:
        blob = base64.b64decode(text[:2000].encode(), altchars=b"-_", validate=True)
        parts = json.loads(_key().open_bytes(blob, table="slip", column="form", pk=1))
        reference, code, ident, begun = parts
        begun = datetime.fromisoformat(begun)
    except (Unreadable, binascii.Error, ValueError):
        return None
    return Pass(reference, code, address_mark, ident) if abs(at - begun) < KEPT else None
