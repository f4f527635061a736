"""不良行为 of a child as the law lists it (预防未成年人犯罪法 art. 28): what happened, when, from whom it is known.

Nothing of art. 38 is written down here: that is for the police, and the file says so.
"""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.coordination.frame import act, enter, one, require
from cases.minors.lists import Behaviour, BehaviourSource
from cases.minors.models import BehaviourNote, Minor
from network.access.gate import Refusal
from network.staff.models import User


def note_behaviour(
    case: Case,
    *,
    child: Any = None,
    behaviour_of_concern: str,
    source: str,
    seen_on: date,
    what: str,
    by: User,
    at: datetime | None = None,
) -> Event:
    """Note one of the eight items with what exactly was seen. Raises Refusal for anything that is not on the lists."""
    if behaviour_of_concern not in Behaviour.values:
        raise Refusal("behaviour_of_concern", _("Choose one of the eight items of the law."))
    if source not in BehaviourSource.values:
        raise Refusal("source", _("Say from whom it is known; hearsay is not written down."))
    require(what, "what", _("Please write it down."))
    with act(case, "note_behaviour", by=by, at=at) as s:
        children = list(Minor.objects.filter(case=s.case))
        if not children:
            raise Refusal("child", _("Name the child first."))
        if seen_on > s.today:
            raise Refusal("seen_on", _("That day lies in the future."))
        only = child is None and len(children) == 1
        row = children[0] if only else one(s, Minor, getattr(child, "pk", child))
        note = BehaviourNote(minor=row, behaviour_of_concern=behaviour_of_concern)
        note.source, note.seen_on = source, seen_on
        enter(s, note, what=what)
        return s.write(detail={"behaviour": str(note.pk)})
