"""Who reads an accusation: the database seats people from the city's list, the verbs ask it and tell them."""

from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from cases.accusations.models import SEATS, Accusation, AccusationChange, AccusationReader
from cases.accusations.step import Step, step
from cases.vocabulary.reading import SeatReason
from network.access.gate import Refusal
from network.access.reach import Seat
from network.access.roles import roles_of, roles_that
from network.deadlines import clocks
from network.notifications import outbox
from network.staff.models import User
from network.units.models import Unit

DUTIES = {"registered": "accusation.referral", "referred": "accusation.result"}


def able_and_leading() -> list[list[str]]:
    """The roles that may read, and those that lead a unit, as the database's functions ask for them."""
    return [roles_that("read_accusation"), roles_of(Seat.LEADER)]


def ask(function: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of one of the database's functions."""
    with connection.cursor() as cursor:
        cursor.execute(f"select * from {function}({', '.join(['%s'] * len(values))})", values)
        return cursor.fetchall()


class Duty(Protocol):
    """What of an accusation says what its readers owe; the house knows no more of it."""

    @property
    def pk(self) -> Any:
        """Its id."""

    @property
    def city(self) -> Unit:
        """The city whose list serves it."""

    @property
    def state(self) -> str:
        """How far it is."""

    @property
    def received_on(self) -> date:
        """When it came in."""

    @property
    def referred_on(self) -> date | None:
        """When it went to the discipline organ."""

    @property
    def is_urgent(self) -> bool:
        """Whether somebody is in danger."""

    @property
    def can_be_told(self) -> bool:
        """Whether a written answer can reach the accuser."""


def fill(duty: Duty, *, by: User | None, at: datetime) -> list[int]:
    """Seat whoever is next on the list in each empty seat, with clocks and a message; answers with their ids."""
    made = ask("fill_seats", duty.pk, *able_and_leading(), at)
    kind = "danger" if duty.is_urgent else "handed"
    for seat, person in made:
        owe(seat, person, duty, at=at, by=by)
        outbox.post(kind, recipient=person, key=f"{kind}:{seat}", subject=("accusation", seat), at=at)
    return [person for _seat, person in made]


def start(
    seat: UUID, person: int, code: str, *, city: Unit, at: datetime, by: User | None, on: date | None = None
) -> None:
    """One obligation of one reader; `on` is the day it counts from."""
    owner = User.objects.get(pk=person)
    clocks.start(
        code, subject=("accusation", seat), unit=city, owner=owner, by=by or owner, at=at, start_on=on
    )


def of(accusation: Accusation) -> list[AccusationReader]:
    """Who reads it now, by seat."""
    rows = AccusationReader.objects.filter(accusation=accusation, until_at=None)
    return list(rows.select_related("user").order_by("seat"))


def candidates(accusation: Accusation) -> list[User]:
    """Who of the list could take a seat, in its order."""
    ids = [row[0] for row in ask("candidates_for", accusation.pk, *able_and_leading())]
    people = User.objects.in_bulk(ids)
    return [people[pk] for pk in ids]


def replace_reader(accusation: Accusation, *, seat: int, to: User, reason: str, by: User) -> AccusationChange:
    """Propose somebody of the list for an occupied seat, one's own or the other's; the other reader decides."""
    with step(accusation, "replace_reader", by=by) as s:
        _check(s, seat=seat, to=to, reason=reason)
        sitting = of(s.accusation)
        if len(sitting) < len(SEATS):
            raise Refusal("seat", _("One seat is empty. Name somebody for it first."))
        if AccusationChange.objects.filter(accusation=s.accusation, decided_at=None).exists():
            raise Refusal("seat", _("A change of readers waits for a decision already."))
        change = AccusationChange(
            accusation=s.accusation, seat=seat, to=to, reason=reason, asked_by=by, asked_at=s.at
        )
        change.save(force_insert=True)
        s.write()
        s.tell_other("approval")
        return change


def decide_change(change: AccusationChange, *, grant: bool, by: User) -> AccusationChange:
    """The other reader agrees or not; nobody decides her own proposal, and it is decided once."""
    with step(change.accusation, "decide_change", by=by) as s:
        locked = AccusationChange.objects.filter(pk=change.pk, decided_at=None).first()
        if locked is None:
            raise Refusal("decided", _("This change has been decided already."))
        if locked.asked_by_id == by.pk:
            raise Refusal("own", _("You cannot decide your own request."))
        locked.granted, locked.decided_by, locked.decided_at = grant, by, s.at
        locked.save(update_fields=["granted", "decided_by", "decided_at"])
        s.write()
        if grant:
            _change_seat(s, seat=locked.seat, to=locked.to, proposal=locked.pk)
        return locked


def add_reader(accusation: Accusation, *, to: User, reason: str, by: User) -> None:
    """The one who is left names somebody of the list for the empty seat, or for one whose reader has gone.

    The list is the second person here: the security administrator put her on it.
    """
    with step(accusation, "add_reader", by=by) as s:
        mine = next(row for row in of(s.accusation) if row.user_id == by.pk)
        seat = SEATS[1] if mine.seat == SEATS[0] else SEATS[0]
        _check(s, seat=seat, to=to, reason=reason)
        if s.other is not None:
            raise Refusal("seat", _("Both seats are taken. Propose a change, and the other reader decides."))
        s.write(note=str(SeatReason(reason).label))
        _change_seat(s, seat=seat, to=to, proposal=None)


def step_aside(accusation: Accusation, *, reason: str, by: User) -> None:
    """A conflict of her own (art. 28(3)): it is gone for her at once; the other reader names somebody."""
    if reason not in SeatReason.values:
        raise Refusal("reason", _("Please say why."))
    with step(accusation, "step_aside", by=by) as s:
        s.write(note=str(SeatReason(reason).label))
        s.tell_other("seat_empty")
        mine = next(row for row in s.seats if row.user_id == by.pk)
        clocks.cancel_running(("accusation", mine.pk), by=by, at=s.at)
        ask("leave_seat", s.accusation.pk, s.at)


def _check(s: Step, *, seat: int, to: User, reason: str) -> None:
    if reason not in SeatReason.values:
        raise Refusal("reason", _("Please say why."))
    if seat not in SEATS:
        raise Refusal("seat", _("Please choose whose place it is."))
    if to.pk not in {person.pk for person in candidates(s.accusation)}:
        raise Refusal("to", _("She cannot read this. Please choose somebody else from the list."))


def _change_seat(s: Step, *, seat: int, to: User, proposal: UUID | None) -> None:
    """Written last: it may be one's own seat. Clocks go with the seat; an empty one gets new ones."""
    was_empty = seat not in {row.seat for row in s.seats}
    taken = ask("change_seat", s.accusation.pk, seat, to.pk, proposal, *able_and_leading(), s.at)[0][0]
    if was_empty:
        owe(taken, to.pk, s.accusation, at=s.at, by=s.by)
    outbox.post("handed", recipient=to.pk, key=f"handed:{taken}", subject=("accusation", taken), at=s.at)


def owe(seat: UUID, person: int, duty: Duty, *, at: datetime, by: User | None) -> None:
    """What whoever takes an empty seat owes, counted from the day of receipt or of referral."""
    on = duty.referred_on if duty.state == "referred" else duty.received_on
    if duty.state in DUTIES:
        start(seat, person, DUTIES[duty.state], city=duty.city, at=at, by=by, on=on)
    if duty.state == "registered" and duty.can_be_told:
        start(seat, person, "accusation.notice", city=duty.city, at=at, by=by, on=duty.received_on)
    if duty.state == "registered" and duty.is_urgent:
        start(seat, person, "accusation.danger", city=duty.city, at=at, by=by)
