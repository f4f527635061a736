"""Hand-over between the levels, in both directions, and between people (domain.md 6.1, art. 23)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.casefile import sharing, transfers
from cases.casefile.models import Case, Event, Recusal
from cases.casefile.vault import Vault
from cases.petitions.step import Step, step
from cases.vocabulary import AccessSource, RecusalSource
from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import clocks
from network.staff.appointments import holder
from network.staff.models import Appointment, User
from network.units.models import Level, Unit
from sisterhood.lib import clock


def pass_on(
    case: Case, *, by: User, note: str = "", to_county: bool = False, at: datetime | None = None
) -> Event:
    """Hand a matter up one level, or straight to the county; its next holder must take it up."""
    with step(case, "pass_on", by=by, at=at) as s:
        if s.case.unit.level <= Level.COUNTY:
            raise Refusal("top", _("From the county a matter is routed, not passed on."))
        county = s.case.unit.county_id
        above = Unit.objects.get(pk=county) if to_county and county else s.case.unit.parent
        if above is None:
            raise Refusal("top", _("From the county a matter is routed, not passed on."))
        unit, person = transfers.receiver(s.case, above)
        event = s.write(note=note, detail=_from(s))
        clocks.meet(s.subject, "station.pass_on", by=by, at=s.at)
        transfers.give(s.case, to_unit=unit, to=person, by=by, at=s.at)
        if unit.level >= Level.VILLAGE:
            clocks.start("station.pass_on", subject=s.subject, unit=unit, owner=person, by=by, at=s.at)
        return event


def take_up(case: Case, *, by: User, at: datetime | None = None) -> Event:
    """Whoever it was handed to says: it is with me. Ends the five working days to object."""
    with step(case, "take_up", by=by, at=at) as s:
        if s.case.taken_up_at and s.case.owner_id == by.pk:
            raise Refusal("taken", _("You have taken this matter up already."))
        event = s.write()
        clocks.meet(s.subject, "petition.objection", by=by, at=s.at)
        transfers.give(s.case, to_unit=s.case.unit, to=by, by=by, at=s.at, taken_up=True)
        return event


def hand_back(case: Case, *, reason: str, by: User, at: datetime | None = None) -> Event:
    """Return a matter to whoever handed it over, with reasons (art. 23(3): within 5 working days)."""
    if not reason.strip():
        raise Refusal("reason", _("Write why the matter goes back."))
    with step(case, "hand_back", by=by, at=at) as s:
        unit, person = _giver(s)
        event = s.write(note=reason, detail=_from(s))
        clocks.meet(s.subject, "petition.objection", by=by, at=s.at)
        clocks.meet(s.subject, "station.pass_on", by=by, at=s.at)
        transfers.give(s.case, to_unit=unit, to=person, by=by, at=s.at, message="handed_back")
        if unit.level >= Level.VILLAGE:
            clocks.start("station.pass_on", subject=s.subject, unit=unit, owner=person, by=by, at=s.at)
        return event


def assign_down(case: Case, *, to_unit: Unit, by: User, note: str = "", at: datetime | None = None) -> Event:
    """Assign to a lower unit of our own system (art. 23(1)); it may object within 5 working days."""
    with step(case, "assign_down", by=by, at=at) as s:
        if (
            to_unit.level <= s.case.unit.level
            or s.case.unit_id not in to_unit.ancestor_ids
            or to_unit.is_quasi
        ):
            raise Refusal("unit", _("Choose a unit below your own."))
        if s.case.is_sealed:
            raise Refusal("sealed", _("A sealed matter is not assigned down the tree."))
        person = holder(to_unit, "officer", on=clock.local_date(s.at))
        if person is None:
            raise Refusal("vacant", _("That unit has nobody in its post."))
        event = s.write(note=note, detail=_from(s))
        transfers.give(s.case, to_unit=to_unit, to=person, by=by, at=s.at)
        clocks.start("petition.objection", subject=s.subject, unit=to_unit, owner=person, by=by, at=s.at)
        return event


@transaction.atomic
def declare_recusal(
    case: Case, *, user: User, by: User, reason: str, source: RecusalSource, at: datetime | None = None
) -> None:
    """A conflict of interest (art. 28(3)): from now on the case does not exist for this person.

    If she owns it, it goes to another holder of a post at the unit or above first.
    """
    scope = rest.of(by)
    locked = Case.objects.visible_to(scope).select_for_update(of=("self",)).filter(pk=case.pk).first()
    if locked is None:
        raise Refusal("gone", _("This matter is no longer in your hands."))
    gate.require(scope, "declare_recusal" if user.pk == by.pk else "declare_recusal_for", locked)
    recusal = Recusal(case=locked, user=user, source=source, declared_by=by, declared_at=at or clock.now())
    Vault.of(locked).seal(recusal, reason=reason)
    if locked.owner_id == user.pk:
        unit, person = _other_holder(locked, user)
        transfers.give(locked, to_unit=unit, to=person, by=by, at=at or clock.now())
    recusal.save(force_insert=True)


@transaction.atomic
def reassign(case: Case, *, to: User, by: User, reason: str, at: datetime | None = None) -> Case:
    """The unit's leader gives a case to another person of the same unit."""
    scope = rest.of(by)
    locked = Case.objects.visible_to(scope).select_for_update(of=("self",)).filter(pk=case.pk).first()
    if locked is None:
        raise Refusal("gone", _("This matter is no longer in your hands."))
    gate.require(scope, "assign_owner", locked)
    if not Appointment.objects.on(clock.today()).filter(user=to, unit_id=locked.unit_id).exists():
        raise Refusal("person", _("She holds no post at this unit."))
    return transfers.give(locked, to_unit=locked.unit, to=to, by=by, at=at or clock.now(), message="assigned")


def _from(s: Step) -> dict[str, object]:
    return {"from_unit": s.case.unit_id, "from_owner": s.case.owner_id}


def _giver(s: Step) -> tuple[Unit, User]:
    last = (
        Event.objects.filter(case=s.case, verb__in=("pass_on", "assign_down"))
        .order_by("-occurred_at", "-id")
        .first()
    )
    if last is None or last.detail.get("from_unit") == s.case.unit_id:
        raise Refusal("origin", _("Nobody handed this matter to you, so it cannot go back."))
    unit = Unit.objects.get(pk=last.detail["from_unit"])
    person = User.objects.filter(pk=last.detail.get("from_owner"), is_active=True).first()
    return (unit, person) if person else transfers.receiver(s.case, unit)


def _other_holder(case: Case, user: User) -> tuple[Unit, User]:
    unit: Unit | None = case.unit
    while unit is not None and unit.level >= Level.CITY:
        for seat in ("officer", "leader"):
            person = holder(unit, seat, on=clock.today())
            if person and person.pk != user.pk:
                return unit, person
        unit = unit.parent
    raise Refusal("vacant", _("No post up to the city is filled. Please tell the city federation."))


def lend_case(case: Case, *, to: User, by: User, reason: str, days: int, narrative: bool = False) -> None:
    """The owner lets a colleague open the case for some days (1–30), with or without the narrative."""
    if not 1 <= days <= 30:
        raise Refusal("days", _("A loan lasts from 1 to 30 days."))
    gate.require(rest.of(by), "lend", case)
    until = timezone.now() + timedelta(days=days)
    layers = (sharing.CASE, sharing.NARRATIVE) if narrative else (sharing.CASE,)
    for layer in layers:
        sharing.lend(case, to=to, layer=layer, by=by, until=until, source=AccessSource.LENT, reason=reason)
