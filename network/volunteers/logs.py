"""每月记录: what a team did in a month, owed some working days after the month is over."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import clocks
from network.staff.appointments import holder
from network.staff.models import User
from network.volunteers.entries import HoursEntry
from network.volunteers.frame import TEAM, Hers, keeper_unit, note, refuse_people
from network.volunteers.groups import TeamLog, VolunteerTeam
from sisterhood.lib import clock

LOG = "team.log"
MOST = 9999


def _after(month: date) -> date:
    """The first day of the next month."""
    return (month + timedelta(days=32)).replace(day=1)


def is_over(month: date, today: date) -> bool:
    """Whether its last day has passed."""
    return _after(month) <= today


def owed_month(team: VolunteerTeam) -> date:
    """The first month since it was founded for which nothing is written, as its first day."""
    newest = team.logs.order_by("-month").values_list("month", flat=True).first()
    return _after(newest) if newest else team.founded_on.replace(day=1)


def leader_user(team: VolunteerTeam) -> User | None:
    """Who leads it, when she has an account."""
    lead = team.members.filter(until=None, leads=True).select_related("volunteer__user").first()
    return lead.volunteer.user if lead is not None else None


def owe(team: VolunteerTeam, *, by: User, at: datetime) -> None:
    """The clock of the next log, counted from the last day of its month; a part of a verb."""
    unit = keeper_unit(team.unit)
    owner = leader_user(team) or holder(unit, "leader", on=clock.local_date(at))
    last = _after(owed_month(team)) - timedelta(days=1)
    clocks.start(LOG, subject=(TEAM, team.pk), unit=unit, owner=owner, by=by, at=at, start_on=last)


def hand_to_leader(team: VolunteerTeam, *, at: datetime, leaves: bool = False) -> None:
    """The log that is owed is the leader's, or the chair's where she has no account or `leaves`; a part of a verb."""
    unit = keeper_unit(team.unit)
    lead = None if leaves else leader_user(team)
    owner = lead or holder(unit, "leader", on=clock.local_date(at))
    clocks.move((TEAM, team.pk), unit=unit, owner=owner)


def minutes_of(team: VolunteerTeam, month: date) -> int:
    """What its members were credited for it in a month."""
    rows = HoursEntry.objects.filter(team=team, served_on__gte=month, served_on__lt=_after(month))
    return rows.minutes()


@transaction.atomic
def write_log(
    team: UUID,
    *,
    meetings: int,
    activities: int,
    reached: int,
    words: str,
    by: User,
    at: datetime | None = None,
) -> TeamLog:
    """The log of the month that is owed: numbers, and a few words about the work, never about people.

    Raises Refusal while the month is not over.
    """
    scope, at = rest.of(by), at or clock.now()
    row = VolunteerTeam.objects.visible_to(scope).standing().filter(pk=team).first()
    if row is None:
        raise Refusal("gone", _("This team does not exist."))
    lead = leader_user(row)
    gate.require(scope, "write_log", Hers(row.unit, lead.pk if lead else None))
    month = owed_month(row)
    if not is_over(month, clock.local_date(at)):
        raise Refusal("meetings", _("The month is not over yet."))
    for name, number in (("meetings", meetings), ("activities", activities), ("reached", reached)):
        if not 0 <= number <= MOST:
            raise Refusal(name, _("Write a number."))
    refuse_people({"words": words})
    made = TeamLog(team=row, month=month, meetings=meetings, activities=activities, reached=reached)
    made.words, made.written_by, made.written_at = words.strip(), by, at
    try:
        with transaction.atomic():  # whoever leads it may read the team, and not lock it
            made.save(force_insert=True)
    except IntegrityError:
        raise Refusal("meetings", _("The log of this month has just been written.")) from None
    clocks.meet((TEAM, row.pk), LOG, by=by, at=at)
    owe(row, by=by, at=at)
    note(row.unit_id, (TEAM, row.pk), "write_log", by=by, at=at, month=f"{month:%Y-%m}")
    return made
