"""强制报告 (未成年人保护法 art. 11; 反家庭暴力法 art. 14): who noticed what when, who was told, with what receipt.

One duty, one clock, one form, in ordinary and sealed matters alike; the upper app may mark its own row (`marks`).

She is told before; her consent is not asked for, because the law leaves no choice.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.protection.frame import act, enter, noticed, one, past, require
from cases.protection.lists import Trigger
from cases.protection.models import MandatoryReport
from cases.protection.states import MANDATORY
from cases.vocabulary.petitions import TellingChannel
from network.access.gate import Refusal
from network.agencies.models import AgencyKind
from network.deadlines import calculator, clocks
from network.staff.models import User
from sisterhood.lib import clock

REPORT = "petition.mandatory_report"
TOLD = (AgencyKind.POLICE, AgencyKind.CIVIL_AFFAIRS, AgencyKind.EDUCATION)
_marks: list[Callable[[Case, datetime], None]] = []


def marks(mark: Callable[[Case, datetime], None]) -> None:
    """Called once from an upper app's `ready()`: it hears, in the same transaction, that the police know."""
    _marks.append(mark)


def is_owed(case: Case) -> bool:
    """Whether the minutes of a report run."""
    return any(row.limit_id == REPORT for row in clocks.running(("case", case.pk)))


def late(rows: Iterable[MandatoryReport]) -> set[UUID]:
    """Those told after the minutes of their notice had run out, as the limit said on the day of the notice."""
    allowed: dict[date, int] = {}
    found = set()
    for row in rows:
        day = clock.local_date(row.noticed_at)
        if day not in allowed:
            allowed[day] = calculator.length_of(REPORT, on=day)
        if row.minutes_taken > allowed[day]:
            found.add(row.pk)
    return found


def notice_duty(
    case: Case, *, noticed_at: datetime, note: str, by: User, at: datetime | None = None
) -> Event:
    """It is noticed that a child, or somebody who cannot act for herself, is harmed or at risk: the minutes begin."""
    require(note, "note", _("Please write it down."))
    with act(case, "notice_duty", by=by, at=at) as s:
        noticed(s, noticed_at)
        clocks.start(
            REPORT, subject=s.subject, unit=s.case.unit, owner=s.case.owner, by=by, at=noticed_at, part=None
        )
        event = s.write(note=note)
        s.tell("danger", s.case.owner_id)
        return event


def mandatory_report(
    case: Case,
    *,
    trigger: str,
    noticed_at: datetime,
    noticed_by: str,
    told: Collection[str],
    body: str,
    channel: str,
    reported_at: datetime,
    receipt: str = "",
    told_before: bool,
    note: str = "",
    by: User,
    at: datetime | None = None,
) -> Event:
    """Police, civil affairs or education were told; the duty is done when the police know.

    Raises Refusal for nobody told, for moments to come or in the wrong order. `told_before` is recorded either
    way: whether she, or the child's guardian where that is safe, knew before.
    """
    require(
        noticed_by,
        "noticed_by",
        _("Write who noticed it; only those who may see names in this matter read it."),
    )
    require(body, "body", _("Name the body that was told."))
    with act(case, "mandatory_report", by=by, at=at) as s:
        kinds = [AgencyKind(kind) for kind in told if kind in TOLD]
        if not kinds:
            raise Refusal("told", _("Choose who was told."))
        past(s, reported_at, "reported_at")
        if reported_at < noticed_at:
            raise Refusal("reported_at", _("It cannot have been reported before it was noticed."))
        rows = []
        for kind in kinds:
            row = MandatoryReport(
                trigger=Trigger(trigger),
                noticed_at=noticed_at,
                agency_kind=kind,
                channel=TellingChannel(channel),
                reported_at=reported_at,
                told_before=told_before,
            )
            rows.append(enter(s, row, noticed_by=noticed_by, body=body, receipt=receipt))
        if AgencyKind.POLICE in kinds:
            clocks.meet(s.subject, REPORT, by=by, at=s.at)
            for mark in _marks:
                mark(s.case, s.at)
        words = "\n".join(part for part in (body.strip(), note.strip()) if part)
        return s.write(note=words, detail={"told": list(kinds), "minutes": rows[0].minutes_taken})


def report_result(
    case: Case,
    *,
    row: UUID,
    result: str,
    result_on: date,
    receipt: str = "",
    by: User,
    at: datetime | None = None,
) -> Event:
    """What the body told back (未成年人保护法 art. 11), and the receipt number when it came later."""
    require(result, "result", _("Write what the body told back."))
    with act(case, "report_result", by=by, at=at) as s:
        report = one(s, MandatoryReport, row)
        MANDATORY.next(report.state, "report_result")
        if result_on > s.today:
            raise Refusal("result_on", _("The day lies in the future."))
        s.vault.seal(report, result=result)
        if receipt.strip():
            s.vault.seal(report, receipt=receipt)
        report.result_on = result_on
        report.save(update_fields=["result", "receipt", "result_on"])
        return s.write(note=result)
