"""The review in time, the last day, and the end: worker and leader together, or the file goes dark by itself."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.support.frame import Line, officer_and_chair, on, require
from cases.support.lists import DarkFor, ReviewOutcome
from cases.support.models import FamilySupportFile
from cases.support.opening import REVIEW, dark_at, latest_review, privacy_officer, start_review
from network.access.gate import Refusal
from network.deadlines import calculator
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock

LONGER, KEEP = "support.longer", "support.keep"


def write_review(
    row: UUID, *, outcome: str, review: str, own_view: str, by: User, at: datetime | None = None
) -> FamilySupportFile:
    """The worker: what became of the offers, what the family itself says, and what she proposes.

    The days run on until the leader has confirmed it. Raises Refusal without words, and for stable without their view.
    """
    with on(FamilySupportFile, row, "write_review", by=by, at=at) as line:
        require(review, "review", _("Write which offers were taken, and what they changed."))
        if outcome == ReviewOutcome.STABILISED:
            require(own_view, "own_view", _("Ask the family how it sees it, and write that down."))
        line.write(review=review.strip(), own_view=own_view.strip())
        line.row.outcome = ReviewOutcome(outcome)
        county, _town = officer_and_chair(line.row.unit)
        leader = holder(county, "leader", on=line.today)
        line.tell("approval", leader.pk if leader else None)
        return line.done("outcome", detail={"outcome": line.row.outcome})


def _refuse_worker(line: Line) -> None:
    if line.row.worker_id == line.by.pk:
        raise Refusal("same", _("You wrote this review yourself; somebody else confirms it."))


def continue_file(row: UUID, *, review_on: date, by: User, at: datetime | None = None) -> FamilySupportFile:
    """The leader confirms that support goes on, until a review within the rule and before the last day."""
    with on(FamilySupportFile, row, "continue_file", by=by, at=at) as line:
        _refuse_worker(line)
        if line.row.outcome != ReviewOutcome.CONTINUED:
            raise Refusal("outcome", _("The review says that it ends; end it or give the review back."))
        if not line.today < review_on <= min(latest_review(line.today), line.row.ends_on):
            raise Refusal("review_on", _("The review is later than the rule allows, or not after today."))
        line.meet(REVIEW)
        line.row.review_on, line.row.dark_at = review_on, dark_at(review_on, line.row.ends_on)
        file = line.done("review_on", "dark_at")
        start_review(file, by=by, at=line.at)
        return file


def end_file(row: UUID, *, by: User, at: datetime | None = None) -> FamilySupportFile:
    """The leader confirms the end: nobody reads it any more, and nobody is told but the worker's empty list."""
    with on(FamilySupportFile, row, "end_file", by=by, at=at) as line:
        _refuse_worker(line)
        if line.row.outcome == ReviewOutcome.CONTINUED:
            raise Refusal(
                "outcome", _("The review says that it goes on; confirm that or give the review back.")
            )
        line.meet(REVIEW)
        return close(line, DarkFor.ENDED)


def close(line: Line, why: DarkFor, *more: str) -> FamilySupportFile:
    """From this moment the file is dark."""
    line.drop()
    line.row.dark_for, line.row.restricted_at = why, line.at
    file: FamilySupportFile = line.done("dark_for", "restricted_at", *more)
    return file


def return_review(row: UUID, *, by: User, at: datetime | None = None) -> FamilySupportFile:
    """The leader wants it written again; the days run on."""
    with on(FamilySupportFile, row, "return_review", by=by, at=at) as line:
        line.row.outcome = ""
        line.tell("handed_back", line.row.worker_id)
        return line.done("outcome")


def ask_longer(row: UUID, *, longer_until: date, by: User, at: datetime | None = None) -> FamilySupportFile:
    """The privacy officer asks the city for a later last day, once in the life of a file."""
    with on(FamilySupportFile, row, "ask_longer", by=by, at=at) as line:
        if line.row.longer_until is not None:
            raise Refusal("longer_until", _("A later last day was asked for already; it is given once."))
        most = line.row.ends_on + timedelta(days=calculator.length_of(LONGER, on=line.today))
        if not line.row.ends_on < longer_until <= most:
            raise Refusal("longer_until", _("After the present last day, and no later than the rule allows."))
        line.row.longer_until, line.row.longer_by = longer_until, by
        city = Unit.objects.get(pk=line.row.unit.city_id)
        leader = holder(city, "leader", on=line.today)
        line.done("longer_until", "longer_by")
        line.tell("approval", leader.pk if leader else None)
        asked: FamilySupportFile = line.row
        return asked


def _decide_longer(line: Line, granted: bool) -> None:
    if line.row.longer_until is None or line.row.longer_granted is not None:
        raise Refusal("longer_until", _("Nothing waits for this decision."))
    if line.row.longer_by_id == line.by.pk:
        raise Refusal("same", _("Somebody else must do this; three people open a file."))
    line.row.longer_granted, line.row.longer_decided_by = granted, line.by


def grant_longer(row: UUID, *, by: User, at: datetime | None = None) -> FamilySupportFile:
    """The city's leader grants it; the review keeps its day."""
    with on(FamilySupportFile, row, "grant_longer", by=by, at=at) as line:
        _decide_longer(line, True)
        line.row.ends_on = line.row.longer_until
        line.row.dark_at = dark_at(line.row.review_on, line.row.ends_on)
        return line.done("longer_granted", "longer_decided_by", "ends_on", "dark_at")


def refuse_longer(row: UUID, *, by: User, at: datetime | None = None) -> FamilySupportFile:
    """The last day stays."""
    with on(FamilySupportFile, row, "refuse_longer", by=by, at=at) as line:
        _decide_longer(line, False)
        return line.done("longer_granted", "longer_decided_by")


def propose_destruction(row: UUID, *, by: User, at: datetime | None = None) -> FamilySupportFile:
    """The privacy officer, after the days of keeping. Raises Refusal before them."""
    with on(FamilySupportFile, row, "propose_destruction", by=by, at=at) as line:
        kept = line.row.restricted_at + timedelta(days=calculator.length_of(KEEP, on=line.today))
        if line.at < kept:
            day = clock.local_date(kept)
            raise Refusal("kept", _("It is kept until %(day)s.") % {"day": day})
        line.row.destruction_by = by
        county, _town = officer_and_chair(line.row.unit)
        leader = holder(county, "leader", on=line.today)
        line.done("destruction_by")
        line.tell("approval", leader.pk if leader else None)
        asked: FamilySupportFile = line.row
        return asked


def destroy_file(row: UUID, *, by: User, at: datetime | None = None) -> FamilySupportFile:
    """The leader agrees: key and words are deleted; number and outcome stay for the count."""
    with on(FamilySupportFile, row, "destroy_file", by=by, at=at) as line:
        if line.row.destruction_by_id is None:
            raise Refusal("kept", _("The privacy officer proposes it first."))
        if line.row.destruction_by_id == by.pk:
            raise Refusal("same", _("Somebody else must do this; three people open a file."))
        line.row.destroyed_by, line.row.destroyed_at = by, line.at
        file: FamilySupportFile = line.done("destroyed_by", "destroyed_at")
        return file


__all__ = [
    "ask_longer",
    "close",
    "continue_file",
    "destroy_file",
    "end_file",
    "grant_longer",
    "privacy_officer",
    "propose_destruction",
    "refuse_longer",
    "return_review",
    "write_review",
]
