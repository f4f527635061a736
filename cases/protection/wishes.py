"""Her decisions: what she wants drives what is offered. Exceptions are danger to life and the mandatory report.

Of both she was told before anything was asked of her; the sheet keeps that the sentence was said.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.protection.lists import Wish
from cases.protection.models import FirstContact
from network.access.gate import Refusal

TOLD_BEFORE = _(
    "We do what you want. Two things we must do without asking you: when a life is in danger, and when a child or somebody who cannot act for herself is harmed. We tell you before."
)
# A step that is offered only when she wants one of these.
NEEDS: Mapping[str, tuple[Wish, ...]] = {
    "plan_safety": (
        Wish.TALK,
        Wish.RECORD,
        Wish.POLICE,
        Wish.SHELTER,
        Wish.ORDER,
        Wish.DIVORCE,
        Wish.EDUCATE,
    ),
    "add_evidence": (Wish.RECORD, Wish.POLICE, Wish.ORDER, Wish.DIVORCE),
    "record_warning": (Wish.POLICE,),
    "draft_order": (Wish.ORDER,),
    "start_stay": (Wish.SHELTER,),
}
# Of these, what a life may need without her wish; the verb wants it said, and records it.
FOR_HER_LIFE = ("record_warning", "draft_order", "start_stay")


def sheet_of(case: Case, vault: Vault) -> dict[str, Any]:
    """The latest sheet; empty before the first contact."""
    row = FirstContact.objects.filter(case=case).first()
    return json.loads(vault.open(row, "sheet")) if row is not None else {}


def wants(sheet: Mapping[str, Any]) -> set[str]:
    """What she wants, by the latest sheet."""
    return set(sheet.get("wishes", ()))


def is_offered(step: str, wishes: Collection[str]) -> bool:
    """Whether the page offers a step."""
    return step not in NEEDS or bool(set(NEEDS[step]) & set(wishes))


def require_wish(case: Case, vault: Vault, step: str, *, despite: bool = False) -> None:
    """Raises Refusal for a step she does not want. `despite`: her life is in danger and she was told before."""
    if despite or is_offered(step, wants(sheet_of(case, vault))):
        return
    raise Refusal(
        "wishes",
        _("She has not asked for this. Speak with her again, and write down what she wants on a new sheet."),
    )
