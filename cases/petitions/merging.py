"""并案 and its undoing: two registrations of the same facts become one matter; nothing is copied, so nothing is lost."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.people.turns import take_turns
from cases.petitions import relating
from cases.petitions.step import Step, require, step
from cases.petitions.transitions import NOTICE
from cases.vocabulary.papers import Delivery
from cases.vocabulary.petitions import RelationKind, WaitsFor
from network.access import rest
from network.access.gate import Refusal
from network.deadlines import calculator, clocks
from network.staff.models import User
from sisterhood.lib import clock


@transaction.atomic
def merge(case: Case, *, into: Case, notice_how: str, by: User, at: datetime | None = None) -> Event:
    """并案: the same facts are in handling already (art. 19(3)); she is told, the other matter goes on.

    Both are opened by whoever merges. Raises Refusal for a matter that has ended, or when one is restricted and
    the other is not.
    """
    take_turns(f"merge {pk}" for pk in (case.pk, into.pk))
    with step(case, "merge", by=by, at=at) as s:
        notice = Delivery(notice_how)
        main = Case.objects.openable_by(rest.of(by)).open().filter(pk=into.pk).first()
        if main is None or main.pk == s.case.pk:
            raise Refusal("stays", _("No open matter of this number is in your hands."))
        if main.is_sealed != s.case.is_sealed:
            raise Refusal("stays", _("A restricted matter and an ordinary one are not merged."))
        s.petition.merged_into, s.petition.merged_at = main, s.at
        owed = [_kept(row) for row in clocks.running(s.subject)]
        s.meet(*NOTICE)
        s.case.waits_for = WaitsFor.OWNER
        event = s.write(detail={"main": str(main.pk), "notice": notice, "owed": owed})
        relating.link(s.case, to=main, kind=RelationKind.MERGED, by=by, at=s.at)
        return event


def unmerge(case: Case, *, reason: str, by: User, at: datetime | None = None) -> Event:
    """The merge was a mistake: within seven days the matter is open again, and owes what it owed, from the same days."""
    require(reason, "reason", _("Write why it is a matter of its own."))
    with step(case, "unmerge", by=by, at=at) as s:
        merged_on = clock.local_date(s.petition.merged_at or s.at)
        if clock.local_date(s.at) > calculator.period_of("petition.unmerge", merged_on).due_on:
            raise Refusal("late", _("The time to undo the merge has passed. Register the matter anew."))
        merged = Event.objects.filter(case=s.case, verb="merge").order_by("-occurred_at", "-id").first()
        s.petition.merged_into = s.petition.merged_at = None
        s.petition.route = ""
        s.case.phase, s.case.closed_at = "open", None
        event = s.write(note=reason)
        relating.unlink(s.case, kind=RelationKind.MERGED)
        _owe_again(s, merged.detail.get("owed") if merged else None)
        if merged is not None and merged.from_stage == "triaged":
            s.start("petition.triage")
        return event


def _kept(row: Any) -> list[str]:
    return [row.limit_id, row.started_at.isoformat(), row.starts_on.isoformat()]


def _owe_again(s: Step, owed: list[list[str]] | None) -> None:
    if owed is None:  # merged before this was written down
        s.start("petition.notice", on=s.case.received_on)
    for code, started_at, starts_on in owed or ():
        clocks.start(
            code,
            subject=s.subject,
            unit=s.case.unit,
            owner=s.case.owner,
            by=s.by,
            at=datetime.fromisoformat(started_at),
            start_on=date.fromisoformat(starts_on),
        )
