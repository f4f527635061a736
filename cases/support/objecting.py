"""What a family says against its file: everything stands still until the privacy officer has answered (art. 44–50)."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.vault import Vault
from cases.support.frame import Line, on, refuse_words, require, start
from cases.support.lists import DarkFor, ObjectionFinding
from cases.support.models import FamilySupportFile, SupportObjection
from cases.support.opening import privacy_officer, start_review
from cases.support.reviewing import close
from network.access.gate import Refusal
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib.identifiers import uuid7

LIMIT = "support.objection"


def take_objection(
    row: UUID, *, asked: str, received_on: date, by: User, at: datetime | None = None
) -> SupportObjection:
    """In person or on paper, through whomever the family trusts; nobody but the privacy officer reads the file now.

    Raises Refusal without words, and for a day to come.
    """
    with on(FamilySupportFile, row, "take_objection", by=by, at=at) as line:
        require(asked, "asked", _("Write in the family's words what is wrong or not wanted."))
        if received_on > line.today:
            raise Refusal("received_on", _("That day lies in the future."))
        file = line.row
        objection = SupportObjection(id=uuid7(), unit=file.unit, file=file, entered_by=by, entered_at=line.at)
        objection.received_on = received_on
        Vault.own(objection).seal(objection, asked=asked.strip())
        objection.save(force_insert=True)
        person = privacy_officer(file.unit, on_day=line.today)
        owner = User.objects.filter(pk=person).first() if person else None
        city = Unit.objects.get(pk=file.unit.city_id)
        line.drop()
        start(LIMIT, file, unit=city, owner=owner, by=by, at=line.at, on=received_on)
        line.row.outcome = ""
        line.done("outcome")
        line.tell("approval", person)
        return objection


def _answered(line: Line, finding: ObjectionFinding, answer: str, court_told: bool = False) -> None:
    waiting = SupportObjection.objects.select_for_update(of=("self",)).filter(file=line.row, decided_at=None)
    found = waiting.first()
    if found is None:
        raise Refusal("gone", _("Nothing waits for this decision."))
    require(answer, "answer", _("Write the answer to the family in words."))
    found.finding, found.court_told = finding, court_told
    found.decided_by, found.decided_at = line.by, line.at
    Vault.unwrapped(found).seal(found, answer=answer.strip())
    found.save(update_fields=["finding", "court_told", "decided_by", "decided_at", "answer"])
    line.meet(LIMIT)


def accept_objection(row: UUID, *, answer: str, by: User, at: datetime | None = None) -> FamilySupportFile:
    """The file ends: it is dark from this moment."""
    with on(FamilySupportFile, row, "accept_objection", by=by, at=at) as line:
        _answered(line, ObjectionFinding.ACCEPTED, answer)
        return close(line, DarkFor.OBJECTION)


def answer_objection(
    row: UUID,
    *,
    finding: str,
    answer: str,
    correction: str = "",
    court_told: bool = False,
    by: User,
    at: datetime | None = None,
) -> FamilySupportFile:
    """Corrected, or refused with reasons and the way to the court; the review keeps its day, the days ran on.

    Raises Refusal for a correction without its words, and a refusal without the court.
    """
    with on(FamilySupportFile, row, "answer_objection", by=by, at=at) as line:
        if finding == ObjectionFinding.CORRECTED:
            require(correction, "correction", _("Write what is right now."))
            refuse_words({"correction": correction})
            line.write(correction=correction.strip())
        elif finding == ObjectionFinding.REFUSED:
            if not court_told:
                raise Refusal("court_told", _("Tell that a court may be asked, and tick it."))
        else:
            raise Refusal("finding", _("Choose what the objection comes to."))
        _answered(line, ObjectionFinding(finding), answer, court_told)
        file: FamilySupportFile = line.done()
        start_review(file, by=by, at=line.at)
        line.tell("assigned", file.worker_id)
        return file


def waiting(row: FamilySupportFile) -> SupportObjection | None:
    """The objection that waits for its answer, for whoever may read it."""
    return SupportObjection.objects.filter(file=row, decided_at=None).first()


__all__ = ["accept_objection", "answer_objection", "take_objection", "waiting"]
