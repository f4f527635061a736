"""Who sees which card and who reads which words (domain.md §6.0, §6.5, §7.1); row security says the same without us.

Nobody ever lists the files of an area: a list holds what waits for her, what is in her hands, or her own visits.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from cases.support.switches import counties_on
from network.access.scope import Scope
from sisterhood.lib import clock

WAITING = ("noted", "reviewed")
DECIDED = ("dismissed", "redirected", "opened")
UNSIGNED = ("proposed", "signed")
LIVE = (*UNSIGNED, "active", "reviewed", "paused")
PRIVACY = "privacy_officer"


def _units(scope: Scope, role: str) -> list[int]:
    return [post.unit_id for post in scope.posts if post.role == role]


def _county(scope: Scope, role: str, path: str = "") -> Q:
    return Q(**{f"{path}unit__county_id__in": _units(scope, role)})


def _privacy(scope: Scope, path: str = "") -> Q:
    units = _units(scope, PRIVACY)
    return Q(**{f"{path}unit__county_id__in": units}) | Q(**{f"{path}unit__city_id__in": units})


def _on(path: str = "") -> Q:
    return Q(**{f"{path}unit__county_id__in": counties_on()})


def _rows_of(rows: QuerySet[Any], name: str) -> Any:
    field: Any = rows.model._meta.get_field(name)
    return field.related_model._default_manager


class ConcernNoteQuerySet(QuerySet[Any]):
    """Questions about many notes."""

    def visible_to(self, scope: Scope) -> "ConcernNoteQuerySet":
        """Cards: the writer for her hours, whoever reviews, the county afterwards, the privacy officer."""
        chair = Q(unit__township_id__in=_units(scope, "township_chair"), state__in=WAITING)
        mine = Q(author_id=scope.user_id, author_until__gt=timezone.now())
        leader = _county(scope, "county_leader") & Q(state__in=WAITING)
        others = (chair | leader | _county(scope, "county_officer") | _privacy(scope)) & ~Q(
            aside__contains=[scope.user_id]
        )
        return self.filter(_on()).filter(mine | others)

    def readable_by(self, scope: Scope) -> "ConcernNoteQuerySet":
        """Words: the writer for her hours, whoever reviews while it waits, then the privacy officer until they are deleted."""
        mine = Q(author_id=scope.user_id, author_until__gt=timezone.now())
        chair = Q(unit__township_id__in=_units(scope, "township_chair"))
        reviewers = (chair | _county(scope, "county_officer")) & Q(state__in=WAITING)
        return self.visible_to(scope).filter(mine | reviewers | (_privacy(scope) & Q(state__in=DECIDED)))

    def waiting_for(self, scope: Scope) -> "ConcernNoteQuerySet":
        """What she is to look at: the chair what is new, the county what was looked at or has no chair."""
        chair = Q(unit__township_id__in=_units(scope, "township_chair"), state="noted")
        officer = _county(scope, "county_officer") & Q(state__in=WAITING)
        return self.visible_to(scope).filter(chair | officer).exclude(author_id=scope.user_id)


class SupportFileQuerySet(QuerySet[Any]):
    """Questions about many files."""

    def visible_to(self, scope: Scope) -> "SupportFileQuerySet":
        """Cards: the worker, who opened it, chair of its unit, county leader, privacy officer; the city for a later day or an objection."""
        hers = (Q(worker_id=scope.user_id) | Q(opened_by_id=scope.user_id)) & Q(state__in=LIVE)
        chair = Q(unit__township_id__in=_units(scope, "township_chair"), state__in=("active", "reviewed"))
        late = Q(longer_until__isnull=False, state__in=LIVE) | Q(state="paused")
        city = Q(unit__city_id__in=_units(scope, "city_leader")) & late
        rows = hers | chair | city | _county(scope, "county_leader") | _privacy(scope)
        return self.filter(_on()).filter(rows).exclude(of_note_id__in=self._aside(scope))

    def _aside(self, scope: Scope) -> QuerySet[Any]:
        """Notes from which she stepped aside: what came of them does not exist for her either."""
        notes: QuerySet[Any] = _rows_of(self, "of_note").filter(aside__contains=[scope.user_id])
        return notes.values("pk")

    def readable_by(self, scope: Scope, *, at: datetime | None = None) -> "SupportFileQuerySet":
        """Words: each only in the state in which she works on it, and nobody once it is dark."""
        worker = Q(worker_id=scope.user_id, state__in=("active", "reviewed"))
        opener = Q(opened_by_id=scope.user_id, state__in=UNSIGNED)
        privacy = _privacy(scope) & Q(state__in=(*UNSIGNED, "paused"))
        leader = _county(scope, "county_leader") & Q(state__in=("signed", "reviewed"))
        rows = self.visible_to(scope).filter(dark_at__gt=at or clock.now())
        return rows.filter(worker | opener | privacy | leader)

    def waiting_for(self, scope: Scope) -> "SupportFileQuerySet":
        """What waits for her signature, decision or answer; never what only lies there."""
        privacy = _privacy(scope) & Q(state__in=("proposed", "paused"))
        leader = _county(scope, "county_leader") & (
            Q(state__in=("signed", "reviewed")) | Q(state="restricted", destruction_by__isnull=False)
        )
        city = Q(
            unit__city_id__in=_units(scope, "city_leader"), longer_until__isnull=False, longer_granted=None
        ) & Q(state="active")
        return self.visible_to(scope).filter(privacy | leader | city)

    def in_her_hands(self, scope: Scope) -> "SupportFileQuerySet":
        """Files she works on."""
        return self.visible_to(scope).filter(worker_id=scope.user_id, state__in=("active", "reviewed"))


class OutreachVisitQuerySet(QuerySet[Any]):
    """Questions about many visits."""

    def visible_to(self, scope: Scope) -> "OutreachVisitQuerySet":
        """Whoever makes it, the worker of its file, who asked for it for her hours; none of a file that is dark."""
        asked = Q(asked_by_id=scope.user_id, author_until__gt=timezone.now())
        people = Q(doer_id=scope.user_id) | Q(file__worker_id=scope.user_id) | asked
        aside = _rows_of(self, "file").filter(of_note__aside__contains=[scope.user_id])
        found = self.filter(_on(), is_dark=False).filter(people)
        return found.filter(Q(file=None) | ~Q(file_id__in=aside.values("pk")))

    def to_make(self, scope: Scope) -> "OutreachVisitQuerySet":
        """Her visits that are to be made."""
        return self.visible_to(scope).filter(doer_id=scope.user_id, state="asked")


class EducationSessionQuerySet(QuerySet[Any]):
    """Questions about many talks."""

    def open(self) -> "EducationSessionQuerySet":
        """Neither held nor called off."""
        return self.filter(state__in=("planned", "checked"))
