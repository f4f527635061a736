"""Whose bookings these are: upper apps register how theirs follow a chair that changes hands; this app never knows a case."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Follower:
    """`hold` locks what hangs on these bookings before any chair is locked; `moved` answers False when the colleague
    must not take one over (booking, the user before, the user after); `barred` says so before she is asked at all."""

    hold: Callable[[list[UUID]], None]
    moved: Callable[[UUID, int, int], bool]
    barred: Callable[[list[UUID], int], bool]


_followers: dict[str, Follower] = {}


def register(subject_kind: str, follower: Follower) -> None:
    """Called once for each kind of subject from the upper app's `ready()`."""
    _followers[subject_kind] = follower


def of(subject_kind: str) -> Follower | None:
    """The follower of a kind; a visitor's number has none."""
    return _followers.get(subject_kind)
