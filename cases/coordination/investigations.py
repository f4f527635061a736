"""要求查处函 (妇女权益保障法 art. 73): consent, sending, the reply, and its end; urging stands in urging.py.

A county or the city demands of a body; each demand of a matter is a row with a machine and clocks of its own.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.coordination import consents
from cases.coordination.frame import Act, act, require
from cases.coordination.models import OPEN_INVESTIGATION, Investigation
from cases.coordination.states import INVESTIGATION
from cases.vocabulary.papers import Delivery
from cases.vocabulary.petitions import NOTICE, ConsentFor, InvestigationState
from network.access.gate import Refusal
from network.deadlines import clocks
from network.deadlines.models import Clock
from network.staff.models import User

UNDER_WAY = ("sent", "agency_replied", "urging_sent", "replied")
REPLY, URGING = "investigation.reply", "investigation.urging"


@dataclass
class Line:
    """One act on one demand: the act, the locked row, the state it leads to."""

    s: Act
    row: Investigation
    target: str

    def done(self, *, note: str = "", detail: dict | None = None) -> Event:
        """Set the state and write the event."""
        self.row.state = self.target
        self.row.save()
        return self.s.write(note=note, detail={"investigation": str(self.row.pk)} | (detail or {}))


@contextmanager
def on(case: Case, row_id: UUID, verb: str, *, by: User, at: datetime | None) -> Iterator[Line]:
    """Raises Refusal (gate, gone) or IllegalTransition (state table), both with a sentence."""
    with act(case, verb, by=by, at=at) as s:
        row = Investigation.objects.select_for_update(of=("self",)).filter(pk=row_id, case=s.case).first()
        if row is None:
            raise Refusal("investigation", _("No body was asked in this matter."))
        yield Line(s, row, INVESTIGATION.next(row.state, verb))


def clock_of(row: Investigation) -> Clock | None:
    """The clock that runs for the reply, if one does."""
    running = clocks.running(("case", row.case_id))
    return next((each for each in running if each.part == row.pk), None)


def is_overdue(row: Investigation, at: datetime) -> bool:
    """Whether the body is silent beyond its time; read from the clock, stored nowhere."""
    found = clock_of(row)
    return found is not None and found.is_late(at)


def is_any_open(case: Case) -> bool:
    """Whether a demand of the matter is not at its end."""
    return Investigation.objects.filter(case=case, state__in=OPEN_INVESTIGATION).exists()


def refuse_while_open(case: Case) -> None:
    """Raises Refusal while a demand of the matter is open; it names the kind of body and nothing else."""
    row = Investigation.objects.filter(case=case, state__in=OPEN_INVESTIGATION).first()
    if row is not None:
        raise Refusal(
            "investigation",
            _("A demand is still open (%(kind)s). End it first: accept the reply, urge, or close it.")
            % {"kind": row.get_agency_kind_display()},
        )


def record_consent(
    case: Case,
    *,
    row: UUID,
    given_for: Collection[str],
    shared: str,
    manner: str,
    given_on: date,
    by: User,
    at: datetime | None = None,
) -> Event:
    """What she allows to go to the body, to the committee and to the government: each recipient for itself."""
    with on(case, row, "record_consent", by=by, at=at) as line:
        if line.row.state == InvestigationState.DRAFTED and ConsentFor.AGENCY not in given_for:
            line.target = line.row.state
        names = {ConsentFor.AGENCY.value: line.s.vault.open(line.row, "agency")}
        consents.enter(
            line.s,
            given_for=given_for,
            names=names,
            shared=shared,
            manner=manner,
            given_on=given_on,
            of=line.row,
        )
        return line.done(note=shared, detail={"given_for": sorted(given_for)})


def withdraw_consent(case: Case, *, row: UUID, given_for: str, by: User, at: datetime | None = None) -> Event:
    """She takes a consent back: nothing more goes to that recipient; what has gone cannot be called back."""
    with on(case, row, "withdraw_consent", by=by, at=at) as line:
        consents.withdraw(line.s, line.row, given_for)
        if given_for != ConsentFor.AGENCY:
            line.target = line.row.state
        return line.done(detail={"given_for": given_for})


def send_demand(case: Case, *, row: UUID, notice_how: str, by: User, at: datetime | None = None) -> Event:
    """The demand goes out, and she is told; the body's reply is due in 15 working days."""
    with on(case, row, "send_demand", by=by, at=at) as line:
        notice = Delivery(notice_how)
        consents.require_live(line.s, line.row, ConsentFor.AGENCY)
        line.row.sent_on = line.s.today
        for code in NOTICE:
            clocks.meet(line.s.subject, code, by=by, at=line.s.at)
        line.s.start(REPLY, line.row.pk)
        return line.done(detail={"notice": notice})


def record_agency_reply(
    case: Case, *, row: UUID, replied_on: date, note: str, by: User, at: datetime | None = None
) -> Event:
    """The body answered the demand, the urging opinion or the inspection."""
    require(note, "note", _("Write what the body replied."))
    with on(case, row, "record_agency_reply", by=by, at=at) as line:
        if replied_on > line.s.today:
            raise Refusal("replied_on", _("The day of the reply cannot lie in the future."))
        earlier = line.s.vault.open(line.row, "reply")
        line.s.vault.seal(line.row, reply=f"{earlier}\n{note}" if earlier else note)
        line.row.replied_on = replied_on
        line.s.meet(REPLY, line.row.pk)
        line.s.meet(URGING, line.row.pk)
        return line.done(note=note)


def accept_agency_reply(
    case: Case, *, row: UUID, note: str = "", by: User, at: datetime | None = None
) -> Event:
    """The body has done what it owed; the demand is at its end."""
    with on(case, row, "accept_agency_reply", by=by, at=at) as line:
        if line.row.urging_drafted_by_id and not line.row.urging_approved_by_id:
            raise Refusal("urging", _("An urging opinion waits for the leader's decision."))
        line.row.closed_on = line.s.today
        return line.done(note=note)


def close_investigation(case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None) -> Event:
    """After the inspection; before anything went out; or because she has taken her consent back."""
    require(note, "note", _("Write how it ended."))
    with on(case, row, "close_investigation", by=by, at=at) as line:
        if line.row.state in UNDER_WAY and consents.stands(line.s, line.row, ConsentFor.AGENCY):
            raise Refusal(
                "note",
                _(
                    "What has gone out ends by the reply, by the inspection, or when she takes her consent back."
                ),
            )
        line.row.closed_on = line.s.today
        line.s.drop(line.row.pk)
        return line.done(note=note)
