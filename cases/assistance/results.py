"""What became of it: asked again, the result on paper and how it reached her, a refusal, or an end before any result."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.assistance.frame import check_between, on, require
from cases.assistance.kinds import REVOKE
from cases.assistance.lists import AssistanceOutcome, CalledOffFor
from cases.casefile.models import Case, Event
from cases.coordination import consents
from cases.people.models import SafeContact
from cases.vocabulary.papers import Delivery
from cases.vocabulary.petitions import ConsentFor
from network.access.gate import Refusal
from network.staff.models import User


def ask_after_assistance(
    case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None, key: UUID | None = None
) -> Event:
    """The body was asked again, and what it said; its clock runs on."""
    require(note, "note", _("Write whom you asked and what was said."))
    with on(case, row, "ask_after_assistance", by=by, at=at, key=key) as line:
        return line.done(note=note)


def record_assistance(
    case: Case,
    *,
    row: UUID,
    outcome: str,
    result: str,
    result_on: date,
    in_writing: bool,
    delivered: str,
    delivered_on: date,
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Event:
    """The paper, its day, and how and when it reached her; the clock of the body is met by nothing less.

    Raises Refusal for a result by word of mouth, a letter where letters are not safe, and days in the wrong order.
    """
    require(result, "result", _("Write what the paper says."))
    with on(case, row, "record_assistance", by=by, at=at, key=key) as line:
        if not in_writing:
            raise Refusal("in_writing", line.row.terms.result)
        check_between(line.s, result_on, line.row.begun_on or line.s.case.received_on, "result_on")
        check_between(line.s, delivered_on, result_on, "delivered_on")
        if Delivery(delivered) == Delivery.POST and not _may_write(line.s.case):
            raise Refusal("delivered", _("She did not call letters safe. Give it to her another way."))
        line.row.outcome, line.row.in_writing = AssistanceOutcome(outcome), True
        line.row.result_on, line.row.delivered_on = result_on, delivered_on
        line.row.delivered = Delivery(delivered)
        line.s.vault.seal(line.row, result=result)
        line.meet(line.row.terms.answers, REVOKE)
        return line.done(note=result, detail={"outcome": line.row.outcome, "delivered": line.row.delivered})


def _may_write(case: Case) -> bool:
    return SafeContact.objects.filter(case=case, may_write=True).exists()


def close_assistance(
    case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None, key: UUID | None = None
) -> Event:
    """What she herself says about the result, and which ways stay open to her."""
    require(note, "note", _("Write what she says about the result, and what she was told."))
    with on(case, row, "close_assistance", by=by, at=at, key=key) as line:
        return line.end(note=note)


def refuse_assistance(
    case: Case, *, row: UUID, why: str, by: User, at: datetime | None = None, key: UUID | None = None
) -> Event:
    """The body does not take it on: its reason, and the ways she was told. Raises Refusal before the police were told."""
    require(why, "why", _("Write the reason, and which other ways she was told."))
    with on(case, row, "refuse_assistance", by=by, at=at, key=key) as line:
        if line.row.terms.at_once and line.row.told_at is None:
            raise Refusal("why", _("Tell the police first, and write down when."))
        line.s.vault.seal(line.row, why=why)
        return line.end(note=why)


def call_off_assistance(
    case: Case,
    *,
    row: UUID,
    ended_for: str,
    why: str,
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Event:
    """Before a result: by her wish, put right, or a mistake; her consent ends with it.

    Raises Refusal for a report that is a duty: only a mistake ends it.
    """
    require(why, "why", _("Please say why."))
    with on(case, row, "call_off_assistance", by=by, at=at, key=key) as line:
        reason = CalledOffFor(ended_for)
        if line.row.terms.at_once and reason != CalledOffFor.MISTAKE:
            raise Refusal("ended_for", _("A report to the police is a duty; only a mistake ends it."))
        if consents.stands(line.s, line.row, ConsentFor.AGENCY):
            consents.withdraw(line.s, line.row, ConsentFor.AGENCY)
        line.row.ended_for = reason
        line.s.vault.seal(line.row, why=why)
        return line.end(note=why, detail={"ended_for": reason})
