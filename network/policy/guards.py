"""What the law leaves to us of a period: how long at most, and whose right it is.

A statutory period of ours may be shortened, never lengthened. A period that is somebody's right stays as it is.
"""

from dataclasses import dataclass

from network.deadlines.policy import LIMITS


@dataclass(frozen=True)
class Guard:
    """`longest` and `longest_extension` as the limit counts; `is_right`: it is hers, so it is not shortened either."""

    longest: int
    longest_extension: int
    is_right: bool
    source: str


# The petitioner's time to ask for a review, and the receiving unit's time to object.
RIGHTS = ("petition.review_window", "petition.reexamination_window", "petition.objection")

GUARDS = {
    row.code: Guard(row.length, row.extension, row.code in RIGHTS, row.source)
    for row in LIMITS
    if row.is_statutory
}
