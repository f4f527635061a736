"""Assistance is asked for in a matter, and goes into the hands of the body (妇女权益保障法 art. 22, 23, 73, 74, 75)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.assistance.frame import (
    Act,
    Line,
    act,
    check_between,
    enter,
    noticed,
    on,
    past,
    require,
    start_at,
)
from cases.assistance.kinds import KINDS, REVOKE
from cases.assistance.lists import AssistanceKind
from cases.assistance.models import RightsAssistance
from cases.casefile.models import Case, Event
from cases.coordination import consents
from cases.coordination.models import CoordinationMeeting
from cases.vocabulary.petitions import ConsentFor, MeetingKind, MeetingState, TellingChannel
from network.access.gate import Refusal
from network.deadlines import calculator
from network.staff.models import User
from sisterhood.lib import clock


def refuse_kind(case: Case, kind: str) -> None:
    """Raises Refusal for a kind that this matter does not carry: too low a level, or not sealed yet."""
    terms = KINDS[kind]
    if case.unit.level > terms.deepest:
        raise Refusal("kind", _("County or city ask for this. Hand the matter up first."))
    if terms.sealed and not case.is_sealed:
        raise Refusal(
            "kind", _("This stands on a sealed matter alone. Begin the protection first: it seals it.")
        )


def ask_assistance(
    case: Case,
    *,
    kind: str,
    body: str,
    request: str,
    shared: str = "",
    manner: str = "",
    given_on: date | None = None,
    known_on: date | None = None,
    noticed_at: datetime | None = None,
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Event:
    """What is asked of whom, and her consent to what they may hear. Our own days begin, or minutes from the notice.

    `known_on`: when she learnt of the village's decision; a year later nobody revokes it any more. Raises Refusal for
    a kind the matter does not carry, one that is open already, and without her consent where it is needed.
    """
    require(body, "body", _("Name the body that is asked."))
    require(request, "request", _("Write what is asked for."))
    terms = KINDS[AssistanceKind(kind)]
    with act(case, "ask_assistance", by=by, at=at) as s:
        refuse_kind(s.case, kind)
        if RightsAssistance.objects.open().filter(case=s.case, kind=kind).exists():
            raise Refusal("kind", _("An assistance of this kind is open in this matter already."))
        if terms.at_once and noticed_at is None:
            raise Refusal("noticed_at", _("Write when it was noticed."))
        if noticed_at is not None and terms.at_once:
            noticed(s, noticed_at)
        row = RightsAssistance(kind=AssistanceKind(kind), noticed_at=noticed_at if terms.at_once else None)
        enter(s, row, body=body, request=request)
        if terms.consent:
            _take_consent(s, row, body=body, shared=shared, manner=manner, given_on=given_on)
        if row.noticed_at is not None:
            start_at(s, terms.begins, row.pk, row.noticed_at)
        else:
            s.start(terms.begins, row.pk)
        if kind == AssistanceKind.LAND and known_on is not None:
            _warn_of_the_year(s, row, known_on)
        return s.write(detail={"assistance": str(row.pk)}, key=key)


def _take_consent(
    s: Act, row: RightsAssistance, *, body: str, shared: str, manner: str, given_on: date | None
) -> None:
    if not manner:
        raise Refusal("manner", consents.NOTHING_WITHOUT)
    consents.enter(
        s,
        given_for=[ConsentFor.AGENCY],
        names={ConsentFor.AGENCY.value: body},
        shared=shared,
        manner=manner,
        given_on=given_on or s.today,
        of=row,
    )


def _warn_of_the_year(s: Act, row: RightsAssistance, known_on: date) -> None:
    if known_on > s.today:
        raise Refusal("known_on", _("That day lies in the future."))
    if known_on + timedelta(days=calculator.length_of(REVOKE, on=known_on)) >= s.today:
        s.start(REVOKE, row.pk, on=known_on)


def begin_assistance(
    case: Case,
    *,
    row: UUID,
    begun_on: date | None = None,
    told_at: datetime | None = None,
    channel: str = "",
    receipt: str = "",
    note: str = "",
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Event:
    """From this day on the body has it and its own period runs; the police by the minute they were told.

    Raises Refusal without her consent where it is needed, and for an interview before one of this matter was held.
    """
    with on(case, row, "begin_assistance", by=by, at=at, key=key) as line:
        if line.row.terms.consent:
            consents.require_live(line.s, line.row, ConsentFor.AGENCY)
        day = _told(line, told_at, channel, receipt) if line.row.terms.at_once else _handed_in(line, begun_on)
        line.row.begun_on = day
        line.meet(line.row.terms.begins)
        line.s.start(line.row.terms.answers, line.row.pk, on=day)
        return line.done(note=note)


def _handed_in(line: Line, day: date | None) -> date:
    if day is None:
        raise Refusal("begun_on", _("Write the day."))
    check_between(line.s, day, line.s.case.received_on, "begun_on")
    held = CoordinationMeeting.objects.filter(
        case=line.s.case, kind=MeetingKind.INTERVIEW, state=MeetingState.HELD
    )
    if line.row.kind == AssistanceKind.INTERVIEW and not held.exists():
        raise Refusal("begun_on", _("Call the joint interview in this matter first, and write its minutes."))
    return day


def _told(line: Line, moment: datetime | None, channel: str, receipt: str) -> date:
    if moment is None:
        raise Refusal("told_at", _("Write when the police were told."))
    if not channel:
        raise Refusal("channel", _("Choose how the police were told."))
    past(line.s, moment, "told_at")
    if line.row.noticed_at is not None and moment < line.row.noticed_at:
        raise Refusal("told_at", _("It cannot have been reported before it was noticed."))
    line.row.told_at, line.row.channel = moment, TellingChannel(channel)
    line.s.vault.seal(line.row, receipt=receipt)
    return clock.local_date(moment)
