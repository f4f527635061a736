"""Planning a patrol, setting out, coming back; what is not known is written down later by somebody else, never guessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import calculator
from network.notifications import outbox
from network.patrols.frame import SUBJECT, Line, ground, locked, step, walks
from network.patrols.lists import Number, Weather
from network.patrols.models import Patrol, PatrolCall, PatrolStop, PatrolWalker
from network.sites.places import Site
from network.sites.reach import Ground
from network.staff.models import User
from network.volunteers import hours
from network.volunteers.checks import require_for_children
from network.volunteers.frame import note, refuse_people
from network.volunteers.groups import VolunteerTeam
from network.volunteers.lists import FOR_PATROLS, Source, TeamKind
from network.volunteers.models import Volunteer
from sisterhood.lib import clock

LEAST, CLOSE = "patrol.walkers", "patrol.close"
MOST_STOPS, MOST_HOURS, MOST_HELPED = 20, 12, 99
EARLY = timedelta(hours=1)


@dataclass(frozen=True)
class Plan:
    """One walk: the day and its hours, who walks, and the stops in order (a place of the register, or words)."""

    day: date
    begins: time
    ends: time
    walkers: tuple[UUID, ...]
    sites: tuple[UUID, ...] = ()
    places: tuple[str, ...] = ()

    def moments(self) -> tuple[datetime, datetime]:
        """From and to; an end before the beginning is after midnight."""
        begin = datetime.combine(self.day, self.begins, clock.ZONE)
        end = datetime.combine(self.day, self.ends, clock.ZONE)
        return begin, end if end > begin else end + timedelta(days=1)


@transaction.atomic
def plan_patrol(team: UUID, plan: Plan, *, by: User, at: datetime | None = None) -> Patrol:
    """A walk of a patrol team. Raises Refusal with the field it is about."""
    at, scope = at or clock.now(), rest.of(by)
    rows = VolunteerTeam.objects.visible_to(scope).standing().select_for_update(of=("self",))
    row = rows.filter(pk=team).first()
    if row is None or row.kind != TeamKind.PATROL:
        raise Refusal("gone", _("This patrol team does not exist."))
    gate.require(scope, "plan_patrol", Ground(row.unit))
    begin, end = plan.moments()
    if begin <= at:
        raise Refusal("day", _("Choose a moment to come."))
    if end - begin > timedelta(hours=MOST_HOURS):
        raise Refusal("ends", _("That is too long for one walk."))
    if not row.is_insured(clock.local_date(end)):
        raise Refusal("day", _("The team is not insured on that day. Enter its insurance first."))
    walkers = _walkers(row, plan, begin)
    made = Patrol(unit=row.unit, team=row, begins_at=begin, ends_at=end, planned_by=by)
    made.save(force_insert=True)
    PatrolWalker.objects.bulk_create(PatrolWalker(patrol=made, volunteer=each) for each in walkers)
    PatrolStop.objects.bulk_create(_stops(made, plan))
    note(row.unit_id, (SUBJECT, made.pk), "plan_patrol", by=by, at=at, walkers=len(walkers))
    tell("patrol_planned", made, walkers, but=by, at=at)
    return made


def _walkers(team: VolunteerTeam, plan: Plan, begin: datetime) -> list[Volunteer]:
    """At least two of the team who take part, know how to walk a patrol, and may; none of them walks elsewhere then."""
    day = clock.local_date(begin)
    members = team.members.filter(until=None, volunteer__in=plan.walkers).select_related("volunteer")
    found = [each.volunteer for each in members]
    least = calculator.length_of(LEAST, on=day)
    if len(found) < least or len(found) != len(set(plan.walkers)):
        raise Refusal("walkers", _("Nobody walks alone: choose at least %(n)s of the team.") % {"n": least})
    for each in found:
        require_may_walk(each, team, day)
    away = Patrol.objects.filter(state="planned", walkers__volunteer__in=found)
    if away.filter(begins_at__lt=plan.moments()[1], ends_at__gt=begin).exists():
        raise Refusal("walkers", _("One of them walks another patrol at that time."))
    return found


def require_may_walk(each: Volunteer, team: VolunteerTeam, day: date) -> None:
    """Raises Refusal: pauses, untrained for patrols, or near children without a check."""
    told = {"name": each.name}
    if each.state != "active":
        raise Refusal("walkers", _("%(name)s does not take part at present.") % told)
    if not each.trainings.filter(topic=FOR_PATROLS).exists():
        raise Refusal("walkers", _("%(name)s has not been trained for patrols yet.") % told)
    if team.near_children:
        require_for_children(each, on=day, name="walkers")


def _stops(patrol: Patrol, plan: Plan) -> list[PatrolStop]:
    places = [place.strip() for place in plan.places if place.strip()]
    if not 1 <= len(plan.sites) + len(places) <= MOST_STOPS:
        raise Refusal("places", _("Write at least one place of the route, and no more than twenty."))
    refuse_people({"places": "\n".join(places)})
    standing = Site.objects.standing().in_bulk(plan.sites)
    if len(standing) != len(set(plan.sites)):
        raise Refusal("sites", _("Choose from the list."))
    stops = [PatrolStop(patrol=patrol, site=standing[each]) for each in plan.sites]
    stops += [PatrolStop(patrol=patrol, place=place[:60]) for place in places]
    for order, stop in enumerate(stops, start=1):
        stop.order = order
    return stops


def tell(kind: str, patrol: Patrol, people: Sequence[Volunteer], *, but: User | None, at: datetime) -> None:
    """One neutral message to each who has an account; telling again says nothing."""
    users = {each.user_id for each in people if each.user_id is not None}
    for user in sorted(users - {but.pk if but else None}):
        key = f"{kind}:{patrol.pk}:{user}"
        outbox.post(kind, recipient=user, key=key, subject=(SUBJECT, patrol.pk), at=at)


def call_off_patrol(patrol: UUID, *, by: User, at: datetime | None = None) -> Patrol:
    """It is not held; whoever was to walk it hears."""
    with step(patrol, "call_off_patrol", by=by, at=at) as line:
        people = [each.volunteer for each in line.row.walkers.select_related("volunteer")]
        tell("patrol_off", line.row, people, but=by, at=line.at)
        return line.done()


def start_patrol(patrol: UUID, *, by: User, at: datetime | None = None) -> Patrol:
    """They set out. Raises Refusal: too early, not insured, or somebody may not walk any more."""
    with step(patrol, "start_patrol", by=by, at=at) as line:
        if line.at < line.row.begins_at - EARLY:
            raise Refusal("day", _("It is not time yet."))
        if not line.row.team.is_insured(line.today):
            raise Refusal("day", _("The team is not insured any more. Stay at home and tell the village."))
        for each in line.row.walkers.select_related("volunteer"):
            require_may_walk(each.volunteer, line.row.team, line.today)
        line.row.started_at = line.at
        return line.done("started_at")


def end_patrol(patrol: UUID, *, by: User, at: datetime | None = None) -> Patrol:
    """They are back: their minutes are credited to each of them."""
    with step(patrol, "end_patrol", by=by, at=at) as line:
        return _end(line, line.at)


def complete_patrol(patrol: UUID, *, ended_at: datetime, by: User, at: datetime | None = None) -> Patrol:
    """A patrol that closed by itself: when they were back, as somebody says who did not walk it."""
    with step(patrol, "complete_patrol", by=by, at=at) as line:
        if walks(line.row, by):
            raise Refusal("ended_at", _("You walked it yourself. Somebody else writes down when it ended."))
        closed, started = line.row.closed_at, line.row.started_at
        if started is None or closed is None or not started <= ended_at <= closed:
            raise Refusal("ended_at", _("Between setting out and the moment it closed by itself."))
        return _end(line, ended_at)


def write_up_patrol(
    patrol: UUID,
    *,
    started_at: datetime,
    ended_at: datetime,
    weather: str = "",
    helped: int | None = None,
    by: User,
    at: datetime | None = None,
) -> Patrol:
    """A patrol that closed by itself although they walked it without a signal: written down by one who did not walk it.

    When they set out in the house that moment stays. Raises Refusal with the field it is about.
    """
    with step(patrol, "write_up_patrol", by=by, at=at) as line:
        row = line.row
        if walks(row, by):
            raise Refusal("ended_at", _("You walked it yourself. Somebody else writes down when it ended."))
        row.started_at = row.started_at or started_at
        earliest = row.begins_at - EARLY
        if not earliest <= row.started_at < row.ends_at:
            raise Refusal("started_at", _("Not within the hours of this patrol."))
        latest = min(line.at, row.started_at + timedelta(hours=MOST_HOURS))
        if not row.started_at <= ended_at <= latest:
            raise Refusal("ended_at", _("After setting out, and no longer than one walk may be."))
        _end(line, ended_at, "started_at")
        return _describe(row, weather, helped) if weather and helped is not None else row


def _end(line: Line, ended_at: datetime, *more: str) -> Patrol:
    row = line.row
    row.ended_at, row.ended_by = ended_at, line.by
    line.done("ended_at", "ended_by", *more, minutes=row.minutes)
    assert row.started_at is not None, "the state says so"
    day = clock.local_date(row.started_at)
    for each in row.walkers.select_related("volunteer"):
        hours.credit(
            each.volunteer, row.minutes, day, Source.PATROL, row.pk, by=line.by, team=row.team, at=line.at
        )
    return row


@transaction.atomic
def describe_patrol(
    patrol: UUID, *, weather: str, helped: int, by: User, at: datetime | None = None
) -> Patrol:
    """Weather, and how often they helped somebody, as a number. Raises Refusal before they set out."""
    row, at = locked(patrol, by=by), at or clock.now()
    gate.require(rest.of(by), "end_patrol", ground(row, by))
    if row.started_at is None:
        raise Refusal("weather", _("First they set out."))
    _describe(row, weather, helped)
    note(row.unit_id, (SUBJECT, row.pk), "describe_patrol", by=by, at=at, helped=helped)
    return row


def _describe(row: Patrol, weather: str, helped: int) -> Patrol:
    if weather not in Weather.values:
        raise Refusal("weather", _("Choose from the list."))
    if not 0 <= helped <= MOST_HELPED:
        raise Refusal("helped", _("Write how often you helped somebody."))
    row.weather, row.helped = weather, helped
    row.save(update_fields=["weather", "helped"])
    return row


@transaction.atomic
def record_call(patrol: UUID, *, number: str, by: User, at: datetime | None = None) -> PatrolCall:
    """A number was called just now; how often and when, and nothing else. Raises Refusal unless they are out."""
    row, at = locked(patrol, by=by), at or clock.now()
    if number not in Number.values:
        raise Refusal("number", _("Choose from the list."))
    gate.require(rest.of(by), "end_patrol", ground(row, by))
    if row.state != "under_way":
        raise Refusal("state", _("This patrol is not under way."))
    made = PatrolCall.objects.create(patrol=row, number=number, called_at=at, entered_by=by)
    note(row.unit_id, (SUBJECT, row.pk), "record_call", by=by, at=at, number=number)
    return made


@transaction.atomic
def write_up_call(
    patrol: UUID, *, number: str, called_at: datetime, by: User, at: datetime | None = None
) -> PatrolCall:
    """A call that they told on the phone, of a patrol that is over; written down by one who did not walk it.

    Raises Refusal: a number of no list, a patrol that is not over, a moment outside of it, her own patrol.
    """
    row, at = locked(patrol, by=by), at or clock.now()
    if number not in Number.values:
        raise Refusal("number", _("Choose from the list."))
    gate.require(rest.of(by), "write_up_patrol", ground(row, by))
    if row.state != "done" or row.started_at is None or row.ended_at is None:
        raise Refusal("state", _("This patrol is not over."))
    if walks(row, by):
        raise Refusal("ended_at", _("You walked it yourself. Somebody else writes down when it ended."))
    if not row.started_at <= called_at <= row.ended_at:
        raise Refusal(f"called_{number}", _("Not within the hours of this patrol."))
    made = PatrolCall.objects.create(patrol=row, number=number, called_at=called_at, entered_by=by)
    note(row.unit_id, (SUBJECT, row.pk), "write_up_call", by=by, at=at, number=number)
    return made
