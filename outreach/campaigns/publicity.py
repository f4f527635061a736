"""宣传登记: boards, films, slogans and doors of one day at one venue; a number and never which."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.sites.reach import Ground
from network.staff.models import User
from network.units.models import Unit
from outreach.campaigns.activity import Publicity
from outreach.campaigns.frame import keep
from outreach.campaigns.holding import MOST_PEOPLE, check_campaign
from outreach.campaigns.lists import PublicityKind, Topic, Venue
from outreach.campaigns.models import Campaign
from sisterhood.lib import clock


class Exactly(Ground):
    """The unit itself, a hamlet too: its head enters what she put up."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(unit)
        self.unit_id = unit.pk


@transaction.atomic
def enter_publicity(
    unit: Unit,
    *,
    kind: str,
    topic: str,
    venue: str,
    done_on: date,
    number: int,
    campaign: Campaign | None = None,
    by: User,
    at: datetime | None = None,
) -> Publicity:
    """Boards, films, slogans, doors of one day at one venue. Raises Refusal: a day to come, none, written down already."""
    scope, at = rest.of(by), at or clock.now()
    gate.require(scope, "enter_publicity", Exactly(unit))
    if done_on > clock.local_date(at):
        raise Refusal("done_on", _("That day is still to come."))
    if done_on.year < clock.local_date(at).year - 1:
        raise Refusal("done_on", _("That day is too long ago; this year and the last are written down."))
    if not 0 < number <= MOST_PEOPLE:
        raise Refusal("number", _("Write a number, 1 or more."))
    if campaign is not None:
        check_campaign(campaign, unit, done_on, "campaign")
    told = {"unit": unit, "kind": PublicityKind(kind), "topic": Topic(topic), "venue": Venue(venue)}
    if Publicity.objects.filter(**told, done_on=done_on).exists():
        raise Refusal("done_on", _("This is written down already for that day and venue."))
    row = Publicity(**told, campaign=campaign, done_on=done_on, number=number, entered_by=by, entered_at=at)
    keep(row, "done_on", _("This is written down already for that day and venue."))
    return row
