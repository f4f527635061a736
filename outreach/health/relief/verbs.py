"""In the village: putting a woman forward, and completing her papers; stepping aside; taking the wish back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile.vault import Vault
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.deadlines import clocks
from network.sites.reach import Ground, units_where
from network.staff.models import User
from network.units.models import Level, Unit
from outreach.health.relief import once
from outreach.health.relief.frame import SUBJECT, found_for, gone, log, not_to_come, settle, step
from outreach.health.relief.identity import is_account, is_id_number, plain
from outreach.health.relief.lists import SOURCES, Conflict, Consent, Diagnosis, Grade, Hardship, Paper, Source
from outreach.health.relief.models import (
    CancerReliefApplication,
    ReliefPapers,
    ReliefRecusal,
    ReliefWindow,
)
from outreach.health.relief.states import ENDED
from outreach.lines import made_before
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7


def window_today(unit: Unit, *, on: date) -> ReliefWindow | None:
    """The window of her city that takes applications on the day."""
    rows = ReliefWindow.objects.filter(unit__pk=unit.city_id or unit.pk, opens_on__lte=on, closes_on__gte=on)
    return rows.first()


@transaction.atomic
def nominate_relief(
    unit: Unit,
    *,
    name: str,
    phone: str,
    hardship: str,
    is_relative: bool,
    no_publicity: bool,
    consented_on: date,
    consent_how: str,
    key: UUID | None = None,
    by: User,
    at: datetime | None = None,
) -> CancerReliefApplication:
    """She asks for relief and agrees that it is applied for. A relative's application goes to another desk at once;
    the same form again is the same application.

    Raises Refusal: the gate's, no window today, a hardship not of this year, no consent.
    """
    at = at or clock.now()
    today = clock.local_date(at)
    gate.require(rest.of(by), "nominate_relief", Ground(unit))
    known: CancerReliefApplication | None = made_before(
        CancerReliefApplication.objects.filter(unit=unit), key
    )
    if known is not None:
        return known
    _not_past_her(key)
    if unit.level != Level.VILLAGE or unit.valid_to is not None:
        raise Refusal("unit", _("An application begins in her village."))
    window = window_today(unit, on=today)
    if window is None:
        raise Refusal("unit", _("Applications are not taken today; the city tells when."))
    if not name.strip():
        raise Refusal("name", _("Write her name."))
    if hardship not in window.hardships or hardship not in Hardship.values:
        raise Refusal("hardship", _("This hardship is not eligible this year."))
    if consent_how not in Consent.values:
        raise Refusal("consent_how", _("Choose from the list."))
    not_to_come("consented_on", consented_on, today)
    desk = _own(unit, rest.of(by))
    row = CancerReliefApplication(id=key or uuid7(), unit=unit, desk=desk, window=window)
    row.entered_by, row.entered_at = by, at
    row.number, row.no_publicity, row.owner = _number(window), no_publicity, by
    row.save(force_insert=True)
    papers = ReliefPapers(id=row, hardship=hardship, consented_on=consented_on, consent_how=consent_how)
    Vault.own(papers).seal(papers, name=name.strip(), phone=phone.strip())
    papers.save(force_insert=True)
    row.steps.create(verb="nominate_relief", by=by, at=at, unit=desk)
    log(row, "nominate_relief", by=by, at=at)
    if is_relative:
        _leave(row, Conflict.RELATIVE, by=by, at=at)
    else:
        settle(row, by=by, at=at)
    return row


def _not_past_her(key: UUID | None) -> None:
    """Raises Refusal when the same form made one from which she stepped aside: a relative's."""
    with connection.cursor() as cursor:
        cursor.execute("select relief_barred(%s)", [key])
        if cursor.fetchone()[0]:
            raise Refusal("name", _("This form was sent a moment ago; she is put forward."))


def _own(unit: Unit, scope: Scope) -> Unit:
    """The unit at which whoever puts her forward sits: the village, or the township above it."""
    hers = set(units_where(scope, "nominate_relief"))
    above = next((pk for pk in (unit.pk, unit.township_id) if pk in hers), unit.pk)
    return unit if above == unit.pk else Unit.objects.get(pk=above)


def _number(window: ReliefWindow) -> str:
    """Gapless within the year over the whole network, so it says nothing about where."""
    with connection.cursor() as cursor:
        cursor.execute("select next_number(%s)", [f"relief-{window.year}"])
        return f"JZ-{window.year}-{cursor.fetchone()[0]:04d}"


@dataclass(frozen=True)
class Told:
    """What her papers say."""

    id_number: str
    bank: str
    account: str
    diagnosis: str
    hospital: str
    grade: str
    source: str
    holds_from: date
    holds_until: date
    cost: int | None = None
    reimbursed: int | None = None


