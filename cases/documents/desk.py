"""Where a paper lies, and whose it is there."""

from dataclasses import dataclass
from uuid import UUID

from cases.casefile.models import Case
from cases.documents.models import Document
from network.units.models import Unit


@dataclass(frozen=True)
class Desk:
    """Where a paper lies, as the gate wants a row: its unit, and who holds it there."""

    unit_id: int
    city_id: int | None
    county_id: int | None
    township_id: int | None
    owner_id: int | None
    case_id: UUID | None = None


def desk_of(case: Case, unit: Unit, drafter: int) -> Desk:
    """The owner of the matter holds its papers; once it has left the unit, whoever drew the paper up does."""
    owner = case.owner_id if case.unit_id == unit.pk else drafter
    return Desk(unit.pk, unit.city_id, unit.county_id, unit.township_id, owner, case.pk)


def place_of(paper: Document) -> Desk:
    """The desk of a paper that exists."""
    return desk_of(paper.case, paper.unit, paper.drafted_by_id)
