"""Leave from one day to another with a substitute, and who stands in for whom on a day.

Rows of time alone: when the last day is over, nobody stands in any more, and no job has to run for it.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from network.access.roles import ADMIN_ROLES, ROLES
from network.staff.models import Appointment
from network.staff.proposals import Proposed
from network.units.models import Unit

LONGEST_CHAIN = 3  # a substitute's substitute's substitute is the last one asked

Away = Mapping[int, int | None]


class LeaveQuerySet(models.QuerySet["Leave"]):
    """Questions about many leaves; each takes the day."""

    def on(self, day: date) -> "LeaveQuerySet":
        """Approved leaves that last on that day."""
        last = Coalesce("ended_on", "ends_on")
        lasting = self.filter(granted=True, starts_on__lte=day, ends_on__gte=day)  # never longer than granted
        return lasting.annotate(last=last).filter(last__gte=day)

    def stood_for_by(self, person: int, day: date) -> tuple[int, ...]:
        """Everybody for whom she stands in on that day. Most stand in for nobody, and are asked that alone."""
        if not self.on(day).filter(substitute_id=person).exists():
            return ()
        return stood_for(person, self.away(day))

    def away(self, day: date) -> dict[int, int | None]:
        """Person on leave → her substitute; None for one whose account is closed or who lost her own post."""
        rows = list(self.on(day).select_related("unit", "substitute"))
        if not rows:
            return {}
        held = Appointment.objects.on(day).filter(user_id__in=[row.substitute_id for row in rows])
        works: dict[int, set[int]] = {}
        administer = set()
        for person, role, unit in held.values_list("user_id", "role", "unit_id"):
            if role in ADMIN_ROLES:
                administer.add(person)
            elif "take_up" in ROLES[role].may:
                works.setdefault(person, set()).add(unit)
        return {
            row.user_id: row.substitute_id
            if row.substitute.is_active
            and row.substitute_id not in administer
            and not works.get(row.substitute_id, set()).isdisjoint(row.unit.ancestor_ids)
            else None
            for row in rows
        }


class Leave(Proposed):
    """One leave. Why somebody is away is not written down."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="leaves")
    substitute = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    ended_on = models.DateField(null=True)  # back early: the last day it really lasted

    objects = LeaveQuerySet.as_manager()

    class Meta:
        """Nobody stands in for herself."""

        ordering = ["-starts_on", "-proposed_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="leave_dates"),
            models.CheckConstraint(condition=~Q(user=F("substitute")), name="leave_other_person"),
        ]
        indexes = [models.Index(fields=["ends_on"], name="leave_lasting", condition=Q(granted=True))]

    @property
    def last_day(self) -> date:
        """The day after which everything is hers again."""
        return self.ended_on or self.ends_on


def links(person: int, away: Away) -> list[int]:
    """Herself and who is asked in turn; the last one is away when that leads to nobody."""
    asked = [person]
    while asked[-1] in away:
        substitute = away[asked[-1]]
        if substitute is None or substitute in asked or len(asked) > LONGEST_CHAIN:
            break
        asked.append(substitute)
    return asked


def stand_in(person: int, away: Away) -> int | None:
    """Who is to be asked for somebody: herself, or whoever stands in; None when that leads to nobody."""
    last = links(person, away)[-1]
    return None if last in away else last


def present(people: Iterable[int], away: Away) -> list[int]:
    """Whom to ask instead of these people: each herself or whoever stands in, nobody twice."""
    asked = (stand_in(person, away) for person in people)
    return list(dict.fromkeys(person for person in asked if person is not None))


def stood_for(person: int, away: Away) -> tuple[int, ...]:
    """Everybody for whom this person stands in."""
    return tuple(sorted(absent for absent in away if stand_in(absent, away) == person))