def complete_papers(
    row: UUID, *, told: Told, seen: Collection[str], by: User, at: datetime | None = None
) -> CancerReliefApplication:
    """Her papers were seen in the original and fit the table of the year. Whether she was granted before is not said here.

    Raises Refusal: a number with a wrong sign, a diagnosis or a source that is not eligible, hardship that does not hold
    on the day of the window, a paper not seen.
    """
    with step(row, "complete_papers", by=by, at=at) as line:
        papers = ReliefPapers.objects.select_for_update(of=("self",)).get(pk=row)
        for name, sentence in wrongs(told, seen, papers.hardship, line.row.window)[:1]:
            raise Refusal(name, sentence)
        texts = {name: getattr(told, name).strip() for name in ("bank", "diagnosis", "hospital")}
        texts |= {"id_number": plain(told.id_number), "account": plain(told.account)}
        texts |= {
            n: "" if getattr(told, n) is None else str(getattr(told, n)) for n in ("cost", "reimbursed")
        }
        Vault.unwrapped(papers).seal(papers, **texts)
        papers.grade, papers.source, papers.seen = told.grade, told.source, sorted(set(seen))
        papers.holds_from, papers.holds_until = told.holds_from, told.holds_until
        papers.save(update_fields=[*texts, "grade", "source", "seen", "holds_from", "holds_until"])
        once.ask_with(row, told.id_number)
        return line.done()


def wrongs(told: Told, seen: Collection[str], hardship: str, window: ReliefWindow) -> list[tuple[str, Any]]:
    """Everything that keeps these papers from being complete: (field, sentence), in the order of the form."""
    found: list[tuple[str, Any]] = []

    def unless(holds: bool, name: str, sentence: Any) -> None:
        if not holds:
            found.append((name, sentence))

    unless(is_id_number(told.id_number), "id_number", _WRONG_ID)
    unless(
        told.diagnosis in Diagnosis.values and told.diagnosis in window.diagnoses, "diagnosis", _WRONG_KIND
    )
    unless(bool(told.hospital.strip()), "hospital", _("Please fill this in."))
    unless(told.grade in Grade.values, "grade", _("Choose from the list."))
    proves = told.source in Source.values and told.source in SOURCES[hardship]
    unless(proves, "source", _not_proven(hardship))
    cut = window.cut_off_on
    held = told.holds_from <= cut <= told.holds_until
    unless(held, "holds_until", _("The hardship must hold on %(day)s.") % {"day": f"{cut:%Y-%m-%d}"})
    unless(bool(told.bank.strip()), "bank", _("Please fill this in."))
    unless(is_account(told.account), "account", _("Write the 12 to 19 digits of her own bank account."))
    within = (told.reimbursed or 0) <= (told.cost or 0)
    unless(within, "reimbursed", _("Not more than the treatment cost."))
    missing = "、".join(str(paper.label) for paper in Paper if paper not in seen)
    unless(not missing, "seen", _("Not seen yet: %(paper)s.") % {"paper": missing})
    return found


_WRONG_ID = _("This identity number is not complete or has a wrong digit. Look at the card again.")
_WRONG_KIND = _(
    "This diagnosis is not in the table of this year. Show her other ways of help, and the county if in doubt."
)


def _not_proven(hardship: str) -> str:
    told = {
        "kind": Hardship(hardship).label,
        "papers": "、".join(str(Source(each).label) for each in SOURCES[hardship]),
    }
    return _("She is put forward as: %(kind)s. This is proved by: %(papers)s.") % told


def recuse_relief(row: UUID, *, why: str, by: User, at: datetime | None = None) -> None:
    """回避: she has nothing to do with it from now on and does not see it any more; another desk has it."""
    at = at or clock.now()
    with transaction.atomic():
        gate.require(rest.of(by), "recuse_relief")
        if why not in Conflict.values:
            raise Refusal("why", _("Choose from the list."))
        seen = CancerReliefApplication.objects.visible_to(rest.of(by)).filter(pk=row).first()
        if seen is None:
            raise gone()
        _leave(found_for(row, by) if seen.owner_id == by.pk else seen, why, by=by, at=at)


def _leave(row: CancerReliefApplication, why: str, *, by: User, at: datetime) -> None:
    """What is hers to do goes to another desk before the wall falls; afterwards she changes nothing of it."""
    if row.state not in ENDED and row.owner_id == by.pk:
        clocks.cancel_running((SUBJECT, row.pk), by=by, at=at)
        settle(row, by=by, at=at, without=[by.pk])
    log(row, "recuse_relief", by=by, at=at)
    ReliefRecusal(application=row, user=by, why=why, at=at).save(force_insert=True)


def withdraw_relief(row: UUID, *, by: User, at: datetime | None = None) -> CancerReliefApplication:
    """She does not want it any more: what is known of her is emptied, and her number is free."""
    with step(row, "withdraw_relief", by=by, at=at) as line:
        papers = ReliefPapers.objects.select_for_update(of=("self",)).get(pk=row)
        for column in ("wrapped", *ReliefPapers.SEALED):
            setattr(papers, column, None)
        papers.save(update_fields=["wrapped", *ReliefPapers.SEALED])
        return line.done()
