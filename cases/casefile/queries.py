"""Which cases a scope reaches, in two layers (card and content), and the lists made of them.

Row security repeats every rule here; a list states its own scope in index-shaped arms and never
relies on the net.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from cases.vocabulary.reading import Phase
from network.access.scope import Scope

if TYPE_CHECKING:
    from cases.casefile.models import Case

CARD_NAMES = ("unit__short_name", "owner__display_name")
# What is only stored, destroyed or with the archive exists for nobody here (个人信息保护法 art. 47).
ONLY_STORED = (Phase.RESTRICTED, Phase.DESTROYED, Phase.TRANSFERRED)


def waits_for_her(card: Any, scope: Scope) -> bool:
    """Whether the next step of an open matter is hers: its leader's where a decision is awaited, else its owner's."""
    if card.waits_for == "leader":
        return card.unit_id in scope.lead
    return bool(card.owner_id == scope.user_id)


class CaseQuerySet(models.QuerySet["Case"]):
    """Questions about many cases."""

    def _rows_of(self, name: str) -> Any:
        return self.model._meta.get_field(name).related_model._default_manager  # type: ignore[union-attr]

    def not_recused(self, scope: Scope) -> "CaseQuerySet":
        """Without the cases she has a conflict of interest in: for her they do not exist; nor what is only stored.

        A list of ids, not a join: a list keeps walking its index in order and never sorts its whole area.
        """
        recusals = self._rows_of("recusals").filter(user_id=scope.user_id)
        return self.exclude(pk__in=recusals.values("case_id")).exclude(phase__in=ONLY_STORED)

    def lent_to(self, scope: Scope, **layer: bool | str) -> Exists:
        """Whether a live loan of hers exists; `opens=True` asks for the second layer."""
        loans = self._rows_of("loans").filter(content_object_id=OuterRef("pk"))
        return Exists(loans.filter(user_id=scope.user_id, until__gt=Now(), **layer))

    def visible_to(self, scope: Scope) -> "CaseQuerySet":
        """Cards she may see. For one row; lists use the arms below."""
        area = list(scope.area)
        ordinary = Q(registered_by_id=scope.user_id, registrar_left=False) | Q(unit_id__in=scope.lead)
        for column in ("city_id", "county_id", "township_id"):
            ordinary |= Q(**{f"{column}__in": area})
        reach = Q(owner_id=scope.user_id) | Q(self.lent_to(scope)) | (Q(is_sealed=False) & ordinary)
        return self.filter(reach).not_recused(scope)

    def openable_by(self, scope: Scope) -> "CaseQuerySet":
        """Cases whose content, names masked, she may open."""
        reach = (
            Q(owner_id=scope.user_id)
            | Q(is_sealed=False, unit_id__in=scope.lead)
            | Q(self.lent_to(scope, opens=True))
        )
        return self.filter(reach).not_recused(scope)

    def readable_by(self, scope: Scope) -> "CaseQuerySet":
        """What she may open, and the ordinary matters she wrote down herself."""
        hers = {"registered_by_id": scope.user_id, "registrar_left": False}
        wrote = self.filter(is_sealed=False, **hers).not_recused(scope)
        return self.openable_by(scope) | wrote

    def open(self) -> "CaseQuerySet":
        """Not closed; written so that the partial indexes match."""
        return self.filter(closed_at=None)

    def cards(self) -> "CaseQuerySet":
        """For a page of a list: of unit and owner their names alone; her account stays where it is."""
        own = [field.name for field in self.model._meta.concrete_fields]
        return self.select_related("unit", "owner").only(*own, *CARD_NAMES)

    def overdue(self, at: datetime) -> "CaseQuerySet":
        """Open cases whose nearest due moment has passed."""
        return self.open().filter(next_due_at__lte=at)

    def held_by(self, scope: Scope, *, limit: int) -> list["Case"]:
        """我的工作: cases she owns, cases lent to her to open, and what waits for her decision; nearest due first.

        Three arms of at most `limit` ids each, one index walk an arm, then one join back.
        """
        own = self.open().filter(owner_id=scope.user_id).order_by("next_due_at", "id")
        lent = (
            self._rows_of("loans")
            .filter(user_id=scope.user_id, until__gt=Now(), opens=True, is_closed=False)
            .order_by("next_due_at", "content_object_id")
            .values_list("content_object_id", flat=True)[:limit]
        )
        decide = self.open().filter(unit_id__in=scope.lead, waits_for="leader", is_sealed=False)
        decide = decide.order_by("next_due_at", "id") if scope.lead else self.none()
        ids = {*own.values_list("id", flat=True)[:limit], *lent, *decide.values_list("id", flat=True)[:limit]}
        rows = self.filter(id__in=ids).not_recused(scope).order_by("next_due_at", "id")
        return list(rows.open().cards()[:limit])

    def waiting_for(self, scope: Scope, *, most: int = 99) -> int:
        """How many open cases wait for her: owned, and the next step hers, or to be decided by her.

        What she owns while a leader decides waits for somebody else. Never counts further than `most`.
        """
        own = Q(waits_for="owner") | Q(unit_id__in=scope.lead)
        arms = [self.open().filter(own, owner_id=scope.user_id)]
        if scope.lead:
            arms.append(
                self.open()
                .filter(unit_id__in=scope.lead, waits_for="leader", is_sealed=False)
                .exclude(owner_id=scope.user_id)
            )
        return min(most, sum(arm.not_recused(scope)[:most].count() for arm in arms))

    def in_area(self, scope: Scope, unit_column: str, unit_id: int) -> "CaseQuerySet":
        """Ordinary cards at or below one unit of her area, by its ancestor column."""
        return self.filter(**{unit_column: unit_id}, is_sealed=False).not_recused(scope)
