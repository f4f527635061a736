"""What somebody may do next with a petition, and which step a page puts first."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.coordination.buttons import BUTTONS as DEMANDS
from cases.coordination.investigations import is_any_open
from cases.coordination.states import LABELS as DEMAND_LABELS
from cases.coordination.urging import waiting_for_approval
from cases.petitions import opinions
from cases.petitions.buttons import BUTTONS
from cases.petitions.hand_over import handed_on
from cases.petitions.models import Petition
from cases.petitions.reports import owing_answered
from cases.petitions.states import LABELS, PETITION
from cases.petitions.step import possible
from cases.protection.buttons import STEPS as PROTECTION
from cases.protection.reports import REPORT
from cases.vocabulary.petitions import WaitsFor
from network.access import gate
from network.access.gate import Refusal
from network.access.scope import Scope
from sisterhood.lib.states import IllegalTransition

_WAITS = _("Waiting for the leader's decision.")
_OWNER, _LEADER = WaitsFor.OWNER, WaitsFor.LEADER
# What the page puts first, by state and by who owes the next step; the rest stands under "other steps".
FIRST: dict[tuple[str, str], tuple[str, ...]] = {
    ("registered", _OWNER): ("take_up", "triage", "pass_on", "reassign"),
    ("transferred", _OWNER): ("take_up",),
    ("assigned", _OWNER): ("take_up",),
    ("objected", _OWNER): ("uphold_objection",),
    ("triaged", _LEADER): ("accept",),
    ("triaged", _OWNER): ("guide_out", "assign", "demand", "mediate", "reply", "advise", "choose_route"),
    ("accepted", _OWNER): ("start",),
    ("handling", _OWNER): ("draft_opinion", "inform"),
    ("handling", _LEADER): ("answer",),
    ("hearing", _OWNER): ("end_hearing",),
    ("answered", _OWNER): ("report_back", "follow_up", "close"),
    ("reported", _OWNER): ("accept_report",),
    ("under_review", _OWNER): ("draft_opinion", "record_external"),
    ("under_review", _LEADER): ("answer_review",),
    ("review_answered", _OWNER): ("follow_up", "close"),
    ("under_reexamination", _OWNER): ("draft_opinion", "record_external"),
    ("under_reexamination", _LEADER): ("answer_reexamination",),
    ("reexamination_hearing", _OWNER): ("end_hearing",),
}

# While one of these clocks runs, its duty goes before everything else.
PRESSING = {REPORT: "mandatory_report", "petition.urgent_report": "urgent_report"}


def order(case: Case, petition: Petition, *, rated: bool, running: Sequence[str] = ()) -> tuple[str, ...]:
    """What comes first of all, given the limits that run, nearest due first; who has rated herself is not asked again."""
    pressing = tuple(PRESSING[limit] for limit in running if limit in PRESSING)
    steps = FIRST.get((petition.state, case.waits_for), ())
    return pressing + tuple(verb for verb in steps if not (rated and verb == "follow_up"))


def first_steps(
    case: Case,
    petition: Petition,
    scope: Scope,
    *,
    rated: bool = False,
    owes: bool = False,
    drafted: bool = False,
    running: Sequence[str] = (),
) -> list[str]:
    """The verbs she may do now, the one the page puts first at the head.

    A report back only where one is owed, a decision only where a draft waits for it.
    """
    answers = possible(case, petition, scope)
    allowed = [
        verb
        for verb, refusal in answers.items()
        if refusal is None
        and verb in BUTTONS
        and not _taken(verb, case, scope)
        and (owes or verb != "report_back")
        and (drafted or verb not in opinions.DECIDES)
    ]
    steps = order(case, petition, rated=rated, running=running)
    head = sorted((verb for verb in allowed if verb in steps), key=steps.index)[:1]
    return head + [verb for verb in allowed if verb not in head]


def steps(
    case: Case, petition: Petition, scope: Scope, *, rated: bool = False, running: Sequence[str] = ()
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The first button with its sentence and its address, and the others.

    A duty in minutes comes before everything. An urging opinion that waits for approval comes first for whoever may
    approve it, and leaves nobody else a first.
    """
    drafted = opinions.pending(case, petition) is not None
    owes = bool(owing_answered([case]))
    verbs = first_steps(case, petition, scope, rated=rated, owes=owes, drafted=drafted, running=running)
    if "inform" in verbs and is_any_open(case):
        verbs.remove("inform")
    if "hand_back" in verbs and handed_on(case) is None:
        verbs.remove("hand_back")
    rows = [
        {
            "verb": verb,
            "button": BUTTONS[verb],
            "label": LABELS[verb],
            "url": reverse("case_verb", args=[case.pk, verb]),
        }
        for verb in verbs
    ]
    if _owes_report(case, scope, running):
        return [_report(case)], rows
    urging = urgings([case]).get(case.pk)
    if urging is not None and not any(limit in PRESSING for limit in running):
        return ([_urge(case, urging)] if gate.ask(scope, "urge", case) else []), rows
    ordered = order(case, petition, rated=rated, running=running)
    first = [row for row in rows[:1] if row["verb"] in ordered]
    return first, [row for row in rows if row not in first]


