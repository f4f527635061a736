"""What is done from the ledger: keep a filter, forget it, give many matters to a colleague at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.ledger.filters import Filters
from cases.ledger.models import SavedView
from cases.petitions import hand_over
from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import calculator
from network.staff.models import User
from sisterhood.lib.states import IllegalTransition

LONGEST_NAME = 20


@dataclass(frozen=True)
class Tick:
    """One ticked row: the case, and who held it when the list was shown (0: nobody)."""

    case_id: UUID
    owner_id: int

    @classmethod
    def read(cls, text: str) -> "Tick | None":
        """From the value of a box; None for anything else."""
        case_id, _dot, owner = text.partition(".")
        try:
            return cls(UUID(hex=case_id), int(owner))
        except ValueError:
            return None


@dataclass(frozen=True)
class Outcome:
    """What became of one row; `number` is empty when she does not see the card any more."""

    number: str
    refusal: str

    @property
    def done(self) -> bool:
        """Whether it was given."""
        return not self.refusal


def assign_many(ticks: Iterable[Tick], *, to: User, reason: str, by: User) -> list[Outcome]:
    """Give each ticked matter to a colleague, each by itself: done whole, or refused with its sentence.

    Taken in the order of their ids, so that two who give the same rows wait for each other and never lock.
    A matter that somebody else was given meanwhile is refused.
    """
    if not reason.strip():
        raise Refusal("reason", _("Please say why."))
    return [_give(tick, to=to, reason=reason, by=by) for tick in sorted(ticks, key=lambda t: t.case_id)]


def _give(tick: Tick, *, to: User, reason: str, by: User) -> Outcome:
    seen = Case.objects.visible_to(rest.of(by)).filter(pk=tick.case_id)
    number = seen.values_list("number", flat=True).first() or ""
    try:
        with transaction.atomic():
            locked = seen.select_for_update(of=("self",)).first()
            if locked is None:
                raise Refusal("gone", _("This matter is no longer in your hands."))
            if (locked.owner_id or 0) != tick.owner_id:
                raise Refusal("moved", _("This matter has moved on in the meantime. Please open it again."))
            if locked.is_sealed:
                raise Refusal("sealed", _("A restricted matter is given on its own page."))
            if locked.owner_id == to.pk:
                raise Refusal("to", _("She holds this matter already."))
            hand_over.reassign(locked, to=to, reason=reason, by=by)
    except (Refusal, IllegalTransition) as refusal:
        return Outcome(number, str(refusal))
    return Outcome(number, "")


@transaction.atomic
def save_view(asked: Filters, *, name: str, by: User) -> SavedView:
    """Keep a question under a name of hers, which is sealed. Raises Refusal: no name, or too many kept."""
    gate.require(rest.of(by), "see_ledger")
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise Refusal("name", _("Write a name of at most 20 characters."))
    rest.one_at_a_time("saved views")
    if SavedView.objects.filter(user=by).count() >= calculator.length_of("ledger.saved_views"):
        raise Refusal("many", _("You keep as many filters as one person may. Delete one first."))
    row = SavedView(user=by, query=asked.stored(), made_at=timezone.now())
    Vault.own(row).seal(row, name=name)
    row.save(force_insert=True)
    return row


@transaction.atomic
def forget_view(row_id: UUID, *, by: User) -> bool:
    """Delete a filter of hers; False when she has none of this id."""
    gate.require(rest.of(by), "see_ledger")
    return bool(SavedView.objects.filter(pk=row_id, user=by).delete()[0])


def kept(by: User) -> list[tuple[UUID, str, dict[str, Any]]]:
    """Her filters: id, name in clear, what they ask."""
    rows = SavedView.objects.filter(user=by)
    return [(row.pk, Vault.unwrapped(row).open(row, "name"), row.query) for row in rows]
