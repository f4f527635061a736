"""建档: the county proposes, the privacy officer signs off, the leader approves; three people, or no file."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from cases.support.frame import FILE_KIND, Line, add_words, officer_and_chair, on, require, start
from cases.support.lists import ConcernKind, LegalBasis, Purpose
from cases.support.models import ConcernNote, FamilySupportFile
from cases.support.noting import LIMIT as NOTE_LIMIT
from network.access.gate import Refusal
from network.deadlines import calculator, clocks
from network.notifications import outbox
from network.staff.appointments import holder
from network.staff.models import Appointment, User
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

REVIEW, DARK, LAST, PRIVACY = "support.review", "support.dark", "support.length", "privacy_officer"
WORKERS = ("county_officer", "township_chair", "executive_member")


def aside_of(row: ConcernNote | FamilySupportFile) -> set[int]:
    """Who stepped aside from a note, or from the note a file was made of: nobody of them works on it."""
    if isinstance(row, ConcernNote):
        return set(row.aside)
    with connection.cursor() as cursor:
        cursor.execute("select support_aside(%s)", [row.pk])
        return {person for (person,) in cursor.fetchall()}


def people_for(row: ConcernNote | FamilySupportFile, *, on_day: date) -> list[User]:
    """Who may be the named worker: officers of the county, chair and executive members of the township."""
    unit = row.unit
    places = [pk for pk in (unit.county_id, unit.township_id) if pk]
    posts = Appointment.objects.on(on_day).filter(unit_id__in=places, role__in=WORKERS, user__is_active=True)
    found = {post.user_id: post.user for post in posts.select_related("user").order_by("unit__level", "pk")}
    away = aside_of(row)
    return [person for pk, person in found.items() if pk not in away]


def _check_worker(worker: User, row: ConcernNote | FamilySupportFile, on_day: date) -> None:
    if worker.pk not in {person.pk for person in people_for(row, on_day=on_day)}:
        raise Refusal("worker", _("Choose somebody of the county or of this township."))


def latest_review(day: date) -> date:
    """The last day on which a review may be set that begins to count on a day."""
    return day + timedelta(days=calculator.length_of(REVIEW, on=day))


def latest_end(day: date) -> date:
    """The last day a file may have that is opened on a day."""
    return day + timedelta(days=calculator.length_of(LAST, on=day))


def check_days(review_on: date, ends_on: date, today: date) -> None:
    """Raises Refusal for a review or a last day beyond the rule, or in the wrong order."""
    if not today < review_on <= latest_review(today):
        raise Refusal("review_on", _("The review is later than the rule allows, or not after today."))
    if not review_on <= ends_on <= latest_end(today):
        raise Refusal("ends_on", _("The last day is later than the rule allows, or before the review."))


def dark_at(review_on: date, ends_on: date) -> datetime:
    """The moment a file closes to everybody: days after a review that did not come, or its last day."""
    length = calculator.length_of(REVIEW, on=review_on)
    due = calculator.period_of(REVIEW, review_on - timedelta(days=length)).due_on
    return min(calculator.period_of(DARK, due).due_at, clock.end_of_day(ends_on))


def start_review(row: FamilySupportFile, *, by: User, at: datetime) -> None:
    """The clock of the review, which ends on the day that was set (rolled forward from a day of rest)."""
    length = calculator.length_of(REVIEW, on=clock.local_date(at))
    begun = row.review_on - timedelta(days=length)
    start(REVIEW, row, unit=row.unit, owner=row.worker, by=by, at=at, on=begun)


def privacy_officer(unit: Unit, *, on_day: date, without: Collection[int] = ()) -> int | None:
    """The privacy officer nearest to a unit: of its county, else of its city; none of these people."""
    posts = Appointment.objects.on(on_day).filter(
        role=PRIVACY, unit_id__in=[unit.county_id, unit.city_id], user__is_active=True
    )
    first = posts.exclude(user_id__in=without).order_by("-unit__level", "-is_primary", "pk").first()
    return first.user_id if first else None


def _number(county: Unit) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select next_number(%s)", [f"support-{county.pk}"])
        return int(cursor.fetchone()[0])


def propose_file(
    row: UUID,
    *,
    purpose: str,
    basis: str,
    worker: User,
    family: str,
    evidence: str,
    lighter: str,
    notice_on: date | None,
    delay: str = "",
    review_on: date,
    ends_on: date,
    by: User,
    at: datetime | None = None,
) -> FamilySupportFile:
    """Of a note that was looked at, by the county: purpose, basis, evidence, what lighter was tried, notice, days.

    Raises Refusal for violence and children, which have ways of their own, for a missing word, and days beyond the rule.
    """
    with on(ConcernNote, row, "propose_file", by=by, at=at) as line:
        if line.row.kind != ConcernKind.SUPPORT_NEED:
            raise Refusal("kind", _("A concern of this kind never becomes a file of a household."))
        if line.row.author_id == by.pk:
            raise Refusal("author", _("You wrote this note yourself; somebody else proposes."))
        require(family, "family", _("Write which family, so that somebody can go there."))
        require(evidence, "evidence", _("Write the facts and where they stand."))
        require(lighter, "lighter", _("Write what lighter was tried, and why it is not enough."))
        _check_notice(notice_on, delay, line.today)
        check_days(review_on, ends_on, line.today)
        file = FamilySupportFile(id=uuid7(), of_note=line.row, worker=worker, opened_by=by, opened_at=line.at)
        _check_worker(worker, line.row, line.today)
        county, town = officer_and_chair(line.row.unit)
        file.unit = town or county
        file.number, file.source = _number(county), line.row.source
        file.purpose, file.basis, file.notice_on = Purpose(purpose), LegalBasis(basis), notice_on
        file.review_on, file.ends_on, file.dark_at = review_on, ends_on, dark_at(review_on, ends_on)
        file.save(force_insert=True)
        add_words(
            file,
            {"family": family, "evidence": evidence, "lighter": lighter, "delay": "" if notice_on else delay},
        )
        line.row.decided_by, line.row.decided_at = by, line.at
        line.meet(NOTE_LIMIT)
        line.done("decided_by", "decided_at", detail={"file": str(file.pk)})
        _ask_privacy(file, by, line.at)
        return file


def _check_notice(notice_on: date | None, delay: str, today: date) -> None:
    if notice_on is None:
        require(delay, "delay", _("Tell the family, or write why it must wait."))
    elif notice_on > today:
        raise Refusal("notice_on", _("That day lies in the future."))


def _ask_privacy(file: FamilySupportFile, by: User, at: datetime) -> None:
    person = privacy_officer(file.unit, on_day=clock.local_date(at), without=aside_of(file))
    if person is not None and person != by.pk:
        outbox.post(
            "approval", recipient=person, key=f"sign_file:{file.pk}", subject=(FILE_KIND, file.pk), at=at
        )


def sign_file(row: UUID, *, necessary: bool, by: User, at: datetime | None = None) -> FamilySupportFile:
    """The privacy officer's sign-off. Raises Refusal without her word on necessity, and for what she opened herself."""
    with on(FamilySupportFile, row, "sign_file", by=by, at=at) as line:
        _refuse_same(line, line.row.opened_by_id)
        if not necessary:
            raise Refusal(
                "necessary", _("Sign only when purpose, basis, evidence and necessity convince you.")
            )
        line.row.signed_by, line.row.signed_at = by, line.at
        county, _town = officer_and_chair(line.row.unit)
        leader = holder(county, "leader", on=line.today)
        line.tell("approval", leader.pk if leader else None)
        return line.done("signed_by", "signed_at")


