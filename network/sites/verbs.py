"""Keeping places and what they serve as. Whoever keeps them keeps those of her own area, a village chair also at its hamlets."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.sites import watching
from network.sites.models import ServiceWindow
from network.sites.places import LEVELS, Function, Site, SiteFunction
from network.sites.reach import Ground
from network.staff.models import User
from network.units import ties
from network.units.models import Unit
from sisterhood.lib import clock

FACTS = ("name", "address", "phone", "rooms", "hours_note", "note", "opened_on")


def locked(site_id: UUID, *, by: User) -> Site:
    """The place, locked, for somebody who keeps it. Raises Refusal: gone, or the gate's."""
    scope = rest.of(by)
    row = Site.objects.visible_to(scope).select_for_update(of=("self",)).filter(pk=site_id).first()
    if row is None:
        raise Refusal("gone", _("This place does not exist."))
    gate.require(scope, "keep_site", Ground(row.unit))
    return row


@transaction.atomic
def open_site(
    unit: Unit, *, function: str, serves: Unit, facts: Mapping[str, Any], by: User, at: datetime | None = None
) -> Site:
    """A new place of a unit with its first function. Raises Refusal with the field it is about."""
    at = at or clock.now()
    gate.require(rest.of(by), "keep_site", Ground(unit))
    row = Site(unit=unit)
    _write(row, facts, by, at)
    _serve(row, function, serves, row.opened_on, by, at)
    return row


@transaction.atomic
def change_site(site_id: UUID, *, facts: Mapping[str, Any], by: User, at: datetime | None = None) -> Site:
    """Name, address, hours and whether everybody may read them; the functions stay."""
    row = locked(site_id, by=by)
    _require_standing(row)
    _write(row, facts, by, at or clock.now())
    return row


def _write(row: Site, facts: Mapping[str, Any], by: User, at: datetime) -> None:
    for name in FACTS:
        if name in facts:
            setattr(row, name, facts[name])
    if row.opened_on > clock.local_date(at):
        raise Refusal("opened_on", _("This day has not come yet."))
    week, host = facts.get("week"), facts.get("host")
    if week is not None:
        row.weekly = ServiceWindow.written(week)
    if "host" in facts:
        row.host = host
    shown = facts.get("is_published", row.published_since is not None)
    if shown and not row.weekly:
        raise Refusal("day_0", _("Write the hours of at least one day before everybody may read them."))
    row.published_since = (row.published_since or clock.local_date(at)) if shown else None
    _one_at_a_time(row.unit)
    twin = Site.objects.standing().filter(unit=row.unit, name=row.name).exclude(pk=row.pk)
    if twin.exists():
        raise Refusal("name", _("A place of this name stands there already. A room is entered once."))
    row.changed_by, row.changed_at = by, at
    row.save()
    _log(row, by, at, what="site")


@transaction.atomic
def serve_as(
    site_id: UUID, *, function: str, serves: Unit, since: date, by: User, at: datetime | None = None
) -> SiteFunction:
    """From a day on the place is this to the unit as well. Raises Refusal: the level, not its unit, held already."""
    row, at = locked(site_id, by=by), at or clock.now()
    _require_standing(row)
    if not row.opened_on <= since <= clock.local_date(at):
        raise Refusal("since", _("Between the day the place was opened and today."))
    return _serve(row, function, serves, since, by, at)


def _serve(row: Site, function: str, serves: Unit, since: date, by: User, at: datetime) -> SiteFunction:
    if function not in Function.values or serves.level not in LEVELS[function]:
        raise Refusal("function", _("A place is not this to a unit of that level."))
    if row.unit_id not in (serves.pk, serves.parent_id):
        raise Refusal("serves", _("A place serves its own unit or a unit directly below it."))
    if serves.valid_to is not None:
        raise Refusal("serves", _("This unit is closed."))
    _one_at_a_time(serves)
    held = SiteFunction.objects.filter(unit=serves, function=function, until=None).select_related("site")
    if held.filter(site=row).exists():
        raise Refusal("function", _("It is this to the unit already."))
    other = held.first() if function == Function.STATION else None
    if other is not None:
        raise Refusal(
            "function",
            _("The hamlet has a station: %(name)s. End that first.") % {"name": other.site.name},
        )
    made = SiteFunction.objects.create(site=row, unit=serves, function=function, since=since)
    _log(row, by, at, what="function", function=function, serves=serves.pk)
    watching.tell(row, by=by, at=at)
    return made


@transaction.atomic
def end_function(
    site_id: UUID, *, row_id: int, on: date, by: User, at: datetime | None = None
) -> SiteFunction:
    """The place is this no longer after a day. Raises Refusal for the last one: then the place is given up."""
    row, at = locked(site_id, by=by), at or clock.now()
    held = list(row.functions.filter(until=None))
    found = next((each for each in held if each.pk == row_id), None)
    if found is None:
        raise Refusal("gone", _("The place is not this."))
    if len(held) == 1:
        raise Refusal("last", _("It is nothing else. Give the place up instead."))
    if on < found.since:
        raise Refusal("on", _("The last day lies before the first."))
    _require_over(on, at)
    _require_free(found)
    found.until = on
    found.save(update_fields=["until"])
    _log(row, by, at, what="function_ended", function=found.function)
    watching.tell(row, by=by, at=at)
    return found


@transaction.atomic
def give_up(site_id: UUID, *, on: date, by: User, at: datetime | None = None) -> Site:
    """The place is closed after a day with everything it served as; it stays on old papers and in old figures."""
    row, at = locked(site_id, by=by), at or clock.now()
    _require_standing(row)
    if on < row.opened_on:
        raise Refusal("on", _("The last day lies before the first."))
    _require_over(on, at)
    held = list(row.functions.filter(until=None).select_related("unit"))
    for each in held:
        _require_free(each)
    row.closed_on, row.published_since, row.changed_by, row.changed_at = on, None, by, at
    row.save()
    for each in held:
        each.until = max(each.since, on)
        each.save(update_fields=["until"])
    _log(row, by, at, what="given_up")
    watching.tell(row, by=by, at=at)
    return row


def standing_at(unit_ids: list[int]) -> int:
    """How many places stand at the units, or serve one of them."""
    rows = Site.objects.standing().filter(unit_id__in=unit_ids)
    served = SiteFunction.objects.filter(until=None, unit_id__in=unit_ids).exclude(site__unit_id__in=unit_ids)
    return rows.count() + served.count()


def enrol() -> None:
    """Places keep a unit from being closed; called once when the app is ready."""
    ties.register_tie("sites", _("places that stand there"), standing_at)


def _one_at_a_time(unit: Unit) -> None:
    """Whoever enters the same a second time waits here for the first, and then finds it."""
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)


def _require_over(on: date, at: datetime) -> None:
    if on > clock.local_date(at):
        raise Refusal("on", _("This day has not come yet."))


def _require_free(each: SiteFunction) -> None:
    """A station does not end under its head, nor under a selection."""
    said = watching.held(each.unit) if each.function == Function.STATION else ""
    if said:
        raise Refusal("on", said)


def _require_standing(row: Site) -> None:
    if row.closed_on is not None:
        raise Refusal("closed", _("This place has been given up."))


def _log(row: Site, by: User, at: datetime, **detail: Any) -> None:
    record.event(Action.CHANGE, by=by, subject=("site", row.pk), unit_id=row.unit_id, detail=detail, at=at)
