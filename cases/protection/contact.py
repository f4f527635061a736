"""What is done with her: the first-contact sheet, the safety screen that a person signs, her safety plan."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.protection import wishes
from cases.protection.frame import enter, protect, require
from cases.protection.lists import Answer, Level, Wish
from cases.protection.models import FirstContact, SafetyPlan, SafetyScreen
from cases.protection.screen import ITEMS, advise, lowers
from network.access.gate import Refusal
from network.staff.models import User


def meet_first(
    case: Case,
    *,
    told: Mapping[str, str],
    wants: Collection[str],
    told_before: bool,
    by: User,
    at: datetime | None = None,
) -> Event:
    """The sheet of the first contact, or a later one: what she told, what she wants.

    Raises Refusal while she was not told what must be done without asking her, and for "nothing" beside a wish.
    """
    if not told_before:
        raise Refusal("told_before", _("Tell her first what we must do without asking her."))
    chosen = [Wish(wish).value for wish in wants]
    if not chosen:
        raise Refusal("wants", _("Write what she wants; she may also want nothing for now."))
    if Wish.NONE in chosen and len(chosen) > 1:
        raise Refusal("wants", _("“Nothing for now” stands alone."))
    with protect(case, "meet_first", by=by, at=at) as s:
        said = {name: text for name, text in told.items() if text}
        sheet = json.dumps(said | {"wishes": chosen}, ensure_ascii=False)
        enter(s, FirstContact(told_before=True), sheet=sheet)
        return s.write()


def sign_screen(
    case: Case,
    *,
    answers: Mapping[str, str],
    level: str,
    reason: str = "",
    by: User,
    at: datetime | None = None,
) -> Event:
    """Twelve answers and the level she signs with her name; nothing follows by itself.

    Raises Refusal for an item without an answer, and for a level below the advised one without a written reason.
    """
    said = {item.code: Answer(answers[item.code]).value for item in ITEMS if answers.get(item.code)}
    if len(said) < len(ITEMS):
        raise Refusal("answers", _("Answer every item; “not known” is an answer."))
    advised = advise(said)
    if lowers(advised, level):
        require(reason, "reason", _("Your level lies below the advised one. Write why."))
    with protect(case, "sign_screen", by=by, at=at) as s:
        row = SafetyScreen(advised=advised, level=Level(level))
        enter(s, row, answers=json.dumps(said), reason=reason)
        return s.write(note=reason)


def plan_safety(case: Case, *, text: str, with_her: bool, by: User, at: datetime | None = None) -> Event:
    """Her safety plan, made with her. Raises Refusal when it was not, or when she wants nothing for now."""
    require(text, "text", _("Please write it down."))
    if not with_her:
        raise Refusal("with_her", _("A safety plan is made with her, never for her."))
    with protect(case, "plan_safety", by=by, at=at) as s:
        wishes.require_wish(s.case, s.vault, "plan_safety")
        enter(s, SafetyPlan(), text=text)
        return s.write()
