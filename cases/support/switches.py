"""The module of a county on or off; off by default, and where it is off no door, no row and no clock of it exists.

Whoever is responsible for personal data proposes with the signed impact assessment (个人信息保护法 art. 55, 56); a
leader decides; switching off again takes the same two.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.people.turns import take_turns
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.roles import ROLES
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.notifications import outbox
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Level, Unit
from network.units.placed import OfUnit
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

SUBJECT = "support_switch"


def _person(**more: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", **more)


class Placed(OfUnit, models.Model):
    """A row at a unit, as the gate asks for it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        """No table."""

        abstract = True


class SupportSwitch(Placed):
    """The module of one county on or off: one proposes with the signed impact assessment, another decides."""

    turns_on = models.BooleanField()
    signed_by = models.CharField(max_length=60, blank=True)
    signed_on = models.DateField(null=True)
    document_hash = models.CharField(max_length=64, blank=True)
    proposed_by = _person()
    proposed_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    decided_by = _person(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first; nothing is switched on without the assessment, or by one person."""

        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(turns_on=False)
                | (Q(signed_on__isnull=False, document_hash__regex="^[0-9a-f]{64}$") & ~Q(signed_by="")),
                name="support_switch_assessed",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="support_switch_two"
            ),
            models.UniqueConstraint("unit", condition=Q(granted=None), name="support_switch_one_waits"),
        ]


def counties_on() -> set[int]:
    """Ids of the counties in which the module is on now."""
    last = SupportSwitch.objects.filter(granted=True).order_by("unit_id", "-decided_at", "-id")
    rows = last.distinct("unit_id").values_list("unit_id", "turns_on")
    return {county for county, turns_on in rows if turns_on}


def counties_of(scope: Scope) -> set[int]:
    """Ids of the counties at or below which, or above which, she holds a post that knows the module."""
    posts = [post.unit_id for post in scope.posts if "see_support" in ROLES[post.role].may]
    units = Unit.objects.filter(pk__in=posts)
    own = {unit.county_id for unit in units if unit.county_id}
    cities = [unit.pk for unit in units if unit.level == Level.CITY]
    below = Unit.objects.current().filter(city_id__in=cities, level=Level.COUNTY) if cities else []
    return own | {unit.pk for unit in below}


def is_open_to(scope: Scope) -> bool:
    """Whether any county of hers is on."""
    on = counties_on()
    return bool(on) and bool(counties_of(scope) & on)


def counties_to_switch(scope: Scope) -> models.QuerySet[Unit]:
    """The counties whose switch she may propose or decide."""
    units = [
        post.unit_id
        for post in scope.posts
        if {"propose_switch", "decide_switch"} & ROLES[post.role].may.keys()
    ]
    rows = Unit.objects.current().filter(level=Level.COUNTY, is_quasi=False)
    return rows.filter(Q(pk__in=units) | Q(city_id__in=units)).order_by("code")


def shown(scope: Scope) -> list[tuple[Unit, bool, SupportSwitch | None]]:
    """Her counties in the order of the list of units, each on or off, with what waits for a decision."""
    counties, on = list(counties_to_switch(scope)), counties_on()
    waiting = {row.unit_id: row for row in SupportSwitch.objects.filter(granted=None).select_related("unit")}
    return [(unit, unit.pk in on, waiting.get(unit.pk)) for unit in counties]


def _check_assessment(signed_by: str, signed_on: date | None, document_hash: str, today: date) -> None:
    if not signed_by.strip():
        raise Refusal("signed_by", _("Write who signed the impact assessment."))
    if signed_on is None:
        raise Refusal("signed_on", _("Write the day of the signature."))
    if signed_on > today:
        raise Refusal("signed_on", _("That day lies in the future."))
    if len(document_hash) != 64 or set(document_hash) - set("0123456789abcdef"):
        raise Refusal("document_hash", _("The fingerprint has 64 signs, digits and a to f."))


@transaction.atomic
def propose_switch(
    county: Unit,
    *,
    turns_on: bool,
    signed_by: str = "",
    signed_on: date | None = None,
    document_hash: str = "",
    by: User,
    at: datetime | None = None,
) -> SupportSwitch:
    """One person proposes. Raises Refusal: the gate's, no assessment, nothing to change, one that waits already."""
    scope, at = rest.of(by), at or clock.now()
    take_turns([f"support switch {county.pk}"])
    row = SupportSwitch(unit=county, turns_on=turns_on, proposed_by=by, proposed_at=at)
    gate.require(scope, "propose_switch", row)
    document_hash = document_hash.strip().lower()
    if turns_on:
        _check_assessment(signed_by, signed_on, document_hash, clock.local_date(at))
        row.signed_by, row.signed_on, row.document_hash = signed_by.strip(), signed_on, document_hash
    if turns_on == (county.pk in counties_on()):
        raise Refusal("turns_on", _("It stands so already."))
    if SupportSwitch.objects.filter(unit=county, granted=None).exists():
        raise Refusal("turns_on", _("A proposal waits for its decision already."))
    row.save(force_insert=True)
    _note(row, by, at)
    leader = holder(county, "leader", on=clock.local_date(at))
    if leader is not None and leader.pk != by.pk:
        key = f"support_switch:{row.pk}"
        outbox.post("approval", recipient=leader.pk, key=key, subject=(SUBJECT, row.pk), at=at)
    return row


@transaction.atomic
def decide_switch(row: UUID, *, grant: bool, by: User, at: datetime | None = None) -> SupportSwitch:
    """Another person decides. Raises Refusal: the gate's, her own proposal, or decided already."""
    scope, at = rest.of(by), at or clock.now()
    found = SupportSwitch.objects.select_related("unit").filter(pk=row).first()
    if found is None:
        raise Refusal("gone", _("This proposal does not stand any more."))
    gate.require(scope, "decide_switch", found)
    if found.proposed_by_id == by.pk:
        raise Refusal("grant", _("You proposed it yourself; somebody else decides."))
    waits = SupportSwitch.objects.select_for_update(of=("self",)).filter(pk=row, granted=None)
    if waits.first() is None:
        raise Refusal("grant", _("It is decided already."))
    found.granted, found.decided_by, found.decided_at = grant, by, at
    found.save(update_fields=["granted", "decided_by", "decided_at"])
    _note(found, by, at)
    return found


def _note(row: SupportSwitch, by: User, at: datetime) -> None:
    detail = {"turns_on": row.turns_on, "granted": row.granted, "document": row.document_hash}
    record.event(Action.CHANGE, by=by, subject=(SUBJECT, row.pk), unit_id=row.unit_id, detail=detail, at=at)


def decides(row: UUID, scope: Scope) -> bool:
    """Whether the page of a proposal opens to her."""
    return SupportSwitch.objects.filter(pk=row, unit__in=counties_to_switch(scope)).exists()
