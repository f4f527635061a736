"""Visits and calls: a child who was met meets the clock, and the next days begin; nobody reached is an attempt."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.circle import people
from cases.circle.frame import RHYTHM, Line, enter, not_later, on_circle, one
from cases.circle.lists import UNTIL_SIXTEEN, ContactKind, ContactOutcome
from cases.circle.members import may_meet
from cases.circle.models import CircleContact, CircleMember
from network.access.gate import Refusal
from network.staff.models import User
from sisterhood.lib import clock


def _of_circle(line: Line, member: Any, held_on: date) -> CircleMember | None:
    if member is None:
        return None
    found: CircleMember = one(line.s, CircleMember, getattr(member, "pk", member))
    if found.circle_id != line.row.pk or found.ended_at is not None:
        raise Refusal("member", _("She does not stand in this circle."))
    if not may_meet(found, on=held_on):
        raise Refusal(
            "member", _("Records of this volunteer must be looked up again before she meets a child.")
        )
    return found


def _check(line: Line, held_on: date, parents_on: date | None, was_alone: bool) -> None:
    circle = line.row
    not_later(line.s, held_on, "held_on")
    if held_on < min(circle.consented_on, clock.local_date(circle.entered_at)):
        raise Refusal("held_on", _("On that day nobody had agreed to visits yet."))
    if parents_on is not None:
        not_later(line.s, parents_on, "parents_on")
    if was_alone and people.years(line.s, circle.minor) >= UNTIL_SIXTEEN:
        raise Refusal("was_alone", _("From sixteen on a child may live alone."))


def hold_contact(
    case: Case,
    *,
    row: UUID,
    kind: str,
    member: Any = None,
    held_on: date,
    outcome: str,
    parents_on: date | None = None,
    was_alone: bool = False,
    note: str = "",
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Event:
    """A visit or call was made, or tried. `parents_on`: when the parents last spoke with the child; `was_alone`: she was
    unattended under eight, or lives alone under sixteen (未成年人保护法 art. 21, 22).

    Needs no leave: who was met is said by role. Raises Refusal beside the field.
    """
    if kind not in ContactKind.values:
        raise Refusal("kind", _("Choose how the child was met."))
    if outcome not in ContactOutcome.values:
        raise Refusal("outcome", _("Choose what came of it."))
    with on_circle(case, row, "hold_contact", by=by, at=at, key=key) as line:
        s, circle = line.s, line.row
        people.refuse_adult(s, circle.minor)
        people.require_consent(s, circle.guardian)
        _check(line, held_on, parents_on, was_alone)
        contact = CircleContact(
            circle=circle, kind=kind, held_on=held_on, outcome=outcome, was_alone=was_alone
        )
        contact.member = _of_circle(line, member, held_on)
        enter(s, contact, note=note)
        if outcome != ContactOutcome.MISSED:
            _met(line, held_on)
        if parents_on is not None:
            circle.last_parent_contact = max(parents_on, circle.last_parent_contact or parents_on)
        return line.done(detail={"contact": str(contact.pk)})


def _met(line: Line, held_on: date) -> None:
    """The clock counts from the latest meeting; an earlier one that is written down later moves nothing."""
    last = line.row.last_contact_on
    if last is not None and held_on <= last:
        return
    line.meet(RHYTHM)
    line.s.start(RHYTHM, line.row.pk, on=held_on)
    line.row.last_contact_on = held_on
