"""The frame of every act on a note, a file or a visit: lock what she sees, ask the gate, ask the table, write, tell."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.casefile.vault import Vault
from cases.support import terms
from cases.support.models import (
    ConcernNote,
    ConcernWords,
    FamilySupportFile,
    FileWords,
    OutreachVisit,
)
from cases.support.states import CONCERN, FILE, OUTREACH
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.deadlines import calculator, clocks
from network.notifications import outbox
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock

NOTE, FILE_KIND, VISIT = "concern_note", "support_file", "outreach_visit"
KINDS: Mapping[type[models.Model], tuple[str, Any]] = {
    ConcernNote: (NOTE, CONCERN),
    FamilySupportFile: (FILE_KIND, FILE),
    OutreachVisit: (VISIT, OUTREACH),
}
WORDS: Mapping[type[models.Model], tuple[type[models.Model], str]] = {
    ConcernNote: (ConcernWords, "of_note"),
    FamilySupportFile: (FileWords, "of_file"),
}


@dataclass
class Line:
    """One step under way: the locked row, who does it, and the state it leads to."""

    row: Any
    by: User
    scope: Scope
    verb: str
    at: datetime
    target: str

    @property
    def subject(self) -> tuple[str, UUID]:
        """Of clocks and messages."""
        return KINDS[type(self.row)][0], self.row.pk

    @property
    def today(self) -> date:
        """The local day of the act."""
        return clock.local_date(self.at)

    def write(self, **texts: str) -> None:
        """Seal texts into the row's words. Raises Refusal when they are not open to her, and for words never kept."""
        refuse_words(texts)
        model, _key = WORDS[type(self.row)]
        words = model._default_manager.select_for_update(of=("self",)).filter(pk=self.row.pk).first()
        if words is None:
            raise Refusal("dark", _("What this says is not open to you any more."))
        Vault.unwrapped(words).seal(words, **texts)
        words.save(update_fields=list(texts))

    def done(self, *fields: str, detail: dict[str, Any] | None = None) -> Any:
        """Set the state, save these fields, write the event: ids and codes, never a word of anybody."""
        before, self.row.state = self.row.state, self.target
        self.row.save(update_fields=["state", *fields])
        told = {"verb": self.verb, "from": str(before), "to": str(self.target)} | (detail or {})
        record.event(
            Action.CHANGE,
            by=self.by,
            subject=self.subject,
            unit_id=self.row.unit_id,
            detail=told,
            at=self.at,
        )
        return self.row

    def meet(self, code: str) -> None:
        """The obligation is fulfilled, if it runs."""
        clocks.meet(self.subject, code, by=self.by, at=self.at)

    def drop(self) -> None:
        """Whatever still runs stops without being met."""
        clocks.cancel_running(self.subject, by=self.by, at=self.at)

    def tell(self, kind: str, person: int | None) -> None:
        """One neutral message to somebody else."""
        if person and person != self.by.pk:
            key = f"{kind}:{self.row.pk}:{self.verb}:{person}:{self.at:%Y%m%d%H%M%S%f}"
            outbox.post(kind, recipient=person, key=key, subject=self.subject, at=self.at)


@contextmanager
def on(model: type[models.Model], row: UUID, verb: str, *, by: User, at: datetime | None) -> Iterator[Line]:
    """Raises Refusal (gone, the gate's) or IllegalTransition."""
    scope, at = rest.of(by), at or clock.now()
    rows: Any = model._default_manager
    with transaction.atomic():
        seen = rows.visible_to(scope).select_for_update(of=("self",)).select_related("unit")
        found = seen.filter(pk=row).first()
        if found is None:
            raise gone()
        gate.require(scope, verb, found)
        target = KINDS[model][1].next(found.state, verb)
        yield Line(found, by, scope, verb, at, target)


def gone() -> Refusal:
    """The same sentence for what never was, what is dark and what is somebody else's."""
    return Refusal("gone", _("This is not open to you, or it does not exist any more."))


def require(text: str, code: str, sentence: object) -> None:
    """Raises Refusal for a text that must not be empty."""
    if not text.strip():
        raise Refusal(code, sentence)


_SENTENCES = {
    terms.RUMOUR: _(
        "“%(words)s”: what others say is not written down here. Write what you saw yourself, or ask for a friendly visit."
    ),
    terms.LABEL: _("“%(words)s” is a name that sticks to people. Write what happened, and when."),
    terms.INNER: _("“%(words)s”: what somebody thinks or believes is not written down here."),
}


def refuse_words(texts: Mapping[str, str]) -> None:
    """Raises Refusal, by the name of the text, for words that are never kept."""
    for name, text in texts.items():
        for means, words in terms.found(text or "").items():
            raise Refusal(name, _SENTENCES[means] % {"words": "”“".join(words)})


def add_words(row: Any, texts: Mapping[str, str]) -> None:
    """The words of a new note or file under a key of their own."""
    refuse_words(texts)
    model, key = WORDS[type(row)]
    words = model(**{key: row})
    Vault.own(words).seal(words, **{name: text.strip() for name, text in texts.items()})
    words.save(force_insert=True)


def hours_from(at: datetime) -> datetime:
    """Until when whoever writes something now may read it again, by the clock of the walls."""
    return timezone.now() + timedelta(hours=calculator.length_of("support.author", on=clock.local_date(at)))


def start(
    code: str, row: Any, *, unit: Unit, owner: User | None, by: User, at: datetime, on: date | None = None
) -> None:
    """An obligation of a note, a file or a visit begins."""
    subject = (KINDS[type(row)][0], row.pk)
    clocks.start(code, subject=subject, unit=unit, owner=owner, by=by, at=at, start_on=on)


def officer_and_chair(unit: Unit) -> tuple[Unit, Unit | None]:
    """The county of a unit, and its township when it lies in one."""
    county = Unit.objects.get(pk=unit.county_id or unit.pk)
    town = Unit.objects.filter(pk=unit.township_id).first() if unit.township_id else None
    return county, town
