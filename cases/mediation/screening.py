"""Each side is heard alone; what is found ends it here. The one way back is her own request and a leader's word."""

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile import deciding
from cases.casefile.models import Case, Event
from cases.mediation.frame import Line, enter, heading, on, require
from cases.mediation.lists import Side, Subject, Way
from cases.mediation.models import MediationException, MediationScreen
from cases.mediation.screen import CODES, found_by, may_be_excepted
from cases.vocabulary.petitions import WaitsFor
from network.access.gate import Refusal
from network.staff.models import User

NOT_ASKED = _("Please ask this as well; “not known” is an answer.")
NOT_FOUND = _("Choose what was found.")
NO_WAYS = _("Choose which other ways were explained.")
NO_SUBJECT = _("An exception is about property, children or visits, and nothing else.")


def screen_side(
    case: Case,
    *,
    row: UUID,
    side: str,
    answers: Mapping[str, str],
    alone: bool,
    note: str = "",
    by: User,
    at: datetime | None = None,
) -> Event:
    """One side was heard alone. Whatever is found ends the mediation at the gate in the same moment.

    Raises Refusal when the other side was in the room, when this side was heard already, and while a question is open.
    """
    if not alone:
        raise Refusal("alone", _("Hear each side alone, out of sight and hearing of the other."))
    for code in CODES:
        if not answers.get(code):
            raise Refusal(code, NOT_ASKED)
    with on(case, row, "screen_side", by=by, at=at) as line:
        who, found = Side(side), found_by(answers)
        if line.row.screens.filter(side=who).exists():
            raise Refusal("side", _("This side was heard already."))
        screen = MediationScreen(mediation=line.row, side=who, heard_on=line.s.today, was_alone=True)
        enter(line.s, screen, answers=json.dumps(dict(answers), sort_keys=True), note=note)
        if found or (line.row.flags and line.row.exception is None):
            _unsuitable(line, found)
        return line.done(detail={"side": who})


def _unsuitable(line: Line, found: Collection[str]) -> None:
    """What was found stays; an exception or a consent given earlier does not cover what was found later."""
    line.row.flags = [code for code in CODES if code in {*line.row.flags, *found}]
    line.row.exception = None
    line.row.consents.filter(ended_at=None).update(ended_at=line.s.at)
    heading(line, "find_unsuitable")
    line.s.drop(line.row.pk)


def find_unsuitable(
    case: Case, *, row: UUID, found: Collection[str], note: str, by: User, at: datetime | None = None
) -> Event:
    """At any time: it came to light later, or she is being pressed. The mediation stops at once."""
    require(note, "note", _("Write what came to light."))
    known = [code for code in CODES if code in found]
    if not known:
        raise Refusal("found", NOT_FOUND)
    with on(case, row, "find_unsuitable", by=by, at=at) as line:
        _unsuitable(line, known)
        line.s.vault.seal(line.row, why=note)
        return line.done(note=note)


def redirect_mediation(
    case: Case, *, row: UUID, ways: Collection[str], note: str = "", by: User, at: datetime | None = None
) -> Event:
    """She is told which other ways are open; mediation blocks none of them (人民调解法 art. 3)."""
    told = told_ways(ways)
    with on(case, row, "redirect_mediation", by=by, at=at) as line:
        if line.row.exceptions.filter(granted=None).exists():
            raise Refusal("waits", _("Her request for an exception waits for the leader's decision."))
        line.row.ways = told
        return line.done(note=note, detail={"ways": told})


def told_ways(ways: Collection[str]) -> list[str]:
    told = [Way(way).value for way in ways]
    if not told:
        raise Refusal("ways", NO_WAYS)
    return told


def ask_exception(
    case: Case,
    *,
    row: UUID,
    adult: bool,
    informed: bool,
    asked_on: date,
    subjects: Collection[str],
    separate_rooms: bool,
    no_bargaining: bool,
    request: str,
    by: User,
    at: datetime | None = None,
) -> Event:
    """The adult victim, informed, asks in writing for mediation on property, children or visits (§6.2); her leader
    decides. Raises Refusal when one condition is missing, for danger, a child or a crime, and before protection has
    sealed the matter."""
    conditions = (
        ("adult", adult, _("Only an adult may ask for an exception.")),
        ("informed", informed, _("Explain to her first what mediation can and cannot do after violence.")),
        ("separate_rooms", separate_rooms, _("After violence the two sides are never in one room.")),
        ("no_bargaining", no_bargaining, _("Violence is never an object of bargaining.")),
    )
    for name, holds, sentence in conditions:
        if not holds:
            raise Refusal(name, sentence)
    about = [Subject(each).value for each in subjects]
    if not about:
        raise Refusal("subjects", NO_SUBJECT)
    require(request, "request", _("Write down her request in her own words; the sheet she wrote is kept."))
    with on(case, row, "ask_exception", by=by, at=at) as line:
        _check_askable(line, asked_on)
        line.check_day(asked_on, "asked_on")
        exception = MediationException(
            mediation=line.row,
            is_adult=adult,
            is_informed=informed,
            asked_on=asked_on,
            subjects=about,
            separate_rooms=separate_rooms,
            no_bargaining=no_bargaining,
        )
        enter(line.s, exception, request=request)
        leader = deciding.ask_leader(line.s.case, by=by, at=line.s.at)
        if leader is None:
            raise Refusal(
                "leader", _("Another leader must decide this; hand the matter to a colleague first.")
            )
        line.s.tell("approval", leader)
        return line.done()


def _check_askable(line: Line, asked_on: date) -> None:
    if not line.s.case.is_sealed:
        raise Refusal("ordinary", _("Begin the protection first: it seals the matter."))
    if not may_be_excepted(line.row.flags):
        raise Refusal(
            "flags", _("Where a child, a crime or a doubtful will is concerned, there is no exception.")
        )
    if line.row.exceptions.filter(granted=None).exists():
        raise Refusal("waits", _("Her request for an exception waits for the leader's decision."))
    hers = line.row.screens.filter(side=Side.HERS).first()
    if hers is None or asked_on < hers.heard_on:
        raise Refusal("asked_on", _("Hear her alone first; she asks after that, and knowing what it means."))


def approve_exception(case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None) -> Event:
    """The leader has read her request and lets it be mediated, in separate rooms. Not whoever asked for it."""
    require(note, "note", _("Please say why."))
    with on(case, row, "approve_exception", by=by, at=at) as line:
        line.row.exception = _decide(line, note, granted=True)
        return line.done(note=note)


def refuse_exception(case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None) -> Event:
    """It stays with what the gate says."""
    require(note, "note", _("Please say why."))
    with on(case, row, "refuse_exception", by=by, at=at) as line:
        _decide(line, note, granted=False)
        return line.done(note=note)


def _decide(line: Line, note: str, *, granted: bool) -> MediationException:
    waiting = line.row.exceptions.select_for_update().filter(granted=None).first()
    if waiting is None:
        raise Refusal("exception", _("No request for an exception waits here."))
    if waiting.entered_by_id == line.s.by.pk:
        raise Refusal("two", _("Somebody else decides than whoever asked."))
    waiting.granted, waiting.decided_by, waiting.decided_at = granted, line.s.by, line.s.at
    line.s.vault.seal(waiting, decision=note)
    waiting.save(update_fields=["granted", "decided_by", "decided_at", "decision"])
    line.s.case.waits_for = WaitsFor.OWNER
    line.s.tell("approved", line.s.case.owner_id)
    return waiting
