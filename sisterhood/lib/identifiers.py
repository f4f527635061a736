"""Primary keys made before the row exists: encryption binds a value to its row, so the key comes first."""

import hashlib
import json
import os
import time
import uuid
from threading import Lock

_RANDOM_BITS = 74
_RANDOM_MASK = (1 << _RANDOM_BITS) - 1


class _Sequence:
    """The last (millisecond, random) pair handed out; a fresh pair is always greater."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._millisecond = 0
        self._random = 0

    def next(self, millisecond: int) -> tuple[int, int]:
        with self._lock:
            if millisecond > self._millisecond:
                self._millisecond = millisecond
                self._random = int.from_bytes(os.urandom(10)) & _RANDOM_MASK
            else:
                self._random += 1 + int.from_bytes(os.urandom(4))
                if self._random > _RANDOM_MASK:
                    self._millisecond += 1
                    self._random = int.from_bytes(os.urandom(10)) & _RANDOM_MASK
            return self._millisecond, self._random

    def forget(self) -> None:
        """A forked child starts anew, so that it cannot repeat what its parent hands out."""
        self.__init__()  # type: ignore[misc]


_sequence = _Sequence()
os.register_at_fork(after_in_child=_sequence.forget)


def uuid7() -> uuid.UUID:
    """A version 7 UUID (RFC 9562 §5.7, monotonic by method 2 of §6.2).

    48 bits of real milliseconds since 1970, then 74 random bits. Within one process every value is greater
    than the one before, also when the machine's clock steps back. Never follows a moved demo clock.
    """
    millisecond, random = _sequence.next(time.time_ns() // 1_000_000)
    high, low = random >> 62, random & ((1 << 62) - 1)
    return uuid.UUID(int=(millisecond << 80) | (7 << 76) | (high << 64) | (0b10 << 62) | low)


def of_content(ident: str, *words: object) -> str:
    """The number of what a form says, 32 hexadecimal digits: sent twice it is the same, with other words another.

    `ident` is drawn by chance and known to its form alone, so nobody can guess the number of somebody else's words.
    """
    said = json.dumps([ident, *words], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:32]
