"""Which rows each ledger has and what its columns say: a table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from cases.casefile.models import Case
from cases.exports import network_rows, petition_rows, service_rows
from cases.exports.columns import LEDGERS, Ledger
from cases.exports.models import LedgerExport
from cases.exports.period import Words
from network.access.scope import Scope


class Rows(Protocol):
    """A queryset, or what answers like one: how many there are, and one after the other."""

    def count(self) -> int:
        """How many."""

    def iterator(self, chunk_size: int) -> Iterator[Any]:
        """One after the other."""


@dataclass(frozen=True)
class Source:
    """`rows` starts from what is visible to her; `words` answers a batch in its order, with few queries for all of it."""

    rows: Callable[[LedgerExport, Scope], Rows]
    words: Callable[[Sequence[Any], Scope, datetime], list[Words]]
    case: Callable[[Any], Case] | None = None  # of ledgers about places and posts there is none


def _own(record: Any) -> Case:
    return record.case


def _itself(case: Case) -> Case:
    return case


SOURCES = {
    "petitions": Source(petition_rows.petitions, petition_rows.petition_words, _itself),
    "supervision": Source(petition_rows.orders, petition_rows.order_words, _own),
    "letters": Source(service_rows.letters, service_rows.letter_words, _own),
    "consultations": Source(service_rows.consultations, service_rows.consultation_words, _own),
    "mediations": Source(service_rows.mediations, service_rows.mediation_words, _own),
    "legal_aid": Source(service_rows.legal_aid, service_rows.legal_aid_words, _own),
    "violence": Source(service_rows.violence, service_rows.violence_words, _itself),
    "patrols": Source(network_rows.patrols, network_rows.patrol_words),
    "sites": Source(network_rows.sites, network_rows.site_words),
    "heads": Source(network_rows.heads, network_rows.head_words),
}


def register(code: str, ledger: Ledger, source: Source) -> None:
    """A table of a feature above: ordered on its own page, in the periods of that page, and not in the form of ledgers."""
    if code in LEDGERS:
        raise ValueError(code)
    LEDGERS[code], SOURCES[code] = ledger, source
