"""The frame of every step of a session: the matter's key share, the locked session, the gate, the state table."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import timeline, wards
from cases.casefile.models import Case, Event
from cases.consultations.models import Consultation
from cases.consultations.states import TABLES
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.deadlines import clocks
from network.notifications import outbox
from network.staff.models import User
from sisterhood.lib import clock

_CHILDS = "select is_childs(%s)"
_HOLD = "select hold_matters(%s::uuid[], %s::uuid[])"


def hold(*, sessions: list[UUID] | None = None, bookings: list[UUID] | None = None) -> None:
    """The matters of these sessions before anything of theirs is locked: one order for everybody."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [sessions or [], bookings or []])


def is_childs(case: Case) -> bool:
    """Whether the matter of a session is a child's, for whoever may know that it exists: an expert opens no matter."""
    with connection.cursor() as cursor:
        cursor.execute(_CHILDS, [case.pk])
        return bool(cursor.fetchone()[0])


@dataclass
class Step:
    """One step under way: the locked session, its matter, who acts, and when."""

    row: Consultation
    case: Case
    scope: Scope
    by: User
    verb: str
    at: datetime
    changed: set[str] = field(default_factory=set)

    @property
    def today(self) -> date:
        """The local day of the step."""
        return clock.local_date(self.at)

    @property
    def subject(self) -> tuple[str, UUID]:
        """The matter, as clocks name it."""
        return ("case", self.case.pk)

    def set(self, **values: object) -> None:
        """Facts of the session's statistics part and its moments."""
        for name, value in values.items():
            setattr(self.row, name, value)
            self.changed.add(name)

    def refuse_words(self, **texts: str) -> None:
        """Raises Refusal for words that a child's matter never keeps."""
        wards.refuse_words(self.case, texts, needs_care=is_childs(self.case))

    def move(self) -> None:
        """The next state by the table of its kind; raises IllegalTransition."""
        self.set(state=TABLES[self.row.kind].next(self.row.state, self.verb))

    def write(self) -> Event:
        """Save the session and write one line without words on the matter's timeline."""
        if self.changed:
            self.row.save(update_fields=sorted(self.changed))
        detail = {"session": str(self.row.pk)}
        return timeline.write(self.case, f"session_{self.verb}", by=self.by, at=self.at, detail=detail)

    def tell(self, kind: str, user_id: int | None) -> None:
        """One neutral message to somebody else."""
        if user_id and user_id != self.by.pk:
            key = f"{kind}:{self.row.pk}:{self.row.state}:{user_id}"
            outbox.post(kind, recipient=user_id, key=key, subject=("consultation", self.row.pk), at=self.at)

    def start(self, code: str, part: UUID, *, owner: User | None, on: date | None = None) -> None:
        """An obligation of this session begins."""
        clocks.start(
            code,
            subject=self.subject,
            unit=self.case.unit,
            owner=owner,
            by=self.by,
            at=self.at,
            start_on=on,
            part=part,
        )

    def meet(self, code: str, part: UUID) -> None:
        """It is fulfilled, if it runs."""
        clocks.meet(self.subject, code, by=self.by, at=self.at, part=part)


def find(session_id: UUID, scope: Scope) -> Consultation | None:
    """A session she may see."""
    rows = Consultation.objects.visible_to(scope).select_related("unit", "holder", "case__unit")
    return rows.filter(pk=session_id).first()


def may(row: Consultation, action: str, scope: Scope) -> gate.Allowed | Refusal:
    """Her own session as its expert, or her own matter as its owner."""
    answer = gate.ask(scope, action, row)
    if isinstance(answer, Refusal) and row.case.owner_id == scope.user_id:
        return gate.ask(scope, action, row.case)
    return answer


def _locked(pk: UUID, scope: Scope) -> Consultation | None:
    """The session with whatever she sees of its booking, locked by id: sessions come before chairs."""
    seen = Consultation.objects.visible_to(scope)
    rows = seen.filter(booking_id__in=seen.filter(pk=pk).values("booking_id")).order_by("pk")
    found = rows.select_for_update(of=("self",), no_key=True)
    # Not joined: a holder that changes while she waits for the lock would make the row vanish from the answer.
    both = found.select_related("unit", "case__unit", "case__owner")
    return next((row for row in both if row.pk == pk), None)


@contextmanager
def step(
    session: Consultation | UUID, verb: str, *, action: str, by: User, at: datetime | None
) -> Iterator[Step]:
    """Raises Refusal: gone, or the gate's."""
    pk = session.pk if isinstance(session, Consultation) else session
    scope = rest.of(by)
    with transaction.atomic():
        hold(sessions=[pk])
        row = _locked(pk, scope)
        if row is None:
            raise Refusal("gone", _("This session is not open to you any more."))
        answer = may(row, action, scope)
        if isinstance(answer, Refusal):
            raise answer
        yield Step(row, row.case, scope, by, verb, at or clock.now())
