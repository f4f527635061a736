"""What a step leads to, shown before it is taken: the rule, the dates counted, what is shared with whom.

Nothing here changes a row. A date is counted by the calculator that the clock will ask.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cases.casefile import transfers
from cases.casefile.models import Case
from cases.petitions.models import Petition
from cases.petitions.windows import LIMIT_OF, window_end
from network.access.gate import Refusal
from network.deadlines import calculator, clocks
from network.deadlines.faces import length_words
from network.deadlines.versions import in_force
from network.staff.appointments import holder
from network.units.models import Level, Unit
from sisterhood.lib import clock
from sisterhood.lib.workdays import CalendarMissing


@dataclass(frozen=True)
class Preview:
    """`rules`: (article, length); `dates`: (what, day, whether the calendar is a guess); sentences for the rest.

    `told` says what she is told, `then` what else follows.
    """

    rules: list[tuple[str, str]] = field(default_factory=list)
    dates: list[tuple[str, str, bool]] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)
    told: str = ""
    then: str = ""
    can_count_again: bool = False


Asked = Mapping[str, Any]


def preview(verb: str, case: Case, petition: Petition, asked: Asked, at: datetime) -> Preview | None:
    """The preview of a verb that has one; `asked` holds what the form knows so far, already cleaned."""
    make = PREVIEWS.get(verb)
    try:
        return make(case, petition, asked, at) if make else None
    except CalendarMissing:
        return None  # the verb itself says so when it runs


def _rule(code: str) -> tuple[str, str]:
    limit = in_force(code, on=clock.today())
    return limit.source, length_words(limit)


def _counted(label: str, code: str, start: date, added: int = 0) -> tuple[str, str, bool]:
    period = calculator.period_of(code, start, added_days=added)
    return label, _day(period.due_on), period.provisional


def _day(day: date) -> str:
    return date_format(day, pgettext("date", "j M Y"))


def _give(case: Case, petition: Petition, asked: Asked, at: datetime) -> Preview:
    unit, today = asked.get("to_unit"), clock.local_date(at)
    person = holder(unit, "officer", on=today) if isinstance(unit, Unit) else None
    name = person.display_name if person else _("the officer of the federation you choose")
    return Preview(
        rules=[_rule("petition.notice_assigned"), _rule("petition.objection")],
        dates=[
            _counted(_("The receiver tells her in writing until"), "petition.notice_assigned", today),
            _counted(_("The receiver may object until"), "petition.objection", today),
        ],
        shared=[
            _("%(name)s becomes the owner: names, story, files and your reason are open to her.")
            % {"name": name},
            _("The leader of that federation reads the story; names only with a reason."),
            _("You keep the card: number, stage and clock."),
        ],
        told=_("She is told where her matter went, in the way you choose below."),
        can_count_again=True,
    )


def _pass_on(case: Case, petition: Petition, asked: Asked, at: datetime) -> Preview:
    """To whom it goes: the unit above, or the county where that is ticked."""
    county = case.unit.county_id if asked.get("to_county") else None
    above = Unit.objects.filter(pk=county).first() if county else case.unit.parent
    if above is None:
        return Preview()
    try:
        unit, person = transfers.receiver(case, above)
    except Refusal as refusal:
        return Preview(then=str(refusal))
    words = {"name": person.display_name, "unit": unit.short_name}
    return Preview(then=_("It goes to %(name)s, %(unit)s, who must take it up.") % words)


def _extend(case: Case, petition: Petition, asked: Asked, at: datetime) -> Preview:
    row = next((r for r in clocks.running(("case", case.pk)) if r.limit_id == "petition.handling"), None)
    if row is None:
        return Preview(rules=[_rule("petition.handling")])
    most = row.limit.extension
    days = asked.get("days") or most
    dates = [(_("Due now"), _day(row.due_on), row.provisional)]
    if not row.extended_days and 1 <= days <= most:
        label = _("Due after an extension by %(days)d days") % {"days": days}
        dates.append(_counted(label, "petition.handling", row.starts_on, days))
    longest = _("once, by at most %(days)d days, before the due date") % {"days": most}
    return Preview(
        rules=[(row.basis, longest)],
        dates=dates,
        told=_("She is told of the extension and its reason, in the way you choose below."),
        can_count_again=True,
    )


def _answer(case: Case, petition: Petition, asked: Asked, at: datetime) -> Preview:
    day = asked.get("delivered_on") or clock.local_date(at)
    window = LIMIT_OF.get(_AFTER.get(petition.state, ""), "")
    dates = [_counted(_("Her time to ask the next federation ends on"), window, day)] if window else []
    if window:
        dates.append(_counted(_("Follow up and close until"), "petition.follow_up", day))
    return Preview(
        rules=[_rule(window)] if window else [],
        dates=dates,
        shared=[_("She receives the opinion: facts and reasons, decision, legal basis, remedies.")],
        then=_("The clock of handling stops on the day of delivery."),
        can_count_again=bool(window),
    )


def _ask_next(code: str) -> Callable[[Case, Petition, Asked, datetime], Preview]:
    def make(case: Case, petition: Petition, asked: Asked, at: datetime) -> Preview:
        day = asked.get("asked_on") or clock.local_date(at)
        above = None if case.unit.level <= Level.CITY else case.unit.parent
        until = window_end(case, petition.state)
        dates = [(_("Her time to ask ends on"), _day(until), False)] if until else []
        if above is None:
            shared = [
                _("The superior federation decides outside this portal; its answer is entered by hand.")
            ]
        else:
            shared = [
                _("%(unit)s becomes the owner of the whole matter, opinion and story included.")
                % {"unit": above.short_name},
                _("Nobody who had a part in the earlier opinion decides again."),
            ]
            dates.append(_counted(_("The next federation answers until"), code, day))
        return Preview(
            rules=[_rule(code)],
            dates=dates,
            shared=shared,
            then=_("After her time has passed the request is taken only with a reason."),
            can_count_again=True,
        )

    return make


_AFTER = {"handling": "answered", "under_review": "review_answered"}
PREVIEWS: dict[str, Callable[[Case, Petition, Asked, datetime], Preview]] = {
    "pass_on": _pass_on,
    "transfer": _give,
    "assign": _give,
    "extend": _extend,
    "answer": _answer,
    "answer_review": _answer,
    "ask_review": _ask_next("petition.review"),
    "ask_reexamination": _ask_next("petition.reexamination"),
}
