"""Several units on one matter (信访工作条例 art. 24): whoever works along is lent the case for a time, and no longer."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile import sharing
from cases.casefile.models import Case, Event, Recusal
from cases.coordination.frame import Act, act, require
from cases.coordination.models import CoHandler
from cases.vocabulary.reading import AccessSource
from network.access import gate
from network.access.gate import Refusal
from network.deadlines import calculator
from network.staff.appointments import holder
from network.staff.models import Appointment, User
from network.units.models import Level, Unit
from sisterhood.lib import clock

LONGEST = "coordination.co_handling"


def invite_co_handler(
    case: Case,
    *,
    to: User | None = None,
    unit: Unit | None = None,
    task: str,
    until: date,
    with_names: bool = False,
    by: User,
    at: datetime | None = None,
) -> Event:
    """A colleague of the unit, or the officer of another unit of levels 1 to 3, reads and writes along until a day.

    Raises Refusal for nobody, for both, for the owner, for somebody with a conflict, and for a sealed matter
    that would go below the county.
    """
    require(task, "task", _("Write what she takes over."))
    with act(case, "invite_co_handler", by=by, at=at) as s:
        longest = calculator.length_of(LONGEST)
        if not s.today < until <= s.today + timedelta(days=longest):
            raise Refusal("until", _("Choose a day within the next %(days)d days.") % {"days": longest})
        person, home = _whom(s, to, unit)
        barred = Recusal.objects.filter(case=s.case, user=person).exists()
        if barred or person.pk == s.case.owner_id:
            raise Refusal("to", _("This colleague cannot take the matter. Please choose somebody else."))
        if CoHandler.objects.filter(case=s.case, user=person, ended_at=None).exists():
            raise Refusal("to", _("She works on this matter already."))
        row = CoHandler(case=s.case, user=person, unit=home, invited_by=by, invited_at=s.at)
        row.until, row.with_names = clock.end_of_day(until), with_names
        s.vault.seal(row, task=task)
        row.save(force_insert=True)
        layers = [sharing.CASE, sharing.NARRATIVE] + ([sharing.NAMES] if with_names else [])
        for layer in layers:
            sharing.lend(
                s.case,
                to=person,
                layer=layer,
                by=by,
                until=row.until,
                source=AccessSource.CO_HANDLER,
                writes=layer == sharing.CASE,
            )
        event = s.write(note=task, detail={"to": person.pk, "unit": home.pk})
        s.tell("co_handling", person.pk)
        return event


def _whom(s: Act, to: User | None, unit: Unit | None) -> tuple[User, Unit]:
    if (to is None) == (unit is None):
        raise Refusal("to", _("Choose a colleague, or another unit."))
    if to is not None:
        if not Appointment.objects.on(s.today).filter(user=to, unit_id=s.case.unit_id).exists():
            raise Refusal("to", _("She holds no post at this unit."))
        return to, s.case.unit
    assert unit is not None
    deepest = Level.COUNTY if s.case.is_sealed else Level.TOWNSHIP
    if not Level.CITY <= unit.level <= deepest or unit.city_id != s.case.city_id or unit.valid_to:
        raise Refusal("unit", _("This matter cannot go to that unit."))
    person = holder(unit, "officer", on=s.today)
    if person is None:
        raise Refusal("unit", _("That unit has nobody in its post."))
    return person, unit


def end_co_handling(case: Case, *, row: UUID, note: str = "", by: User, at: datetime | None = None) -> Event:
    """The owner or the unit's leader withdraws it, or she herself steps back: from her next request it is gone."""
    with act(case, "end_co_handling", by=by, at=at, action=None) as s:
        found = CoHandler.objects.select_for_update(of=("self",)).filter(pk=row, case=s.case, ended_at=None)
        mine = found.first()
        if mine is None:
            raise Refusal("row", _("She does not work on this matter any more."))
        if mine.user_id != by.pk:
            gate.require(s.scope, "end_co_handling", s.case)
        mine.ended_at, mine.ended_by = s.at, by
        mine.save(update_fields=["ended_at", "ended_by"])
        event = s.write(note=note, detail={"to": mine.user_id})
        s.tell("co_handling_ended", s.case.owner_id if mine.user_id == by.pk else mine.user_id)
        sharing.withdraw(s.case, users=[mine.user_id], source=AccessSource.CO_HANDLER, by=by)
        return event


def note_work(
    case: Case, *, note: str, by: User, at: datetime | None = None, key: UUID | None = None
) -> Event:
    """One line of the timeline by whoever works on the matter: its owner, its leader, a co-handler.

    `key` is made by `cases.casefile.once`: the same form again answers with the line that stands already.
    """
    require(note, "note", _("Please write it down."))
    with act(case, "note", by=by, at=at, action=None) as s:
        if not sharing.layers(s.case, s.scope).writes:
            raise Refusal("not_yours", _("This matter is in other hands, so you cannot do this here."))
        known = Event.objects.filter(pk=key, case=s.case).first() if key else None
        return known or s.write(note=note, key=key)
