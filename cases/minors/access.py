"""Leave to read a child's matter (未成年人网络保护条例 art. 36): asked with a reason, given by somebody else, ended by itself.

Danger does not wait: whoever is on duty or owns the matter reads at once; the leader is told and looks at it later.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import reading, sealing, sharing
from cases.casefile.models import Case, CaseAccess
from cases.casefile.vault import Vault
from cases.minors import ward
from cases.minors.lists import GrantSource, ReadReason, ReviewFound
from cases.minors.models import MinorAccessGrant
from cases.minors.states import LEAVE
from cases.people.turns import take_turns
from cases.vocabulary.reading import AccessSource
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.deadlines import calculator, clocks
from network.notifications import outbox
from network.staff.appointments import holders
from network.staff.models import User
from network.units.models import Level, Unit
from sisterhood.lib import clock

LONGEST, REVIEW = "minors.access", "minors.review"


def approver_of(case: Case, *, reader: int, at: datetime) -> tuple[Unit, int]:
    """The responsible person and her unit: a leader who neither asks nor owns; where there is none, of the unit above.

    Raises Refusal when nobody is there up to the city.
    """
    away, day = {reader, case.owner_id, *sealing.barred(case)}, clock.local_date(at)
    unit: Unit | None = sealing.county_of(case)
    while unit is not None:
        people = holders(unit, "leader", on=day) if unit.level <= Level.TOWNSHIP else []
        for person in people:
            if person not in away:
                return unit, person
        unit = unit.parent
    raise Refusal(
        "approver", _("Nobody can give leave here. Please tell the city federation that a post is vacant.")
    )


def _of_hers(case: Case, scope: Scope) -> Case:
    """A matter she may open, one request of hers at a time; who only reads along cannot lock its row.

    Raises Refusal for one she may not open, and for one that is no child's.
    """
    take_turns([f"leave to read {case.pk} {scope.user_id}"])
    rows = Case.objects.openable_by(scope).visible_to(scope).select_related("unit")
    found = rows.filter(pk=case.pk).first()
    if found is None:
        raise Refusal("gone", _("This matter is no longer in your hands."))
    if not ward.is_childs(found):
        raise Refusal("child", _("Only a sealed matter of a child needs leave to read."))
    return found


@transaction.atomic
def ask_minor_access(
    case: Case, *, reason: str, words: str, hours: int, by: User, at: datetime | None = None
) -> MinorAccessGrant:
    """Ask for leave; the responsible person is told. Raises Refusal with the sentence for the field."""
    scope, at = rest.of(by), at or clock.now()
    found = _of_hers(case, scope)
    reading.refuse(scope, found.pk)
    gate.require(scope, "ask_minor_access")
    if reason not in ReadReason.values:
        raise Refusal("reason", _("Please say why you need to read it."))
    if not words.strip():
        raise Refusal("words", _("Please write in a sentence what you need to read it for."))
    longest = calculator.length_of(LONGEST)
    if not 1 <= hours <= longest:
        raise Refusal("hours", _("A whole number of hours, %(most)d at most.") % {"most": longest})
    hers = MinorAccessGrant.objects.filter(case=found, reader=by)
    if hers.waiting().exists():
        raise Refusal("asked", _("You have asked already. The leader decides."))
    if hers.live(at).exists():
        raise Refusal("live", _("You have leave already. Ask again when it has ended."))
    unit, person = approver_of(found, reader=by.pk, at=at)
    row = MinorAccessGrant(case=found, reader=by, reason=reason, hours=hours, approving_unit=unit)
    row.entered_by, row.entered_at = by, at
    Vault.own(row).seal(row, words=words)
    row.save(force_insert=True)
    outbox.post("child_asked", recipient=person, key=f"child_asked:{row.pk}", at=at)
    return row


@contextmanager
def _deciding(asked: MinorAccessGrant, action: str, *, by: User) -> Iterator[MinorAccessGrant]:
    """The found row under its responsible person. Raises Refusal: gone, not hers to decide, her own."""
    scope = rest.of(by)
    with transaction.atomic():
        row = MinorAccessGrant.objects.select_for_update(of=("self",)).filter(pk=asked.pk).first()
        if row is None:
            raise Refusal("gone", _("This request is no longer there."))
        if row.reader_id == by.pk:
            raise Refusal("own", _("You cannot decide your own request."))
        if Case.objects.filter(pk=row.case_id, owner=by).exists():
            raise Refusal("own", _("The matter is yours. Another leader decides who reads it."))
        gate.require(scope, action, row)
        yield row


def approve_minor_access(
    asked: MinorAccessGrant, *, note: str = "", by: User, at: datetime | None = None
) -> MinorAccessGrant:
    """She gives leave for the hours that were asked for. Raises Refusal when it was decided before."""
    return _decide(asked, "approve_minor_access", granted=True, note=note, by=by, at=at or clock.now())


def refuse_minor_access(
    asked: MinorAccessGrant, *, note: str = "", by: User, at: datetime | None = None
) -> MinorAccessGrant:
    """She gives none and says why. Raises Refusal without a reason, and when it was decided before."""
    if not note.strip():
        raise Refusal("note", _("Please say why."))
    return _decide(asked, "refuse_minor_access", granted=False, note=note, by=by, at=at or clock.now())


def _decide(
    asked: MinorAccessGrant, action: str, *, granted: bool, note: str, by: User, at: datetime
) -> MinorAccessGrant:
    with _deciding(asked, action, by=by) as row:
        if LEAVE.refuses(row.state(at), action) is not None:
            raise Refusal("decided", _("Somebody has decided this request already."))
        row.granted, row.decided_by, row.decided_at = granted, by, at
        row.until = at + timedelta(hours=min(row.hours, calculator.length_of(LONGEST))) if granted else None
        Vault.unwrapped(row).seal(row, answer=note)
        row.save(update_fields=["granted", "decided_by", "decided_at", "until", "answer"])
        _log(Action.GRANT if granted else Action.DENY, row, by=by)
        outbox.post(
            "child_decided",
            recipient=row.reader_id,
            key=f"child_decided:{row.pk}",
            subject=("case", row.case_id),
            at=at,
        )
        return row


def _log(action: Action, row: MinorAccessGrant, *, by: User) -> None:
    detail = {"to": row.reader_id, "grant": str(row.pk), "source": row.source}
    if row.until:
        detail["until"] = row.until.isoformat()
    record.event(
        action,
        by=by,
        subject=("case", row.case_id),
        unit_id=row.approving_unit_id,
        purpose=row.reason,
        detail=detail,
    )


@transaction.atomic
def end_minor_access(case: Case, *, by: User, at: datetime | None = None) -> None:
    """The reader is done before the time: her leave ends now. Raises Refusal when she has none."""
    at = at or clock.now()
    ended = MinorAccessGrant.objects.live(at).filter(case=case, reader=by)
    for row in ended:
        LEAVE.next(row.state(at), "end_minor_access")
        row.until = at
        row.save(update_fields=["until"])
        _log(Action.WITHDRAW, row, by=by)
        break
    else:
        raise Refusal("gone", _("You have no leave that could end."))


def stands_by(case: Case, scope: Scope) -> bool:
    """Whether danger lets her read at once: somebody is in danger, and she owns the matter or is on duty for it."""
    if not case.is_urgent:
        return False
    duty = CaseAccess.objects.filter(content_object=case, user_id=scope.user_id, source=AccessSource.DUTY)
    return case.owner_id == scope.user_id or duty.filter(until__gt=clock.now()).exists()


@transaction.atomic
def open_minor_in_danger(case: Case, *, by: User, at: datetime | None = None) -> MinorAccessGrant:
    """Somebody is in danger: she reads at once; the responsible person is told in the same moment and looks at it later."""
    scope, at = rest.of(by), at or clock.now()
    found = _of_hers(case, scope)
    gate.require(scope, "open_minor_in_danger", found)
    if not stands_by(found, scope):
        raise Refusal("danger", _("Nobody is in danger here as far as is known. Ask for leave to read."))
    live = MinorAccessGrant.objects.live(at).filter(case=found, reader=by).first()
    return live or _opened(found, by.pk, by=by, at=at)


def open_for_duty(case: Case, readers: Collection[int], *, by: User, at: datetime) -> None:
    """The danger track begins: whoever is on duty reads a child's matter at once. Within the verb that found the danger."""
    if ward.is_childs(case):
        for reader in sorted(readers):
            _opened(case, reader, by=by, at=at)


