"""The frame of every step of a round and of a family: lock the row, ask the gate, ask the state table, write, log."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks
from network.sites.reach import Ground
from network.staff.models import User
from network.units.models import Unit
from outreach.families.models import AwardRound, FamilyNomination
from outreach.families.states import ASKS, FAMILY, ROUND
from outreach.lines import begin, within_calendar
from sisterhood.lib import clock
from sisterhood.lib.text import contains_id_number, contains_phone

AWARD, FAMILY_SUBJECT = "award_round", "family_nomination"
STAGE, VISIT, PUBLIC, OBJECTION, SHOWN = (
    *("family.stage", "family.visit", "family.public"),
    *("family.objection", "family.shown"),
)


def gone() -> Refusal:
    """The same for what is hidden and what is not there."""
    return Refusal("gone", _("This award round or family does not exist."))


def refuse_numbers(words: Mapping[str, str]) -> None:
    """Raises Refusal for a field with an identity or phone number: nothing of that kind is shown to everybody."""
    for name, text in words.items():
        if contains_id_number(text) or contains_phone(text):
            raise Refusal(name, _("No identity or phone number here: everybody will read it."))


def note(unit: Unit, subject: tuple[str, UUID], verb: str, *, by: User, at: datetime, **more: Any) -> None:
    """The event of a verb."""
    record.event(Action.CHANGE, by=by, subject=subject, unit_id=unit.pk, detail={"verb": verb} | more, at=at)


@dataclass
class RoundLine:
    """One step of a round; `target` is the state it leads to."""

    row: AwardRound
    event: str
    target: str
    by: User
    at: datetime

    @property
    def today(self) -> date:
        """The local day of the step."""
        return clock.local_date(self.at)

    @property
    def subject(self) -> tuple[str, UUID]:
        """For its clocks."""
        return AWARD, self.row.pk

    def wait_for(self, last: date | None) -> None:
        """Raises Refusal while the last day of the stage has not passed."""
        if last is not None and self.today <= last:
            raise Refusal(
                "too_early",
                _("This stage runs until %(day)s. The next one begins after that.") % {"day": last},
            )

    def done(self, *fields: str, **logged: Any) -> AwardRound:
        """Write state and fields, log, and let the next stage be owed from the last day of this one."""
        self.row.state = self.target
        self.row.save(update_fields=["state", *fields])
        note(self.row.unit, self.subject, self.event, by=self.by, at=self.at, state=self.target, **logged)
        clocks.meet(self.subject, STAGE, by=self.by, at=self.at)
        if not ROUND.is_final(self.target):
            owe_stage(self.row, by=self.by, at=self.at)
        return self.row


def owe_stage(row: AwardRound, *, by: User, at: datetime, name: str | None = None) -> None:
    """Whoever opened the round, or moved it on last, moves it on, in so many working days after the stage's last day.

    Raises Refusal at the field `name` where no calendar reaches.
    """
    begins = max(row.last_day() or clock.local_date(at), clock.local_date(at))
    begin(STAGE, (AWARD, row.pk), owner=by, unit=row.unit, on=begins, by=by, at=at, name=name)


def round_of(row: UUID, *, by: User, lock: bool = True) -> AwardRound:
    """The round for whoever sees it; raises Refusal."""
    rows = AwardRound.objects.visible_to(rest.of(by)).select_related("unit", "opened_by")
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=row).first()
    if found is None:
        raise gone()
    return found


@contextmanager
def round_step(row: UUID, event: str, *, by: User, at: datetime | None) -> Iterator[RoundLine]:
    """Raises Refusal (gone, the gate's, too early) or IllegalTransition, each with a sentence."""
    scope, action = rest.of(by), ASKS.get(event, event)
    with transaction.atomic():
        gate.require(scope, action)
        found = round_of(row, by=by)
        gate.require(scope, action, Ground(found.unit))
        with within_calendar():
            yield RoundLine(found, event, ROUND.next(found.state, event), by, at or clock.now())


@dataclass
class FamilyLine:
    """One step of a family; `target` is the state it leads to."""

    row: FamilyNomination
    event: str
    target: str
    by: User
    at: datetime

    @property
    def today(self) -> date:
        """The local day of the step."""
        return clock.local_date(self.at)

    @property
    def subject(self) -> tuple[str, UUID]:
        """For its clocks."""
        return FAMILY_SUBJECT, self.row.pk

    def require_stage(self, stage: str) -> None:
        """Raises Refusal when the round is in another stage."""
        if self.row.round.state != stage:
            raise Refusal("stage", _("The round is not at this stage."))

    def done(self, *fields: str, **logged: Any) -> FamilyNomination:
        """Write state and fields, and the event."""
        self.row.state = self.target
        self.row.save(update_fields=["state", *fields])
        note(self.row.unit, self.subject, self.event, by=self.by, at=self.at, state=self.target, **logged)
        return self.row


def family_of(row: UUID, *, by: User) -> FamilyNomination:
    """The family, locked, for whoever sees it; raises Refusal."""
    rows = FamilyNomination.objects.visible_to(rest.of(by)).select_related("unit", "at_unit", "round__unit")
    found = rows.select_for_update(of=("self",)).filter(pk=row).first()
    if found is None:
        raise gone()
    return found


@contextmanager
def family_step(row: UUID, event: str, *, by: User, at: datetime | None) -> Iterator[FamilyLine]:
    """Raises Refusal (gone, the gate's) or IllegalTransition, each with a sentence."""
    scope, action = rest.of(by), ASKS.get(event, event)
    with transaction.atomic():
        gate.require(scope, action)
        found = family_of(row, by=by)
        gate.require(scope, action, Ground(found.unit))
        with within_calendar():
            yield FamilyLine(found, event, FAMILY.next(found.state, event), by, at or clock.now())


@contextmanager
def writing(row: UUID, verb: str, *, by: User, at: datetime | None) -> Iterator[FamilyLine]:
    """A step that leaves the state: only while the family is being written. Raises Refusal."""
    scope = rest.of(by)
    with transaction.atomic():
        gate.require(scope, "nominate_family")
        found = family_of(row, by=by)
        gate.require(scope, "nominate_family", Ground(found.unit))
        if found.state != "drafted":
            raise Refusal("state", _("The family was put forward; nothing of it is changed any more."))
        yield FamilyLine(found, verb, found.state, by, at or clock.now())
