"""Sessions of a mediation: arranged, begun, adjourned; what ends them without an agreement (人民调解法 art. 8, 25, 26, 27)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.mediation import guard
from cases.mediation.frame import Line, enter, on, require
from cases.mediation.lists import Side
from cases.mediation.models import MediationSession
from cases.mediation.screening import told_ways
from network.access.gate import Refusal
from network.deadlines import calculator
from network.staff.models import User

LEAST, MOST = "mediation.committee_least", "mediation.committee_most"


def schedule_session(
    case: Case,
    *,
    row: UUID,
    meets_at: datetime,
    place: str,
    committee: int,
    women: int,
    one_room: bool = False,
    in_public: bool = False,
    by: User,
    at: datetime | None = None,
) -> Event:
    """Day, place and who of the committee is there: three to nine, a woman among them (art. 8).

    Raises Refusal for one room after violence or without the word of each side, and for an open session without it.
    """
    require(place, "place", _("Write where the session takes place."))
    with on(case, row, "schedule_session", by=by, at=at, guarded=True) as line:
        if meets_at <= line.s.at:
            raise Refusal("meets_at", _("The session lies in the past."))
        _check_committee(line, committee, women)
        if one_room and guard.must_sit_apart(line.row):
            raise Refusal(
                "one_room",
                _("Separate rooms: one room needs the word of each side, and is never right after violence."),
            )
        if in_public and line.row.consents.filter(in_public=True, ended_at=None).count() < len(Side):
            raise Refusal("in_public", _("An open session needs the word of each side."))
        session = MediationSession(
            mediation=line.row,
            meets_at=meets_at,
            separate_rooms=not one_room,
            in_public=in_public,
            committee=committee,
            women=women,
        )
        enter(line.s, session, place=place)
        return line.done()


def _check_committee(line: Line, committee: int, women: int) -> None:
    least, most = (calculator.length_of(code, on=line.s.today) for code in (LEAST, MOST))
    if not least <= committee <= most:
        raise Refusal(
            "committee",
            _("A committee has %(least)d to %(most)d members.") % {"least": least, "most": most},
        )
    if not 1 <= women <= committee:
        raise Refusal("women", _("At least one member of the committee is a woman."))


def latest(line: Line) -> MediationSession:
    """The session under way, locked."""
    row = line.row.sessions.select_for_update(of=("self",)).first()
    if row is None:
        raise Refusal("session", _("No session is arranged."))
    return row


def begin_mediation(
    case: Case, *, row: UUID, no_relative: bool, by: User, at: datetime | None = None
) -> Event:
    """The session begins; once more nobody who mediates is a relative of either side."""
    if not no_relative:
        raise Refusal("no_relative", _("A relative or friend of either side does not mediate."))
    with on(case, row, "begin_mediation", by=by, at=at, guarded=True) as line:
        session = latest(line)
        if guard.must_sit_apart(line.row) and not session.separate_rooms:
            raise Refusal("one_room", _("Arrange the session again, in separate rooms."))
        session.began_at = line.s.at
        session.save(update_fields=["began_at"])
        return line.done()


def adjourn_session(case: Case, *, row: UUID, record: str, by: User, at: datetime | None = None) -> Event:
    """The session stops for now; what was said is recorded (art. 27)."""
    require(record, "record", _("Write the record of the session."))
    with on(case, row, "adjourn_session", by=by, at=at) as line:
        end_session(line, record)
        return line.done(note=record)


def resume_session(case: Case, *, row: UUID, by: User, at: datetime | None = None) -> Event:
    """It goes on at the same place with the same people."""
    with on(case, row, "resume_session", by=by, at=at, guarded=True) as line:
        before = latest(line)
        again = MediationSession(
            mediation=line.row,
            meets_at=line.s.at,
            began_at=line.s.at,
            separate_rooms=before.separate_rooms or guard.must_sit_apart(line.row),
            in_public=before.in_public,
            committee=before.committee,
            women=before.women,
        )
        enter(line.s, again, place=line.s.vault.open(before, "place"))
        return line.done()


def end_session(line: Line, record: str) -> None:
    """The record of the session under way."""
    session = latest(line)
    session.ended_at = line.s.at
    line.s.vault.seal(session, record=record)
    session.save(update_fields=["ended_at", "record"])


def fail_mediation(
    case: Case, *, row: UUID, record: str, ways: Collection[str], by: User, at: datetime | None = None
) -> Event:
    """No agreement: the mediation ends, and both are told the other ways (art. 26)."""
    require(record, "record", _("Write the record of the session."))
    told = told_ways(ways)
    with on(case, row, "fail_mediation", by=by, at=at) as line:
        if line.row.state == "in_session":
            end_session(line, record)
        line.row.ways = told
        line.s.drop(line.row.pk)
        return line.done(note=record, detail={"ways": told})


def report_to_police(
    case: Case, *, row: UUID, called: bool, note: str, by: User, at: datetime | None = None
) -> Event:
    """Violence is near or an offence possible: the police are told, the mediation is over (art. 25)."""
    if not called:
        raise Refusal("called", _("Call 110 first, or make sure that somebody has."))
    require(note, "note", _("Write when the police were told, and the receipt."))
    with on(case, row, "report_to_police", by=by, at=at) as line:
        if line.row.state == "in_session":
            end_session(line, note)
        line.s.drop(line.row.pk)
        line.s.tell("danger", line.s.case.owner_id)
        return line.done(note=note)
