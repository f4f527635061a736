"""排查: a concern is noted with its source, looked at by township and county, and goes its way or nowhere."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import once
from cases.support import switches
from cases.support.frame import Line, add_words, gone, hours_from, officer_and_chair, on, require, start
from cases.support.lists import OWN_WAYS, ConcernKind, ConcernSource, Way
from cases.support.models import ConcernNote
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks
from network.notifications import outbox
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

LIMIT = "support.note"


def refuse_off(unit: Unit) -> None:
    """Raises Refusal where the county has not switched the module on."""
    if unit.county_id not in switches.counties_on():
        raise gone()


@transaction.atomic
def note_concern(
    unit: Unit,
    *,
    kind: str,
    source: str,
    seen_on: date,
    family: str,
    what: str,
    is_danger: bool = False,
    told_family: bool = False,
    why_not_told: str = "",
    by: User,
    key: UUID | None = None,
    at: datetime | None = None,
) -> ConcernNote:
    """One concern at her own unit. Raises Refusal: the gate's, off, no source, hearsay, no words, a day to come."""
    scope, at = rest.of(by), at or clock.now()
    once.take_turn(key)
    known = ConcernNote.objects.filter(pk=key, author=by).first() if key else None
    if known is not None:
        return known
    gate.require(scope, "note_concern")
    if unit.pk not in scope.units:
        raise gone()
    refuse_off(unit)
    if source not in ConcernSource.values:
        raise Refusal("source", NO_SOURCE)
    require(family, "family", _("Write which family, so that somebody can go there."))
    require(what, "what", _("Write what was seen or told, and nothing else."))
    if seen_on > clock.local_date(at):
        raise Refusal("seen_on", _("That day lies in the future."))
    if not told_family:
        require(why_not_told, "why_not_told", _("Write why the family was not told."))
    row = ConcernNote(id=key or uuid7(), unit=unit, author=by, entered_at=at, author_until=hours_from(at))
    row.kind, row.source, row.seen_on = ConcernKind(kind), ConcernSource(source), seen_on
    row.is_danger, row.told_family = is_danger, told_family
    row.save(force_insert=True)
    add_words(row, {"family": family, "what": what, "why_not_told": "" if told_family else why_not_told})
    _begin(row, by, at)
    return row


NO_SOURCE = _(
    "Choose from whom it is known. What others say is not written down; ask for a friendly visit instead."
)


def _begin(row: ConcernNote, by: User, at: datetime) -> None:
    """The clock of those who look at it, and at once a message to county and township when somebody is in danger."""
    county, town = officer_and_chair(row.unit)
    today = clock.local_date(at)
    chair = holder(town, "leader", on=today) if town is not None else None
    officer = holder(county, "officer", on=today)
    place, owner = (town, chair) if town is not None and chair is not None else (county, officer)
    start(LIMIT, row, unit=place, owner=owner, by=by, at=at)
    for person in (chair, officer):
        if person is not None and person.pk != by.pk:
            kind = "danger" if row.is_danger else "handed"
            key = f"{kind}:{row.pk}:{person.pk}"
            outbox.post(kind, recipient=person.pk, key=key, subject=("concern_note", row.pk), at=at)
    record.event(
        Action.CHANGE,
        by=by,
        subject=("concern_note", row.pk),
        unit_id=row.unit_id,
        detail={"verb": "note_concern"},
        at=at,
    )


def _refuse_own(row: ConcernNote, by: User) -> None:
    if row.author_id == by.pk:
        raise Refusal("author", _("You wrote this note yourself; somebody else looks at it."))


def review_note(
    row: UUID, *, no_conflict: bool, note: str, by: User, at: datetime | None = None
) -> ConcernNote:
    """Looked at by township or county. Raises Refusal for a conflict, and for her own note."""
    with on(ConcernNote, row, "review_note", by=by, at=at) as line:
        _refuse_own(line.row, by)
        if not no_conflict:
            raise Refusal("no_conflict", _("If you are related or involved, step aside from this note."))
        line.row.reviewed_by, line.row.reviewed_at = by, line.at
        line.write(note=note)
        county, _town = officer_and_chair(line.row.unit)
        officer = holder(county, "officer", on=line.today)
        line.tell("approval", officer.pk if officer else None)
        clocks.move(line.subject, unit=county, owner=officer)
        return line.done("reviewed_by", "reviewed_at")


def step_aside(row: UUID, *, by: User, at: datetime | None = None) -> None:
    """She has to do with the family: from now on the note does not exist for her. Raises Refusal: gone, the gate's."""
    with on(ConcernNote, row, "step_aside", by=by, at=at) as line:
        county, _town = officer_and_chair(line.row.unit)
        officer = holder(county, "officer", on=line.today)
        owner = officer if officer is not None and officer.pk != by.pk else None
        clocks.move(line.subject, unit=county, owner=owner)
        line.tell("handed", owner.pk if owner else None)
        detail = {"verb": "step_aside"}
        record.event(
            Action.CHANGE, by=by, subject=line.subject, unit_id=line.row.unit_id, detail=detail, at=line.at
        )
        with connection.cursor() as cursor:
            cursor.execute("select support_step_aside(%s)", [line.row.pk])
            if not cursor.fetchone()[0]:
                raise gone()


def redirect_note(row: UUID, *, way: str, note: str, by: User, at: datetime | None = None) -> ConcernNote:
    """It goes its own way and no file is ever made of it. Raises Refusal for a way that is not the law's."""
    with on(ConcernNote, row, "redirect_note", by=by, at=at) as line:
        _refuse_own(line.row, by)
        own = OWN_WAYS.get(line.row.kind)
        if own is not None and way not in (own, Way.POLICE):
            raise Refusal(
                "way", _("A concern of this kind has a way of its own; choose that, or the police.")
            )
        require(note, "note", _("Write who has taken it on."))
        line.row.way = Way(way)
        return _decide(line, note)


def dismiss_note(row: UUID, *, note: str, by: User, at: datetime | None = None) -> ConcernNote:
    """Nothing follows; the words are deleted after the days of the rule, only the count stays."""
    with on(ConcernNote, row, "dismiss_note", by=by, at=at) as line:
        _refuse_own(line.row, by)
        require(note, "note", _("Write why nothing follows."))
        return _decide(line, note)


def _decide(line: Line, note: str) -> ConcernNote:
    line.write(note=note)
    line.row.decided_by, line.row.decided_at = line.by, line.at
    line.meet(LIMIT)
    decided: ConcernNote = line.done("way", "decided_by", "decided_at")
    return decided
