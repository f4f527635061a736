"""Short hands: volunteers and teams told through their verbs up to a stage."""

from datetime import date, datetime
from typing import Any

from network.units.models import Unit
from network.volunteers import checks, teams, verbs
from network.volunteers.groups import TeamMember, VolunteerTeam
from network.volunteers.models import Volunteer
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.selection.told import does, hamlet

VILLAGE, TOWN, COUNTY = "luo", "tian", "lin"
FIRST, SECOND, THIRD = (f"{cast.WOHU_VILLAGE}00{n}" for n in (1, 2, 3))
BEGUN = datetime(2026, 3, 2, 9, tzinfo=clock.ZONE)  # Monday
FACTS: dict[str, Any] = {
    "number": "",
    "skills": ("listening",),
    "is_adult": True,
    "told_risks": True,
    "consented_on": date(2026, 3, 2),
    "consent_how": "signed",
}


def village() -> Unit:
    """The village that organises."""
    return Unit.objects.current().get(code=cast.WOHU_VILLAGE, level=4)


def applied(
    name: str, username: str = "", *, code: str = FIRST, at: datetime = BEGUN, **more: Any
) -> Volunteer:
    """She wants to help."""
    told = FACTS | {"name": name, "username": username} | more
    return does(VILLAGE, verbs.apply_volunteer, hamlet(code), at=at, **told)


def trained(
    name: str, username: str = "", *, topics: tuple[str, ...] = ("risks", "secrecy"), **more: Any
) -> Volunteer:
    """Her training is complete."""
    row, at = applied(name, username, **more), more.get("at", BEGUN)
    for topic in topics:
        does(VILLAGE, verbs.record_training, row.pk, topic=topic, held_on=clock.local_date(at), at=at)
    return does(VILLAGE, verbs.finish_training, row.pk, at=at)


def active(name: str, username: str = "", **more: Any) -> Volunteer:
    """She takes part, trained for patrols as well."""
    topics = ("risks", "secrecy", "patrol")
    row = trained(name, username, **({"topics": topics} | more))
    return does(VILLAGE, verbs.begin_service, row.pk, at=more.get("at", BEGUN))


def checked(row: Volunteer, day: date, *, at: datetime = BEGUN) -> Volunteer:
    """Her records were looked up on a day."""
    return does(VILLAGE, checks.record_check, row.pk, checked_on=day, at=at)


def team(
    kind: str = "rights", name: str = "维权一队", *, near_children: bool = False, at: datetime = BEGUN
) -> VolunteerTeam:
    """A team of the village."""
    told = {"kind": kind, "name": name, "near_children": near_children}
    return does(VILLAGE, teams.found_team, village(), at=at, **told)


def joins(row: VolunteerTeam, who: Volunteer, *, at: datetime = BEGUN) -> TeamMember:
    """She belongs to it."""
    return does(VILLAGE, teams.join_team, row.pk, volunteer=who.pk, at=at)
