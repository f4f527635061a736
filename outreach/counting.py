"""Small numbers are withheld and larger ones told in steps, so that no difference of two pages leads to one household.

A total beside its parts gives withheld parts away. In whole steps every difference is a span.
"""

STEP = 5


def banded(number: int) -> int | None:
    """The number down to a whole step; None for fewer than one step, none at all among them."""
    return number // STEP * STEP or None
