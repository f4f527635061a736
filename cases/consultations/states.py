"""The states of a session and of a care plan (domain.md §6.3, item 38); the diagrams are printed from here.

Counselling needs the signed consent sheet before it begins and knows medical advice (精神卫生法 art. 23); legal advice
knows neither. Who may is not repeated here: the expert holds her own session, the owner of the matter receives.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.vocabulary.services import ConsultationState
from sisterhood.lib.states import StateTable, Transition

OWNERS = ("city_leader", "city_officer", "county_leader", "county_officer", "township_chair")
EXPECTED = ("booked", "walked_in")
HERE = ("checked_in", "consented", "in_session")
ENDED = ("completed", "crisis", "no_show")


def _on(event: str, sources: tuple[str, ...], target: str, actors: tuple[str, ...], label: Any) -> Transition:
    return Transition(event, sources, target, actors, label)


def _table(name: str, expert: str, *, counselling: bool) -> StateTable:
    here = HERE if counselling else ("checked_in", "in_session")
    both = (*OWNERS, expert)
    follow = (*ENDED, "medical_advised") if counselling else ENDED
    consent = (
        _on("sign_consent", ("checked_in",), "consented", both, _("record the signed consent sheet")),
        _on(
            "advise_medical", ("in_session", "crisis"), "medical_advised", (expert,), _("advise medical care")
        ),
    )
    states = dict(ConsultationState.choices)
    if not counselling:
        states = {k: v for k, v in states.items() if k not in ("consented", "medical_advised")}
    return StateTable(
        name=name,
        states=states,
        initial="booked",
        transitions=(
            _on("walk_in", ("booked",), "walked_in", OWNERS, _("she came without a booking")),
            _on("check_in", EXPECTED, "checked_in", both, _("she is here")),
            *(consent if counselling else ()),
            _on(
                "begin",
                ("consented" if counselling else "checked_in",),
                "in_session",
                (expert,),
                _("begin the session"),
            ),
            _on("complete", ("in_session",), "completed", (expert,), _("end the session")),
            _on("press_crisis", here, "crisis", (expert,), _("crisis")),
            _on("no_show", ("booked",), "no_show", both, _("she did not come")),
            _on("cancel", (*EXPECTED, "checked_in"), "cancelled", OWNERS, _("call the session off")),
            _on("plan_follow_up", follow, "follow_up", both, _("agree on a follow-up")),
            _on("close", (*follow, "follow_up"), "closed", both, _("close the session")),
        ),
    )


LEGAL = _table("legal advice", "legal_adviser", counselling=False)
COUNSELLING = _table("counselling", "counsellor", counselling=True)
TABLES = {"legal": LEGAL, "psychological": COUNSELLING}
# Whether a plan runs is read from its moments. Whether she still comes is no state: only its counsellor counts it.
CARE = StateTable(
    name="care plan",
    states={"running": _("care plan under way"), "ended": _("care plan ended")},
    initial="running",
    transitions=(_on("end_plan", ("running",), "ended", ("counsellor",), _("end the care plan")),),
)
LABELS = {each.event: each.label for each in COUNSELLING.transitions}
