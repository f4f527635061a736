"""An accusation after its period: one of its two readers appraises it, the other destroys it. Nobody else hears of it.

Key, words and files go; number, days and states stay for the figures. The database asks everything again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.accusations import seats
from cases.accusations.models import Accusation, AccusationEvent, AccusationReader
from cases.accusations.queries import readable_by
from cases.accusations.step import Step, gone
from cases.casefile.vault import Vault
from network.access import gate, rest
from network.access.gate import Refusal
from network.staff.models import User
from sisterhood.lib import clock

APPRAISE, DESTROY = "appraise_destruction", "confirm_destruction"


def ends_on(accusation: Accusation) -> date | None:
    """The last day of its period, for a reader; None while it is open."""
    [(day,)] = seats.ask("accusation_period", accusation.pk)
    return day


def why_not(accusation: Accusation, verb: str, *, by: User, on: date) -> Refusal | None:
    """What speaks against a step of the destruction; None when it is hers now."""
    last = ends_on(accusation)
    if accusation.destroyed_at is not None:
        return Refusal("destroyed", _("It is destroyed. Its number and its days stay."))
    if last is None or last >= on:
        return Refusal("period", _("Its storage period is not over."))
    if verb == APPRAISE:
        done = accusation.appraised_by_id is not None
        return Refusal("appraised", _("It is appraised already. The other reader decides.")) if done else None
    if accusation.appraised_by_id is None:
        return Refusal("first", _("One reader appraises it first."))
    if accusation.appraised_by_id == by.pk:
        return Refusal("second", _("You appraised it. The other reader confirms."))
    return None


def next_step(accusation: Accusation, *, by: User, on: date) -> str:
    """The step that is hers now; "" for none."""
    return next((verb for verb in (APPRAISE, DESTROY) if why_not(accusation, verb, by=by, on=on) is None), "")


@contextmanager
def _step(accusation: Accusation, verb: str, *, by: User, at: datetime | None) -> Iterator[Step]:
    """As any step of a reader, on a closed one. Raises Refusal: gone, the gate's, or what speaks against it."""
    scope, at = rest.of(by), at or clock.now()
    with transaction.atomic():
        locked = readable_by(scope).select_for_update(of=("self",)).filter(pk=accusation.pk).first()
        if locked is None:
            raise gone()
        gate.require(scope, "read_accusation")
        refusal = why_not(locked, verb, by=by, on=clock.local_date(at))
        if refusal is not None:
            raise refusal
        sitting = AccusationReader.objects.filter(accusation=locked, until_at=None).select_related("user")
        yield Step(
            locked, Vault.unwrapped(locked), by, verb, locked.state, at, list(sitting.order_by("seat"))
        )


def appraise_destruction(
    accusation: Accusation, *, note: str, by: User, at: datetime | None = None
) -> AccusationEvent:
    """She has looked through it and nothing of it has to be kept; a seat that is deserted is filled from the list."""
    if not note.strip():
        raise Refusal("note", _("Write what you looked at and why nothing of it has to be kept."))
    with _step(accusation, APPRAISE, by=by, at=at) as s:
        seats.ask("accusation_free_seats", s.accusation.pk, s.at)
        seats.fill(s.accusation, by=by, at=s.at)
        s.accusation.appraised_by, s.accusation.appraised_at = by, s.at
        event = s.write(note=note.strip(), columns=("appraised_by", "appraised_at"))
        s.tell_other("approval")
        return event


def confirm_destruction(accusation: Accusation, *, by: User, at: datetime | None = None) -> None:
    """The other reader's word, with her password: what was written is gone in the same moment."""
    with _step(accusation, DESTROY, by=by, at=at) as s:
        s.write()
        seats.ask("accusation_destroy", s.accusation.pk, s.at)
