"""法律援助 (§5.8): the legal aid office decides within 7 days, assigns within 3, answers an objection within 5 (法律援助法
art. 43, 49). These are its clocks; ours only remind whoever watches them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.coordination.frame import Act, act, require
from cases.referrals.frame import found
from cases.referrals.models import AidReferral, LegalAidReferral
from cases.referrals.states import LEGAL_AID
from cases.vocabulary.services import AidKind, AidMatter, AidPlace, AidState, AidUrgency, MeansGround
from network.access.gate import Refusal
from network.staff.models import User

DECISION, ASSIGNMENT, OBJECTION = "legal_aid.decision", "legal_aid.assignment", "legal_aid.objection"
NOT_YET = (AidState.OPENED, AidState.ELIGIBILITY_CHECKED, AidState.CONSENTED, AidState.CLOSED)


@dataclass
class Turn:
    """One act on one application."""

    s: Act
    referral: AidReferral
    row: LegalAidReferral
    target: str

    def done(self, *, note: str = "") -> Event:
        """Set the state and write the event."""
        self.row.state = self.target
        self.row.save()
        return self.s.write(note=note, detail={"referral": str(self.referral.pk)})

    def check_day(self, day: date, earliest: date | None, name: str) -> None:
        """Raises Refusal for a day that has not come, or before the one it follows."""
        if day > self.s.today:
            raise Refusal(name, _("That day lies in the future."))
        if earliest is not None and day < earliest:
            raise Refusal(name, _("That day lies before the step it follows."))


@contextmanager
def turn(case: Case, row_id: UUID, verb: str, *, by: User, at: datetime | None) -> Iterator[Turn]:
    """Raises Refusal while nothing was handed in yet."""
    with act(case, verb, by=by, at=at) as s:
        referral = found(s, row_id)
        row = LegalAidReferral.objects.select_for_update(of=("self",)).filter(pk=referral.pk).first()
        if row is None:
            raise Refusal("referral", _("No application for legal aid was handed in here."))
        yield Turn(s, referral, row, LEGAL_AID.next(row.state, verb))


def submit_aid(
    case: Case,
    *,
    row: UUID,
    matter: str,
    ground: str,
    urgency: str,
    place: str,
    representative: str = "",
    papers: str = "",
    submitted_on: date,
    by: User,
    at: datetime | None = None,
) -> Event:
    """The application is in: why her means are not examined, what is urgent, which papers went along."""
    with act(case, "submit_aid", by=by, at=at) as s:
        referral = found(s, row)
        if referral.kind != AidKind.LEGAL_AID or referral.state in NOT_YET:
            raise Refusal("referral", _("First her letter to the legal aid office is issued."))
        if LegalAidReferral.objects.filter(pk=referral.pk).exists():
            raise Refusal("referral", _("The application is handed in already."))
        target = LEGAL_AID.next(LEGAL_AID.initial, "submit_aid")
        new = LegalAidReferral(referral=referral, case=s.case, submitted_on=submitted_on)
        step = Turn(s, referral, new, target)
        step.check_day(submitted_on, None, "submitted_on")
        new.matter, new.ground = AidMatter(matter), MeansGround(ground)
        new.urgency, new.place, new.state = AidUrgency(urgency), AidPlace(place), target
        s.vault.seal(new, representative=representative, papers=papers)
        new.save(force_insert=True)
        s.start(DECISION, referral.pk, on=submitted_on)
        return s.write(note=papers, detail={"referral": str(referral.pk)})


def aid_granted(case: Case, *, row: UUID, decided_on: date, by: User, at: datetime | None = None) -> Event:
    """The office grants it; a lawyer is owed within three days."""
    with turn(case, row, "aid_granted", by=by, at=at) as t:
        t.check_day(decided_on, t.row.submitted_on, "decided_on")
        t.row.decided_on = decided_on
        t.s.meet(DECISION, t.referral.pk)
        t.s.start(ASSIGNMENT, t.referral.pk, on=decided_on)
        return t.done()


def aid_refused(
    case: Case, *, row: UUID, decided_on: date, note: str, by: User, at: datetime | None = None
) -> Event:
    """The office refuses in writing, with reasons (art. 43)."""
    require(note, "note", _("Write the reason of the refusal."))
    with turn(case, row, "aid_refused", by=by, at=at) as t:
        t.check_day(decided_on, t.row.submitted_on, "decided_on")
        t.row.decided_on = decided_on
        t.s.vault.seal(t.row, refusal=note)
        t.s.meet(DECISION, t.referral.pk)
        return t.done(note=note)


def assign_lawyer(
    case: Case, *, row: UUID, assigned_on: date, lawyer: str, by: User, at: datetime | None = None
) -> Event:
    """Who helps her."""
    require(lawyer, "lawyer", _("Write who was assigned."))
    with turn(case, row, "assign_lawyer", by=by, at=at) as t:
        t.check_day(assigned_on, t.row.decided_on, "assigned_on")
        t.row.assigned_on = assigned_on
        t.s.vault.seal(t.row, lawyer=lawyer)
        t.s.meet(ASSIGNMENT, t.referral.pk)
        return t.done()


def object_aid(case: Case, *, row: UUID, objected_on: date, by: User, at: datetime | None = None) -> Event:
    """She objects at the justice bureau, which answers within five days (art. 49)."""
    with turn(case, row, "object_aid", by=by, at=at) as t:
        t.check_day(objected_on, t.row.decided_on, "objected_on")
        t.row.objected_on = objected_on
        t.s.start(OBJECTION, t.referral.pk, on=objected_on)
        return t.done()


def objection_upheld(
    case: Case, *, row: UUID, decided_on: date, by: User, at: datetime | None = None
) -> Event:
    """The bureau tells the office to grant it."""
    with turn(case, row, "objection_upheld", by=by, at=at) as t:
        t.check_day(decided_on, t.row.objected_on, "decided_on")
        t.row.objection_on = t.row.decided_on = decided_on
        t.s.meet(OBJECTION, t.referral.pk)
        t.s.start(ASSIGNMENT, t.referral.pk, on=decided_on)
        return t.done()


def objection_dismissed(
    case: Case, *, row: UUID, decided_on: date, note: str = "", by: User, at: datetime | None = None
) -> Event:
    """The refusal stands."""
    with turn(case, row, "objection_dismissed", by=by, at=at) as t:
        t.check_day(decided_on, t.row.objected_on, "decided_on")
        t.row.objection_on = decided_on
        t.s.meet(OBJECTION, t.referral.pk)
        return t.done(note=note)
