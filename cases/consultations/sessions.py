"""The steps of one session, from the door to its end; each session of a joint consultation goes its own way."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Event
from cases.consultations import booking, notices, records
from cases.consultations.frame import step
from cases.consultations.models import Consultation, CounsellingConsent, Crisis
from cases.vocabulary.services import ConsultationState, ConsultationTopic, SessionOutcome, SheetSigned
from network.access.gate import Refusal
from network.deadlines import calculator
from network.staff.models import User
from sisterhood.lib import clock

FOLLOW_UP = "consultation.follow_up"
COUNSELLING_TOPICS = ("emotion", "courtship", "marriage", "couple", "parenting", "trauma", "other")
LEGAL_TOPICS = tuple(value for value in ConsultationTopic.values if value not in COUNSELLING_TOPICS)
STEP_OUTCOMES = (SessionOutcome.MEDICAL, SessionOutcome.CRISIS)


def check_in(session: Consultation, *, by: User, at: datetime | None = None) -> Event:
    """She is here, on the day of her session."""
    with step(session, "check_in", action="receive_client", by=by, at=at) as s:
        s.move()
        if clock.local_date(s.row.starts_at) != s.today:
            raise Refusal("day", _("The session is on another day."))
        s.tell("session_waits", s.row.holder_id)
        return s.write()


def sign_consent(
    session: Consultation,
    *,
    signed_how: str,
    signed_on: date,
    is_minor: bool = False,
    guardian_signed: bool = False,
    recording_allowed: bool = False,
    version: int | None = None,
    by: User,
    at: datetime | None = None,
) -> Event:
    """The signed sheet is on the table: which text, how, which day; without it counselling does not begin."""
    with step(session, "sign_consent", action="receive_client", by=by, at=at) as s:
        s.move()
        if signed_on > s.today:
            raise Refusal("signed_on", _("The day of signing cannot lie in the future."))
        if is_minor and not guardian_signed:
            raise Refusal("guardian_signed", _("For somebody under 18 her guardian signs as well."))
        CounsellingConsent.objects.create(
            session=s.row,
            case=s.case,
            notice=notices.shown_to_her(version, signed_on=signed_on),
            signed_how=SheetSigned(signed_how),
            signed_on=signed_on,
            is_minor=is_minor,
            guardian_signed=guardian_signed,
            recording_allowed=recording_allowed,
            entered_by=by,
        )
        return s.write()


def begin(session: Consultation, *, by: User, at: datetime | None = None) -> Event:
    """The talk begins; a counsellor first has the signed sheet."""
    with step(session, "begin", action="hold_session", by=by, at=at) as s:
        if s.row.is_counselling and s.row.state == ConsultationState.CHECKED_IN:
            raise Refusal("consent", _("Counselling begins when the consent sheet is signed."))
        s.move()
        s.set(began_at=s.at)
        return s.write()


def complete(
    session: Consultation, *, topic: str, outcome: str, minutes: int, by: User, at: datetime | None = None
) -> Event:
    """The statistics part: topic, outcome, minutes. What was advised stands in the record; legal advice has one."""
    with step(session, "complete", action="hold_session", by=by, at=at) as s:
        s.move()
        _check_end(s.row, topic, outcome, minutes)
        if not s.row.is_counselling and not records.is_written(s.row):
            raise Refusal("record", _("Write down first what was asked and advised."))
        s.set(topic=ConsultationTopic(topic), outcome=SessionOutcome(outcome), minutes=minutes, ended_at=s.at)
        event = s.write()
        booking.release_chairs(s.row.booking_id, at=s.at, held=True)
        return event


def _check_end(row: Consultation, topic: str, outcome: str, minutes: int) -> None:
    if outcome in STEP_OUTCOMES:
        raise Refusal("outcome", _("A crisis and advice to see a doctor have a step of their own."))
    if topic not in (COUNSELLING_TOPICS if row.is_counselling else LEGAL_TOPICS):
        raise Refusal("topic", _("Choose a topic of this kind of session."))
    if not 1 <= minutes <= 480:
        raise Refusal("minutes", _("Write how many minutes it took."))


def advise_medical(
    session: Consultation, *, topic: str, minutes: int, by: User, at: datetime | None = None
) -> Event:
    """A mental disorder is suspected: she is advised to see a doctor, and nothing is diagnosed (精神卫生法 art. 23)."""
    with step(session, "advise_medical", action="hold_session", by=by, at=at) as s:
        s.move()
        _require_crisis_note(s.row)
        _check_end(s.row, topic, "", minutes)
        s.set(topic=topic, outcome=SessionOutcome.MEDICAL, minutes=minutes, ended_at=s.at)
        event = s.write()
        booking.release_chairs(s.row.booking_id, at=s.at, held=True)
        return event


def no_show(session: Consultation, *, by: User, at: datetime | None = None) -> Event:
    """She did not come, and the session has begun without her."""
    with step(session, "no_show", action="receive_client", by=by, at=at) as s:
        s.move()
        if s.at < s.row.starts_at:
            raise Refusal("time", _("Her session has not begun yet."))
        s.set(ended_at=s.at)
        event = s.write()
        booking.release_chairs(s.row.booking_id, at=s.at, held=True)
        return event


def plan_follow_up(session: Consultation, *, next_on: date, by: User, at: datetime | None = None) -> Event:
    """A day on which somebody asks how she is; the owner of the matter is reminded."""
    with step(session, "plan_follow_up", action="receive_client", by=by, at=at) as s:
        s.move()
        _require_crisis_note(s.row)
        if next_on <= s.today:
            raise Refusal("next_on", _("Choose a day to come."))
        s.set(next_on=next_on)
        if not s.case.closed_at:
            day_before = next_on - timedelta(days=calculator.length_of(FOLLOW_UP, on=s.today))
            s.start(FOLLOW_UP, s.row.pk, owner=s.case.owner, on=day_before)
        return s.write()


def close(session: Consultation, *, by: User, at: datetime | None = None) -> Event:
    """Nothing is open any more. When the owner of the matter closes it, the expert's access ends at once."""
    with step(session, "close", action="receive_client", by=by, at=at) as s:
        s.move()
        _require_crisis_note(s.row)
        s.meet(FOLLOW_UP, s.row.pk)
        event = s.write()
        if s.case.owner_id == by.pk:
            booking.end_grants(s.row, s.case, by=by)
        return event


def _require_crisis_note(row: Consultation) -> None:
    if Crisis.objects.filter(session=row, noted_at=None).exists():
        raise Refusal("crisis", _("The note of the crisis is still missing."))
