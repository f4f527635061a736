"""协调会与联合约谈: who is invited, what was said, who does what by when (art. 24; 妇女权益保障法 art. 74)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile import sealing
from cases.casefile.models import Case, Event
from cases.coordination import consents
from cases.coordination.frame import Act, act, check_listed, require
from cases.coordination.models import CoHandler, CoordinationMeeting, MeetingDecision, MeetingGuest
from cases.vocabulary.petitions import ConsentFor, MeetingKind, MeetingState
from network.access import gate
from network.access.gate import Refusal
from network.agencies.models import Agency, AgencyKind
from network.deadlines import calculator
from network.staff.appointments import holder
from network.staff.models import User
from sisterhood.lib import clock

MEETING, DECISION = "coordination.meeting", "coordination.decision"
INTERVIEWERS = (AgencyKind.LABOUR, AgencyKind.UNION)


@dataclass(frozen=True)
class Agreed:
    """One decision: what, who of us sees to it, by when, which body does it."""

    text: str
    owner: User
    due_on: date
    agency: Agency | None = None


def call_meeting(
    case: Case,
    *,
    kind: str = MeetingKind.COORDINATION,
    meets_at: datetime,
    place: str,
    subject: str,
    agencies: Sequence[Agency] = (),
    others: Sequence[str] = (),
    shared: str = "",
    manner: str = "",
    by: User,
    at: datetime | None = None,
) -> Event:
    """Date, place, who comes. Where other bodies come, her consent and what they may hear are recorded first.

    A joint interview needs the labour department and the union. A clock reminds of the meeting and its minutes.
    """
    require(place, "place", _("Write where the meeting is."))
    require(subject, "subject", _("Write what the meeting is about."))
    with act(case, "call_meeting", by=by, at=at) as s:
        if meets_at <= s.at:
            raise Refusal("meets_at", _("The meeting lies in the future."))
        check_listed(s.case, list(agencies))
        guests: list[Agency | str] = [*agencies, *(name.strip() for name in others if name.strip())]
        if not guests:
            raise Refusal("agencies", _("Choose who is invited."))
        invited = {agency.kind for agency in agencies}
        if kind == MeetingKind.INTERVIEW and not invited.issuperset(INTERVIEWERS):
            raise Refusal(
                "agencies", _("A joint interview is held with the labour department and the union (art. 74).")
            )
        _record_consent(s, guests, shared, manner)
        row = CoordinationMeeting(case=s.case, kind=MeetingKind(kind), meets_at=meets_at, entered_by=by)
        s.vault.seal(row, place=place, subject=subject)
        row.save(force_insert=True)
        for each in guests:
            _invite(s, row, each)
        s.start(MEETING, row.pk, on=_day_before(MEETING, clock.local_date(meets_at)))
        return s.write(note=subject, detail={"meeting": str(row.pk)})


def _record_consent(s: Act, guests: Sequence[Agency | str], shared: str, manner: str) -> None:
    if not manner:
        raise Refusal("manner", consents.NOTHING_WITHOUT)
    names = "；".join(str(each) for each in guests)
    consents.enter(
        s,
        given_for=[ConsentFor.MEETING],
        names={ConsentFor.MEETING.value: names},
        shared=shared,
        manner=manner,
        given_on=s.today,
    )


def _invite(s: Act, row: CoordinationMeeting, who: Agency | str) -> None:
    guest = MeetingGuest(meeting=row, agency=who if isinstance(who, Agency) else None)
    s.vault.seal(guest, name=str(who))
    guest.save(force_insert=True)


def _day_before(code: str, day: date) -> date:
    """The start that makes the limit end on a chosen day: its length is one day."""
    return day - timedelta(days=calculator.length_of(code))


def record_minutes(
    case: Case,
    *,
    row: UUID,
    minutes: str,
    came: Sequence[UUID] = (),
    decisions: Sequence[Agreed] = (),
    by: User,
    at: datetime | None = None,
) -> Event:
    """What was said and agreed; each decision runs as a clock of whoever sees to it."""
    require(minutes, "minutes", _("Write down what was said and agreed."))
    with act(case, "record_minutes", by=by, at=at, action="call_meeting") as s:
        meeting = _called(s, row)
        if meeting.meets_at > s.at:
            raise Refusal("minutes", _("The meeting has not begun yet."))
        may_own = {person.pk for person in working_people(s.case, on=s.today)}
        meeting.state, meeting.minutes_at = MeetingState.HELD, s.at
        s.vault.seal(meeting, minutes=minutes)
        meeting.save()
        for guest in meeting.guests.all():
            guest.came = guest.pk in came
            guest.save(update_fields=["came"])
        for agreed in decisions:
            _agree(s, meeting, agreed, may_own)
        s.meet(MEETING, meeting.pk)
        return s.write(note=minutes, detail={"meeting": str(meeting.pk), "decisions": len(decisions)})


def _agree(s: Act, meeting: CoordinationMeeting, agreed: Agreed, may_own: set[int]) -> None:
    require(agreed.text, "decisions", _("Write what was decided."))
    if agreed.owner.pk not in may_own:
        raise Refusal("decisions", _("Somebody who works on the matter sees to a decision."))
    if agreed.due_on <= s.today:
        raise Refusal("decisions", _("A decision is due on a day to come."))
    row = MeetingDecision(meeting=meeting, owner=agreed.owner, due_on=agreed.due_on, agency=agreed.agency)
    s.vault.seal(row, text=agreed.text)
    row.save(force_insert=True)
    s.start(DECISION, row.pk, owner=agreed.owner, on=_day_before(DECISION, agreed.due_on))
    s.tell("meeting_decision", agreed.owner.pk)


def call_off(case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None) -> Event:
    """The meeting does not take place."""
    require(note, "note", _("Please say why."))
    with act(case, "call_off", by=by, at=at, action="call_meeting") as s:
        meeting = _called(s, row)
        meeting.state = MeetingState.CANCELLED
        meeting.save(update_fields=["state"])
        s.drop(meeting.pk)
        return s.write(note=note, detail={"meeting": str(meeting.pk)})


def finish_decision(case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None) -> Event:
    """Whoever sees to a decision, or the owner of the matter, says what became of it."""
    require(note, "note", _("Write what became of it."))
    with act(case, "finish_decision", by=by, at=at, action=None) as s:
        found = MeetingDecision.objects.select_for_update(of=("self",)).filter(
            pk=row, meeting__case=s.case, done_at=None
        )
        decision = found.first()
        if decision is None:
            raise Refusal("row", _("This decision is done already."))
        if decision.owner_id != by.pk:
            gate.require(s.scope, "call_meeting", s.case)
        decision.done_at = s.at
        s.vault.seal(decision, result=note)
        decision.save(update_fields=["done_at", "result"])
        s.meet(DECISION, decision.pk)
        return s.write(note=note, detail={"meeting": str(decision.meeting_id)})


def _called(s: Act, row: UUID) -> CoordinationMeeting:
    found = CoordinationMeeting.objects.select_for_update(of=("self",)).filter(pk=row, case=s.case).first()
    if found is None or found.state != MeetingState.CALLED:
        raise Refusal("row", _("This meeting was held or called off already."))
    return found


def working_people(case: Case, *, on: date) -> list[User]:
    """The owner, the unit's leader, and whoever works along: who may see to a decision."""
    people = {case.owner_id: case.owner} if case.owner_id else {}
    leader = holder(case.unit, "leader", on=on)
    if leader is not None and not case.is_sealed:
        people[leader.pk] = leader
    for row in CoHandler.objects.filter(case=case, ended_at=None).select_related("user"):
        people[row.user_id] = row.user
    away = sealing.barred(case)
    return [person for person in people.values() if person is not None and person.pk not in away]