def _refuse_same(line: Line, *others: int | None) -> None:
    if line.by.pk in others:
        raise Refusal("same", _("Somebody else must do this; three people open a file."))


def approve_file(row: UUID, *, by: User, at: datetime | None = None) -> FamilySupportFile:
    """The leader of the county; from now on the worker reads it and its review is due. Raises Refusal after its days."""
    with on(FamilySupportFile, row, "approve_file", by=by, at=at) as line:
        _refuse_same(line, line.row.opened_by_id, line.row.signed_by_id)
        if line.row.review_on <= line.today:
            raise Refusal("review_on", _("The day of its review is over; it must be proposed again."))
        line.row.approved_by, line.row.approved_at = by, line.at
        file = line.done("approved_by", "approved_at")
        start_review(file, by=by, at=line.at)
        line.tell("assigned", file.worker_id)
        return file


def refuse_file(row: UUID, *, by: User, at: datetime | None = None) -> FamilySupportFile:
    """Not opened; nobody reads its words from now on, and they are deleted after the days of the rule."""
    with on(FamilySupportFile, row, "refuse_file", by=by, at=at) as line:
        line.row.restricted_at = line.at
        return line.done("restricted_at")


def give_notice(row: UUID, *, notice_on: date, by: User, at: datetime | None = None) -> FamilySupportFile:
    """The family was told late (个人信息保护法 art. 18). Raises Refusal for a day to come, or when it was told before."""
    with on(FamilySupportFile, row, "give_notice", by=by, at=at) as line:
        if line.row.notice_on is not None:
            raise Refusal("notice_on", _("The family was told already."))
        if notice_on > line.today:
            raise Refusal("notice_on", _("That day lies in the future."))
        line.row.notice_on = notice_on
        return line.done("notice_on")


def name_worker(row: UUID, *, worker: User, by: User, at: datetime | None = None) -> FamilySupportFile:
    """Another worker; the review keeps its day."""
    with on(FamilySupportFile, row, "name_worker", by=by, at=at) as line:
        _check_worker(worker, line.row, line.today)
        line.row.worker = worker
        file = line.done("worker")
        clocks.move(line.subject, unit=file.unit, owner=worker)
        line.tell("assigned", worker.pk)
        return file
