"""The hundred points of a village (domain.md §6.6 `[policy]`): a table, and the one function that reads it.

A part earns its points by how far its fact comes to `full`. A fact that is not known earns everything where `unknown` says
so. No fact counts reports, matters, households or offences, so nothing that is reported can be told from any of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from outreach.threezero.lists import Indicator

VERSION = 1
Facts = Mapping[str, int | None]


@dataclass(frozen=True)
class Part:
    """`fact` earns all `points` from `full` on (tenths of a share, a number, or 1 for yes); `unknown`: what counts without it."""

    code: str
    indicator: Indicator
    points: int
    fact: str
    full: int
    label: Any
    means: Any
    unknown: int = 0


_DUTIES = _(
    "share of duties done in time among all duties of the village's own people: passing on, taking up, reporting, visiting,"
    " rounds; all kinds of matters together. While few were missed, and without any, it counts in full."
)
PARTS = (
    Part("response", Indicator.RESPONSE, 20, "response", 10, _("Duties done in time"), _DUTIES, unknown=10),
    Part(
        "rounds",
        Indicator.RESPONSE,
        10,
        "visited",
        10,
        _("Rounds made in the hamlets"),
        _("share of hamlets where two went round in the year"),
        unknown=10,
    ),
    Part(
        "trained",
        Indicator.RESPONSE,
        5,
        "trained",
        1,
        _("Volunteers trained"),
        _("volunteers of the village were trained in the year"),
    ),
    Part(
        "minor_response",
        Indicator.MINORS,
        10,
        "response",
        10,
        _("Duties done in time, once more"),
        _DUTIES,
        unknown=10,
    ),
    Part(
        "minor_talks",
        Indicator.MINORS,
        10,
        "minor_talks",
        2,
        _("Activities for minors"),
        _(
            "two counted activities of the year on the protection and the law of minors, or on raising children"
        ),
    ),
    Part(
        "minor_partners",
        Indicator.MINORS,
        5,
        "minor_partners",
        1,
        _("Partners for minors"),
        _("one of these was held together with a school, court, police or another body"),
    ),
    Part(
        "talks",
        Indicator.PREVENTION,
        8,
        "talks",
        2,
        _("Talks on prevention"),
        _("two counted activities of the year against drugs or violence at home, or on rights in law"),
    ),
    Part(
        "publicity",
        Indicator.PREVENTION,
        7,
        "publicity",
        4,
        _("Publicity through the year"),
        _("months of the year with boards, films, slogans or doors; enough of them earn all"),
    ),
    Part(
        "stations",
        Indicator.NETWORK,
        4,
        "stations",
        10,
        _("Stations"),
        _("share of hamlets with a station that serves them"),
        unknown=10,
    ),
    Part(
        "heads",
        Indicator.NETWORK,
        4,
        "heads",
        10,
        _("Heads of stations"),
        _("share of hamlets with a head who was chosen and trained and is in her term"),
        unknown=10,
    ),
    Part(
        "team",
        Indicator.NETWORK,
        3,
        "team",
        1,
        _("A team of volunteers"),
        _("a team for rights or of patrols stands and has a leader"),
    ),
    Part(
        "patrols",
        Indicator.NETWORK,
        4,
        "patrols",
        10,
        _("Safe patrols"),
        _("share of the year's patrols that were reported as back; without patrols nothing is earned"),
    ),
    Part(
        "families",
        Indicator.FAMILIES,
        4,
        "families",
        2,
        _("Activities of families"),
        _("two counted activities of the year with families"),
    ),
    Part(
        "pledge",
        Indicator.FAMILIES,
        3,
        "pledge",
        1,
        _("The pledge"),
        _("a pledge campaign was held; how many took part is not weighed"),
    ),
    Part(
        "safe_families",
        Indicator.FAMILIES,
        3,
        "safe_families",
        1,
        _("Safe families"),
        _("the programme is open and families joined; how many is not weighed"),
    ),
)
NEVER: dict[str, Any] = {
    Indicator.RESPONSE: _("How many reports there were, of what kind, from whom or about whom."),
    Indicator.MINORS: _("Names, offences, children who left school, or anything about one child."),
    Indicator.PREVENTION: _("Anything about a person, what people believe, or what somebody did."),
    Indicator.NETWORK: _("What a patrol saw of people; it sees places alone."),
    Indicator.FAMILIES: _("Which families take part and which do not."),
}
FACTS = tuple(dict.fromkeys(part.fact for part in PARTS))


def earned(part: Part, facts: Facts) -> int:
    """Points of one part, whole and rounded down."""
    told = facts.get(part.fact)
    known = part.unknown if told is None else told
    return part.points * max(0, min(known, part.full)) // part.full


def points(facts: Facts) -> dict[str, int]:
    """Points by part; together at most a hundred. More of any fact never earns less."""
    return {part.code: earned(part, facts) for part in PARTS}
