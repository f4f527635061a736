"""Filling a hamlet's sheet; the next one is owed from the first day of the next half-year."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.support.frame import refuse_words
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.bulletins.wording import refuse_people
from network.deadlines import clocks
from network.sites.places import Site
from network.sites.reach import Ground
from network.staff.models import User
from network.units.models import Unit
from outreach.needs import periods
from outreach.needs.kinds import Need
from outreach.needs.models import NeedCount, NeedsSheet, NeedWords
from outreach.needs.states import SHEET
from outreach.stations import has_station, served_by, whose
from sisterhood.lib import clock

LIMIT, SUBJECT = "needs.sheet", "needs_sheet"
MOST_WOMEN = 500


def log(row: NeedsSheet, verb: str, by: User | None, at: datetime) -> None:
    """One line of the log about a sheet; `by` is None where a job did it."""
    detail = {"verb": verb, "state": row.state, "period": row.period}
    record.event(Action.CHANGE, by=by, subject=(SUBJECT, row.pk), unit_id=row.unit_id, detail=detail, at=at)


def owe(unit: Unit, period: str, *, start_on: date, by: User | None, at: datetime) -> NeedsSheet:
    """The sheet of a half-year, unless there is one; its days count from `start_on`."""
    found = NeedsSheet.objects.filter(unit=unit, period=period).first()
    if found is not None:
        return found
    owner, village = whose(unit, on=clock.local_date(at))
    row = NeedsSheet(unit=unit, period=period, owner=owner, entered_by=by, entered_at=at)
    row.save(force_insert=True)
    clocks.start(LIMIT, subject=(SUBJECT, row.pk), unit=village, owner=owner, by=by, at=at, start_on=start_on)
    log(row, "owe_sheet", by, at)
    return row


def keep_sheets(site: Site, by: User, at: datetime) -> None:
    """A hamlet that gets a station owes a sheet of this half-year; one that loses it owes none."""
    today = clock.local_date(at)
    for unit, is_station in served_by(site):
        if is_station:
            owe(unit, periods.of(today), start_on=today, by=by, at=at)
            continue
        for row in NeedsSheet.objects.filter(unit=unit, state="due"):
            clocks.cancel_running((SUBJECT, row.pk), by=by, at=at)
            row.delete()


@transaction.atomic
def fill_needs(
    row: UUID,
    *,
    asked: int,
    women: Mapping[str, int],
    words: str = "",
    by: User,
    at: datetime | None = None,
) -> NeedsSheet:
    """Counts of women and a few words. Within its half-year it may be corrected.

    Raises Refusal: gone, the gate's, a half-year to come, a corrected sheet of a half-year gone by, figures that do not
    fit, words that name somebody.
    """
    scope, at = rest.of(by), at or clock.now()
    gate.require(scope, "fill_needs")
    found = NeedsSheet.objects.visible_to(scope).select_for_update(of=("self",)).filter(pk=row).first()
    if found is None:
        raise Refusal("gone", _("This sheet does not exist."))
    if not gate.ask(scope, "fill_needs", found):
        gate.require(scope, "fill_needs", Ground(found.unit))
    is_new = found.state == "due"
    _check(found, asked, women, words, clock.local_date(at))
    found.state = SHEET.next(found.state, "fill_needs")
    found.asked, found.filled_by, found.filled_at = asked, by, at
    found.save(update_fields=["state", "asked", "filled_by", "filled_at"])
    _write(found, women, words)
    log(found, "fill_needs", by, at)
    clocks.meet((SUBJECT, found.pk), LIMIT, by=by, at=at)
    if is_new:
        _owe_next(found, by, at)
    return found


def _check(row: NeedsSheet, asked: int, women: Mapping[str, int], words: str, today: date) -> None:
    if periods.first_day(row.period) > today:
        raise Refusal("asked", _("This half-year has not begun."))
    if row.state == "filled" and row.period != periods.of(today):
        raise Refusal("asked", _("This half-year is over; its sheet stays as it is."))
    if not 0 < asked <= MOST_WOMEN:
        raise Refusal(
            "asked", _("Write how many women you asked, from 1 to %(most)d.") % {"most": MOST_WOMEN}
        )
    for code, number in women.items():
        if not 0 <= number <= asked:
            raise Refusal(f"need_{code}", _("Not more than the women you asked."))
    refuse_people({"words": words})
    refuse_words({"words": words})


def _write(row: NeedsSheet, women: Mapping[str, int], words: str) -> None:
    row.counts.all().delete()
    NeedCount.objects.bulk_create(
        [NeedCount(sheet=row, need=code, women=women[code]) for code in Need.values if women.get(code)]
    )
    NeedWords.objects.filter(sheet=row).delete()
    if words.strip():
        NeedWords.objects.bulk_create([NeedWords(sheet=row, words=words.strip())])


def _owe_next(row: NeedsSheet, by: User, at: datetime) -> None:
    today = clock.local_date(at)
    if not has_station(row.unit):
        return
    late = row.period < periods.of(today)
    period = periods.of(today) if late else periods.after(row.period)
    owe(row.unit, period, start_on=max(periods.first_day(period), today), by=by, at=at)
