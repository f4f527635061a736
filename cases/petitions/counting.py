"""How petitions are counted: 件次, 件, 批次, 人次; first and repeat; individual and collective; over a level.

What statistics add up stands here once. A visit is whatever brings people into a room: visit, reception day,
station, talk point, patrol.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from cases.casefile.models import Case, Event
from cases.petitions.models import Petition
from cases.vocabulary.intake import Channel
from network.deadlines import calculator
from network.units.models import Unit
from sisterhood.lib import clock

VISITS = (Channel.VISIT, Channel.RECEPTION_DAY, Channel.STATION, Channel.TALK_POINT, Channel.PATROL)
# Of these she chose the door herself (走访); only they can go over somebody's head.
CALLS = (Channel.VISIT, Channel.RECEPTION_DAY)


@dataclass(frozen=True)
class Tally:
    """The figures of a set of petitions.

    `contacts` 件次: every registration, and every contact logged on a final matter. `matters` 件: registrations
    that were not merged into another. `batches` 批次: visits, one person or many. `persons` 人次: people who came
    on those visits. `first` + `repeat` = contacts, `individual` + `collective` = batches. `skipping` 越级: visits
    found to have gone over the next higher level.
    """

    contacts: int = 0
    matters: int = 0
    batches: int = 0
    persons: int = 0
    first: int = 0
    repeat: int = 0
    individual: int = 0
    collective: int = 0
    skipping: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Disjoint sets of petitions add up, whatever order they are taken in."""
        return Tally(*(a + b for a, b in zip(vars(self).values(), vars(other).values(), strict=True)))


def tally(petitions: QuerySet[Petition]) -> Tally:
    """The figures of the petitions the caller selected, within her scope, in two statements."""
    visit = Q(case__channel__in=VISITS)
    got = petitions.order_by().aggregate(
        contacts=Count("pk"),
        matters=Count("pk", filter=~Q(state="merged")),
        batches=Count("pk", filter=visit),
        persons=Sum("group_size", filter=visit, default=0),
        repeat=Count("pk", filter=Q(is_repeat=True)),
        collective=Count("pk", filter=visit & Q(is_collective=True)),
        skipping=Count("pk", filter=Q(is_skip_level=True)),
    )
    logged = Event.objects.filter(verb="log_contact", case_id__in=petitions.order_by().values("pk")).count()
    return Tally(
        contacts=got["contacts"] + logged,
        matters=got["matters"],
        batches=got["batches"],
        persons=got["persons"],
        first=got["contacts"] - got["repeat"],
        repeat=got["repeat"] + logged,
        individual=got["batches"] - got["collective"],
        collective=got["collective"],
        skipping=got["skipping"],
    )


def is_collective(group_size: int, *, group: int | None = None) -> bool:
    """集体: as many people as the limit says, or more; `group` spares reading it for each row."""
    return group_size >= (group if group is not None else group_limit())


def group_limit() -> int:
    """From how many people on a visit is collective."""
    return calculator.length_of("petition.group")


def repeats_since(received_on: Any) -> Any:
    """An earlier matter that ended before this moment does not make a repeat of one received on that day."""
    days = calculator.length_of("petition.repeat")
    return clock.start_of_day(received_on - timedelta(days=days))


def skips_level(case: Case, competent: Unit) -> bool:
    """越级 (art. 20(1)): she called at a unit more than one level above the federation that is competent.

    Known when the competent federation is: when the matter is given to it. Nobody knows whether she asked there by
    word of mouth, nor the level of a body outside the federations; such matters are not counted.
    """
    return case.channel in CALLS and case.origin_unit.level < competent.level - 1
