"""The frame of every act on one referral: the locked matter, the locked row, the state it leads to; one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.coordination.frame import Act, act
from cases.referrals.models import AidReferral
from cases.referrals.states import REFERRAL
from network.access.gate import Refusal
from network.staff.models import User

ACKNOWLEDGE, OUTCOME = "referral.acknowledge", "referral.outcome"
PHONE, LETTER, GREEN = "referral.phone", "referral.letter", "referral.green"


@dataclass
class Line:
    """One act on one referral."""

    s: Act
    row: AidReferral
    target: str

    def done(self, *, note: str = "", detail: dict | None = None) -> Event:
        """Set the state and write the event."""
        self.row.state = self.target
        self.row.save()
        return self.s.write(note=note, detail={"referral": str(self.row.pk)} | (detail or {}))

    def meet(self, *codes: str) -> None:
        """These obligations of the referral are fulfilled, as far as they run."""
        for code in codes:
            self.s.meet(code, self.row.pk)

    def check_day(self, day: date, name: str) -> None:
        """Raises Refusal for a day that has not come."""
        if day > self.s.today:
            raise Refusal(name, _("That day lies in the future."))


def found(s: Act, row_id: UUID) -> AidReferral:
    """The referral, locked; raises Refusal when it is not one of this matter."""
    rows = AidReferral.objects.select_for_update(of=("self",)).select_related("item", "agency")
    row = rows.filter(pk=row_id, case=s.case).first()
    if row is None:
        raise Refusal("referral", _("There is no such referral in this matter."))
    return row


@contextmanager
def on(case: Case, row_id: UUID, verb: str, *, by: User, at: datetime | None) -> Iterator[Line]:
    """Raises Refusal (gate, gone) or IllegalTransition (state table), both with a sentence."""
    with act(case, verb, by=by, at=at) as s:
        row = found(s, row_id)
        yield Line(s, row, REFERRAL.next(row.state, verb))
