"""A state table: which event leads from where to where, and for whom. Checked when it is built."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Words = str | Promise


class StateTableError(ValueError):
    """The table itself is wrong; raised at import, so that a broken table never serves."""


class IllegalTransition(Exception):
    """The event is not possible in this state; str() is a translated sentence for the button and the API."""

    def __init__(self, *, state: str, event: str, sentence: str) -> None:
        super().__init__(sentence)
        self.state, self.event = state, event


@dataclass(frozen=True, slots=True)
class Transition:
    """One event. `actors` name roles for the gate and the docs; this library does not judge them."""

    event: str
    sources: tuple[str, ...]
    target: str
    actors: tuple[str, ...]
    label: Words


class StateTable:
    """`states` maps each state to its label; every state must be reachable from `initial`."""

    def __init__(
        self, name: str, states: Mapping[str, Words], initial: str, transitions: tuple[Transition, ...]
    ) -> None:
        self.name, self.states, self.initial = name, dict(states), initial
        self.transitions = tuple(transitions)
        self._check()
        self._by_source = {(source, each.event): each for each in self.transitions for source in each.sources}

    def transition(self, state: str, event: str) -> Transition:
        """The transition of an event in a state, or IllegalTransition. An unknown state raises KeyError."""
        label = self.states[state]
        found = self._by_source.get((state, event))
        if found is None:
            sentence = _("“%(event)s” is not possible while the state is “%(state)s”.")
            raise IllegalTransition(
                state=state, event=event, sentence=sentence % {"event": self._label_of(event), "state": label}
            )
        return found

    def next(self, state: str, event: str) -> str:
        """The state an event leads to, or IllegalTransition. An unknown state raises KeyError."""
        return self.transition(state, event).target

    def refuses(self, state: str, event: str) -> IllegalTransition | None:
        """Why an event of this table is not possible in a state; None where it is, and for what is no event of it."""
        if all(each.event != event for each in self.transitions):
            return None
        try:
            self.transition(state, event)
        except IllegalTransition as refusal:
            return refusal
        return None

    def allowed(self, state: str) -> list[Transition]:
        """The transitions possible in a state, in the order of the table."""
        return [each for each in self.transitions if state in each.sources]

    def is_final(self, state: str) -> bool:
        """Whether no event leads to another state."""
        return all(each.target == state for each in self.allowed(state))

    def mermaid(self) -> str:
        """The diagram as Mermaid text, by code names, ending in a newline; the same on every run."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        for each in self.transitions:
            actors = f" ({', '.join(each.actors)})" if each.actors else ""
            lines += [f"    {source} --> {each.target}: {each.event}{actors}" for source in each.sources]
        lines += [f"    {state} --> [*]" for state in self.states if self.is_final(state)]
        return "\n".join(lines) + "\n"

    def _label_of(self, event: str) -> Words:
        return next((each.label for each in self.transitions if each.event == event), event)

    def _check(self) -> None:
        used = {self.initial}.union(*({*each.sources, each.target} for each in self.transitions))
        self._demand(used <= self.states.keys(), "unknown states", used - self.states.keys())
        pairs = Counter((source, each.event) for each in self.transitions for source in each.sources)
        twice = [pair for pair, count in pairs.items() if count > 1]
        self._demand(not twice, "events leading two ways from one state", twice)
        rootless = [each.event for each in self.transitions if not each.sources]
        self._demand(not rootless, "events without a source", rootless)
        lost = self.states.keys() - self._reachable()
        self._demand(not lost, "unreachable states", lost)

    def _reachable(self) -> set[str]:
        reached, fresh = set(), {self.initial}
        while fresh:
            reached |= fresh
            fresh = {each.target for each in self.transitions if reached & set(each.sources)} - reached
        return reached

    def _demand(self, holds: bool, fault: str, found: Any) -> None:
        if not holds:
            raise StateTableError(f"{self.name}: {fault}: {', '.join(map(str, sorted(found)))}")
