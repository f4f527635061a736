"""Rows that are counted, and the function of the database that counts some of them again; a registry.

What stands above the matters (rounds of visits) says so in its `ready()`.
"""

_recounts = ["stat_recount_cases", "stat_recount_letters"]


def count(recount: str) -> None:
    """Name a function `(after uuid, most int) → (last uuid, wrong int)` that brings entries to what rows say."""
    if recount not in _recounts:
        _recounts.append(recount)


def recounts() -> tuple[str, ...]:
    """Every such function, in the order of their naming."""
    return tuple(_recounts)
