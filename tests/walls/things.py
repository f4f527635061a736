"""One thing to ask for, as the world of the matrix has it."""

from dataclasses import dataclass, field
from typing import Any

from cases.casefile.models import Case
from tests.walls.pages import Matter


@dataclass(frozen=True)
class Thing:
    """One thing to ask for: its name, the address, and the matter behind it."""

    label: str
    kwargs: dict[str, Any] = field(default_factory=dict)
    matter: Matter | None = None
    case: Case | None = None
    verb: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    methods: tuple[str, ...] = ("GET", "POST")
