"""Reading the papers: at the desk whose step it is, for a reason, and never without a line in the log."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cases.casefile.vault import Vault
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.staff.models import User
from outreach.health.relief.frame import SUBJECT, found_for
from outreach.health.relief.lists import Diagnosis
from outreach.health.relief.models import CancerReliefApplication, ReliefPapers
from sisterhood.lib import masking


class Why(TextChoices):
    """What the papers are opened for."""

    STEP = "step", _("to take the next step")
    CONTACT = "contact", _("to reach her")
    PAYMENT = "payment", _("to pay")


@dataclass(frozen=True)
class Shown:
    """Label and text, in the order of the paper form."""

    label: Any
    text: str


LABELS: dict[str, Any] = {
    "name": _("her name"),
    "phone": _("phone"),
    "id_number": _("identity number"),
    "bank": _("bank"),
    "account": _("bank account"),
    "diagnosis": _("diagnosis and stage"),
    "hospital": _("hospital"),
    "cost": _("cost of treatment, yuan"),
    "reimbursed": _("of it reimbursed, yuan"),
}


def masked_name(row: CancerReliefApplication) -> str:
    """For whoever opens the papers; "" for everybody else and after they were emptied."""
    papers = ReliefPapers.objects.filter(pk=row.pk).exclude(wrapped=None).first()
    return masking.mask_name(Vault.unwrapped(papers).open(papers, "name")) if papers else ""


@transaction.atomic
def open_papers(row: UUID, *, why: str, by: User) -> list[Shown]:
    """Everything in clear. Raises Refusal: no desk of hers, emptied already, no reason."""
    gate.require(rest.of(by), "see_relief")
    if why not in Why.values:
        raise Refusal("why", _("Choose from the list."))
    found = found_for(row, by)
    papers = ReliefPapers.objects.filter(pk=row).exclude(wrapped=None).first()
    if papers is None:
        raise Refusal("papers", _("These papers are not open to you: the step is another desk's."))
    vault = Vault.unwrapped(papers)
    texts = {name: vault.open(papers, name) for name in ReliefPapers.SEALED}
    if texts["diagnosis"]:
        texts["diagnosis"] = str(Diagnosis(texts["diagnosis"]).label)
    detail = {"fields": [name for name, text in texts.items() if text]}
    subject = (SUBJECT, row)
    record.event(Action.REVEAL, by=by, subject=subject, unit_id=found.unit_id, purpose=why, detail=detail)
    return [Shown(LABELS[name], text) for name, text in texts.items() if text]


FILLED = ("grade", "source", "holds_from", "holds_until", "seen")
SEALED = tuple(name for name in ReliefPapers.SEALED if name not in ("name", "phone"))


@transaction.atomic
def entries(row: UUID, *, by: User) -> dict[str, Any]:
    """What the form of the papers said before they came back, by field; {} the first time. What is sealed is opened and logged."""
    found = found_for(row, by)
    papers = ReliefPapers.objects.filter(pk=row).exclude(wrapped=None).first()
    if papers is None or papers.id_number is None:
        return {}
    vault = Vault.unwrapped(papers)
    texts = {name: vault.open(papers, name) for name in SEALED}
    detail = {"fields": [name for name, text in texts.items() if text]}
    record.event(
        Action.REVEAL, by=by, subject=(SUBJECT, row), unit_id=found.unit_id, purpose=Why.STEP, detail=detail
    )
    return texts | {name: getattr(papers, name) for name in FILLED}
