"""One report from the phone becomes a matter: the page and the queue of a phone come through here."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction

from cases.accusations.intake import unit_called
from cases.casefile.models import Case
from cases.petitions import hand_over
from cases.petitions.forms import intake_of
from cases.petitions.intake import register
from cases.petitions.phone_forms import CADRE, TILES
from cases.petitions.told import Intake
from cases.vocabulary.intake import Category, Channel, Nature
from network.staff.models import User
from network.units.models import Unit

HANDED = ("village", "county")


def with_accused(data: dict[str, Any], unit: Unit) -> Intake:
    """The intake; raises Refusal when an accusation names a unit that nobody knows."""
    intake = intake_of(data)
    if intake.nature != Nature.ACCUSATION:
        return intake
    return replace(intake, accused_unit=unit_called(data.get("accused_unit", ""), city=unit.city_id))


def of_the_phone(cleaned: dict[str, Any]) -> dict[str, Any]:
    """What the desk's form would hold: channel, class and nature follow from the tile that was tapped."""
    tile = cleaned.get("tile")
    category = next((category for code, _i, _l, category in TILES if code == tile), Category.GENERAL)
    data = {**cleaned, "channel": Channel.STATION, "category": category}
    return data | ({"nature": Nature.ACCUSATION} if tile == CADRE else {})


@transaction.atomic
def report(
    intake: Intake,
    *,
    unit: Unit,
    by: User,
    send_to: str = "",
    photos: tuple[bytes, ...] = (),
    key: UUID | None = None,
    came_from: tuple[str, UUID] | None = None,
) -> Case:
    """Register it, and hand an ordinary matter on at once when she chose so. Raises Refusal as `register` does."""
    case = register(intake, unit=unit, by=by, photos=photos, key=key, came_from=came_from)
    if not case.is_sealed and send_to in HANDED:
        hand_over.pass_on(case, by=by, to_county=send_to == "county")
    return case
