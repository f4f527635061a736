"""What a phone tells of something that is no matter, and that did not enter itself: a round of visits, a patrol.

A feature registers what the one who looks reads of it, the form in which she completes it after a call, and the verb that
then writes it down:

    entries.register(entries.Entry("visit_round", label=_("a round of visits"), form=form_of, accept=accept))
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from cases.sync import words
from cases.sync.models import PhoneCheck
from cases.sync.operations import Arrived, Fields
from cases.sync.states import CheckKind
from network.access.gate import Refusal
from network.access.scope import Scope
from network.deadlines import calculator, clocks
from network.notifications import outbox
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Level, Unit
from sisterhood.lib import clock

LIMIT, BACKDATING = "outbox.check", "outbox.backdating"
MOST_BYTES = 20_000
LATER = _("Received. A colleague in the township looks at it and may call you.")


@dataclass(frozen=True)
class Entry:
    """One kind. `form(row, told, posted)` is filled with what she told; `accept` writes it down, or raises Refusal."""

    code: str
    label: Any
    form: Callable[[PhoneCheck, Fields, Any], forms.Form]
    accept: Callable[[PhoneCheck, dict[str, Any], User, datetime], None]


_entries: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    """Called once for each kind when the app is ready; a kind registered again is replaced."""
    _entries[entry.code] = entry


def of(row: PhoneCheck) -> Entry | None:
    """What is known of its kind; None for an entry of a matter."""
    return _entries.get(row.about)


def when(arrived: Arrived) -> datetime:
    """When she saved it, as far as the phone's clock can be believed; else when it came."""
    oldest = arrived.at - timedelta(days=calculator.length_of(BACKDATING))
    told = arrived.made_at
    return told if told is not None and oldest <= told <= arrived.at else arrived.at


def told_of(row: PhoneCheck, scope: Scope) -> Fields:
    """What she told, for whoever looks at it."""
    told = "" if row.author_id == scope.user_id else words.read(row)
    return MultiValueDict(json.loads(told or "{}"))


def _desk(unit: Unit, by: User) -> tuple[Unit, User | None]:
    """The township of its place, or whoever stands above: never the author's own."""
    here: Unit | None = Unit.objects.filter(pk=unit.township_id or unit.pk).first()
    while here is not None and here.level >= Level.CITY:
        leader = holder(here, "leader", on=clock.today())
        if leader is not None and leader.pk != by.pk:
            return here, leader
        here = here.parent
    return unit, None


def open_entry(code: str, row_id: UUID | None, *, unit: Unit, told: Fields, arrived: Arrived) -> PhoneCheck:
    """A part of the form that took the item, in its transaction: the entry with what she told, its period, one message."""
    at, by = arrived.at, arrived.by
    said = json.dumps(dict(told.lists()), ensure_ascii=False)
    if len(said) > MOST_BYTES:
        raise Refusal("size", _("That is too long for one entry."))
    row = PhoneCheck(unit=unit, about=code, about_id=row_id, kind=CheckKind.ENTRY, author=by)
    row.made_at, row.entered_at = arrived.made_at, at
    words.save_with(row, said)
    desk, owner = _desk(unit, by)
    clocks.start(LIMIT, subject=row.subject, unit=desk, owner=owner, by=by, at=at)
    if owner is not None:
        outbox.post("phone_check", recipient=owner, key=f"phone_check:{row.pk}", subject=row.subject, at=at)
    return row
