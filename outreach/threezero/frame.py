"""The frame of every step of an assessment: lock the row, ask the gate, ask the state table, write, log."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.support.frame import refuse_words
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.bulletins.wording import refuse_people
from network.deadlines import clocks
from network.notifications import outbox
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Unit
from outreach.threezero.models import ThreeZeroAssessment
from outreach.threezero.states import ASSESSMENT
from sisterhood.lib import clock
from sisterhood.lib.workdays import CalendarMissing

SUBJECT = "threezero"
VERIFY, REVIEW, SAMPLE, VISIT = "threezero.verify", "threezero.review", "threezero.sample", "threezero.visit"
DESIGNATE, MONITOR, RENEWAL = "threezero.designate", "threezero.monitor", "threezero.renewal"
# Who owes what: the column of her unit in the village's row, and her seat there.
OWED_BY = {
    VERIFY: ("township_id", "leader"),
    REVIEW: ("county_id", "officer"),
    SAMPLE: ("city_id", "officer"),
    VISIT: ("city_id", "officer"),
    DESIGNATE: ("county_id", "leader"),
    MONITOR: ("township_id", "leader"),
    RENEWAL: ("county_id", "leader"),
}


def log(row: ThreeZeroAssessment, verb: str, *, by: User | None, at: datetime) -> None:
    """The event, by the village's own number."""
    detail = {"verb": verb, "state": row.state, "year": row.year}
    record.event(Action.CHANGE, by=by, subject=(SUBJECT, row.pk), unit_id=row.unit_id, detail=detail, at=at)


@dataclass
class Line:
    """One step; `target` is the state it leads to."""

    row: ThreeZeroAssessment
    event: str
    target: str
    by: User
    at: datetime

    @property
    def today(self) -> date:
        """The local day of the step."""
        return clock.local_date(self.at)

    @property
    def subject(self) -> tuple[str, UUID]:
        """For its clocks."""
        return SUBJECT, self.row.pk

    def owe(self, code: str, *, on: date | None = None) -> None:
        """Somebody's duty begins; she is told. Where her post is vacant the ladder says so. Raises Refusal without a calendar."""
        column, seat = OWED_BY[code]
        unit = Unit.objects.get(pk=getattr(self.row.unit, column) or self.row.unit_id)
        owner = holder(unit, seat, on=self.today) or holder(unit, "leader", on=self.today)
        told: dict[str, Any] = {"unit": unit, "owner": owner, "by": self.by, "at": self.at}
        try:
            clocks.start(code, subject=self.subject, start_on=on or self.today, **told)
        except CalendarMissing as missing:
            raise Refusal("calendar", str(missing)) from missing
        if owner is not None and code not in (MONITOR, RENEWAL):
            self.tell("approval", owner)

    def meet(self, *codes: str) -> None:
        """These are done."""
        for code in codes:
            clocks.meet(self.subject, code, by=self.by, at=self.at)

    def tell(self, kind: str, person: User | None) -> None:
        """One message without a name."""
        if person is not None and person.pk != self.by.pk:
            key = f"{self.event}:{self.row.pk}:{kind}:{self.at.isoformat()}"
            outbox.post(kind, recipient=person, key=key, subject=self.subject, at=self.at)

    def back_to_village(self, remark: str) -> None:
        """What is to be put right; every duty ends, and the chair hears of it."""
        self.row.remark = need_words("remark", remark, _("Say what is to be put right."))
        self.row.visited_on, self.row.visited_by, self.row.visit_words = None, None, ""
        clocks.cancel_running(self.subject, by=self.by, at=self.at)
        self.tell("handed_back", holder(self.row.unit, "leader", on=self.today))

    def done(self, *fields: str) -> ThreeZeroAssessment:
        """Write state and fields, and the event into the log."""
        self.row.state = self.target
        self.row.save(update_fields=["state", *fields])
        log(self.row, self.event, by=self.by, at=self.at)
        return self.row


@contextmanager
def step(row: UUID, event: str, *, by: User, at: datetime | None) -> Iterator[Line]:
    """Raises Refusal (gone, the gate's) or IllegalTransition (the state table's), each with a sentence."""
    scope = rest.of(by)
    with transaction.atomic():
        gate.require(scope, event)
        rows = ThreeZeroAssessment.objects.visible_to(scope).select_for_update(of=("self",))
        first = rows.select_related("unit").filter(pk=row).first()
        if first is None:
            raise Refusal("gone", _("This does not exist, or it is not open to you."))
        gate.require(scope, event, first)
        yield Line(first, event, ASSESSMENT.next(first.state, event), by, at or clock.now())


def need_words(field: str, said: str, sentence: Any, *, most: int = 400) -> str:
    """Words that are there, are not too long, and name nobody. Raises Refusal."""
    words = said.strip()
    if not words:
        raise Refusal(field, sentence)
    if len(words) > most:
        raise Refusal(field, _("These are too many words."))
    refuse_people({field: words})
    refuse_words({field: words})
    return words
