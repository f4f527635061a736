"""Finding a matter within scope. Of a sealed matter its registrar finds a receipt, and nothing but the receipt.

A receipt of an accusation, which is no case, answers at every address exactly as one of a sealed case does.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Now
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from cases.accusations.intake import as_card
from cases.accusations.queries import receipts_of
from cases.casefile import sharing
from cases.casefile.models import Case, CaseAccess
from network.access.gate import Refusal
from network.access.scope import Scope
from network.notifications import pages


def receipt(case_id: UUID, scope: Scope) -> Case | None:
    """What a registrar keeps of a sealed matter that has left her hands, drawn as a card; None if there is none.

    Every question is asked whatever the first one answers: the time tells nobody which kind of receipt it is.
    """
    entrusted = receipts_of(scope).filter(pk=case_id).first()
    hers = Case.objects.visible_to(scope).filter(pk=case_id, is_sealed=True, registered_by_id=scope.user_id)
    case = hers.exclude(owner_id=scope.user_id).first()
    is_wider = _wider([case_id], scope).exists()
    return as_card(entrusted) if entrusted is not None else None if is_wider else case


def kept(cases: list[Case], scope: Scope) -> set[UUID]:
    """Which of the matters she registered are no more than a receipt to her; one query for a whole list."""
    ids = [case.pk for case in cases if case.is_sealed and case.owner_id != scope.user_id]
    return set(ids) - set(_wider(ids, scope).values_list("content_object_id", flat=True))


def _wider(ids: list[UUID], scope: Scope) -> QuerySet[CaseAccess]:
    """Her loans of these matters that are more than a card."""
    loans = CaseAccess.objects.filter(user_id=scope.user_id, content_object__in=ids, until__gt=Now())
    return loans.exclude(permission__codename=sharing.CARD)


def find(request: HttpRequest, case_id: UUID) -> Case:
    """A card within scope, or 404 with the same page as a case that does not exist; raises Refusal for a receipt."""
    scope: Scope = request.scope  # type: ignore[attr-defined]  # the middleware sets it
    if receipt(case_id, scope) is not None:
        raise Refusal(
            "receipt", _("Of this matter you keep the receipt. It is with those who must handle it.")
        )
    return card(case_id, scope)


def card(case_id: UUID, scope: Scope) -> Case:
    """The card alone, for whoever has asked about a receipt already; 404 outside scope."""
    case = Case.objects.visible_to(scope).select_related("unit", "owner").filter(pk=case_id).first()
    if case is None:
        raise Http404
    return case


def numbers(ids: Collection[UUID | None], scope: Scope) -> dict[UUID, str]:
    """The numbers of those of these matters that she may see, receipts among them."""
    cards = Case.objects.visible_to(scope).filter(pk__in=ids).values_list("pk", "number")
    receipts = [as_card(row) for row in receipts_of(scope).filter(pk__in=ids)] if ids else []
    return dict(cards) | {card.pk: card.number for card in receipts}


def opens(case_id: UUID, scope: Scope) -> bool:
    """Whether the matter's address shows her anything: its card, or the receipt she keeps."""
    return (
        Case.objects.visible_to(scope).filter(pk=case_id).exists()
        or receipts_of(scope).filter(pk=case_id).exists()
    )


def enrol() -> None:
    """Tell the inbox where a message about a matter leads; called once when the app is ready."""
    pages.register("case", pages.Page("case", opens))


def mine(scope: Scope, *, most: int) -> list[Case]:
    """Everything she registered that she may still see, newest first, receipts among it."""
    rows = Case.objects.visible_to(scope).filter(registered_by_id=scope.user_id).cards()
    found = [*rows.order_by("-opened_at", "-id")[:most], *map(as_card, receipts_of(scope)[:most])]
    return sorted(found, key=lambda case: (case.opened_at, case.pk), reverse=True)[:most]