def _owes_report(case: Case, scope: Scope, running: Sequence[str]) -> bool:
    """Whether the report is hers and no other duty in minutes is due before it."""
    nearest = next((limit for limit in running if limit in PRESSING), None)
    return nearest == REPORT and bool(gate.ask(scope, "mandatory_report", case))


def _report(case: Case) -> dict[str, Any]:
    """The one form of the duty to report, in ordinary and sealed matters."""
    button = PROTECTION["mandatory_report"]
    url = reverse("protection_verb", args=[case.pk, "mandatory_report"])
    return {"verb": "mandatory_report", "button": button, "label": button.label, "url": url}


def why_not(
    verb: str, case: Case, petition: Petition | None, scope: Scope
) -> Refusal | IllegalTransition | None:
    """Why she cannot do this now, said before she types; None where she can."""
    if petition is None:
        return Refusal("closed_to_you", _("You may see the card of this matter, but not open it."))
    late = PETITION.refuses(petition.state, verb)
    if late is not None:
        return late
    answer = possible(case, petition, scope).get(verb)
    if answer is None and verb in opinions.DECIDES and opinions.pending(case, petition) is None:
        return Refusal("opinion", opinions.NO_DRAFT)
    return answer


def urgings(cases: Iterable[Case]) -> dict[UUID, UUID]:
    """Case → the demand whose urging opinion waits for the leader; asks nothing when no matter waits for one."""
    waiting = [case.pk for case in cases if case.waits_for == WaitsFor.LEADER and not case.closed_at]
    return waiting_for_approval(waiting) if waiting else {}


def _urge(case: Case, demand: UUID) -> dict[str, Any]:
    return {
        "verb": "urge",
        "button": DEMANDS["urge"],
        "label": DEMAND_LABELS["urge"],
        "url": reverse("investigation_verb", args=[case.pk, demand, "urge"]),
    }


def next_step(
    case: Case,
    petition: Petition | None,
    scope: Scope,
    *,
    urging: bool = False,
    rated: bool = False,
    owes: bool = False,
    drafted: bool = False,
    running: Sequence[str] = (),
) -> Any:
    """The sentence of what she herself does next; whom the matter waits for when it is not she."""
    if _owes_report(case, scope, running):
        return PROTECTION["mandatory_report"].sentence
    if urging and not any(limit in PRESSING for limit in running):
        return DEMANDS["urge"].sentence if gate.ask(scope, "urge", case) else _WAITS
    if petition is not None:
        steps = first_steps(case, petition, scope, rated=rated, owes=owes, drafted=drafted, running=running)
        for verb in steps[:1]:
            if verb in order(case, petition, rated=rated, running=running):
                return BUTTONS[verb].sentence
    if case.waits_for == WaitsFor.LEADER and not case.closed_at:
        return _WAITS
    return ""


def _taken(verb: str, case: Case, scope: Scope) -> bool:
    return bool(verb == "take_up" and case.taken_up_at and case.owner_id == scope.user_id)
