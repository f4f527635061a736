"""Whether somebody is a minor, and what she can do in law by herself (民法典 art. 17–20): computed on a day, never stored.

What is known of her age may be a birth date, an age somebody stated on a day, or a year. Of what is not exact the
lowest age counts that can be true: in doubt she is a child a little longer.
"""

from dataclasses import dataclass
from datetime import date

from cases.vocabulary.intake import Capacity

ADULT = 18  # 民法典 art. 17
OWN_LABOUR = 16  # art. 18
LIMITED = 8  # art. 19 and 20


def years_between(first: date, last: date) -> int:
    """Whole years, reached on the birthday itself; of 29 February on 1 March where the year has no such day."""
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def _anniversary(first: date, years: int) -> date:
    """The same day some years later; of 29 February on 1 March where the year has no such day."""
    try:
        return first.replace(year=first.year + years)
    except ValueError:
        return date(first.year + years, 3, 1)


@dataclass(frozen=True)
class Age:
    """What is known: `born`, or `stated` years on `stated_on`, or `born_in` alone; the most exact one counts."""

    born: date | None = None
    stated: int | None = None
    stated_on: date | None = None
    born_in: int | None = None

    @property
    def is_exact(self) -> bool:
        """Whether the birth date itself is known."""
        return self.born is not None

    def least(self, on: date) -> int | None:
        """The lowest age that can be true on a day, never below nothing; None when nothing is known."""
        if self.born is not None:
            return max(0, years_between(self.born, on))
        if self.stated is not None and self.stated_on is not None:
            return self.stated + max(0, years_between(self.stated_on, on))
        if self.born_in is not None:
            return max(0, on.year - self.born_in - 1)
        return None

    def comes_of_age(self) -> date | None:
        """The first day on which she is surely an adult, as `least` counts; None when nothing is known."""
        if self.born is not None:
            return _anniversary(self.born, ADULT)
        if self.stated is not None and self.stated_on is not None:
            return _anniversary(self.stated_on, max(0, ADULT - self.stated))
        if self.born_in is not None:
            return date(self.born_in + ADULT + 1, 1, 1)
        return None


def is_minor(age: Age, on: date) -> bool:
    """Under eighteen on the day, as far as is known."""
    years = age.least(on)
    return years is not None and years < ADULT


def capacity(age: Age, on: date, *, own_labour: bool = False) -> Capacity | None:
    """None, limited or full capacity on the day; `own_labour`: from sixteen she lives mainly on what she earns herself.

    None when nothing is known of her age.
    """
    years = age.least(on)
    if years is None:
        return None
    if years < LIMITED:
        return Capacity.NONE
    if years >= ADULT or (years >= OWN_LABOUR and own_labour):
        return Capacity.FULL
    return Capacity.LIMITED


def needs_guardian(age: Age, on: date, *, own_labour: bool = False) -> bool:
    """Whether a guardian acts or consents for her (art. 19 and 20)."""
    return capacity(age, on, own_labour=own_labour) in (Capacity.NONE, Capacity.LIMITED)
