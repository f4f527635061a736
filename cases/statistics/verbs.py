"""What is done to a return: confirmed by a post of its unit, locked by its leader, accepted or sent back from above."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cases.statistics import freezing, periods
from cases.statistics.lists import SentBack
from cases.statistics.models import Return, ReturnStep
from cases.statistics.shapes import MONTH, QUARTER
from cases.statistics.states import FROZEN, RETURN
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.bulletins.wording import refuse_people
from network.deadlines import clocks
from network.notifications import outbox
from network.sites.reach import Ground
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Level
from sisterhood.lib import clock

SUBJECT = "return"
LIMITS = {Level.CITY: "return.city", Level.COUNTY: "return.county", Level.TOWNSHIP: "return.township"}
FEWEST_WORDS = 4


@dataclass
class _Step:
    """One step of a return, its row locked."""

    row: Return
    event: str
    state: str
    scope: Scope
    by: User
    at: datetime

    def done(self, *fields: str, reason: str = "", words: str = "") -> Return:
        """State, fields, and the line of its history."""
        self.row.state = self.state
        self.row.save(update_fields=["state", *fields])
        note_step(self.row, self.event, by=self.by, at=self.at, reason=reason, words=words)
        return self.row


def note_step(row: Return, verb: str, *, by: User, at: datetime, reason: str = "", words: str = "") -> None:
    """One line of the history; the log has the row's change by trigger."""
    ReturnStep.objects.create(
        of=row, verb=verb, state=row.state, version=row.version, reason=reason, words=words, by=by, at=at
    )


def above(row: Return) -> Ground | None:
    """The unit above, as the gate asks it; None for the city, above which nobody is in this house."""
    parent = row.unit.parent
    return Ground(parent) if parent is not None and parent.level >= Level.CITY else None


@contextmanager
def _step(pk: UUID, event: str, *, by: User, at: datetime | None, from_above: bool) -> Iterator[_Step]:
    scope = rest.of(by)
    with transaction.atomic():
        gate.require(scope, event)
        rows = Return.objects.visible_to(scope).select_for_update(of=("self",)).select_related("unit__parent")
        row = rows.filter(pk=pk).first()
        if row is None:
            raise Refusal("gone", _("This return does not exist."))
        ground = above(row) if from_above else row
        if ground is None:
            raise Refusal("above", _("Nobody above the city is in this house; its return stays locked."))
        gate.require(scope, event, ground)
        yield _Step(row, event, RETURN.next(row.state, event), scope, by, at or clock.now())


def confirm_return(pk: UUID, *, by: User, at: datetime | None = None) -> Return:
    """Somebody of the unit has looked at the figures. Raises Refusal (gone, the gate's) or IllegalTransition."""
    with _step(pk, "confirm_return", by=by, at=at, from_above=False) as s:
        s.row.confirmed_by, s.row.confirmed_at = by, s.at
        return s.done("confirmed_by", "confirmed_at")


def lock_return(pk: UUID, *, note: str = "", by: User, at: datetime | None = None) -> Return:
    """Its leader locks it, and the tables are frozen as they are now.

    Every unit below has locked before; where one has no leader, this leader answers for it and it is locked along.
    Raises Refusal: gone, the gate's, another leader's, below, months, note (earlier figures have changed, and nobody
    says why); IllegalTransition.
    """
    with _step(pk, "lock_return", by=by, at=at, from_above=False) as s:
        if s.row.unit_id not in s.scope.lead and _is_led(s.row.unit_id):
            raise Refusal("led", _("This unit has a leader; she locks its return."))
        refuse_people({"note": note})
        _close_below(s)
        _require_months(s.row)
        _freeze(s, note.strip())
        return s.row


