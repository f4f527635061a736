"""After the agreement: follow-ups in the safe way, whether it was kept, and the end of the mediation (art. 31)."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.mediation.frame import Line, enter, on, one, require
from cases.mediation.lists import Kept, MediationState
from cases.mediation.models import AgreementFollowUp
from cases.mediation.opening import end_access
from cases.mediation.screening import told_ways
from network.access.gate import Refusal
from network.staff.models import User

FOLLOW_UPS = ("mediation.follow_1", "mediation.follow_2", "mediation.follow_3")


def begin_performance(case: Case, *, row: UUID, by: User, at: datetime | None = None) -> Event:
    """From now on it is followed: after 7, 30 and 90 days from its effect, each with a clock of its own."""
    with on(case, row, "begin_performance", by=by, at=at) as line:
        for code in FOLLOW_UPS:
            owed: AgreementFollowUp = enter(line.s, AgreementFollowUp(mediation=line.row, limit=code))
            line.start(code, owed.pk, on=line.row.effective_on)
        return line.done()


def follow_agreement(
    case: Case,
    *,
    row: UUID,
    which: UUID,
    kept: str,
    done_on: date,
    note: str = "",
    by: User,
    at: datetime | None = None,
) -> Event:
    """One follow-up was made, each side asked alone; its clock ends."""
    with on(case, row, "follow_agreement", by=by, at=at) as line:
        line.check_day(done_on, "done_on")
        owed = one(line.s, AgreementFollowUp, which, mediation=line.row)
        if owed.done_on is not None:
            raise Refusal("which", _("This follow-up is recorded already."))
        owed.done_on, owed.kept = done_on, Kept(kept)
        line.s.vault.seal(owed, note=note)
        owed.save(update_fields=["done_on", "kept", "note"])
        line.s.meet(owed.limit, owed.pk)
        return line.done(note=note, detail={"kept": owed.kept})


def confirm_performed(
    case: Case, *, row: UUID, note: str = "", by: User, at: datetime | None = None
) -> Event:
    """Both say that it is done; what was still to be followed is not owed any more."""
    with on(case, row, "confirm_performed", by=by, at=at) as line:
        drop_all(line)
        return line.done(note=note)


def declare_breached(
    case: Case, *, row: UUID, ways: Collection[str], note: str, by: User, at: datetime | None = None
) -> Event:
    """It is not kept: she is told that the court decides about the agreement or enforces what it has confirmed (art. 32)."""
    require(note, "note", _("Write what was not kept."))
    told = told_ways(ways)
    with on(case, row, "declare_breached", by=by, at=at) as line:
        line.row.ways = told
        drop_all(line)
        return line.done(note=note, detail={"ways": told})


def close_mediation(case: Case, *, row: UUID, note: str = "", by: User, at: datetime | None = None) -> Event:
    """It is over, and the mediator's access with it. Raises Refusal before she was told the other ways."""
    with on(case, row, "close_mediation", by=by, at=at) as line:
        if line.row.state == MediationState.ENDED_BY_PARTY:
            require(note, "note", _("Write which other ways she was told."))
        drop_all(line)
        line.row.closed_at = line.s.at
        event = line.done(note=note)
        end_access(line.row, line.s.case, by=by)
        return event


def drop_all(line: Line) -> None:
    """What still runs for the mediation, its agreement and its follow-ups stops without being met."""
    parts = [line.row.pk, *line.row.follow_ups.values_list("pk", flat=True)]
    if hasattr(line.row, "agreement"):
        parts.append(line.row.agreement.pk)
    for part in parts:
        line.s.drop(part)
