"""One activity: planned, held, shown by photographs, counted. Counts of people; who helped is credited with her hours."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import once
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.agencies.models import Agency
from network.bulletins.wording import refuse_people
from network.deadlines import calculator, clocks
from network.duty.rota.models import Expert, ExpertKind
from network.sites.reach import Ground
from network.staff.models import User
from network.units.models import Level, Unit
from network.volunteers import hours
from network.volunteers.lists import Source
from network.volunteers.models import Volunteer
from outreach.campaigns.activity import Activity, ActivityPartner, Speaker, Supply
from outreach.campaigns.frame import keep, log, no_day_before, step, watch
from outreach.campaigns.lists import LICENSED, ActivityKind, SpeakerKind, Topic
from outreach.campaigns.models import Campaign
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

COUNT = "activity.count"
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
MOST_PEOPLE, MOST_CENTS, MOST_PIECES = 20_000, 10**11, 1_000_000
PEOPLE = ("women", "men", "children", "families", "examined", "advised")
_KINDS = {ExpertKind.LEGAL_ADVISER: SpeakerKind.LAWYER, ExpertKind.COUNSELLOR: SpeakerKind.COUNSELLOR}
EXAMINES = (ActivityKind.FREE_CLINIC, ActivityKind.HEALTH_CHECK, ActivityKind.MEDICAL)


@dataclass(frozen=True)
class Outline:
    """What is planned for one day."""

    kind: str
    topic: str
    title: str
    place: Unit
    venue: str
    planned_on: date
    begins: time | None = None
    expected: int = 0
    is_public: bool = False
    campaign: Campaign | None = None
    partners: Iterable[Agency] = field(default=())


def check_campaign(row: Campaign, unit: Unit, day: date, field_: str) -> None:
    """Raises Refusal for a campaign of another line, or a day outside its days."""
    if row.unit_id not in unit.ancestor_ids:
        raise Refusal(field_, _("This campaign is not of your unit or one above it."))
    if not row.starts_on <= day <= row.ends_on:
        raise Refusal(field_, _("The day lies outside the days of the campaign."))


def _require(unit: Unit, outline: Outline, scope: Scope, today: date) -> None:
    if unit.level > Level.VILLAGE:
        raise Refusal("unit", _("An activity is organised by a village or above."))
    no_day_before("planned_on", outline.planned_on, today)
    if unit.pk not in outline.place.ancestor_ids:
        raise Refusal("place", _("Choose a place of your own area."))
    if not 0 <= outline.expected <= MOST_PEOPLE:
        raise Refusal("expected", _("Write a number, 0 or more."))
    if outline.campaign is not None:
        open_ones = Campaign.objects.visible_to(scope).open_to_activities()
        if not open_ones.filter(pk=outline.campaign.pk).exists():
            raise Refusal("campaign", _("This campaign takes no activity now."))
        check_campaign(outline.campaign, unit, outline.planned_on, "campaign")
    refuse_people({"title": outline.title, "venue": outline.venue})


@transaction.atomic
def plan_activity(
    unit: Unit, *, outline: Outline, key: UUID | None = None, by: User, at: datetime | None = None
) -> Activity:
    """One day in one place; the same form (`key`) again is the same activity.

    Raises Refusal: the gate's, a day gone by, a place outside, a campaign that is not open or of other days.
    """
    scope, at = rest.of(by), at or clock.now()
    gate.require(scope, "plan_activity", Ground(unit))
    once.take_turn(key)
    known = Activity.objects.filter(pk=key, entered_by=by).first() if key else None
    if known is not None:
        return known
    _require(unit, outline, scope, clock.local_date(at))
    row = Activity(id=key or uuid7(), unit=unit, campaign=outline.campaign, place=outline.place, owner=by)
    row.kind, row.topic, row.title = ActivityKind(outline.kind), Topic(outline.topic), outline.title.strip()
    row.venue, row.planned_on, row.begins = outline.venue.strip(), outline.planned_on, outline.begins
    row.expected, row.is_public, row.entered_by, row.entered_at = outline.expected, outline.is_public, by, at
    row.code = "".join(secrets.choice(SIGNS) for _n in range(8))
    keep(row, "campaign", _("This campaign takes no activity now."))
    ActivityPartner.objects.bulk_create(
        ActivityPartner(activity=row, agency=each) for each in outline.partners
    )
    watch(COUNT, row, owner=by, by=by, at=at, on=row.planned_on, field="planned_on")
    log(row, "plan_activity", by=by, at=at)
    return row


def name_speaker(
    row: UUID,
    *,
    kind: str,
    name: str = "",
    office: str = "",
    licence_no: str = "",
    licence_until: date | None = None,
    expert: Expert | None = None,
    by: User,
    at: datetime | None = None,
) -> Speaker:
    """Who speaks or examines; an adviser of the rota brings name and licence along. Raises Refusal: no licence for the day."""
    with step(Activity, row, "name_speaker", by=by, at=at) as line:
        if line.row.state != "planned":
            raise Refusal("kind", _("Who speaks is named while the activity is planned."))
        made = Speaker(activity=line.row, kind=SpeakerKind(kind), expert=expert, entered_by=by)
        made.name, made.office = name.strip(), office.strip()
        made.licence_no, made.licence_until = licence_no.strip(), licence_until
        if expert is not None:
            if expert.barred_on(line.row.planned_on):
                raise Refusal("expert", _("Her licence or term does not hold on the day of the activity."))
            made.kind = _KINDS[ExpertKind(expert.kind)]
            made.name, made.office = expert.user.display_name, expert.firm or expert.qualification
            made.licence_no, made.licence_until = expert.licence_no, expert.licence_until
        if not made.name:
            raise Refusal("name", _("Write her name, or choose somebody of the rota."))
        if made.kind in LICENSED and not (made.licence_no and made.licence_until):
            raise Refusal("licence_no", _("A doctor or lawyer has a licence number and its last day."))
        if Speaker.objects.filter(activity=line.row, name=made.name).exists():
            raise Refusal("name", _("She is named already."))
        if not made.is_licensed(line.row.planned_on):
            raise Refusal("licence_until", _("Her licence does not hold on the day of the activity."))
        made.save(force_insert=True)
        log(line.row, "name_speaker", by=by, at=line.at)
        return made


def strike_speaker(row: UUID, *, speaker: UUID, by: User, at: datetime | None = None) -> None:
    """She does not come."""
    with step(Activity, row, "name_speaker", by=by, at=at) as line:
        if line.row.state != "planned":
            raise Refusal("kind", _("Who speaks is named while the activity is planned."))
        Speaker.objects.filter(activity=line.row, pk=speaker).delete()
        log(line.row, "strike_speaker", by=by, at=line.at)


def enter_supply(
    row: UUID,
    *,
    item: str,
    measure: str,
    taken: int,
    given: int,
    rest_: int,
    approved_by: str,
    by: User,
    at: datetime | None = None,
) -> Supply:
    """Material taken along; what went out and what came back make up what was taken. Raises Refusal where they do not."""
    with step(Activity, row, "enter_supply", by=by, at=at) as line:
        if line.row.state not in ("planned", "held", "evidence_uploaded"):
            raise Refusal("item", _("What was counted stands; nothing is added any more."))
        if not 0 < taken <= MOST_PIECES or given < 0 or rest_ < 0:
            raise Refusal("taken", _("Write how many were taken along."))
        if taken != given + rest_:
            raise Refusal("rest", _("Given out and brought back together make up what was taken along."))
        if Supply.objects.filter(activity=line.row, item=item.strip()).exists():
            raise Refusal("item", _("This material stands on the list already."))
        refuse_people({"item": item, "approved_by": approved_by})
        made = Supply(activity=line.row, item=item.strip(), measure=measure.strip(), entered_by=by)
        made.taken, made.given, made.rest, made.approved_by = taken, given, rest_, approved_by.strip()
        made.save(force_insert=True)
        log(line.row, "enter_supply", by=by, at=line.at)
        return made


def hold_activity(row: UUID, *, held_on: date, by: User, at: datetime | None = None) -> Activity:
    """It took place. Raises Refusal for a day to come, and where a licence does not cover the day."""
    with step(Activity, row, "hold_activity", by=by, at=at) as line:
        if held_on > line.today:
            raise Refusal("held_on", _("That day is still to come."))
        if held_on < clock.local_date(line.row.entered_at):
            raise Refusal("held_on", _("It was planned only after that day."))
        campaign = line.row.campaign
        if campaign is not None:
            if campaign.state not in ("announced", "running"):
                raise Refusal("held_on", _("The campaign is not announced yet, or it is over."))
            check_campaign(campaign, line.row.unit, held_on, "held_on")
        for speaker in line.row.speakers.all():
            if not speaker.is_licensed(held_on):
                raise Refusal(
                    "held_on",
                    _("The licence of %(name)s does not hold on that day.") % {"name": speaker.name},
                )
        line.row.held_on = held_on
        return line.done("held_on")


def count_activity(
    row: UUID,
    *,
    people: Mapping[str, int],
    cost_cents: int,
    helpers: Iterable[Volunteer] = (),
    minutes: int = 0,
    feedback: str = "",
    by: User,
    at: datetime | None = None,
) -> Activity:
    """How many came, what it cost, who helped and for how long. From now on it stands, and figures count it."""
    with step(Activity, row, "count_activity", by=by, at=at) as line:
        found, helping = line.row, list(helpers)
        numbers = {name: people.get(name) or 0 for name in PEOPLE}
        check_numbers(found, numbers, cost_cents)
        most = calculator.length_of(hours.MOST, on=line.today)
        if helping and not 0 < minutes <= most:
            raise Refusal("minutes", _("Write how many minutes each of them helped."))
        refuse_people({"feedback": feedback})
        for name, number in numbers.items():
            setattr(found, name, number)
        found.cost_cents, found.feedback = cost_cents, feedback.strip()
        found.minutes, found.counted_on = minutes if helping else 0, line.today
        held_on = found.held_on or line.today
        for each in helping:
            hours.credit(each, minutes, held_on, Source.ACTIVITY, found.pk, by=by, at=line.at)
        clocks.meet(line.subject, COUNT, by=by, at=line.at)
        return line.done(*PEOPLE, "cost_cents", "feedback", "minutes", "counted_on")


def check_numbers(row: Activity, numbers: Mapping[str, int], cost_cents: int) -> None:
    """Raises Refusal, beside its field, for a count that cannot be."""
    for name, number in numbers.items():
        if not 0 <= number <= MOST_PEOPLE:
            raise Refusal(name, _("Write a number, 0 or more."))
    if not numbers["women"] + numbers["men"] + numbers["children"]:
        raise Refusal("women", _("Nobody came? Then cancel the activity and say why."))
    if numbers["families"] > numbers["women"] + numbers["men"] + numbers["children"]:
        raise Refusal("families", _("Not more families than people."))
    if numbers["advised"] > numbers["examined"]:
        raise Refusal("advised", _("Not more than were examined."))
    if numbers["examined"] and row.kind not in EXAMINES:
        raise Refusal("examined", _("Only at a clinic or a health check is anybody examined."))
    if not 0 <= cost_cents <= MOST_CENTS:
        raise Refusal("cost_cents", _("Write an amount of money, 0 or more."))


def cancel_activity(row: UUID, *, reason: str, by: User, at: datetime | None = None) -> Activity:
    """It does not take place; or it was called held by mistake, or nobody came. What was counted is never cancelled."""
    with step(Activity, row, "cancel_activity", by=by, at=at) as line:
        if not reason.strip():
            raise Refusal("reason", _("Say why."))
        refuse_people({"reason": reason})
        line.row.reason = reason.strip()
        clocks.cancel_running(line.subject, by=by, at=line.at)
        return line.done("reason")
