"""Hand-over between the levels, in both directions, and between people (art. 23)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import reading, recusals, transfers
from cases.casefile.models import Case, Event
from cases.petitions.models import Slip
from cases.petitions.states import PETITION
from cases.petitions.step import OWNERS, Step, gives_out, require, step
from cases.vocabulary.reading import RecusalSource
from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import clocks
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
        Slip.objects.filter(case=s.case, taken_up_at=None).update(taken_up_at=s.at)
        event = s.write()
        s.meet("petition.objection")
        transfers.give(s.case, to_unit=s.case.unit, to=by, by=by, at=s.at, taken_up=True)
        if s.target == "registered" and s.case.unit.level <= Level.COUNTY:
            s.start("petition.triage", owner=by)
        return event


def hand_back(case: Case, *, reason: str, by: User, at: datetime | None = None) -> Event:
    """Return a matter to whoever handed it on, with reasons."""
    if not reason.strip():
        raise Refusal("reason", _("Write why the matter goes back."))
    with step(case, "hand_back", by=by, at=at) as s:
        unit, person = _giver(s)
        event = s.write(note=reason, detail=_from(s))
        s.meet("station.pass_on")
        transfers.give(s.case, to_unit=unit, to=person, by=by, at=s.at, message="handed_back")
        if unit.level >= Level.VILLAGE:
            clocks.start("station.pass_on", subject=s.subject, unit=unit, owner=person, by=by, at=s.at)
        return event


@transaction.atomic
def declare_recusal(
    case: Case, *, user: User, by: User, reason: str, source: RecusalSource, at: datetime | None = None
) -> None:
    """A conflict of interest (art. 28(3)): from now on the case does not exist for this person.

    If she owns it, it goes to another holder of a post at the unit or above first.
    """
    scope = rest.of(by)
    seen = Case.objects.visible_to(scope).filter(pk=case.pk)
    only_reads = user.pk == by.pk and case.pk in reading.readings(scope)  # and cannot lock it
    locked = (seen if only_reads else seen.select_for_update(of=("self",))).first()
    if locked is None:
        raise Refusal("gone", _("This matter is no longer in your hands."))
    gate.require(scope, "declare_recusal" if user.pk == by.pk else "declare_recusal_for", locked)
    recusals.keep_away(locked, [user.pk], source=source, by=by, at=at or clock.now(), reason=reason)


def recuse(case: Case, *, user: User, reason: str, by: User, at: datetime | None = None) -> None:
    """What the page's button does: one's own conflict of interest, or a colleague's that the owner enters.

    Raises IllegalTransition for a matter that has ended: there is nothing left to decide.
    """
    require(reason, "reason", _("Please say why."))
    gate.require(rest.of(by), "declare_recusal" if user.pk == by.pk else "declare_recusal_for", case)
    PETITION.next(case.stage, "declare_recusal")
    source = RecusalSource.DECLARED if user.pk == by.pk else RecusalSource.OWNER
    declare_recusal(case, user=user, by=by, reason=reason, source=source, at=at)


def reassign(case: Case, *, to: User, reason: str, by: User, at: datetime | None = None) -> Event:
    """The unit's leader gives a case to another person of the same unit.

    An officer may give on what landed with her, as long as she has not taken it up and it is not sealed; whoever is on
    duty carries no matter herself and gives on what she registered, sealed or not.
    """
    require(reason, "reason", _("Please say why."))
    action = "reassign" if gate.ask(rest.of(by), "reassign", case) else "give_out"
    with step(case, "reassign", by=by, at=at, action=action) as s:
        if action == "give_out" and not gives_out(s.case, s.scope):
            raise Refusal("taken", _("You have taken this matter up. Your leader gives it to somebody else."))
        posts = Appointment.objects.on(clock.today()).filter(user=to, unit_id=s.case.unit_id)
        if not posts.exists():
            raise Refusal("to", _("She holds no post at this unit."))
        if not posts.filter(role__in=OWNERS).exists():
            raise Refusal("to", _("Her post at this unit does not handle matters. Choose somebody who does."))
        event = s.write(note=reason, detail={"to_owner": to.pk})
        transfers.give(s.case, to_unit=s.case.unit, to=to, by=by, at=s.at, message="assigned")
        return event


def _from(s: Step) -> dict[str, object]:
    return {"from_unit": s.case.unit_id, "from_owner": s.case.owner_id}


def handed_on(case: Case) -> Event | None:
    """The hand-over that brought the matter to its unit; None when it began there."""
    last = Event.objects.filter(case=case, verb="pass_on").order_by("-occurred_at", "-id").first()
    return last if last and last.detail.get("from_unit") != case.unit_id else None


def _giver(s: Step) -> tuple[Unit, User]:
    last = handed_on(s.case)
    if last is None:
        raise Refusal("origin", _("Nobody handed this matter to you, so it cannot go back."))
    return transfers.back_to(
        s.case, Unit.objects.get(pk=last.detail["from_unit"]), last.detail.get("from_owner")
    )
