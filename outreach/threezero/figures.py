"""“三零”创建统计表 (R-11): villages by what happened in a half-year, teams, patrols, rounds; support files from the township up.

Each column has one definition, printed beside it. Rows stand in the order of the tree, never of a number.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from network.access.scope import Scope
from network.patrols.models import Patrol, PatrolWalker
from network.units.models import Level, Unit
from network.volunteers.groups import VolunteerTeam
from network.volunteers.lists import TeamKind
from outreach.counting import banded
from outreach.needs import periods
from outreach.threezero.models import PledgeCampaign, SafeFamilyProgramme, ThreeZeroAssessment
from outreach.visits.models import VisitRound
from sisterhood.lib import clock

COLUMNS = (
    ("joined", _("Take part"), _("villages that began to take part in the half-year and have not withdrawn")),
    ("designated", _("Designated"), _("villages designated in the half-year")),
    ("reviewed", _("Reviewed"), _("villages whose assessment the county reviewed in the half-year")),
    ("suspended", _("Suspended"), _("designations suspended in the half-year for what was done to a report")),
    ("rights", _("Volunteer teams"), _("teams for women's rights that stood on the last day")),
    ("patrol_teams", _("Patrol teams"), _("teams of women's patrols that stood on the last day")),
    ("walkers", _("Patrollers, times"), _("whoever walked a patrol of the half-year, once for each patrol")),
    ("shifts", _("Patrol shifts"), _("patrols that began in the half-year and came back")),
    ("rounds", _("Rounds, times"), _("rounds of visits that ended in the half-year")),
)
FILES = (
    ("opened", _("Support files opened"), _("files the county's leader approved in the half-year")),
    ("closed", _("Support files closed"), _("files ended by their review or because the family objected")),
    ("expired", _("Support files run out"), _("files whose last day came or whose review did not come")),
)


@dataclass
class Row:
    """Of one unit. `files`: in steps of five, None below five or below the township."""

    numbers: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys((code for code, _l, _d in COLUMNS), 0)
    )
    files: dict[str, int | None] = field(
        default_factory=lambda: dict.fromkeys((code for code, _l, _d in FILES), None)
    )


@dataclass(frozen=True)
class Report:
    """`parts`: by unit directly below; `whole` is all of them and the unit's own."""

    parts: dict[int, Row]
    whole: Row
    families: int | None
    households: int | None


_CHILD = {Level.CITY: "county_id", Level.COUNTY: "township_id", Level.TOWNSHIP: "village_id"}


def days_of(code: str) -> tuple[date, date]:
    """First and last day of a half-year such as `2026H1`."""
    return periods.first_day(code), periods.first_day(periods.after(code)) - timedelta(days=1)


def _counted(scope: Scope, units: Any, code: str) -> list[tuple[str, Any, Any]]:
    """(column, its rows, where their unit stands)."""
    since, until = days_of(code)
    begins, ends = clock.start_of_day(since), clock.start_of_day(until + timedelta(days=1))
    rows = ThreeZeroAssessment.objects.visible_to(scope).filter(unit__in=units)
    teams = (
        VolunteerTeam.objects.visible_to(scope)
        .filter(unit__in=units, founded_on__lte=until)
        .exclude(ended_on__lte=until)
    )
    patrols = Patrol.objects.visible_to(scope).filter(
        unit__in=units, state="done", started_at__gte=begins, started_at__lt=ends
    )
    walkers = PatrolWalker.objects.filter(patrol__in=patrols.values("pk"))
    rounds = VisitRound.objects.visible_to(scope).filter(unit__in=units, state="ended")
    return [
        (
            "joined",
            rows.filter(entered_at__gte=begins, entered_at__lt=ends).exclude(state="withdrawn"),
            "unit",
        ),
        ("designated", rows.filter(designated_at__gte=begins, designated_at__lt=ends), "unit"),
        ("reviewed", rows.filter(reviewed_at__gte=begins, reviewed_at__lt=ends), "unit"),
        ("suspended", rows.filter(state="suspended", ended_at__gte=begins, ended_at__lt=ends), "unit"),
        ("rights", teams.filter(kind=TeamKind.RIGHTS), "unit"),
        ("patrol_teams", teams.filter(kind=TeamKind.PATROL), "unit"),
        ("walkers", walkers, "patrol__unit"),
        ("shifts", patrols, "unit"),
        ("rounds", rounds.filter(ended_at__gte=begins, ended_at__lt=ends), "unit"),
    ]


def _files(here: Unit, code: str) -> dict[int | None, tuple[int | None, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("select * from threezero_files(%s, %s)", [here.pk, code])
        return {child: tuple(numbers) for child, *numbers in cursor.fetchall()}


def _sum(rows: Any, name: str) -> int | None:
    """In whole steps, so that no village's few families stand out."""
    return banded(rows.aggregate(n=Sum(name))["n"] or 0)


def report(scope: Scope, here: Unit, code: str) -> Report:
    """One half-year of a unit and the units directly below it."""
    inside = Unit.objects.below(here)
    units, column = inside.values("pk"), _CHILD.get(Level(here.level), "id")
    whole, parts = Row(), defaultdict[int, Row](Row)
    for name, rows, place in _counted(scope, units, code):
        counted = rows.order_by().values_list(f"{place}__{column}").annotate(Count("pk"))
        for child, number in counted:
            whole.numbers[name] += number
            if child is not None and child != here.pk:
                parts[child].numbers[name] += number
    names = [name for name, _label, _means in FILES]
    for child, numbers in _files(here, code).items():
        (whole if child is None else parts[child]).files.update(zip(names, numbers, strict=True))
    year, (since, until) = int(code[:4]), days_of(code)
    joined = SafeFamilyProgramme.objects.visible_to(scope).filter(unit__in=units, year=year)
    pledges = PledgeCampaign.objects.visible_to(scope).filter(
        unit__in=units, held_on__gte=since, held_on__lte=until
    )
    return Report(dict(parts), whole, _sum(joined, "families"), _sum(pledges, "households"))
