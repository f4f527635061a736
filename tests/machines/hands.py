"""Short hands for the tables of machines: a story as a road, a verb with what a hand writes into its form."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from cases.casefile.models import Case
from network.staff.models import User
from tests.house import House
from tests.machines.walker import Road, Standing, Verb
from tests.stories import does

Tale = Callable[[], tuple[Case, Any]]
COUNTY = frozenset({"city_leader", "city_officer", "county_leader", "county_officer"})
OWNERS = COUNTY | {"township_chair"}
NOTE = "已记录在案，按她的意愿"


def said(facts: dict[str, Any]) -> dict[str, Any]:
    """Moments and days are asked for when the step is taken."""
    return {name: value() if callable(value) else value for name, value in facts.items()}


def road(tell: Tale, **more: Any) -> Road:
    """A story that ends with a matter and a row of it."""

    def walk(_house: House) -> Standing:
        case, row = tell()
        return Standing(row, case.pk, more)

    return walk


def then(tell: Tale, verb: Any, *, by: str = "lin", **facts: Any) -> Tale:
    """The story goes on by one verb on the row."""

    def walk() -> tuple[Case, Any]:
        case, row = tell()
        does(by, verb, case, row=row, **said(facts))
        return case, row

    return walk


def on_row(verb: Any, **facts: Any) -> Verb:
    """A verb of the matter and one row of it."""

    def run(standing: Standing, user: User) -> Any:
        return verb(Case(pk=standing.case), row=standing.row, by=user, **said(facts))

    return run


def on_part(verb: Any, part: str, **facts: Any) -> Verb:
    """A verb of another row that belongs to the machine's; where the road has none, of the row itself."""

    def run(standing: Standing, user: User) -> Any:
        row: UUID = standing.more.get(part, standing.row)
        return verb(Case(pk=standing.case), row=row, by=user, **said(facts))

    return run


def on_matter(verb: Any, **facts: Any) -> Verb:
    """A verb of the matter alone."""

    def run(standing: Standing, user: User) -> Any:
        found = Case.objects.filter(pk=standing.case).first() or Case(pk=standing.case)
        return verb(found, by=user, **said(facts))

    return run
