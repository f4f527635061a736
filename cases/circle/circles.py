"""A circle is opened with the consent of a guardian and the word of the child, and ends when either goes (item 107).

It is company, not watching: no field asks what the child thinks, and nothing of it leaves the matter.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.circle import people
from cases.circle.frame import RHYTHM, act, enter, on_circle, require
from cases.circle.lists import CIRCLE_ENDS, CircleEnd, Situation
from cases.circle.models import MinorContactCircle
from network.access.gate import Refusal
from network.staff.models import User


def open_circle(
    case: Case,
    *,
    child: Any = None,
    situation: str,
    guardian: Any,
    manner: str,
    consented_on: date,
    child_voice: str,
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Event:
    """Open the circle of a child of the matter; the days until the first visit or call begin.

    Raises Refusal beside the field: no child named, one that stands already, whoever may not agree.
    """
    with act(case, "open_circle", by=by, at=at) as s:
        minor = people.child_of(s, child)
        people.refuse_adult(s, minor)
        if situation not in Situation.values:
            raise Refusal("situation", _("Choose why adults keep in touch with the child."))
        people.fits(s, minor, situation)
        if MinorContactCircle.objects.standing().filter(minor=minor).exists():
            raise Refusal("child", _("A circle of this child stands already."))
        row = MinorContactCircle(minor=minor, situation=situation)
        told = {"guardian": guardian, "manner": manner, "consented_on": consented_on}
        people.agree(s, row, minor, **told, child_voice=child_voice)
        enter(s, row)
        people.mark_coming_of_age(s, minor)
        s.start(RHYTHM, row.pk)
        return s.write(detail={"circle": str(row.pk)}, key=key)


def renew_circle_consent(
    case: Case,
    *,
    row: UUID,
    guardian: Any,
    manner: str,
    consented_on: date,
    child_voice: str,
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Event:
    """Another guardian agrees, or the same one anew. Raises Refusal as opening does."""
    with on_circle(case, row, "renew_circle_consent", by=by, at=at, key=key) as line:
        people.refuse_adult(line.s, line.row.minor)
        told = {"guardian": guardian, "manner": manner, "consented_on": consented_on}
        people.agree(line.s, line.row, line.row.minor, **told, child_voice=child_voice)
        return line.done()


def end_circle(
    case: Case,
    *,
    row: UUID,
    ended_for: str,
    note: str,
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Event:
    """It ends for a reason that somebody gives. Raises Refusal without words."""
    require(note, "note", _("Please say why."))
    if ended_for not in CIRCLE_ENDS:
        raise Refusal("ended_for", _("Choose why it ends."))
    with on_circle(case, row, "end_circle", by=by, at=at, key=key) as line:
        return line.end(CircleEnd(ended_for), note=note)
