"""Booking on a matter: chairs of the rota, one session for each chair, a grant and the card for each expert.

Counselling is sealed (精神卫生法 art. 23): with its first booking an ordinary matter becomes a sealed one.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cases.casefile import sealing, sharing
from cases.casefile.models import Case, Event, Recusal
from cases.consultations.frame import Step, step
from cases.consultations.models import Consultation, SessionGrant
from cases.consultations.states import TABLES
from cases.coordination.frame import Act, act
from cases.vocabulary.reading import AccessSource
from cases.vocabulary.services import ConsultationState
from network.access.gate import Refusal
from network.access.scope import Scope
from network.deadlines import calculator
from network.duty.rota import booking as rota
from network.duty.rota.booking import Window
from network.duty.rota.chairs import SlotBooking
from network.notifications import outbox
from network.staff.models import User
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

GRANT = "consultation.grant"
KIND_OF_CHAIR = {"legal_adviser": Consultation.Kind.LEGAL, "counsellor": Consultation.Kind.PSYCHOLOGICAL}
SEALS = (SlotBooking.Kind.PSYCHOLOGICAL, SlotBooking.Kind.JOINT)
SOON = "rota.walk_in"
_RELEASED = "select chairs_released(%s, %s, %s)"


def conflicted(case: Case) -> list[int]:
    """Who must not sit with her: their chairs are not offered."""
    return list(Recusal.objects.filter(case=case).values_list("user_id", flat=True))


def will_seal(case: Case, kind: str) -> bool:
    """Whether booking this kind makes an ordinary matter a sealed one; said before she books."""
    return kind in SEALS and not case.is_sealed


def book_consultation(
    case: Case, *, kind: str, window: Window, walk_in: bool = False, by: User, at: datetime | None = None
) -> Event:
    """One booking takes every chair; a joint one makes two sessions with one key and two access lists.

    With a counsellor among them an ordinary matter is sealed, and goes to the county if it lies below.
    `walk_in`: she is here without an appointment, and the session begins within two hours.
    """
    with act(case, "book_consultation", by=by, at=at) as s:
        if walk_in and window.starts_at > s.at + timedelta(hours=calculator.length_of(SOON, on=s.today)):
            raise Refusal("walk_in", _("This session begins later. Book it without this tick."))
        taken = rota.take(
            window, kind=kind, subject=("consultation", uuid7()), by=by, at=s.at, without=conflicted(s.case)
        )
        joint = taken.booking.pk if len(taken.people) > 1 else None
        rows = [_open(s, taken, chair, user, joint, walk_in) for chair, user in taken.people.items()]
        return _written(s, [str(row.pk) for row in rows], seals=will_seal(s.case, kind))


def _written(s: Act, sessions: list[str], *, seals: bool) -> Event:
    """Sealed in her hands first, then written down, then sent on: what is sent on she does not open any more."""
    if seals and s.case.owner_id != s.by.pk:
        raise Refusal(
            "owner", _("With counselling this matter becomes a restricted one. Its owner books it.")
        )
    if seals:
        sealing.seal(s.case, by=s.by)
    event = s.write(detail={"sessions": sessions})
    if seals:
        sealing.route(s.case, by=s.by, at=s.at, source=AccessSource.HAND_OVER)
    return event


def _open(
    s: Act, taken: rota.Taken, chair: str, user: int, joint: UUID | None, walk_in: bool
) -> Consultation:
    kind, slot = KIND_OF_CHAIR[chair], taken.booking
    assert slot.starts_at is not None and slot.ends_at is not None
    state = TABLES[kind].next("booked", "walk_in") if walk_in else ConsultationState.BOOKED
    row = Consultation.objects.create(
        case=s.case,
        unit_id=slot.unit_id,
        booking=slot,
        joint_key=joint,
        kind=kind,
        state=state,
        holder_id=user,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        place=slot.place,
        booked_by=s.by,
        booked_at=s.at,
    )
    days = calculator.length_of(GRANT, on=s.today)
    until = clock.end_of_day(clock.local_date(slot.ends_at) + timedelta(days=days))
    SessionGrant.objects.create(
        session=row, case=s.case, user_id=user, until=until, granted_by=s.by, granted_at=s.at
    )
    sharing.lend(s.case, to=user, layer=sharing.CARD, by=s.by, until=until, source=AccessSource.SESSION)
    if user != s.by.pk:
        outbox.post(
            "session_booked",
            recipient=user,
            key=f"session_booked:{row.pk}",
            at=s.at,
            subject=("consultation", row.pk),
        )
    return row


def cancel(session: Consultation, *, by: User, at: datetime | None = None) -> Event:
    """The booking is called off: of a joint one both sessions; chairs are free again, grants end."""
    with step(session, "cancel", action="cancel_consultation", by=by, at=at) as s:
        rows = Consultation.objects.filter(booking_id=s.row.booking_id).exclude(
            state=ConsultationState.CANCELLED
        )
        events = call_off(rows.order_by("pk"), s.case, s.scope, by=by, at=s.at)
        if not events:
            raise Refusal("state", _("This session has been called off already."))
        return events[-1]


def call_off(
    rows: Iterable[Consultation], case: Case, scope: Scope, *, by: User, at: datetime
) -> list[Event]:
    """These locked sessions do not take place: their experts hear, their grants end, their chairs are free again."""
    events, bookings = [], dict[UUID, None]()
    for row in rows:
        part = Step(row, case, scope, by, "cancel", at)
        part.move()
        part.set(ended_at=at)
        part.tell("session_cancelled", row.holder_id)
        end_grants(row, case, by=by)
        events.append(part.write())
        bookings[row.booking_id] = None
    for booking_id in sorted(bookings):
        release_chairs(booking_id, at=at, held=False)
    return events


def end_grants(row: Consultation, case: Case, *, by: User) -> None:
    """The session's access list ends now; the card goes with the last session of that person."""
    people = list(SessionGrant.objects.filter(session=row, until__gt=Now()).values_list("user_id", flat=True))
    SessionGrant.objects.filter(session=row, until__gt=Now()).update(until=Now())
    for user in people:
        if not SessionGrant.objects.filter(case=case, user_id=user, until__gt=Now()).exists():
            sharing.withdraw(case, users=[user], source=AccessSource.SESSION, by=by)


def release_chairs(booking_id: UUID, *, at: datetime, held: bool) -> None:
    """The booking is over when its last session is: held, or its chairs are free for somebody else.

    The matter may lie with another county by now, and an expert sees only her own half: the database asks both.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RELEASED, [booking_id, held, at])
