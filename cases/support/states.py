"""The states of concern notes, support files, visits and talks (domain.md §6.5); the diagrams are printed from here.

`darken_file` has no actor: the days of the policy row do it, and nobody can stop them but a review in time.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.support.lists import EducationState, FileState, NoteState, VisitState
from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition

_LIVE = ("proposed", "signed", "active", "reviewed", "paused")


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    actors = tuple(role for role, row in ROLES.items() if event in row.may)
    return Transition(event, sources, target, actors, label)


CONCERN = StateTable(
    name="concern_note",
    states=dict(NoteState.choices),
    initial=NoteState.NOTED,
    transitions=(
        _on("review_note", ("noted",), "reviewed", _("look at the note")),
        _on("step_aside", ("noted",), "noted", _("step aside from the note")),
        _on("step_aside", ("reviewed",), "reviewed", _("step aside from the note")),
        _on("redirect_note", ("reviewed",), "redirected", _("send it its own way")),
        _on("propose_file", ("reviewed",), "opened", _("propose a support file")),
        _on("dismiss_note", ("reviewed",), "dismissed", _("nothing follows from the note")),
    ),
)
FILE = StateTable(
    name="support_file",
    states=dict(FileState.choices),
    initial=FileState.PROPOSED,
    transitions=(
        _on("sign_file", ("proposed",), "signed", _("sign off the file")),
        _on("approve_file", ("signed",), "active", _("approve the file")),
        _on("refuse_file", ("proposed", "signed"), "refused", _("do not open the file")),
        _on("give_notice", ("active",), "active", _("give the family notice")),
        _on("name_worker", ("active",), "active", _("name another worker")),
        _on("write_review", ("active",), "reviewed", _("write the review")),
        _on("continue_file", ("reviewed",), "active", _("support goes on, confirm")),
        _on("end_file", ("reviewed",), "restricted", _("end the file")),
        _on("return_review", ("reviewed",), "active", _("give the review back")),
        _on("ask_longer", ("active",), "active", _("ask for a later last day")),
        _on("grant_longer", ("active",), "active", _("grant the later last day")),
        _on("refuse_longer", ("active",), "active", _("refuse the later last day")),
        _on("take_objection", ("active", "reviewed"), "paused", _("the family objects")),
        _on("accept_objection", ("paused",), "restricted", _("accept the objection")),
        _on("answer_objection", ("paused",), "active", _("correct, or refuse with reasons")),
        _on("darken_file", _LIVE, "restricted", _("the file goes dark")),
        _on("propose_destruction", ("restricted",), "restricted", _("propose to destroy the file")),
        _on("destroy_file", ("restricted",), "destroyed", _("destroy the file")),
    ),
)
OUTREACH = StateTable(
    name="outreach_visit",
    states=dict(VisitState.choices),
    initial=VisitState.ASKED,
    transitions=(
        _on("record_outreach", ("asked",), "visited", _("record the visit made")),
        _on("decline_outreach", ("asked",), "declined", _("not wanted at the door, note it")),
        _on("call_off_outreach", ("asked",), "called_off", _("call the visit off")),
    ),
)
EDUCATION = StateTable(
    name="education_session",
    states=dict(EducationState.choices),
    initial=EducationState.PLANNED,
    transitions=(
        _on("check_survivor", ("planned",), "checked", _("record that she is safe")),
        _on("hold_education", ("checked",), "held", _("record the talk")),
        _on("call_off_education", ("planned", "checked"), "called_off", _("call the talk off")),
    ),
)
LABELS: dict[str, Any] = {
    each.event: each.label for table in (CONCERN, FILE, OUTREACH, EDUCATION) for each in table.transitions
} | {
    "note_concern": _("write a concern note"),
    "ask_visit": _("ask for a friendly visit"),
    "plan_visit": _("plan a visit with offers"),
    "plan_education": _("plan a talk about the law"),
}
