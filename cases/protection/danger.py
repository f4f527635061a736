"""The danger track (domain of minutes): who is told at once, which clocks run, what is done, when it ends.

Nobody waits for the system: police and ambulance are called first. The track makes the list of people whom its
ladder may call: duty officers of the county read along for a time, everybody else it calls holds the card alone.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import chain

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.casefile import sealing, sharing, transfers
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.coordination.frame import act
from cases.minors import access
from cases.protection import reports
from cases.protection.frame import Act, enter, noticed, past, protect, require
from cases.protection.lists import DangerStep, EndReason, IncidentState
from cases.protection.models import IncidentStep, UrgentIncident
from cases.protection.states import INCIDENT
from cases.vocabulary.reading import AccessReason, AccessSource
from network.access.gate import Refusal
from network.deadlines import calculator, clocks
from network.notifications import outbox
from network.staff.appointments import holders, on_duty
from network.staff.models import User
from network.units.models import Level, Unit
from sisterhood.lib import clock

FIRST = (DangerStep.SAFETY, DangerStep.DECISION, DangerStep.REVIEW)
LAYERS = (sharing.CASE, sharing.NARRATIVE, sharing.NAMES)


def begin(
    case: Case, *, vault: Vault, noticed_at: datetime, note: str = "", by: User, at: datetime
) -> UrgentIncident:
    """Open the track of a sealed matter that `by` owns: clocks from the notice, people on duty told at once.

    Within the verb that found the danger; an open track is left alone and returned.
    """
    known = UrgentIncident.objects.filter(case=case, state=IncidentState.OPEN).first()
    if known is not None:
        return known
    row = UrgentIncident(case=case, noticed_at=noticed_at, entered_by=by, entered_at=at)
    vault.seal(row, note=note)
    row.save(force_insert=True)
    for step in DangerStep:
        clocks.start(
            step.limit,
            subject=("case", case.pk),
            unit=case.unit,
            owner=case.owner,
            by=by,
            at=noticed_at,
            part=row.pk,
        )
    _reach(case, row, by=by, at=at)
    return row


def _reach(case: Case, row: UrgentIncident, *, by: User, at: datetime) -> None:
    """Whom the ladder may call gets the card first; the duty officers of the county may read and write for a time."""
    day, away = clock.local_date(at), {by.pk, *sealing.barred(case)}
    county = sealing.county_of(case)
    city = Unit.objects.get(pk=county.city_id) if county.city_id and county.level > Level.CITY else county
    duty = set(on_duty({county.pk}, on=day)) - away
    until = timezone.now() + timedelta(hours=calculator.length_of("protection.access"))
    for user_id in sorted(duty):
        for layer in LAYERS:
            sharing.lend(
                case,
                to=user_id,
                layer=layer,
                by=by,
                until=until,
                source=AccessSource.DUTY,
                reason=AccessReason.DANGER,
                writes=layer == sharing.CASE,
            )
    access.open_for_duty(case, duty, by=by, at=at)
    seats = ((county, "leader"), (city, "officer"), (city, "leader"))
    first = [
        [person for person in holders(unit, seat, on=day) if person not in away][:1] for unit, seat in seats
    ]
    cards = {*on_duty({city.pk}, on=day), *chain.from_iterable(first)} - duty - away
    for person in User.objects.filter(pk__in=cards, is_active=True):
        sharing.receipt(case, to=person, by=by, source=AccessSource.SUPERVISION)
    tell(case, row, duty | {*first[0]}, at=at)


def tell(case: Case, row: UrgentIncident, people: Collection[int], *, at: datetime) -> None:
    """An urgent message: it leaves at once, at any hour."""
    bundle = transfers.bundle_of(case)
    for user_id in sorted(people):
        key = f"danger:{row.pk}:{user_id}"
        outbox.post("danger", recipient=user_id, key=key, subject=("case", case.pk), at=at, bundle=bundle)


def begin_protection(case: Case, *, note: str = "", by: User, at: datetime | None = None) -> Event:
    """Violence has come to light in an ordinary matter: it is sealed, and goes to the county if it lies below."""
    with act(case, "begin_protection", by=by, at=at) as s:
        if s.case.is_sealed:
            raise Refusal("sealed", _("This matter is sealed already."))
        sealing.seal(s.case, by=by)
        event = s.write(note=note)
        _send_on(s)
        return event


def open_danger(
    case: Case, *, noticed_at: datetime, called: bool, note: str = "", by: User, at: datetime | None = None
) -> Event:
    """Somebody is in danger now. The matter is sealed, people on duty are told, every clock runs from the notice.

    Raises Refusal before the finder has thought of police and ambulance, and while a track is open already.
    """
    if not called:
        raise Refusal(
            "called", _("Call 110 or 120 first, or make sure that somebody has. Then open the track.")
        )
    with act(case, "open_danger", by=by, at=at) as s:
        noticed(s, noticed_at)
        if UrgentIncident.objects.filter(case=s.case, state=IncidentState.OPEN).exists():
            raise Refusal("open", _("The danger track of this matter is open already."))
        was_sealed = s.case.is_sealed
        if not was_sealed:
            sealing.seal(s.case, by=by)
        begin(s.case, vault=s.vault, noticed_at=noticed_at, note=note, by=by, at=s.at)
        s.case.is_urgent = True
        s.case.save(update_fields=["is_urgent"])
        event = s.write(note=note)
        if s.case.owner_id == by.pk:
            _send_on(s)
        else:
            s.tell("danger", s.case.owner_id)
        return event


def _send_on(s: Act) -> None:
    clocks.meet(s.subject, "station.pass_on", by=s.by, at=s.at)
    message = "danger" if s.case.is_urgent else "handed"
    sealing.route(s.case, by=s.by, at=s.at, message=message, source=AccessSource.HAND_OVER)


def do_danger_step(
    case: Case,
    *,
    step: str,
    done_at: datetime,
    note: str,
    by: User,
    at: datetime | None = None,
) -> Event:
    """One step is done; the minutes stop. Raises Refusal for a step done already, and for a moment to come."""
    require(note, "note", _("Write what was done and agreed."))
    with protect(case, "do_danger_step", by=by, at=at) as s:
        row, which = _open(s), DangerStep(step)
        INCIDENT.next(row.state, s.verb)
        past(s, done_at, "done_at")
        if done_at < row.noticed_at.replace(second=0, microsecond=0):  # a page knows whole minutes alone
            raise Refusal("done_at", _("That was before the danger was noticed."))
        if row.steps.filter(step=which).exists():
            raise Refusal("step", _("This step is done already."))
        enter(s, IncidentStep(incident=row, step=which, done_at=done_at), note=note)
        s.meet(which.limit, row.pk)
        return s.write(note=note, detail={"step": which})


def end_danger(case: Case, *, why: str, note: str, by: User, at: datetime | None = None) -> Event:
    """The track ends; what still runs for it stops.

    Raises Refusal while she is not known to be safe, while a report to the police is owed, and for "done" while
    a step is missing. An error may end it at any time, with a reason.
    """
    require(note, "note", _("Please say why."))
    with protect(case, "end_danger", by=by, at=at) as s:
        row, reason = _open(s), EndReason(why)
        target = INCIDENT.next(row.state, s.verb)
        if reason != EndReason.ERROR:
            _refuse_while_owed(s, row, DangerStep if reason == EndReason.DONE else FIRST[:1])
        row.state, row.ended_at, row.ended_why = target, s.at, reason
        row.save(update_fields=["state", "ended_at", "ended_why"])
        s.drop(row.pk)
        sharing.withdraw_all(s.case, source=AccessSource.DUTY, by=by)
        s.case.is_urgent = False
        s.case.save(update_fields=["is_urgent"])
        return s.write(note=note, detail={"why": reason})


def _refuse_while_owed(s: Act, row: UrgentIncident, wanted: Collection[DangerStep]) -> None:
    done = set(row.steps.values_list("step", flat=True))
    missing = next((step for step in wanted if step not in done), None)
    if missing is not None:
        raise Refusal("why", _("Still missing: %(step)s.") % {"step": missing.label})
    if reports.is_owed(s.case):
        raise Refusal("why", _("The mandatory report is still owed."))


def _open(s: Act) -> UrgentIncident:
    rows = UrgentIncident.objects.select_for_update(of=("self",))
    row = rows.filter(case=s.case, state=IncidentState.OPEN).first()
    if row is None:
        raise Refusal("closed", _("No danger track is open in this matter."))
    return row
