"""One gate: it answers Allowed, or a Refusal whose sentence stands on the button and in the API."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from network.access.reach import Reach
from network.access.roles import AREA_LEVELS, ROLES
from network.access.scope import Post, Scope


class Located(Protocol):
    """A row that has a unit with its ancestors and an owner."""

    @property
    def unit_id(self) -> int:
        """The unit that owes the next step."""

    @property
    def city_id(self) -> int | None:
        """Its city."""

    @property
    def county_id(self) -> int | None:
        """Its county."""

    @property
    def township_id(self) -> int | None:
        """Its township."""

    @property
    def owner_id(self) -> int | None:
        """Who holds it."""


@dataclass(frozen=True)
class Allowed:
    """Yes; `role` is the post that allows it."""

    role: str

    def __bool__(self) -> bool:
        return True


class Refusal(Exception):
    """No, with a code for machines and a sentence for people; verbs raise it, buttons print it."""

    def __init__(self, code: str, sentence: object) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return str(self.sentence)


# What stands against an action on a row although her post carries it; upper apps name it, this app never knows why.
_bars: list[Callable[[Scope, str, Any], Refusal | None]] = []


def bar(says: Callable[[Scope, str, Any], Refusal | None]) -> None:
    """Called once for each reason from the upper app's `ready()`; it answers with the Refusal, or None."""
    _bars.append(says)


def _barred(scope: Scope, action: str, row: Located | None) -> Refusal | None:
    if row is None:
        return None
    return next((said for says in _bars if (said := says(scope, action, row)) is not None), None)


def _reaches(post: Post, reach: Reach, scope: Scope, row: Located) -> bool:
    if reach is Reach.HOLDS:
        return row.owner_id == scope.user_id or row.owner_id in scope.stands_for
    if reach is Reach.UNIT:
        return row.unit_id == post.unit_id
    if reach is Reach.AREA:
        return post.level in AREA_LEVELS and post.unit_id in (
            row.city_id,
            row.county_id,
            row.township_id,
            row.unit_id,
        )
    return True


def ask(scope: Scope, action: str, row: Located | None = None) -> Allowed | Refusal:
    """Whether one of her posts carries the action as far as the row; without a row, whether any knows it."""
    known = False
    for post in scope.posts:
        reaches = ROLES[post.role].reaches(action, post.level)
        known = known or bool(reaches)
        if any(reach is Reach.ANY or row is None or _reaches(post, reach, scope, row) for reach in reaches):
            said = _barred(scope, action, row)
            return said if said is not None else Allowed(post.role)
    if known:
        return Refusal("not_yours", _("This matter is in other hands, so you cannot do this here."))
    return Refusal("role", _("Your post does not include this step."))


def require(scope: Scope, action: str, row: Located | None = None) -> Allowed:
    """Like `ask`, but raises the Refusal."""
    answer = ask(scope, action, row)
    if isinstance(answer, Refusal):
        raise answer
    return answer
