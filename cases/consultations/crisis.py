"""危机 (domain.md §6.3): whoever is on call hears at once and in minutes climbs the ladder; the note follows in 24 hours."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import timeline
from cases.casefile.models import Event
from cases.casefile.vault import Vault
from cases.consultations.booking import release_chairs
from cases.consultations.frame import step
from cases.consultations.models import Consultation, Crisis
from cases.coordination.frame import require
from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import clocks
from network.notifications import outbox
from network.staff.appointments import holders, on_duty
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock

CALL, NOTE = "consultation.crisis_call", "consultation.crisis_note"
_CALLED = "select crisis_called(%s, %s::bigint[], %s::int[])"


def on_call(unit: Unit, at: datetime) -> list[list[int]]:
    """Desks in the order in which they are called: on duty at the unit, the county, the city; then their seats."""
    day = clock.local_date(at)
    places = Unit.objects.filter(pk__in={unit.pk, unit.county_id, unit.city_id} - {None}).order_by("-level")
    desks = [on_duty([place.pk], on=day) for place in places]
    return [*desks, *([*holders(p, "officer", on=day), *holders(p, "leader", on=day)] for p in places)]


def press_crisis(
    session: Consultation,
    *,
    self_harm: bool = False,
    violence: bool = False,
    child: bool = False,
    by: User,
    at: datetime | None = None,
) -> Event:
    """Danger in a session. Help by 110 or 120 never waits for this; the duty officer is called at the same moment."""
    with step(session, "press_crisis", action="press_crisis", by=by, at=at) as s:
        s.move()
        if not (self_harm or violence or child):
            raise Refusal("self_harm", _("Tick what the danger is."))
        row = Crisis(
            session=s.row,
            case=s.case,
            unit=s.row.unit,
            place=s.row.place,
            self_harm=self_harm,
            violence=violence,
            child=child,
            pressed_by=by,
            pressed_at=s.at,
        )
        Vault.own(row)
        row.save(force_insert=True)
        s.set(ended_at=None)
        event = s.write()
        called = _call(row, s.row.unit, s.at)
        s.tell("danger", s.case.owner_id)
        owner = User.objects.filter(pk__in=called).order_by("pk").first()
        s.start(CALL, row.pk, owner=owner)
        s.start(NOTE, row.pk, owner=by)
        return event


def _call(row: Crisis, unit: Unit, at: datetime) -> list[int]:
    """Calls the first desk with somebody who may know of the matter; only the database knows who may not."""
    people = [(person, desk) for desk, people in enumerate(on_call(unit, at)) for person in people]
    with connection.cursor() as cursor:
        cursor.execute(_CALLED, [row.pk, [person for person, _desk in people], [desk for _p, desk in people]])
        called = [user for (user,) in cursor.fetchall()]
    for user in called:
        outbox.post(
            "danger", recipient=user, key=f"crisis:{row.pk}:{user}", subject=("crisis", row.pk), at=at
        )
    return called


def answer_crisis(crisis: Crisis, *, by: User, at: datetime | None = None) -> Event:
    """Whoever was called is there: the ladder of minutes stops. The first answer counts."""
    at, scope = at or clock.now(), rest.of(by)
    with transaction.atomic():
        row = Crisis.objects.visible_to(scope).select_for_update(of=("self",)).filter(pk=crisis.pk).first()
        if row is None or not row.calls.filter(user=by).exists():
            raise Refusal("not_called", _("Only somebody who was called answers."))
        gate.require(scope, "answer_crisis")
        if row.answered_at is not None:
            raise Refusal("answered", _("Somebody has answered already."))
        row.answered_by, row.answered_at = by, at
        row.save(update_fields=["answered_by", "answered_at"])
        clocks.meet(("case", row.case_id), CALL, by=by, at=at, part=row.pk)
        return timeline.write(
            row.case, "session_answer_crisis", by=by, at=at, detail={"session": str(row.session_id)}
        )


def note_crisis(session: Consultation, *, note: str, by: User, at: datetime | None = None) -> Event:
    """What happened and which safety steps were taken: for the expert, whoever was called, and the matter's readers."""
    require(note, "note", _("Write what happened and what was done for her safety."))
    with step(session, "note_crisis", action="press_crisis", by=by, at=at) as s:
        row = Crisis.objects.select_for_update(of=("self",)).filter(session=s.row).first()
        if row is None or row.noted_at is not None:
            raise Refusal("crisis", _("There is no crisis of this session that waits for a note."))
        s.refuse_words(note=note)
        Vault.unwrapped(row).seal(row, note=note)
        row.noted_at = s.at
        row.save(update_fields=["note", "noted_at"])
        s.set(ended_at=s.at)
        s.meet(NOTE, row.pk)
        event = s.write()
        release_chairs(s.row.booking_id, at=s.at, held=True)
        return event


def text_of(crisis: Crisis) -> str:
    """The note, for whoever row security shows it."""
    return Vault.unwrapped(crisis).open(crisis, "note")


def refuse_while_open(case_id: UUID) -> None:
    """Raises Refusal while a crisis of the matter has no answer or no note: such a matter does not end."""
    if Crisis.objects.filter(case_id=case_id, noted_at=None).exists():
        raise Refusal("crisis", _("A crisis of a session waits for its note. It is written first."))
