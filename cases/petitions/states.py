"""The states of a petition and the events between them, all ten routes; the diagram is printed from here.

Who may is not repeated here: the actors of an event are the roles whose table of rights names it.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition

STATES = {
    "registered": _("registered"),
    "triaged": _("triaged"),
    "guided_out": _("guided to another body"),
    "transferred": _("transferred"),
    "assigned": _("assigned"),
    "objected": _("objection raised"),
    "accepted": _("accepted"),
    "handling": _("in handling"),
    "hearing": _("hearing"),
    "answered": _("answered"),
    "reported": _("report under check"),
    "under_review": _("under review"),
    "review_answered": _("review answered"),
    "under_reexamination": _("under re-examination"),
    "reexamination_hearing": _("hearing in re-examination"),
    "final": _("final"),
    "closed": _("closed"),
    "declined": _("not accepted"),
    "merged": _("merged"),
    "withdrawn": _("withdrawn"),
    "archived": _("archived"),
}
STATE_CHOICES = list(STATES.items())
END_STATES = ("guided_out", "final", "closed", "declined", "merged", "withdrawn", "archived")
OPEN_STATES = tuple(state for state in STATES if state not in END_STATES)
# The petitioner may still take it back; a review she asked for ends by its opinion.
BEFORE_ANSWER = (
    "registered",
    "triaged",
    "transferred",
    "assigned",
    "objected",
    "accepted",
    "handling",
    "hearing",
)


# Minor matters are routed by whoever may triage those alone; what has just landed is given on by an officer too.
_ALSO = {"triage": "triage_minor", "reassign": "give_out"}


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    actors = tuple(role for role, row in ROLES.items() if {event, _ALSO.get(event)} & row.may.keys())
    return Transition(event, sources, target, actors, label)


PETITION = StateTable(
    name="petition",
    states=STATES,
    initial="registered",
    transitions=(
        _on("pass_on", ("registered",), "registered", _("pass on")),
        _on("take_up", ("registered",), "registered", _("take up")),
        _on("hand_back", ("registered",), "registered", _("hand back")),
        _on("triage", ("registered",), "triaged", _("triage")),
        _on("merge", ("registered", "triaged"), "merged", _("merge")),
        _on("unmerge", ("merged",), "registered", _("undo the merge")),
        _on("choose_route", ("triaged", "handling"), "triaged", _("choose the route")),
        _on("guide_out", ("triaged",), "guided_out", _("guide her to the competent body")),
        _on("transfer", ("triaged",), "transferred", _("transfer")),
        _on("assign", ("triaged",), "assigned", _("assign")),
        _on("take_up", ("transferred", "assigned"), "triaged", _("take up")),
        _on("object_to", ("transferred", "assigned"), "objected", _("object")),
        _on("uphold_objection", ("objected",), "triaged", _("uphold the objection")),
        _on("reject_objection", ("objected",), "assigned", _("reject the objection")),
        _on("accept", ("triaged",), "accepted", _("accept")),
        _on("decline", ("triaged",), "declined", _("decline")),
        _on("advise", ("triaged",), "closed", _("advise and close")),
        _on("reply", ("triaged",), "closed", _("reply to the suggestion")),
        _on("demand", ("triaged",), "handling", _("demand an investigation")),
        _on("demand", ("handling",), "handling", _("demand an investigation")),
        _on("mediate", ("triaged",), "handling", _("send to mediation")),
        _on("start", ("accepted",), "handling", _("start handling")),
        _on("extend", ("handling",), "handling", _("extend")),
        _on("hold_hearing", ("handling",), "hearing", _("hold a hearing")),
        _on("end_hearing", ("hearing",), "handling", _("end the hearing")),
        _on("draft_opinion", ("handling",), "handling", _("draft the opinion")),
        _on("draft_opinion", ("under_review",), "under_review", _("draft the opinion")),
        _on("draft_opinion", ("under_reexamination",), "under_reexamination", _("draft the opinion")),
        _on("return_draft", ("handling",), "handling", _("return the draft")),
        _on("return_draft", ("under_review",), "under_review", _("return the draft")),
        _on("return_draft", ("under_reexamination",), "under_reexamination", _("return the draft")),
        _on("answer", ("handling",), "answered", _("approve and answer")),
        _on("inform", ("handling",), "answered", _("tell her the result")),
        _on("report_back", ("answered",), "reported", _("report back")),
        _on("accept_report", ("reported",), "answered", _("accept the report")),
        _on("return_report", ("reported",), "handling", _("return the report")),
        _on("ask_review", ("answered",), "under_review", _("she asks for a review")),
        _on("answer_review", ("under_review",), "review_answered", _("answer the review")),
        _on("record_external", ("under_review",), "review_answered", _("record the superior's answer")),
        _on(
            "ask_reexamination",
            ("review_answered",),
            "under_reexamination",
            _("she asks for a re-examination"),
        ),
        _on("hold_hearing", ("under_reexamination",), "reexamination_hearing", _("hold a hearing")),
        _on("end_hearing", ("reexamination_hearing",), "under_reexamination", _("end the hearing")),
        _on("answer_reexamination", ("under_reexamination",), "final", _("answer the re-examination")),
        _on("record_external", ("under_reexamination",), "final", _("record the superior's answer")),
        *(_on("follow_up", (state,), state, _("follow up")) for state in ("answered", "review_answered")),
        _on("close", ("answered", "review_answered"), "closed", _("close")),
        _on("withdraw", BEFORE_ANSWER, "withdrawn", _("withdraw")),
        *(_on("reassign", (state,), state, _("give to a colleague")) for state in OPEN_STATES),
        *(_on("declare_recusal", (state,), state, _("conflict of interest")) for state in OPEN_STATES),
        *(_on("urgent_report", (state,), state, _("report as urgent")) for state in OPEN_STATES),
        *(_on("log_contact", (state,), state, _("log a contact")) for state in ("final", "archived")),
        _on("archive", ("closed", "final", "guided_out", "declined", "withdrawn"), "archived", _("archive")),
    ),
)
LABELS = {transition.event: transition.label for transition in PETITION.transitions}
