"""The routes (信访工作条例 art. 22, 23, 29, 31; 妇女权益保障法 art. 73): which steps belong to which, and when.

Every petition has exactly one main route. R8, the duty to report, is a mark beside the route and never the route.
R6 is no route any more: an accusation is no petition (`cases/accusations/`). Matters of earlier days keep the word.
"""

from dataclasses import dataclass

from cases.vocabulary.intake import Nature
from cases.vocabulary.petitions import Route


@dataclass(frozen=True)
class RouteRow:
    """`steps` open on this route alone; `clock` starts when it is chosen; `decided` by the unit's leader."""

    code: Route
    steps: tuple[str, ...]
    levels: tuple[int, ...]
    line: tuple[str, ...]
    clock: str = ""
    decided: bool = False
    nature: Nature | None = None


_HEAD = ("registered", "triaged")
ROUTES = {
    row.code: row
    for row in (
        RouteRow(
            Route.R1,
            ("accept", "decline", "answer"),
            (1, 2, 3),
            (*_HEAD, "accepted", "handling", "answered", "closed"),
            decided=True,
        ),
        RouteRow(Route.R2, ("transfer", "assign"), (1, 2), (*_HEAD, "assigned")),
        RouteRow(Route.R3, ("guide_out",), (1, 2, 3), (*_HEAD, "guided_out")),
        RouteRow(
            Route.R4,
            ("demand", "inform"),
            (1, 2),
            (*_HEAD, "handling", "answered", "closed"),
        ),
        RouteRow(Route.R5, ("guide_out",), (1, 2, 3), (*_HEAD, "guided_out"), clock="petition.same_day"),
        RouteRow(Route.R7, ("mediate", "inform"), (1, 2, 3), (*_HEAD, "handling", "answered", "closed")),
        RouteRow(
            Route.R9,
            ("reply",),
            (1, 2, 3),
            (*_HEAD, "closed"),
            clock="petition.suggestion",
            nature=Nature.SUGGESTION,
        ),
        RouteRow(Route.R10, ("advise",), (1, 2, 3), (*_HEAD, "closed"), clock="petition.same_day"),
    )
}
OWN_STEPS = {step for row in ROUTES.values() for step in row.steps}
LAST_PART = {
    "guided_out": (*_HEAD, "guided_out"),
    "under_review": ("answered", "under_review", "review_answered", "closed"),
    "review_answered": ("answered", "under_review", "review_answered", "closed"),
    "under_reexamination": ("answered", "review_answered", "under_reexamination", "final"),
    "reexamination_hearing": ("answered", "review_answered", "reexamination_hearing", "final"),
    "final": ("answered", "review_answered", "under_reexamination", "final"),
}

BESIDE = {"hearing": "handling", "reported": "answered"}  # stations between two stages of a line


def belongs(event: str, route: str) -> bool:
    """Whether an event may happen on a route; events of no route may on all."""
    return event not in OWN_STEPS or (route in ROUTES and event in ROUTES[Route(route)].steps)


def stage_line(state: str, route: str) -> tuple[str, ...]:
    """The stages a page draws, the present one among them; what lies before it need not have happened."""
    line = LAST_PART.get(state) or (ROUTES[Route(route)].line if route in ROUTES else _HEAD)
    if state in line:
        return line
    if BESIDE.get(state) in line:
        here = line.index(BESIDE[state]) + 1
        return (*line[:here], state, *line[here:])
    return (*(line[:2] if state in ("transferred", "assigned", "objected") else line), state)
