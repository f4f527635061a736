"""走访: two people at the door with something to offer. Who asked for it and why stands nowhere on the visit."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import once
from cases.casefile.vault import Vault
from cases.support.frame import Line, gone, hours_from, officer_and_chair, on, refuse_words, require, start
from cases.support.lists import Offer
from cases.support.models import FamilySupportFile, OutreachVisit
from cases.support.noting import refuse_off
from cases.support.opening import aside_of
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.notifications import outbox
from network.staff.appointments import holder
from network.staff.models import Appointment, User
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

LIMIT = "support.visit"
VISITORS = (
    "township_chair",
    "executive_member",
    "village_chair",
    "station_head",
    "volunteer",
    "county_officer",
)


def visitors(file: FamilySupportFile, *, on_day: date) -> list[User]:
    """Who may be asked to make a visit: people of the unit's township with a post there or below, and of the county."""
    unit = file.unit
    place = unit.township_id or unit.county_id
    units = Unit.objects.current().filter(township_id=place).values("pk") if unit.township_id else [place]
    posts = Appointment.objects.on(on_day).filter(role__in=VISITORS, user__is_active=True)
    near = posts.filter(unit_id__in=units) | posts.filter(unit_id__in=[unit.county_id])
    found = {p.user_id: p.user for p in near.select_related("user").order_by("unit__level", "pk")}
    away = aside_of(file)
    return [person for pk, person in found.items() if pk not in away]


@transaction.atomic
def ask_visit(
    unit: Unit, *, family: str, by: User, key: UUID | None = None, at: datetime | None = None
) -> OutreachVisit:
    """A friendly visit and nothing else: whatever somebody has heard has no field. Raises Refusal: the gate's, off."""
    scope, at = rest.of(by), at or clock.now()
    once.take_turn(key)
    known = OutreachVisit.objects.filter(pk=key, asked_by=by).first() if key else None
    if known is not None:
        return known
    gate.require(scope, "ask_visit")
    if unit.pk not in scope.units:
        raise gone()
    refuse_off(unit)
    require(family, "family", _("Write which family, so that somebody can go there."))
    refuse_words({"family": family})
    county, town = officer_and_chair(unit)
    today = clock.local_date(at)
    doer = (holder(town, "leader", on=today) if town is not None else None) or holder(
        county, "officer", on=today
    )
    if doer is None:
        raise Refusal("family", _("Nobody is there who could go; call the county."))
    row = OutreachVisit(id=key or uuid7(), unit=unit, asked_by=by, doer=doer)
    Vault.own(row).seal(row, family=family.strip())
    return _begin(row, by, at)


def plan_visit(
    row: UUID, *, doer: User, offers: list[str], by: User, at: datetime | None = None
) -> OutreachVisit:
    """The worker of a file asks somebody to offer something. Raises Refusal without an offer, and for a stranger."""
    scope, at = rest.of(by), at or clock.now()
    with transaction.atomic():
        files = FamilySupportFile.objects.visible_to(scope).select_for_update(of=("self",))
        file = files.select_related("unit").filter(pk=row, state="active").first()
        if file is None:
            raise gone()
        gate.require(scope, "plan_visit", file)
        if not offers or set(offers) - set(Offer.values):
            raise Refusal("offers", _("Choose what is offered; a visit without an offer is an inspection."))
        if doer.pk not in {each.pk for each in visitors(file, on_day=clock.local_date(at))}:
            raise Refusal("doer", _("Choose somebody of the county or of this township."))
        visit = OutreachVisit(id=uuid7(), unit=file.unit, file=file, number=file.number, asked_by=by)
        visit.doer, visit.offers = doer, offers
        Vault.own(visit)
        return _begin(visit, by, at)


def _begin(row: OutreachVisit, by: User, at: datetime) -> OutreachVisit:
    row.entered_at, row.author_until = at, hours_from(at)
    row.save(force_insert=True)
    start(LIMIT, row, unit=row.unit, owner=row.doer, by=by, at=at)
    record.event(
        Action.CHANGE,
        by=by,
        subject=("outreach_visit", row.pk),
        unit_id=row.unit_id,
        detail={"verb": "plan_visit" if row.file_id else "ask_visit"},
        at=at,
    )
    if row.doer_id != by.pk:
        key = f"assigned:{row.pk}"
        outbox.post("assigned", recipient=row.doer_id, key=key, subject=("outreach_visit", row.pk), at=at)
    return row


def _end(line: Line, *fields: str) -> OutreachVisit:
    line.row.ended_at = line.at
    line.meet(LIMIT)
    row: OutreachVisit = line.done("ended_at", *fields)
    return row


def record_outreach(
    row: UUID,
    *,
    visited_on: date,
    companion: str,
    consented: bool,
    wanted: list[str],
    comes_again: bool,
    by: User,
    at: datetime | None = None,
) -> OutreachVisit:
    """Two went, asked at the door, offered, and wrote what was wanted. Raises Refusal for one alone or no consent."""
    with on(OutreachVisit, row, "record_outreach", by=by, at=at) as line:
        require(companion, "companion", _("Two go together: write who went with you."))
        refuse_words({"companion": companion})
        if not consented:
            raise Refusal(
                "consented", _("Without consent at the door nobody goes in; note that it was not wanted.")
            )
        if not clock.local_date(line.row.entered_at) <= visited_on <= line.today:
            raise Refusal("visited_on", _("Between the day it was asked for and today."))
        if set(wanted) - set(Offer.values):
            raise Refusal("wanted", _("Choose from the list."))
        Vault.unwrapped(line.row).seal(line.row, companion=companion.strip())
        line.row.visited_on, line.row.consented = visited_on, True
        line.row.wanted, line.row.comes_again = wanted, comes_again
        return _end(line, "companion", "visited_on", "consented", "wanted", "comes_again")


def decline_outreach(row: UUID, *, by: User, at: datetime | None = None) -> OutreachVisit:
    """Not wanted at the door: that is all that is written, and nobody asks again for the same reason."""
    with on(OutreachVisit, row, "decline_outreach", by=by, at=at) as line:
        return _end(line)


def call_off_outreach(row: UUID, *, by: User, at: datetime | None = None) -> OutreachVisit:
    """It is not made."""
    with on(OutreachVisit, row, "call_off_outreach", by=by, at=at) as line:
        return _end(line)