def _is_led(unit_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select figures_led(%s)", [unit_id])
        return bool(cursor.fetchone()[0])


def _close_below(s: _Step) -> None:
    """Units below without a leader are locked along; any other that is not locked stands in the way."""
    rows = Return.objects.select_for_update(of=("self",)).below(s.row).select_related("unit__parent")
    waiting = [row for row in rows.order_by("unit__code") if not row.is_frozen]
    led = [row for row in waiting if _is_led(row.unit_id)]
    if led:
        names = "、".join(row.unit.short_name for row in led)
        raise Refusal("below", _("Not locked yet: %(units)s.") % {"units": names})
    for row in waiting:
        part = _Step(row, "lock_return", RETURN.next(row.state, "lock_return"), s.scope, s.by, s.at)
        row.stood_in = True
        _close_below(part)
        _require_months(row)
        _freeze(part, "")
    for row in rows.filter(state="locked"):
        taken = _Step(row, "accept_return", RETURN.next(row.state, "accept_return"), s.scope, s.by, s.at)
        row.accepted_by, row.accepted_at = s.by, s.at
        taken.done("accepted_by", "accepted_at")


def _require_months(row: Return) -> None:
    if row.of.cycle != QUARTER:
        return
    missing = [month.label for month in freezing.months_of(row, locked=True) if not month.is_frozen]
    if missing:
        raise Refusal("months", _("Lock the months first: %(months)s.") % {"months": "、".join(missing)})


def _freeze(s: _Step, note: str) -> None:
    row = s.row
    with translation.override("zh-hans"):
        tables = freezing.freeze(row, s.scope, by=s.by, at=s.at)
    if any(each.adjustments for each in tables) and len(note) < FEWEST_WORDS and not row.stood_in:
        raise Refusal("note", _("Figures of earlier periods have changed. Write in a sentence why."))
    row.version += 1
    row.locked_by, row.locked_at, row.note = s.by, s.at, note
    row.first_locked_at = row.first_locked_at or s.at
    s.done("version", "locked_by", "locked_at", "note", "first_locked_at", "stood_in", words=note)
    clocks.meet((SUBJECT, row.pk), LIMITS[Level(row.unit.level)], by=s.by, at=s.at)


def accept_return(pk: UUID, *, by: User, at: datetime | None = None) -> Return:
    """The unit above takes it as it is; until it sends it back nothing of it changes. Raises like `confirm_return`."""
    with _step(pk, "accept_return", by=by, at=at, from_above=True) as s:
        s.row.accepted_by, s.row.accepted_at = by, s.at
        return s.done("accepted_by", "accepted_at")


def send_back_return(pk: UUID, *, reason: str, words: str, by: User, at: datetime | None = None) -> Return:
    """The unit above wants it corrected. Its frozen tables stay as a version of their own.

    Raises Refusal: gone, the gate's, reason, words (too few, or somebody's number), built_on (a return above or a quarter
    was put together from it: that one first); IllegalTransition.
    """
    with _step(pk, "send_back_return", by=by, at=at, from_above=True) as s:
        if reason not in SentBack.values:
            raise Refusal("reason", _("Choose a reason."))
        if len(words.strip()) < FEWEST_WORDS:
            raise Refusal("words", _("Write what has to be corrected."))
        refuse_people({"words": words})
        _require_nothing_built_on(s.row)
        s.row.reason, s.row.words = reason, words.strip()
        s.done("reason", "words", reason=reason, words=words.strip())
        leader = holder(s.row.unit, "leader", on=clock.local_date(s.at))
        limit = LIMITS[Level(s.row.unit.level)]
        clocks.start(limit, subject=(SUBJECT, s.row.pk), unit=s.row.unit, owner=leader, by=s.by, at=s.at)
        if leader is not None:
            key = f"return:{s.row.pk}:{s.row.version}:back"
            outbox.post("return_back", recipient=leader, key=key, subject=(SUBJECT, s.row.pk), at=s.at)
        return s.row


def _require_nothing_built_on(row: Return) -> None:
    """A frozen return above, or a frozen quarter, was put together from this one."""
    quarter = periods.containing(QUARTER, row.of.since).code
    built = Return.objects.filter(state__in=FROZEN)
    if built.filter(unit=row.unit.parent_id, period=row.period).exists():
        raise Refusal(
            "built_on", _("The return of the unit above is put together from it. Send that one back first.")
        )
    if row.of.cycle == MONTH and built.filter(unit=row.unit_id, period=quarter).exclude(pk=row.pk).exists():
        raise Refusal("built_on", _("A locked quarter is put together from this month, so it stays."))
