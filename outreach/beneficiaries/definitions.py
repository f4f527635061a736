"""留守儿童, 流动儿童 as pure functions of facts; which condition is missing is told, so that nobody argues with a label.

国发〔2016〕13号: both parents away for work, or one away and the other not able to be guardian, under sixteen. Away for half
a year and across counties is how monitoring counts it (a policy row, like the age).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

AGE, MONTHS = "beneficiary.age", "beneficiary.months"
ADULT = 18  # 民法典 art. 17


@dataclass(frozen=True)
class Bounds:
    """Under how many years of age, and away for at least how many months."""

    age: int = 16
    months: int = 6


@dataclass(frozen=True)
class Facts:
    """What the paper says: whole months away, and whether the way leads over a county's border.

    `with_parents`: the child itself lives away from where it is registered, with a parent or guardian.
    """

    born_on: date
    parents_away: str
    other_able: bool
    with_parents: bool
    months_away: int
    across_counties: bool


def birthday(born_on: date, years: int) -> date:
    """The day on which somebody is so many years old; a 29 February waits for 1 March."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def age(born_on: date, on: date) -> int:
    """Whole years on a day; below zero before birth."""
    years = on.year - born_on.year
    return years if birthday(born_on, years) <= on else years - 1


def lacking(category: str, facts: Facts, *, on: date, bounds: Bounds) -> tuple[str, Any] | None:
    """The first condition that is not met, as (field, sentence); None where the definition holds."""
    if not 0 <= age(facts.born_on, on) < bounds.age:
        return "born_on", _("This category is for children under %(years)d.") % {"years": bounds.age}
    if not facts.across_counties:
        return "across_counties", _("It counts only across the border of a county.")
    if facts.months_away < bounds.months:
        return "months_away", _("It counts from %(months)d months on.") % {"months": bounds.months}
    if category == "migrant":
        return (
            None
            if facts.with_parents
            else ("with_parents", _("A migrant child lives away with a parent or guardian."))
        )
    if facts.with_parents:
        return "with_parents", _("Whoever lives with a parent elsewhere is not left behind.")
    if facts.parents_away == "both" or (facts.parents_away == "one" and not facts.other_able):
        return None
    return "parents_away", _("Both parents are away, or one is and the other cannot be guardian.")


def is_left_behind(facts: Facts, *, on: date, bounds: Bounds = Bounds()) -> bool:
    """留守儿童."""
    return lacking("left_behind", facts, on=on, bounds=bounds) is None


def is_migrant(facts: Facts, *, on: date, bounds: Bounds = Bounds()) -> bool:
    """流动儿童."""
    return lacking("migrant", facts, on=on, bounds=bounds) is None
