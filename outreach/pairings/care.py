"""陪伴记录: three short ratings; one tap when something is wrong; and the card that a supporter may read."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.access import gate
from network.access.gate import Refusal
from network.access.scope import Scope
from network.notifications import outbox
from network.sites.reach import Ground
from network.staff.models import User
from network.units.models import Unit
from network.volunteers.frame import Hers
from outreach.lines import answers, begin, known, not_to_come, step
from outreach.pairings.lists import Answer, Progress, Rating, Year
from outreach.pairings.models import CareConcern, CareLog, ProgressCard, SupportPairing
from outreach.pairings.states import RUNNING
from outreach.pairings.verbs import CONTACT, SUBJECT, contact_by, ground, not_her_own
from outreach.supporters import checking
from sisterhood.lib import clock

CONCERN, LOOK = "care_concern", "care.concern"


def hers(row: SupportPairing) -> Hers:
    """As the gate reads it for whoever goes: the supporter's own."""
    return Hers(row.unit, row.supporter.user_id)


def _near(row: UUID, event: str, *, by: User, at: datetime | None) -> Any:
    rows = SupportPairing.objects.select_related("supporter__user", "unit", "keeper")
    return step(SUBJECT, rows, row, event, by=by, at=at, action="write_care_log", ground=hers)


def write_care_log(
    row: UUID,
    *,
    on: date,
    living: str,
    study: str,
    wellbeing: str,
    concern: bool = False,
    by: User,
    at: datetime | None = None,
) -> CareLog:
    """She was there. The next contact counts from today. With `concern` the township is told at once.

    Raises Refusal: not running, a day to come or before it began, a check that had lapsed that day, twice a day.
    """
    with _near(row, "write_care_log", by=by, at=at) as line:
        pairing = line.row
        for name, value in (("living", living), ("study", study), ("wellbeing", wellbeing)):
            known(name, value, Rating.values)
        not_to_come("on", on, line.today)
        if pairing.state != "active" or pairing.runs_since is None or on < pairing.runs_since:
            raise Refusal("on", _("The pairing did not run that day."))
        if pairing.is_child:
            checking.require_near_children(pairing.supporter, on=on, name="on")
        made = CareLog(pairing=pairing, on=on, living=living, study=study, wellbeing=wellbeing)
        made.written_by, made.written_at = by, line.at
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:
            raise Refusal("on", _("This day is written down already.")) from None
        pairing.last_contact_on = max(on, pairing.last_contact_on or on)
        line.meet(CONTACT)
        contact_by(pairing, by=by, at=line.at)
        line.done("last_contact_on")
        if concern:
            _raise(pairing, by=by, at=line.at)
        return made


def raise_concern(row: UUID, *, by: User, at: datetime | None = None) -> None:
    """One tap, without a form: the township looks within a working day. A second tap while one waits changes nothing."""
    with _near(row, "raise_concern", by=by, at=at) as line:
        if line.row.state not in RUNNING:
            raise Refusal("state", _("This pairing does not run."))
        _raise(line.row, by=by, at=line.at)
        line.done()


def _raise(pairing: SupportPairing, *, by: User, at: datetime) -> None:
    """One waits at a time; the township's officer is told, without a word of what it is."""
    unit = pairing.unit
    town, officer = _who_looks(pairing, on=clock.local_date(at))
    row = CareConcern(pairing=pairing, unit=unit, raised_by=by, raised_at=at, officer=officer)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return  # one waits already, and its clock runs
    begin(LOOK, (CONCERN, row.pk), owner=officer, unit=town, on=clock.local_date(at), by=by, at=at)
    if officer is not None and officer.pk != by.pk:
        key = f"care_concern:{row.pk}"
        outbox.post("care_concern", recipient=officer, key=key, subject=(CONCERN, row.pk), at=at)


def _who_looks(pairing: SupportPairing, *, on: date) -> tuple[Unit, User | None]:
    """The township's leader; above her where she is the supporter it may be about."""
    unit = pairing.unit
    place = Unit.objects.get(pk=unit.township_id) if unit.township_id else unit
    officer = answers(place, on=on)
    while officer is not None and officer.pk == pairing.supporter.user_id and place.parent is not None:
        place = place.parent
        officer = answers(place, on=on)
    return place, officer


def settle_concern(row: UUID, *, answer: str, by: User, at: datetime | None = None) -> CareConcern:
    """What became of it. What it was stands in the matter, where there is one, and never here."""
    rows = CareConcern.objects.select_related("unit", "pairing__supporter")
    with step(
        CONCERN, rows, row, "settle_concern", by=by, at=at, ground=lambda found: Ground(found.unit)
    ) as line:
        not_her_own(line.row.pairing.supporter, by)
        known("answer", answer, Answer.values)
        if line.row.settled_at is not None:
            raise Refusal("answer", _("This concern is answered already."))
        line.row.answer, line.row.settled_by, line.row.settled_at = answer, by, line.at
        line.meet(LOOK)
        line.logged = {"answer": answer}
        return line.done("answer", "settled_by", "settled_at")  # type: ignore[no-any-return]  # a step knows no type of its row


def write_card(
    row: UUID, *, on: date, year: str, progress: str, by: User, at: datetime | None = None
) -> ProgressCard:
    """What the supporter may know, from the school's word. Only who keeps the pairing writes it."""
    rows = SupportPairing.objects.select_related("unit")
    with step(SUBJECT, rows, row, "write_card", by=by, at=at, action="keep_pairing", ground=ground) as line:
        known("year", year, Year.values)
        known("progress", progress, Progress.values)
        not_to_come("on", on, line.today)
        if line.row.cards.filter(on=on).exists():
            raise Refusal("on", _("This day is written down already."))
        made: ProgressCard = line.row.cards.create(
            on=on, year=year, progress=progress, written_by=by, written_at=line.at
        )
        line.done()
        return made


def told_of(row_id: UUID, scope: Scope) -> str:
    """What the form of a report says of the concern it comes out of; "" for one that is not hers to look at."""
    found = CareConcern.objects.visible_to(scope).select_related("pairing").filter(pk=row_id).first()
    if found is None or not gate.ask(scope, "settle_concern", Ground(found.unit)):
        return ""
    return gettext("A concern about %(who)s, told on a visit.") % {"who": found.pairing.called}
