"""What a reader does with an accusation (信访工作条例 art. 22(2), 23(2), 30). Nothing is passed on inside the house."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from cases.accusations import seats
from cases.accusations.models import Accusation, AccusationEvent, AccusationFile
from cases.accusations.queries import readable_by
from cases.accusations.states import ACCUSATION
from cases.accusations.step import Step, step
from cases.casefile.vault import Vault
from cases.vocabulary.papers import Delivery
from cases.vocabulary.reading import DisciplineOrgan
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.notifications import outbox
from network.staff.models import User
from sisterhood.lib import clock


@dataclass(frozen=True)
class Content:
    """An accusation in clear: the sealed columns by name, and its events with their notes, newest first."""

    texts: dict[str, str]
    events: list[tuple[AccusationEvent, str]]


def find(accusation_id: UUID, *, by: User) -> Accusation | None:
    """One she reads, or None; the same for one that does not exist."""
    rows = readable_by(rest.of(by)).select_related("city", "accused_unit", "accused_user")
    return rows.filter(pk=accusation_id).first()


def read(accusation: Accusation, *, by: User) -> Content:
    """Everything, for a reader; each reading is audited without content."""
    gate.require(rest.of(by), "read_accusation")
    record.event(Action.VIEW, by=by, subject=("case", accusation.pk))
    record.event(Action.REVEAL, by=by, subject=("case", accusation.pk))
    rows = AccusationEvent.objects.filter(accusation=accusation).select_related("by").order_by("-at", "-id")
    if accusation.destroyed_at is not None:
        return Content({}, [(row, "") for row in rows])
    vault = Vault.unwrapped(accusation)
    return Content(
        {column: vault.open(accusation, column) for column in Accusation.SEALED},
        [(row, vault.open(row, "note")) for row in rows],
    )


def why_not(accusation: Accusation, verb: str) -> Exception | None:
    """What the state of the matter has against it, said before she types."""
    if accusation.closed_at is not None:
        return Refusal("closed", _("The matter is closed; nothing is added to it any more."))
    return ACCUSATION.refuses(accusation.state, verb)


def files_of(accusation: Accusation) -> QuerySet[AccusationFile]:
    """What was handed in, without its bytes; `size` counts them sealed, some sixty more."""
    rows = AccusationFile.objects.filter(accusation=accusation).defer("content")
    return rows.annotate(size=Length("content")).select_related("entered_by").order_by("entered_at")


def file_of(accusation: Accusation, file_id: UUID, *, by: User) -> tuple[bytes, AccusationFile] | None:
    """The bytes and the row of one file, audited; None when there is no such file."""
    row = AccusationFile.objects.filter(accusation=accusation, pk=file_id).first()
    if row is None:
        return None
    record.event(Action.REVEAL, by=by, subject=("case", accusation.pk))
    content = Vault.unwrapped(accusation).open_file(bytes(row.content), name=str(row.pk))
    return content, row


def refer(
    accusation: Accusation,
    *,
    organ: str,
    referred_on: date,
    receipt: str,
    by: User,
    told_how: str = "",
    at: datetime | None = None,
) -> AccusationEvent:
    """To the discipline organ, within three working days, with its receipt (art. 22(2)); never to a unit."""
    _require(organ in DisciplineOrgan.values, "organ", _("Choose the discipline organ."))
    _require(
        bool(receipt.strip()), "receipt", _("Write down the receipt: its number, or who signed and when.")
    )
    with step(accusation, "refer", by=by, at=at) as s:
        _no_day_to_come(referred_on, "referred_on", since=s.accusation.received_on)
        s.accusation.organ, s.accusation.referred_on = organ, referred_on
        s.vault.seal(s.accusation, receipt=receipt)
        event = s.write(columns=("organ", "referred_on", "receipt", *_told(s, told_how)))
        s.meet("accusation.referral", "accusation.danger")
        for seat in s.seats:
            seats.start(
                seat.pk,
                seat.user_id,
                "accusation.result",
                city=s.accusation.city,
                at=s.at,
                by=by,
                on=referred_on,
            )
        return event


def guide(
    accusation: Accusation, *, note: str, by: User, told_how: str = "", at: datetime | None = None
) -> AccusationEvent:
    """Tell the accuser which body outside the federation is competent (art. 23(1))."""
    _require(bool(note.strip()), "note", _("Write which body is competent and how to reach it."))
    return _answer(accusation, "guide", note=note, told_how=told_how, by=by, at=at)


def decline(
    accusation: Accusation, *, note: str, by: User, told_how: str = "", at: datetime | None = None
) -> AccusationEvent:
    """Not accepted, with reasons."""
    _require(bool(note.strip()), "note", _("Please say why."))
    return _answer(accusation, "decline", note=note, told_how=told_how, by=by, at=at)


def _answer(
    accusation: Accusation, verb: str, *, note: str, told_how: str, by: User, at: datetime | None
) -> AccusationEvent:
    with step(accusation, verb, by=by, at=at) as s:
        event = s.write(note=note, columns=_told(s, told_how))
        s.meet("accusation.referral", "accusation.danger")
        return event


def record_result(
    accusation: Accusation, *, result_on: date, result: str, by: User, at: datetime | None = None
) -> AccusationEvent:
    """What the organ answered, sealed."""
    _require(bool(result.strip()), "result", _("Write down what the organ answered."))
    with step(accusation, "record_result", by=by, at=at) as s:
        _no_day_to_come(result_on, "result_on", since=s.accusation.referred_on)
        s.accusation.result_on = result_on
        s.vault.seal(s.accusation, result=result)
        event = s.write(columns=("result_on", "result"))
        s.meet("accusation.result")
        return event


def note_retaliation(
    accusation: Accusation, *, note: str, by: User, at: datetime | None = None
) -> AccusationEvent:
    """Somebody takes revenge on the accuser (art. 18(4), 46(6)): marked, and the other reader is called at once."""
    _require(bool(note.strip()), "note", _("Write down what happened to her."))
    with step(accusation, "note_retaliation", by=by, at=at) as s:
        s.accusation.retaliation_at = s.at
        event = s.write(note=note, columns=("retaliation_at",))
        s.tell_other("danger")
        return event


def close(
    accusation: Accusation, *, told_how: str, note: str = "", by: User, at: datetime | None = None
) -> AccusationEvent:
    """The accuser knows the outcome, or cannot be told; the registrar hears what she hears of every matter."""
    with step(accusation, "close", by=by, at=at) as s:
        if s.accusation.name is not None and not (told_how or s.accusation.told_how):
            raise Refusal("told_how", _("Choose how she was told."))
        event = s.write(note=note, columns=_told(s, told_how))
        s.end_clocks()
        _tell_registrar(s)
        return event


def _tell_registrar(s: Step) -> None:
    registrar = s.accusation.registered_by_id
    if registrar != s.by.pk:
        key = f"closed:{s.accusation.pk}:{s.accusation.version}"
        outbox.post("closed", recipient=registrar, key=key, subject=("case", s.accusation.pk), at=s.at)


def _told(s: Step, told_how: str) -> tuple[str, ...]:
    if not told_how:
        return ()
    _require(told_how in Delivery.values, "told_how", _("Choose how she was told."))
    s.accusation.told_how = told_how
    s.meet("accusation.notice")
    return ("told_how",)


def _no_day_to_come(day: date, field: str, *, since: date | None) -> None:
    if day > clock.today():
        raise Refusal(field, _("The day cannot lie in the future."))
    if since is not None and day < since:
        raise Refusal(field, _("That is before the matter came in."))


def _require(holds: bool, code: str, sentence: object) -> None:
    if not holds:
        raise Refusal(code, sentence)
