"""What every step on a list of destruction shares: finding and locking it, what speaks against it, whom to tell."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from cases.casefile.vault import Vault
from cases.retention.lists import ActionState, Bar
from cases.retention.models import OFFICER, DestructionList
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.staff import leaves
from network.staff.appointments import holder
from network.staff.models import Appointment, User
from network.units.models import Level, Unit
from sisterhood.lib import clock

SUBJECT, APPRAISAL, CONFIRMATION = "destruction", "retention.appraisal", "retention.confirmation"


def ask(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of one of the database's own functions."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return cursor.fetchall()


def locked(row: DestructionList, action: str, by: User) -> DestructionList:
    """The list as it stands, held until the transaction ends. Raises Refusal: gone, or the gate's."""
    scope = rest.of(by)
    rows = DestructionList.objects.visible_to(scope).select_for_update(of=("self",)).select_related("unit")
    found = rows.filter(pk=row.pk).first()
    if found is None:
        raise Refusal("gone", _("This list is no longer in your hands."))
    gate.require(scope, action, found)
    return found


def bars(row: DestructionList, at: datetime) -> dict[UUID, list[Bar]]:
    """What speaks against destroying the matters of a list, by their row on it."""
    found = ask("select action, bars from destruction_bars(%s, %s)", row.pk, clock.local_date(at))
    return {action: [Bar(code) for code in codes] for action, codes in found if codes}


def refuse_barred(row: DestructionList, at: datetime) -> None:
    """Raises Refusal naming the first matter that must not be destroyed now; it has to be kept first."""
    against = bars(row, at)
    for action in row.actions.filter(state=ActionState.DUE, pk__in=against):
        raise Refusal(
            "barred",
            _("%(number)s must not be destroyed now: %(why)s. Keep it, then go on.")
            % {"number": action.number, "why": str(against[action.pk][0].label)},
        )


def vault_of(row: DestructionList) -> Vault:
    """The list's own vault; it gets its key with the first words."""
    if row.wrapped is not None:
        return Vault.unwrapped(row)
    vault = Vault.own(row)
    row.save(update_fields=["wrapped"])
    return vault


def _kept_from(row: UUID, people: Collection[int]) -> set[int]:
    """Those of them who have a conflict in a matter of the list."""
    return {person for (person,) in ask("select destruction_kept_from(%s, %s)", row, list(people))}


def leader_of(row: UUID, unit: Unit, at: datetime) -> User | None:
    """Who appraises a list of this unit: its leader, or the next one above from the township on.

    Whoever has a conflict in a matter of the list is passed over: for her it does not exist.
    """
    place: Unit | None = unit
    while place is not None and place.level >= Level.CITY:
        person = holder(place, "leader", on=clock.local_date(at)) if place.level <= Level.TOWNSHIP else None
        if person is not None and person.pk not in _kept_from(row, [person.pk]):
            return person
        place = place.parent
    return None


def officer_of(row: DestructionList, at: datetime, *, without: Collection[int | None]) -> User | None:
    """Who confirms: the privacy officer nearest to the unit who is none of these people, and for whom the list exists."""
    unit, day = row.unit, clock.local_date(at)
    posts = Appointment.objects.on(day).filter(
        role=OFFICER, unit_id__in=unit.ancestor_ids, user__is_active=True
    )
    ordered = sorted(
        posts.select_related("unit"), key=lambda post: (-post.unit.level, not post.is_primary, post.pk)
    )
    people = leaves.present([post.user_id for post in ordered], leaves.Leave.objects.away(day))
    away = {*without, *_kept_from(row.pk, people)}
    chosen = next((person for person in people if person not in away), None)
    return User.objects.filter(pk=chosen).first() if chosen else None


def note(row: DestructionList, verb: str, *, by: User, at: datetime, **detail: Any) -> None:
    """The audit row of a step on a list; numbers of matters stand on the list, not in the log."""
    record.event(
        Action.CHANGE,
        by=by,
        subject=(SUBJECT, row.pk),
        unit_id=row.unit_id,
        detail={"verb": verb} | detail,
        at=at,
    )
