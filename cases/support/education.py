"""法治教育 of whoever used violence (反家庭暴力法 art. 22; item 103): on her sealed matter, never on a file of the household.

Together with police or lawyer, never with her in the room, never saying who told us, and not before her safety was
checked for this talk.
"""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.coordination.frame import Act, Line, act, enter, one, require
from cases.protection.models import SafetyScreen
from cases.support import switches
from cases.support.lists import EducationState, Partner, SafetyWay
from cases.support.models import EducationSession
from cases.support.states import EDUCATION
from network.access.gate import Refusal
from network.staff.models import User

CHECK_FIRST = _("Her safety comes first: sign the safety screen of this matter before a talk is planned.")
CHECK_AGAIN = _("Check her safety for this talk first, and write that down.")


def is_safe_to_plan(case: Case) -> bool:
    """Whether a person has signed a safety screen in this matter."""
    return SafetyScreen.objects.filter(case=case).exists()


def _require_module(case: Case) -> None:
    if not case.is_sealed or case.county_id not in switches.counties_on():
        raise Refusal("gone", _("This is not open to you, or it does not exist any more."))


def plan_education(
    case: Case,
    *,
    partner: str,
    planned_on: date,
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Event:
    """A talk with police, lawyer or justice office. Raises Refusal before a screen is signed, and while one is open."""
    with act(case, "plan_education", by=by, at=at) as s:
        _require_module(s.case)
        if not is_safe_to_plan(s.case):
            raise Refusal("partner", CHECK_FIRST)
        if EducationSession.objects.open().filter(case=s.case).exists():
            raise Refusal("partner", _("A talk of this matter is open already."))
        if planned_on < s.today:
            raise Refusal("planned_on", _("That day is over."))
        row = enter(s, EducationSession(partner=Partner(partner), planned_on=planned_on))
        return s.write(detail={"education": str(row.pk)}, key=key)


def _on(s: Act, row: UUID) -> Line:
    _require_module(s.case)
    found = one(s, EducationSession, row)
    return Line(s, found, EDUCATION.next(found.state, s.verb))


# What follows; kind and day of the plan are written once.
_WRITTEN = (
    *(
        "state",
        "checked_by",
        "checked_on",
        "checked_how",
        "check_note",
        "held_on",
        "content",
        "why",
        "ended_at",
    ),
)


def _done(line: Line) -> Event:
    line.row.state = line.target
    line.row.save(update_fields=_WRITTEN)
    return line.s.write(detail={"education": str(line.row.pk)})


def check_survivor(
    case: Case,
    *,
    row: UUID,
    checked_on: date,
    checked_how: str,
    is_safe: bool,
    agrees: bool,
    check_note: str,
    by: User,
    at: datetime | None = None,
) -> Event:
    """She was asked the safe way, is safe, and knows of the talk. Raises Refusal when she is not, or does not want it."""
    with act(case, "check_survivor", by=by, at=at) as s:
        line = _on(s, row)
        line.check_day(checked_on, "checked_on")
        if not is_safe:
            raise Refusal(
                "is_safe", _("While she is not safe there is no talk. Go to protection of this matter.")
            )
        if not agrees:
            raise Refusal("agrees", _("She does not want it: call the talk off."))
        require(check_note, "check_note", _("Write what she said about her safety."))
        line.row.checked_by, line.row.checked_on = by, checked_on
        line.row.checked_how = SafetyWay(checked_how)
        s.vault.seal(line.row, check_note=check_note.strip())
        return _done(line)


def hold_education(
    case: Case,
    *,
    row: UUID,
    held_on: date,
    without_her: bool,
    content: str,
    by: User,
    at: datetime | None = None,
) -> Event:
    """What was explained. Raises Refusal while her safety is not checked for it, before that day, or with her there."""
    with act(case, "hold_education", by=by, at=at) as s:
        _require_module(s.case)
        found = one(s, EducationSession, row)
        if found.state == EducationState.PLANNED:
            raise Refusal("held_on", CHECK_AGAIN)
        line = Line(s, found, EDUCATION.next(found.state, "hold_education"))
        line.check_day(held_on, "held_on")
        if held_on < found.checked_on:
            raise Refusal("held_on", CHECK_AGAIN)
        if not without_her:
            raise Refusal("without_her", _("She is not in the room: there are no talks with both."))
        require(content, "content", _("Write which law was explained."))
        found.held_on, found.ended_at = held_on, s.at
        s.vault.seal(found, content=content.strip())
        return _done(line)


def call_off_education(case: Case, *, row: UUID, why: str, by: User, at: datetime | None = None) -> Event:
    """It does not take place."""
    with act(case, "call_off_education", by=by, at=at) as s:
        line = _on(s, row)
        require(why, "why", _("Write why it does not take place."))
        line.row.ended_at = s.at
        s.vault.seal(line.row, why=why.strip())
        return _done(line)


def end_all(case: Case, *, at: datetime) -> None:
    """Within the verb that ends a locked matter: what is planned is called off."""
    rows = EducationSession.objects.open().filter(case=case)
    rows.update(state=EducationState.CALLED_OFF, ended_at=at)
