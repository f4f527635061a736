"""The frame of every act on one referral: the locked matter, the locked row, the state it leads to; one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.coordination import frame
from cases.coordination.frame import Act, act
from cases.referrals.models import AidReferral
from cases.referrals.states import REFERRAL
from network.access.gate import Refusal
from network.staff.models import User

ACKNOWLEDGE, OUTCOME = "referral.acknowledge", "referral.outcome"
PHONE, LETTER, GREEN = "referral.phone", "referral.letter", "referral.green"


class Line(frame.Line):
    """One act on one referral."""

    row: AidReferral
    called = "referral"


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
