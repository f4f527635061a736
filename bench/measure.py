"""Interleaved medians, and the product's own SQL caught on its way to the database."""

import gc
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection

WARM_UP = 4
ENOUGH = 60  # rounds that a median needs; more while there is time
SECONDS = 12.0
Statement = tuple[str, Any]


class Unequal(RuntimeError):
    """Two forms of one question gave different rows: their speeds must not be compared."""


@dataclass(frozen=True)
class Check:
    """One ratio against its target; `least` turns the target round."""

    name: str
    ratio: float
    target: float
    least: bool = False

    @property
    def ok(self) -> bool:
        return self.ratio >= self.target if self.least else self.ratio <= self.target


@dataclass
class Finding:
    """What one case of the bench found: its checks (the first is the case's own ratio) and medians in ms."""

    title: str
    checks: list[Check]
    ms: dict[str, float] = field(default_factory=dict)
    notes: dict[str, float] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return all(check.ok for check in self.checks)


@contextmanager
def quiet() -> Iterator[None]:
    """No garbage collection while the clock runs."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def interleave(arms: dict[str, Callable[[int], object]], rounds: int) -> dict[str, float]:
    """Median milliseconds of each arm; every round calls all arms once, in another order.

    An arm takes the number of the round, so that two arms meet the same unit in the same round. After
    SECONDS it ends early, though never before ENOUGH rounds.
    """
    order, times = list(arms), {name: [] for name in arms}
    shuffle = random.Random(1)
    with quiet():
        start = perf_counter()
        for turn in range(-WARM_UP, rounds):
            if turn >= ENOUGH and perf_counter() - start > SECONDS:
                break
            shuffle.shuffle(order)
            for name in order:
                begun = perf_counter()
                arms[name](turn % rounds)
                if turn >= 0:
                    times[name].append((perf_counter() - begun) * 1000)
    return {name: round(median(some), 4) for name, some in times.items()}


def caught(ask: Callable[[], object]) -> list[Statement]:
    """The SELECT statements that a piece of the product sends, with their values."""
    found: list[Statement] = []

    def keep(execute: Callable, statement: str, params: Any, many: bool, context: dict) -> Any:
        if statement.lstrip("( ").upper().startswith("SELECT"):
            found.append((statement, params))
        return execute(statement, params, many, context)

    with connection.execute_wrapper(keep):
        ask()
    return found


def same(answers: dict[str, Any]) -> None:
    """Raise Unequal unless every form gave the same answer."""
    if len({repr(answer) for answer in answers.values()}) > 1:
        raise Unequal(f"different rows from: {', '.join(answers)}")
