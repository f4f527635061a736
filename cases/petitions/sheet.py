"""What a paper of a petition is composed from: the act, and the rows that it reads."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cases.casefile import wards
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.documents.content import in_words
from cases.people.models import Person
from cases.petitions.models import HandlingOpinion, Petition, SupervisionOrder
from cases.vocabulary.intake import PersonRole
from network.deadlines import calculator
from network.units.models import Unit
from sisterhood.lib import clock

UNKNOWN = "信访人"


@dataclass(frozen=True)
class Source:
    """The act a paper is drawn up from: its kind, row, unit and day."""

    kind: str
    source_id: UUID
    unit: Unit
    on: date
    event: Event | None = None
    opinion: HandlingOpinion | None = None
    order: SupervisionOrder | None = None


@dataclass
class Sheet:
    """One composition under way: the rows it reads, and the vault they open with.

    What an act draws up by itself while reading needs leave names nobody.
    """

    case: Case
    source: Source
    vault: Vault

    def __post_init__(self) -> None:
        """The people of the matter, the petitioner first."""
        shut = wards.is_shut(self.case)
        rows = Person.objects.none() if shut else Person.objects.filter(case=self.case).order_by("id")
        self.people = sorted(rows, key=lambda row: row.role != PersonRole.PETITIONER)
        self.names = tuple(name for row in self.people if (name := self.vault.open(row, "name")))
        self.petition = Petition.objects.filter(pk=self.case.pk).first()

    @property
    def reach(self) -> tuple[str, ...]:
        """Phones and addresses of everybody named: hidden on a screen where names are."""
        told = (self.vault.open(row, column) for row in self.people for column in ("phone", "address"))
        return tuple(text for text in told if len(text) > 1)

    @property
    def petitioner(self) -> str:
        """Her name, or a neutral word."""
        first = self.people[0] if self.people else None
        told = first is not None and first.role == PersonRole.PETITIONER
        return (self.vault.open(first, "name") if first is not None and told else "") or UNKNOWN

    @property
    def note(self) -> str:
        """The sealed note of the act."""
        return self.vault.open(self.source.event, "note") if self.source.event else ""

    @property
    def opening(self) -> str:
        """Which matter a notice speaks about, and nothing more."""
        day = in_words(self.case.received_on)
        return f"您于{day}向我会提出的信访事项（登记编号：{self.case.number}）收悉。"

    @property
    def accepted(self) -> str:
        """The day of acceptance, or nothing."""
        at = self.petition.accepted_at if self.petition else None
        return in_words(clock.local_date(at)) if at else ""


def days(code: str) -> int:
    """The length of a limit as an administrator keeps it."""
    return calculator.length_of(code)