def _opened(case: Case, reader: int, *, by: User, at: datetime) -> MinorAccessGrant:
    """Nobody to tell is no reason to wait: the city finds the vacant post in its own lists."""
    try:
        unit, person = approver_of(case, reader=reader, at=at)
    except Refusal:
        unit, person = sealing.county_of(case), None
    hours = calculator.length_of(LONGEST)
    row = MinorAccessGrant(case=case, reader_id=reader, source=GrantSource.DANGER, hours=hours)
    row.reason, row.approving_unit = ReadReason.SAFETY, unit
    row.entered_by, row.entered_at = by, at
    row.granted, row.until = True, at + timedelta(hours=hours)
    Vault.own(row)
    row.save(force_insert=True)
    _log(Action.GRANT, row, by=by)
    if person is not None:
        _tell_afterwards(case, row, User.objects.get(pk=person), by=by, at=at)
    return row


def _tell_afterwards(case: Case, row: MinorAccessGrant, approver: User, *, by: User, at: datetime) -> None:
    if _may_lend(case) and not sharing.sees_card(case, user=approver):
        sharing.receipt(case, to=approver, by=by, source=AccessSource.SUPERVISION)
    clocks.start(
        REVIEW,
        subject=("case", case.pk),
        unit=row.approving_unit,
        owner=approver,
        by=by,
        at=at,
        part=row.pk,
    )
    outbox.post("child_opened", recipient=approver, key=f"child_opened:{row.pk}", at=at)


def _may_lend(case: Case) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select may_lend(%s)", [case.pk])
        return bool(cursor.fetchone()[0])


def review_minor_access(
    asked: MinorAccessGrant, *, found: str, note: str = "", by: User, at: datetime | None = None
) -> MinorAccessGrant:
    """What danger opened without her is looked at, once. Raises Refusal for anything else, and without a finding."""
    at = at or clock.now()
    with _deciding(asked, "review_minor_access", by=by) as row:
        late = LEAVE.refuses(row.state(at), "review_minor_access")
        if late is not None or row.source != GrantSource.DANGER or row.reviewed_at is not None:
            raise Refusal("reviewed", _("There is nothing to look at any more."))
        if found not in ReviewFound.values:
            raise Refusal("found", _("Please say what you found."))
        if found == ReviewFound.NOT_NEEDED and not note.strip():
            raise Refusal("note", _("Please say why."))
        row.reviewed_by, row.reviewed_at, row.review_found = by, at, found
        Vault.unwrapped(row).seal(row, review_words=note)
        row.save(update_fields=["reviewed_by", "reviewed_at", "review_found", "review_words"])
        _end_clock(row, at)
        return row


def _end_clock(row: MinorAccessGrant, at: datetime) -> None:
    """The leader of today may hold no card of the matter, as the one who was told did: the database ends it for her."""
    with connection.cursor() as cursor:
        cursor.execute("select minor_review_met(%s, %s)", [row.pk, at])
