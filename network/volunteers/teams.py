"""Founding a team, belonging to it, leading it, its insurance, its end."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import clocks
from network.sites.reach import Ground
from network.staff.models import User
from network.units.models import Unit
from network.volunteers import logs
from network.volunteers.checks import require_for_children
from network.volunteers.frame import TEAM, note, refuse_people
from network.volunteers.groups import TeamMember, VolunteerTeam
from network.volunteers.lists import TEAM_LEVELS, TeamKind
from network.volunteers.models import Volunteer
from sisterhood.lib import clock


@transaction.atomic
def found_team(
    unit: Unit, *, kind: str, name: str, near_children: bool, by: User, at: datetime | None = None
) -> VolunteerTeam:
    """A team of one of the four kinds. Its first log is owed for this month. Raises Refusal: the level, the name."""
    at = at or clock.now()
    gate.require(rest.of(by), "keep_team", Ground(unit))
    if kind not in TeamKind.values or unit.level not in TEAM_LEVELS[kind]:
        raise Refusal("kind", _("There is no team of this kind at that level."))
    if unit.valid_to is not None:
        raise Refusal("kind", _("This unit is closed."))
    if not name.strip():
        raise Refusal("name", _("Write what the team is called."))
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if VolunteerTeam.objects.standing().filter(unit=unit, name=name.strip()).exists():
        raise Refusal("name", _("A team of this name stands there already."))
    refuse_people({"name": name})
    row = VolunteerTeam(unit=unit, kind=kind, name=name.strip(), near_children=near_children, entered_by=by)
    row.founded_on = clock.local_date(at)
    row.save(force_insert=True)
    logs.owe(row, by=by, at=at)
    note(unit.pk, (TEAM, row.pk), "found_team", by=by, at=at, kind=kind)
    return row


def locked(team: UUID, *, by: User) -> VolunteerTeam:
    """The team, locked, for whoever sees it; raises Refusal."""
    rows = VolunteerTeam.objects.visible_to(rest.of(by)).standing().select_for_update(of=("self",))
    row = rows.filter(pk=team).first()
    if row is None:
        raise Refusal("gone", _("This team does not exist."))
    return row


@contextmanager
def _keeping(
    team: UUID, verb: str, by: User, at: datetime | None
) -> Iterator[tuple[VolunteerTeam, datetime]]:
    with transaction.atomic():
        row, at = locked(team, by=by), at or clock.now()
        gate.require(rest.of(by), "keep_team", Ground(row.unit))
        yield row, at
        note(row.unit_id, (TEAM, row.pk), verb, by=by, at=at)


def _near(volunteer: Volunteer, team: VolunteerTeam) -> bool:
    """Whether she is at home in the team's unit, in one below it, or in one above it."""
    line = {team.unit_id, *team.unit.ancestor_ids}
    return team.unit_id in {volunteer.unit_id, *volunteer.unit.ancestor_ids} or volunteer.unit_id in line


def join_team(team: UUID, *, volunteer: UUID, by: User, at: datetime | None = None) -> TeamMember:
    """She belongs to it from today. Near children only with a check that holds. Raises Refusal."""
    with _keeping(team, "join_team", by, at) as (row, at):
        found = Volunteer.objects.visible_to(rest.of(by)).here().filter(pk=volunteer).first()
        if found is None or not _near(found, row):
            raise Refusal("volunteer", _("Choose somebody of this unit, below it or above it."))
        if found.state != "active":
            raise Refusal("volunteer", _("%(name)s does not take part at present.") % {"name": found.name})
        today = clock.local_date(at)
        if row.near_children:
            require_for_children(found, on=today)
        if row.members.filter(volunteer=found, until=None).exists():
            raise Refusal("volunteer", _("She belongs to it already."))
        return TeamMember.objects.create(team=row, volunteer=found, since=today)


def _member(row: VolunteerTeam, member: UUID) -> TeamMember:
    found = row.members.select_for_update(of=("self",)).filter(pk=member, until=None).first()
    if found is None:
        raise Refusal("member", _("She does not belong to it any more."))
    return found


def leave_team(team: UUID, *, member: UUID, by: User, at: datetime | None = None) -> TeamMember:
    """Her last day in the team is today."""
    with _keeping(team, "leave_team", by, at) as (row, at):
        found = _member(row, member)
        go(found, at=at)
        return found


def go(member: TeamMember, *, at: datetime) -> None:
    """She belongs to the team until today; the log she owed as its leader is the chair's. A part of a verb."""
    if member.leads:
        logs.hand_to_leader(
            member.team, at=at, leaves=True
        )  # first: afterwards she sees no clock of the team
    member.until = max(member.since, clock.local_date(at))
    member.save(update_fields=["until"])


def name_leader(team: UUID, *, member: UUID, by: User, at: datetime | None = None) -> TeamMember:
    """She leads the team from today; whoever led it stays a member. The log is hers from now on."""
    with _keeping(team, "name_leader", by, at) as (row, at):
        found = _member(row, member)
        row.members.filter(until=None, leads=True).update(leads=False)
        found.leads = True
        found.save(update_fields=["leads"])
        logs.hand_to_leader(row, at=at)
        return found


def insure_team(team: UUID, *, insured_until: date, by: User, at: datetime | None = None) -> VolunteerTeam:
    """Until when its members are insured; without, no patrol goes out."""
    with _keeping(team, "insure_team", by, at) as (row, at):
        if insured_until < clock.local_date(at):
            raise Refusal("insured_until", _("Choose a day to come."))
        row.insured_until = insured_until
        row.save(update_fields=["insured_until"])
        return row


def end_team(team: UUID, *, by: User, at: datetime | None = None) -> VolunteerTeam:
    """The team ends today with every membership; what it did stays in the figures."""
    with _keeping(team, "end_team", by, at) as (row, at):
        today = clock.local_date(at)
        for member in row.members.filter(until=None):
            member.until = max(member.since, today)
            member.save(update_fields=["until"])
        row.ended_on = today
        row.save(update_fields=["ended_on"])
        clocks.cancel_running((TEAM, row.pk), by=by, at=at)
        return row
