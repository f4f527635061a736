"""What the receiving body does with her letter, as the officer writes it down; its own slip says the same (slips.py)."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.coordination.frame import require
from cases.referrals.frame import ACKNOWLEDGE, OUTCOME, Line, on
from cases.referrals.models import OPEN, AidReferral
from cases.vocabulary.services import AidOutcome
from network.access.gate import Refusal
from network.deadlines import clocks
from network.staff.models import User


def present_letter(
    case: Case, *, row: UUID, presented_on: date, by: User, at: datetime | None = None
) -> Event:
    """She or the body said that the letter was handed in; three working days to answer begin there."""
    with on(case, row, "present_letter", by=by, at=at) as line:
        line.check_day(presented_on, "presented_on")
        letter = line.row.letters.select_related("document").first()
        if letter is not None and letter.document.has_lapsed(presented_on):
            raise Refusal("presented_on", _("The letter had expired by that day. Draw up another one."))
        line.row.presented_on = presented_on
        line.s.start(ACKNOWLEDGE, line.row.pk, on=presented_on)
        return line.done()


def agency_accept(
    case: Case, *, row: UUID, answered_on: date, note: str = "", by: User, at: datetime | None = None
) -> Event:
    """The body takes it on."""
    with on(case, row, "agency_accept", by=by, at=at) as line:
        return _answered(line, answered_on, note)


def agency_decline(
    case: Case, *, row: UUID, answered_on: date, note: str, by: User, at: datetime | None = None
) -> Event:
    """The body declines, and says why."""
    require(note, "note", _("Write the reason the body gave."))
    with on(case, row, "agency_decline", by=by, at=at) as line:
        return _answered(line, answered_on, note)


def _answered(line: Line, on_day: date, note: str) -> Event:
    line.check_day(on_day, "answered_on")
    line.row.answered_on = on_day
    line.row.presented_on = line.row.presented_on or on_day
    line.s.vault.seal(line.row, answer_note=note)
    line.meet(ACKNOWLEDGE)
    return line.done(note=note)


def record_silence(case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None) -> Event:
    """Three working days passed without a word and the leader has called theirs; what remains is a demand (R4)."""
    require(note, "note", _("Write whom the leader called and what was said."))
    with on(case, row, "record_silence", by=by, at=at) as line:
        if not is_late(line.row, line.s.at):
            raise Refusal("early", _("The body still has time to answer."))
        line.s.vault.seal(line.row, answer_note=note)
        return line.done(note=note)


def is_late(row: AidReferral, at: datetime) -> bool:
    """Whether the body is silent beyond its time; read from the clock, stored nowhere."""
    running = clocks.running(("case", row.case_id))
    return any(each.part == row.pk and each.limit_id == ACKNOWLEDGE and each.is_late(at) for each in running)


def record_service(
    case: Case, *, row: UUID, service_on: date, note: str = "", by: User, at: datetime | None = None
) -> Event:
    """The help was given; within 30 days it is written down what it brought her."""
    with on(case, row, "record_service", by=by, at=at) as line:
        line.check_day(service_on, "service_on")
        line.row.service_on = service_on
        line.s.start(OUTCOME, line.row.pk, on=service_on)
        return line.done(note=note)


def record_outcome(
    case: Case, *, row: UUID, outcome: str, note: str = "", by: User, at: datetime | None = None
) -> Event:
    """What it brought her, by her own word where she can be asked."""
    with on(case, row, "record_outcome", by=by, at=at) as line:
        line.row.outcome = AidOutcome(outcome)
        line.s.vault.seal(line.row, outcome_note=note)
        line.meet(OUTCOME)
        return line.done(note=note, detail={"outcome": line.row.outcome})


def close_referral(case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None) -> Event:
    """At its end, or when nothing more comes of it; what still runs for it stops."""
    require(note, "note", _("Write how it ended."))
    with on(case, row, "close_referral", by=by, at=at) as line:
        line.row.closed_at = line.s.at
        line.row.letters.update(mark=None)
        line.s.drop(line.row.pk)
        return line.done(note=note)


def refuse_while_open(case: Case) -> None:
    """Raises Refusal while a referral of the matter is open; it names the kind of help and nothing else."""
    row = AidReferral.objects.filter(case=case, state__in=OPEN).first()
    if row is not None:
        raise Refusal(
            "open_referral",
            _("A referral is still open (%(kind)s). Record what it brought, and close it first.")
            % {"kind": row.get_kind_display()},
        )
