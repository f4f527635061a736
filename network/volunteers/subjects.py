"""How volunteers and teams answer clocks and messages, what keeps a unit from being closed, and what a hand-over moves."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from network.deadlines import subjects
from network.deadlines.models import Clock
from network.notifications import pages
from network.staff import holdings
from network.staff.models import User
from network.units import ties
from network.units.models import Unit
from network.volunteers.frame import SUBJECT, TEAM
from network.volunteers.groups import VolunteerTeam
from network.volunteers.models import Volunteer

# Clocks of volunteers, teams and places found on patrols are work of whoever owns them.
KINDS = (SUBJECT, TEAM, "found_place")


def nobody(pairs: list[tuple[UUID, int]]) -> set[tuple[UUID, int]]:
    """Whom a message must not reach: its one sentence says nothing of a person."""
    return set()


def lend_nothing(loans: list[tuple[UUID, int, datetime]]) -> None:
    """Whoever is called by the ladder sees them by her post already."""


def _clocks(user: User, unit: Unit | None) -> Any:
    rows = Clock.objects.filter(owner=user, subject_kind__in=KINDS, state__in=("running", "paused"))
    return rows if unit is None else rows.filter(unit=unit)


def held(user: User, unit: Unit | None) -> int:
    """Periods about volunteers that count for her."""
    return int(_clocks(user, unit).count())


def reassign(from_user: User, to_user: User, *, unit: Unit, by: User, reason: str) -> int:
    """They count for the other from now on; no period begins anew."""
    return int(_clocks(from_user, unit).update(owner=to_user))


def serving_at(unit_ids: list[int]) -> int:
    """How many volunteers and teams are at home at the units; counted by the database, for whoever keeps the tree."""
    with connection.cursor() as cursor:
        cursor.execute("select volunteers_at(%s)", [unit_ids])
        return int(cursor.fetchone()[0])


def enrol() -> None:
    """Fill the registries; called once when the app is ready."""
    for kind in (SUBJECT, TEAM):
        subjects.register(subjects.SubjectKind(kind, barred=nobody, lend_cards=lend_nothing))
    pages.register(SUBJECT, pages.Page("volunteer", pages.among(Volunteer.objects.visible_to)))
    pages.register(TEAM, pages.Page("team", pages.among(VolunteerTeam.objects.visible_to)))
    ties.register_tie("volunteers", _("volunteers and teams at home there"), serving_at)
    holdings.register_holding("service", _("periods about volunteers"), held, reassign)
