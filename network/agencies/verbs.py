"""Keeping the list of bodies: officers of a county or the city, each for her own division."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.agencies.models import Agency, AgencyContact, ContactSeat
from network.agencies.queries import units_where
from network.staff.models import User
from network.units.models import Unit

FACTS = ("kind", "name", "address", "phone", "duty_hours", "active")


def _require_keeper(unit_id: int, by: User) -> None:
    scope = rest.of(by)
    gate.require(scope, "keep_agencies")
    if unit_id not in units_where(scope, "keep_agencies"):
        raise Refusal("unit", _("The officers of that division keep its list; yours is your own division."))


@transaction.atomic
def enter(unit: Unit, *, facts: Mapping[str, Any], by: User) -> Agency:
    """A new body of her division. Raises Refusal for another division or a name that stands there already."""
    _require_keeper(unit.pk, by)
    agency = Agency(unit=unit)
    return _write(agency, facts)


@transaction.atomic
def change(agency: Agency, *, facts: Mapping[str, Any], by: User) -> Agency:
    """Name, address, phone, hours; a body that is gone is set out of use and stays on old papers."""
    _require_keeper(agency.unit_id, by)
    row = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    return _write(row, facts)


def _write(agency: Agency, facts: Mapping[str, Any]) -> Agency:
    for name in FACTS:
        if name in facts:
            setattr(agency, name, facts[name])
    twin = Agency.objects.filter(unit=agency.unit, name=agency.name).exclude(pk=agency.pk)
    if twin.exists():
        raise Refusal("name", _("A body of this name stands on the list of the division already."))
    agency.save()
    return agency


@transaction.atomic
def seat_contact(
    agency: Agency, *, seat: str, name: str, phone: str, starts_on: date, by: User
) -> AgencyContact:
    """A named person in a seat from a day on; whoever held it before ends the day before."""
    _require_keeper(agency.unit_id, by)
    row = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    for earlier in AgencyContact.objects.filter(agency=row, seat=ContactSeat(seat), ends_on=None):
        if earlier.starts_on >= starts_on:
            raise Refusal("starts_on", _("Whoever holds the seat began on that day or later."))
        earlier.ends_on = starts_on - timedelta(days=1)
        earlier.save(update_fields=["ends_on"])
    contact = AgencyContact(agency=row, seat=seat, name=name.strip(), phone=phone.strip())
    contact.starts_on = starts_on
    contact.save()
    return contact


@transaction.atomic
def end_contact(contact: AgencyContact, *, on: date, by: User) -> AgencyContact:
    """Her last day there."""
    _require_keeper(contact.agency.unit_id, by)
    if on < contact.starts_on:
        raise Refusal("starts_on", _("The last day lies before the first."))
    contact.ends_on = on
    contact.save(update_fields=["ends_on"])
    return contact
