"""The frame of every act on one mediation: as of any work on a matter, held by the mediator or by the matter's owner."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from cases.casefile.models import Case
from cases.coordination import frame
from cases.coordination.frame import Act, act, enter, one, require
from cases.mediation import guard
from cases.mediation.lists import MediationState
from cases.mediation.models import Mediation
from cases.mediation.states import MEDIATION
from network.access import gate
from network.access.gate import Refusal
from network.access.scope import Scope
from network.staff.models import User

FINISH = "mediation.finish"
AFTER_THE_GATE = {each.event for each in MEDIATION.allowed(MediationState.UNSUITABLE)}


class Line(frame.Line):
    """One act on one mediation."""

    row: Mediation
    called = "mediation"

    def start(self, code: str, part: UUID, *, on: date | None = None) -> None:
        """An obligation of the mediator begins; without one, of the owner."""
        self.s.start(code, part, owner=self.row.mediator, on=on)


def may(row: Mediation, action: str, scope: Scope) -> gate.Allowed | Refusal:
    """Her own mediation as its mediator, or the matter as the roles say."""
    answer = gate.ask(scope, action, row)
    return answer if answer else gate.ask(scope, action, row.case)


@contextmanager
def on(
    case: Case,
    row: UUID,
    verb: str,
    *,
    by: User,
    at: datetime | None,
    event: str = "",
    guarded: bool = False,
) -> Iterator[Line]:
    """Raises Refusal (gate, gone, the guard's) or IllegalTransition (state table), all with a sentence.

    `guarded`: a step towards both sides together; what speaks against it is asked again, every time.
    """
    with act(case, verb, by=by, at=at, action=None) as s:
        found: Mediation = one(s, Mediation, row)
        found.case = s.case
        answer = may(found, verb, s.scope)
        if isinstance(answer, Refusal):
            raise answer
        if found.state == MediationState.UNSUITABLE and (event or verb) not in AFTER_THE_GATE:
            raise Refusal("unsuitable", guard.NOT_SUITABLE)
        target = MEDIATION.next(found.state, event or verb)
        if guarded:
            guard.refuse_unless_clear(found, s.today)
        yield Line(s, found, target)


def heading(line: Line, event: str) -> None:
    """Another event of the same act decides where the mediation goes."""
    line.target = MEDIATION.next(line.row.state, event)


__all__ = ["FINISH", "Act", "Line", "Refusal", "act", "enter", "heading", "may", "on", "one", "require"]
