"""宣传培训表 (R-13) and the activities part of R-10: counted activities of a period by kind and by topic; coverage of the year.

Each column has one definition, printed beside it. Fewer than one step of people in a line are not told, nor is the sum that would give them away.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from network.access.scope import Scope
from network.sites.reach import in_reach
from network.units.models import Level, Unit, UnitQuerySet
from network.volunteers.entries import HoursEntry
from network.volunteers.groups import TeamMember, VolunteerTeam
from network.volunteers.lists import Source, TeamKind
from outreach.campaigns.activity import Activity, Publicity, Speaker, Supply
from outreach.campaigns.lists import EXPERTS, ActivityKind, PublicityKind, Topic
from outreach.counting import STEP, banded

DEFINITIONS = (
    (
        _("Events"),
        _("activities held in the period and counted, whoever organised them at this unit or below"),
    ),
    (
        _("People who came"),
        _("women, men and children who came, by head count; somebody who came twice counts twice"),
    ),
    (_("Materials"), _("pieces given out, whatever they are")),
    (_("Experts"), _("doctors, lawyers and counsellors who spoke or examined, once for each activity")),
    (_("Volunteer hours"), _("hours credited to volunteers for these activities, corrections included")),
)


@dataclass
class Figures:
    """Of one line: events, people, pieces given out, experts, minutes of volunteers, families."""

    events: int = 0
    people: int = 0
    materials: int = 0
    experts: int = 0
    minutes: int = 0
    families: int = 0

    @property
    def hours(self) -> str:
        """Hours with one decimal."""
        return f"{self.minutes / 60:.1f}"

    @property
    def is_small(self) -> bool:
        """Whether its people are too few to be told."""
        return 0 < self.people < STEP

    def add(self, other: "Figures") -> None:
        """Into this line."""
        for name in ("events", "people", "materials", "experts", "minutes", "families"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True)
class Report:
    """`kinds`, `topics`: (label, figures) of lines with an event; `whole`: all of them together."""

    kinds: list[tuple[Any, Figures]]
    topics: list[tuple[Any, Figures]]
    whole: Figures

    @property
    def people(self) -> int | None:
        """All people: in whole steps where a line is withheld, so that no subtraction finds it."""
        small = any(line.is_small for _label, line in (*self.kinds, *self.topics))
        return banded(self.whole.people) if small else self.whole.people


def _per_activity(scope: Scope, rows: Any) -> dict[Any, Figures]:
    found: dict[Any, Figures] = {}
    for row in rows:
        found[row.pk] = Figures(1, row.people, families=row.families)
    ids = list(found)
    given = Supply.objects.filter(activity__in=ids).order_by().values_list("activity")
    for pk, pieces in given.annotate(Sum("given")):
        found[pk].materials = pieces
    experts = Speaker.objects.filter(activity__in=ids, kind__in=EXPERTS).order_by().values_list("activity")
    for pk, number in experts.annotate(Count("pk")):
        found[pk].experts = number
    served = HoursEntry.objects.visible_to(scope).filter(source_kind=Source.ACTIVITY, source_id__in=ids)
    for pk, minutes in served.order_by().values_list("source_id").annotate(Sum("minutes")):
        found[pk].minutes = minutes
    return found


def report(scope: Scope, here: Unit, *, since: date, until: date) -> Report:
    """Lines by kind and by topic of what was organised at a unit or below it, both days included."""
    rows = list(Activity.objects.counted(scope, here, since=since, until=until))
    each = _per_activity(scope, rows)
    kinds: dict[str, Figures] = defaultdict(Figures)
    topics: dict[str, Figures] = defaultdict(Figures)
    whole = Figures()
    for row in rows:
        for line in (kinds[row.kind], topics[row.topic], whole):
            line.add(each[row.pk])
    return Report(
        [(label, kinds[code]) for code, label in ActivityKind.choices if code in kinds],
        [(label, topics[code]) for code, label in Topic.choices if code in topics],
        whole,
    )


@dataclass(frozen=True)
class Coverage:
    """Of one unit: its villages and how many of them an activity of the year went to."""

    villages: int = 0
    reached: int = 0

    @property
    def share(self) -> int:
        """Of a hundred."""
        return round(self.reached * 100 / self.villages) if self.villages else 0


_CHILD = {Level.CITY: "county_id", Level.COUNTY: "township_id"}


def _reached(scope: Scope, since: date, until: date, kinds: Iterable[str]) -> set[int | None]:
    """Villages a counted activity went to, or to a hamlet of; of these kinds alone, where some are named."""
    went = Activity.objects.visible_to(scope).filter(state="counted", held_on__gte=since, held_on__lte=until)
    went = went.filter(kind__in=kinds) if kinds else went
    places = Unit.objects.filter(pk__in=went.order_by().values("place"))
    return {place.village_id if place.level == Level.HAMLET else place.pk for place in places}


def _villages(here: Unit) -> UnitQuerySet:
    return Unit.objects.below(here).current().filter(level=Level.VILLAGE, is_quasi=False)


def unreached(scope: Scope, here: Unit, *, since: date, until: date) -> UnitQuerySet:
    """Villages no counted activity went to, in the order of the tree."""
    reached = {pk for pk in _reached(scope, since, until, ()) if pk is not None}
    return _villages(here).exclude(pk__in=reached).order_by("code")


def coverage(
    scope: Scope, here: Unit, *, since: date, until: date, kinds: Iterable[str] = ()
) -> dict[int, Coverage]:
    """For each unit directly below a city or county, for each village of a township; whoever organised what went there."""
    reached = _reached(scope, since, until, tuple(kinds))
    column = _CHILD.get(Level(here.level), "id")
    inside = _villages(here)
    counted: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for pk, part in inside.order_by().values_list("pk", column):
        counted[part][0] += 1
        counted[part][1] += pk in reached
    return {part: Coverage(*numbers) for part, numbers in counted.items()}


def publicity(scope: Scope, here: Unit, *, since: date, until: date) -> list[tuple[Any, int]]:
    """What was put up, shown and carried from door to door."""
    units = Unit.objects.below(here).values("pk")
    rows = Publicity.objects.visible_to(scope).filter(unit__in=units, done_on__gte=since, done_on__lte=until)
    found = dict(rows.order_by().values_list("kind").annotate(Sum("number")))
    return [(label, found.get(code, 0)) for code, label in PublicityKind.choices]


def supporters(scope: Scope, here: Unit, *, since: date, until: date) -> tuple[int, int]:
    """爱心救助队伍 (item 66): members of teams of supporters before the first day and on the last one."""
    units = Unit.objects.below(here).values("pk")
    teams = VolunteerTeam.objects.filter(
        in_reach(scope, "see_volunteers"), unit__in=units, kind=TeamKind.SUPPORT
    )
    members = TeamMember.objects.filter(team__in=teams.values("pk"))
    then = members.filter(since__lt=since).exclude(until__lt=since).count()
    now = members.filter(since__lte=until).exclude(until__lt=until).count()
    return then, now
