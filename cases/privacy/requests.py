"""个人信息请求: received, identity checked, granted or refused with reasons, carried out (个人信息保护法 art. 44–50).

It may come long after the matter was closed, so a closed one takes it, too, and its clock outlives the closing.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import once, timeline, wards
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.people.models import Person
from cases.privacy import changing
from cases.privacy.lists import CHANGING, DataRequestState, DataRight, IdentityProof
from cases.privacy.models import DataRequest
from cases.privacy.states import DATA_REQUEST
from cases.vocabulary.intake import PersonRole
from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import clocks
from network.notifications import outbox
from network.staff.models import User
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

LIMIT = "privacy.request"
_WRITTEN = [
    *("state", "proof", "checked_by", "checked_at", "answer", "court_told"),
    *("decided_by", "decided_at", "outcome", "done_on"),
]


@dataclass
class Line:
    """One step under way: the locked matter, its key, the locked row, and where the step leads."""

    case: Case
    vault: Vault
    row: DataRequest
    by: User
    verb: str
    at: datetime
    target: str

    def done(self, *, ends: bool = False, fields: Collection[str] = ()) -> Event:
        """Set the state, stop the clock where it ends, write the event: names of fields, never a word of hers."""
        self.row.state = DataRequestState(self.target)
        self.row.save(update_fields=_WRITTEN)
        if ends:
            clocks.meet(("case", self.case.pk), LIMIT, by=self.by, at=self.at, part=self.row.pk)
        detail: dict[str, Any] = {"request": str(self.row.pk), "right": self.row.right}
        detail |= {"fields": list(fields)} if fields else {}
        return timeline.write(self.case, self.verb, by=self.by, vault=self.vault, at=self.at, detail=detail)


def _locked(case: Case, verb: str, by: User) -> Case:
    scope = rest.of(by)
    rows = Case.objects.openable_by(scope).select_for_update(of=("self",))
    locked = rows.filter(pk=case.pk).first()
    if locked is None:
        raise Refusal("gone", _("This matter is no longer in your hands."))
    gate.require(scope, verb, locked)
    return locked


@contextmanager
def _on(case: Case, row: UUID, verb: str, by: User, at: datetime | None) -> Iterator[Line]:
    """Raises Refusal (gone, the gate's) or IllegalTransition."""
    with transaction.atomic():
        locked = _locked(case, verb, by)
        rows = DataRequest.objects.select_for_update(of=("self",)).select_related("person")
        found = rows.filter(pk=row, case=locked).first()
        if found is None:
            wards.refuse_shut(locked)
            raise Refusal("row", _("This entry does not belong to the matter."))
        target = DATA_REQUEST.next(found.state, verb)
        yield Line(locked, Vault.of(locked), found, by, verb, at or clock.now(), target)


@transaction.atomic
def register_request(
    case: Case,
    *,
    person: UUID,
    right: str,
    asked: str,
    received_on: date,
    by: User,
    key: UUID | None = None,
    at: datetime | None = None,
) -> DataRequest:
    """Taken down for somebody who stands in the matter; its owner answers for it from now on.

    Raises Refusal: the gate's, nobody of this matter, no words, or a day to come.
    """
    at = at or clock.now()
    once.take_turn(key)
    locked = _locked(case, "register_request", by)
    known = DataRequest.objects.filter(pk=key, case=locked).first() if key else None
    if known is not None:
        return known
    who = Person.objects.filter(pk=person, case=locked).first()
    if who is None:
        wards.refuse_shut(locked)
        raise Refusal("person", _("Choose a person who stands in this matter."))
    if not asked.strip():
        raise Refusal("asked", _("Write down what is asked for."))
    if received_on > clock.local_date(at):
        raise Refusal("received_on", _("That day lies in the future."))
    row = DataRequest(id=key or uuid7(), case=locked, person=who, entered_by=by, entered_at=at)
    row.right, row.received_on = DataRight(right), received_on
    vault = Vault.of(locked)
    vault.seal(row, asked=asked.strip())
    row.save(force_insert=True)
    clocks.start(
        LIMIT,
        subject=("case", locked.pk),
        part=row.pk,
        unit=locked.unit,
        owner=locked.owner,
        by=by,
        at=at,
        start_on=received_on,
    )
    detail = {"request": str(row.pk), "right": row.right}
    timeline.write(locked, "register_request", by=by, vault=vault, at=at, detail=detail)
    if locked.owner_id and locked.owner_id != by.pk:
        key_ = f"data_request:{row.pk}"
        outbox.post("data_request", recipient=locked.owner_id, key=key_, subject=("case", locked.pk), at=at)
    return row


def check_identity(case: Case, *, row: UUID, proof: str, by: User, at: datetime | None = None) -> Event:
    """It is she who asks, or whoever may ask for her; nothing is told before."""
    with _on(case, row, "check_identity", by, at) as line:
        line.row.proof, line.row.checked_by, line.row.checked_at = IdentityProof(proof), by, line.at
        return line.done()


def grant_request(
    case: Case, *, row: UUID, answer: str, spares_others: bool, by: User, at: datetime | None = None
) -> Event:
    """What will be shown, handed over, corrected, deleted or stopped, in words for her.

    Raises Refusal while anything in it is about somebody else: to the other side nothing of hers is ever shown.
    """
    with _on(case, row, "grant_request", by, at) as line:
        if not answer.strip():
            raise Refusal("answer", _("Write the answer in words."))
        if not spares_others:
            raise Refusal("spares_others", NOT_SPARED)
        if is_other_side(line.row) and line.row.right == DataRight.DELETE:
            raise Refusal(
                "answer", _("What the other side wants deleted is evidence here. Refuse it with reasons.")
            )
        line.row.decided_by, line.row.decided_at = by, line.at
        line.vault.seal(line.row, answer=answer.strip())
        return line.done()


NOT_SPARED = _(
    "Check that the answer tells nothing about anybody else, above all about whoever asked us for help."
)


def is_other_side(row: DataRequest) -> bool:
    """Whether it is not she who came, but somebody she named."""
    return row.person.role not in (PersonRole.PETITIONER, PersonRole.REPRESENTATIVE)


def refuse_request(
    case: Case, *, row: UUID, answer: str, court_told: bool, by: User, at: datetime | None = None
) -> Event:
    """With reasons, and told that a court may be asked (art. 50). Raises Refusal without either."""
    with _on(case, row, "refuse_request", by, at) as line:
        if not answer.strip():
            raise Refusal("answer", _("Write the reasons in words."))
        if not court_told:
            raise Refusal("court_told", _("Tell that a court may be asked, and tick it."))
        line.row.court_told, line.row.decided_by, line.row.decided_at = True, by, line.at
        line.vault.seal(line.row, answer=answer.strip())
        return line.done(ends=True)


def carry_out_request(
    case: Case,
    *,
    row: UUID,
    outcome: str,
    done_on: date,
    corrected: Mapping[str, str] | None = None,
    erase: Collection[str] = (),
    by: User,
    at: datetime | None = None,
) -> Event:
    """It is done and told: handed over, corrected, deleted, or a consent taken back.

    A correction and a deletion change the rows of the matter in this same step. Raises Refusal: no words, nothing
    corrected or deleted, or what `changing` has against it.
    """
    with _on(case, row, "carry_out_request", by, at) as line:
        if not outcome.strip():
            raise Refusal("outcome", WRITE_WHAT if line.row.right in CHANGING else WRITE_HOW)
        if not line.row.received_on <= done_on <= clock.local_date(line.at):
            raise Refusal("done_on", _("Between the day of the request and today."))
        fields: list[str] = []
        if line.row.right == DataRight.CORRECT:
            fields = changing.correct(line.case, line.row.person, corrected or {}, vault=line.vault)
        elif line.row.right == DataRight.DELETE:
            fields = changing.erase(line.case, line.row.person, erase)
        line.row.done_on = done_on
        line.vault.seal(line.row, outcome=outcome.strip())
        return line.done(ends=True, fields=fields)


WRITE_WHAT = _("Write what was changed in the matter, and how it was told.")
WRITE_HOW = _("Write what was shown or handed over, and how.")


def take_back_request(case: Case, *, row: UUID, by: User, at: datetime | None = None) -> Event:
    """The person does not want it any more."""
    with _on(case, row, "take_back_request", by, at) as line:
        return line.done(ends=True)
