"""What went between federations in one matter, read with the case's key, for its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from cases.assistance.states import LABELS as ASSISTANCE
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.circle.states import LABELS as CIRCLES
from cases.consultations.buttons import EVENTS as SESSIONS
from cases.coordination.states import LABELS as DEMANDS
from cases.mediation.states import LABELS as MEDIATION
from cases.minors.buttons import LABELS as MINORS
from cases.petitions.models import FollowUp, Petition, Rating, Review, Slip
from cases.petitions.states import LABELS
from cases.privacy.states import LABELS as DATA_REQUESTS
from cases.protection.buttons import LABELS as PROTECTION
from cases.referrals.states import LABELS as REFERRALS
from cases.retention.states import LABELS as RETENTION
from cases.support.states import LABELS as SUPPORT
from sisterhood.lib import clock

# What stands in the timeline beside the steps of the state tables.
OTHER_EVENTS = {
    "register": _("registered"),
    "attach": _("file added"),
    "note": _("note"),
    "import": _("taken from the old register"),
    "she_added": _("added by the petitioner"),
    "give_code": _("code to look up the progress given"),
    "hand_over": _("handed over to a colleague"),
    "invite_co_handler": _("asked somebody to work along"),
    "end_co_handling": _("working along has ended"),
    "dispute_competence": _("competence disputed"),
    "decide_competence": _("competence decided"),
    "follow_decision": _("handed over by the superior's decision"),
    "call_meeting": _("meeting called"),
    "record_minutes": _("minutes of the meeting"),
    "call_off": _("meeting called off"),
    "finish_decision": _("decision of the meeting done"),
    "take_on": _("taken on by the leader"),
    "end_commitment": _("the leader's promise has ended"),
    "issue_paper": _("paper issued"),
    "deliver_paper": _("paper delivered"),
    "revoke_paper": _("paper taken back"),
    "break_glass": _("read in an emergency"),
    "phone_accepted": _("note or file from the phone taken over"),
    "phone_set_aside": _("note or file from the phone set aside"),
}


def label_of(event: Event) -> Any:
    """What happened, in words."""
    if event.verb == "register" and event.detail.get("came_from"):
        return _("registered, told on a round of visits")
    known = (
        OTHER_EVENTS
        | DATA_REQUESTS
        | RETENTION
        | MINORS
        | ASSISTANCE
        | SUPPORT
        | CIRCLES
        | MEDIATION
        | REFERRALS
        | PROTECTION
        | SESSIONS
        | DEMANDS
        | LABELS
    )
    return known.get(event.verb, event.verb)


@dataclass(frozen=True)
class Paper:
    """One slip or review: what it is, its day, where it went, and its texts by label."""

    title: Any
    day: date
    where: str
    lines: list[tuple[Any, str]]


def papers(case: Case, *, vault: Vault) -> list[Paper]:
    """Oldest first; for whoever may read the narrative."""
    found = [*_slips(case, vault), *_reviews(case, vault)]
    return sorted(found, key=lambda paper: paper.day)


def _texts(vault: Vault, row: Model, labels: Iterable[tuple[str, Any]]) -> list[tuple[Any, str]]:
    opened = [(label, vault.open(row, column)) for column, label in labels]
    return [(label, text) for label, text in opened if text]


def _slips(case: Case, vault: Vault) -> list[Paper]:
    labels = (
        ("reason", _("Reason")),
        ("objection", _("Objection")),
        ("decision_note", _("Decision on the objection")),
        ("report", _("Result: what was found, done and answered")),
        ("report_note", _("Answer to the report")),
    )
    return [
        Paper(
            slip.get_kind_display(),
            clock.local_date(slip.sent_at),
            f"{slip.from_unit.short_name} → {slip.to_unit.short_name}",
            _texts(vault, slip, labels),
        )
        for slip in Slip.objects.filter(case=case).select_related("from_unit", "to_unit")
    ]


def _reviews(case: Case, vault: Vault) -> list[Paper]:
    labels = (
        ("reason", _("What she asks to be looked at again")),
        ("late_reason", _("Why it was taken after the time")),
    )
    return [
        Paper(
            row.get_stage_display(),
            row.asked_on,
            row.unit.short_name if row.unit else str(_("superior federation, entered by hand")),
            _texts(vault, row, labels),
        )
        for row in Review.objects.filter(case=case).select_related("unit")
    ]


def follow_ups(case: Case, *, vault: Vault | None) -> list[tuple[FollowUp, str]]:
    """Every attempt to ask her, latest first, with what she said for those who may read it."""
    rows = FollowUp.objects.filter(case=case).select_related("by")
    return [(row, vault.open(row, "note") if vault else "") for row in rows]


def said_at_closing(petition: Petition | None, asked: Iterable[FollowUp], *, rated: bool) -> str:
    """Her word as the form that closed the matter has it; empty where she or a follow-up said it before."""
    if petition is None or rated or any(row.satisfaction for row in asked):
        return ""
    return petition.get_satisfaction_display() if petition.satisfaction else ""


def rating(case: Case, *, vault: Vault | None) -> tuple[Rating, str] | None:
    """What she said herself with number and code; her words for those who may read them."""
    row = Rating.objects.filter(pk=case.pk).first()
    return (row, vault.open(row, "words") if vault else "") if row else None
