"""A campaign from its plan to the review of its report (domain.md §6.6). The report has days; a late one climbs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import once
from network.access import gate, rest
from network.access.gate import Refusal
from network.agencies.models import Agency
from network.bulletins.wording import refuse_people
from network.deadlines import clocks
from network.notifications import outbox
from network.sites.reach import Ground
from network.staff.appointments import holders
from network.staff.models import User
from network.units.models import Level, Unit, UnitQuerySet
from outreach.campaigns.activity import Activity
from outreach.campaigns.frame import Line, log, no_day_before, step, watch
from outreach.campaigns.lists import CampaignKind, Series, Topic
from outreach.campaigns.models import Campaign, CampaignPartner, CampaignVillage
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

APPROVAL, REPORT, REVIEW = "campaign.approval", "campaign.report", "campaign.review"
MOST_CENTS = 10**12
LONGEST = 366


@dataclass(frozen=True)
class Plan:
    """What a plan says; money in cents."""

    kind: str
    title: str
    plan: str
    starts_on: date
    ends_on: date
    budget_cents: int
    series: str = ""
    topics: Iterable[str] = ()
    villages: Iterable[Unit] = field(default=())
    partners: Iterable[Agency] = field(default=())


_TARGETS = {
    Level.CITY: (Level.COUNTY, Level.TOWNSHIP),
    Level.COUNTY: (Level.TOWNSHIP, Level.VILLAGE),
    Level.TOWNSHIP: (Level.VILLAGE,),
}


def targets(unit: Unit) -> UnitQuerySet:
    """Where a campaign of a unit may go to: the units of the next two levels, of a township its villages."""
    levels = _TARGETS.get(Level(unit.level), ())
    return Unit.objects.below(unit).current().filter(level__in=levels)


def _require(plan: Plan, unit: Unit, today: date) -> None:
    no_day_before("starts_on", plan.starts_on, today)
    if plan.ends_on < plan.starts_on:
        raise Refusal("ends_on", _("The last day lies before the first."))
    if (plan.ends_on - plan.starts_on).days >= LONGEST:
        raise Refusal("ends_on", _("A campaign is no longer than a year; plan the next one then."))
    if not 0 <= plan.budget_cents <= MOST_CENTS:
        raise Refusal("budget_cents", _("Write an amount of money, 0 or more."))
    if not set(plan.topics) & set(Topic.values):
        raise Refusal("topics", _("Choose at least one topic."))
    asked = {each.pk for each in plan.villages}
    if not asked:
        raise Refusal("villages", _("Choose where it goes to."))
    if targets(unit).filter(pk__in=asked).count() != len(asked):
        raise Refusal("villages", _("Choose places of your own area."))
    refuse_people({"title": plan.title, "plan": plan.plan})


def _write(row: Campaign, plan: Plan) -> None:
    row.kind, row.title, row.plan = CampaignKind(plan.kind), plan.title.strip(), plan.plan.strip()
    row.series = Series(plan.series) if plan.series else ""
    row.topics = [code for code in Topic.values if code in set(plan.topics)]
    row.starts_on, row.ends_on, row.budget_cents = plan.starts_on, plan.ends_on, plan.budget_cents


def _write_lists(row: Campaign, plan: Plan) -> None:
    row.villages.all().delete()
    row.partners.all().delete()
    CampaignVillage.objects.bulk_create(CampaignVillage(campaign=row, unit=each) for each in plan.villages)
    CampaignPartner.objects.bulk_create(CampaignPartner(campaign=row, agency=each) for each in plan.partners)


@transaction.atomic
def draft_campaign(
    unit: Unit, *, plan: Plan, key: UUID | None = None, by: User, at: datetime | None = None
) -> Campaign:
    """A plan of her unit; the same form (`key`) again is the same plan. Raises Refusal: the gate's, a day gone by, no village or one outside, somebody's number."""
    gate.require(rest.of(by), "draft_campaign", Ground(unit))
    at = at or clock.now()
    _require(plan, unit, clock.local_date(at))
    once.take_turn(key)
    known = Campaign.objects.filter(pk=key, entered_by=by).first() if key else None
    if known is not None:
        return known
    row = Campaign(id=key or uuid7(), unit=unit, owner=by, entered_by=by, entered_at=at)
    _write(row, plan)
    row.save(force_insert=True)
    _write_lists(row, plan)
    log(row, "draft_campaign", by=by, at=at)
    return row


PLANNED = ("kind", "series", "title", "plan", "topics", "starts_on", "ends_on", "budget_cents")


def revise_campaign(row: UUID, *, plan: Plan, by: User, at: datetime | None = None) -> Campaign:
    """Another plan, while it is a draft."""
    with step(Campaign, row, "revise_campaign", by=by, at=at) as line:
        _require(plan, line.row.unit, line.today)
        _write(line.row, plan)
        _write_lists(line.row, plan)
        return line.done(*PLANNED)


def _leaders(unit: Unit, at: datetime) -> list[User]:
    """Who approves and reviews: the leaders of the unit, the first asked first."""
    ids = holders(unit, "leader", on=clock.local_date(at))
    known = {each.pk: each for each in User.objects.filter(pk__in=ids)}
    return [known[pk] for pk in ids if pk in known]


def _tell(line: Line[Campaign], kind: str, person: User) -> None:
    if person.pk != line.by.pk:
        key = f"{line.event}:{line.row.pk}:{line.at.isoformat()}"
        outbox.post(kind, recipient=person, key=key, subject=line.subject, at=line.at)


def submit_campaign(row: UUID, *, by: User, at: datetime | None = None) -> Campaign:
    """The leader of the unit is asked, and has days for it. Raises Refusal where that post is vacant."""
    with step(Campaign, row, "submit_campaign", by=by, at=at) as line:
        no_day_before("starts_on", line.row.starts_on, line.today)
        leaders = _leaders(line.row.unit, line.at)
        if not leaders:
            raise Refusal("leader", _("Nobody leads this unit at present. Please tell your superior."))
        found = line.done()
        watch(APPROVAL, found, owner=leaders[0], by=by, at=line.at, on=line.today)
        _tell(line, "approval", leaders[0])
        return found


def return_campaign(row: UUID, *, remark: str, by: User, at: datetime | None = None) -> Campaign:
    """Back to whoever planned it, with what is to be changed."""
    with step(Campaign, row, "return_campaign", by=by, at=at) as line:
        if not remark.strip():
            raise Refusal("remark", _("Say what is to be changed."))
        refuse_people({"remark": remark})
        line.row.remark = remark.strip()
        clocks.meet(line.subject, APPROVAL, by=by, at=line.at)
        found = line.done("remark")
        _tell(line, "handed_back", found.owner)
        return found


def approve_campaign(row: UUID, *, by: User, at: datetime | None = None) -> Campaign:
    """From now on the report is owed, counted from its last day. Nobody approves her own plan where an office has two posts."""
    with step(Campaign, row, "approve_campaign", by=by, at=at) as line:
        if line.row.owner_id == by.pk and line.row.unit.level < Level.TOWNSHIP:
            raise Refusal("owner", _("Another person approves what you planned."))
        line.row.approved_by, line.row.approved_at, line.row.remark = by, line.at, ""
        clocks.meet(line.subject, APPROVAL, by=by, at=line.at)
        found = line.done("approved_by", "approved_at", "remark")
        watch(REPORT, found, owner=found.owner, by=by, at=line.at, on=found.ends_on, field="ends_on")
        _tell(line, "approved", found.owner)
        return found


def announce_campaign(row: UUID, *, by: User, at: datetime | None = None) -> Campaign:
    """Its public activities stand on the page for everybody from now on."""
    with step(Campaign, row, "announce_campaign", by=by, at=at) as line:
        line.row.announced_at = line.at
        return line.done("announced_at")


def begin_campaign(row: UUID, *, by: User, at: datetime | None = None) -> Campaign:
    """On its first day or later."""
    with step(Campaign, row, "begin_campaign", by=by, at=at) as line:
        if line.today < line.row.starts_on:
            raise Refusal("starts_on", _("It begins on its first day, not before."))
        return line.done()


def report_campaign(
    row: UUID, *, report: str, spent_cents: int, by: User, at: datetime | None = None
) -> Campaign:
    """What was done and spent; a review is owed also while nobody leads the unit.

    Raises Refusal while an activity is not counted, or when none was held.
    """
    with step(Campaign, row, "report_campaign", by=by, at=at) as line:
        states = set(Activity.objects.filter(campaign=line.row).values_list("state", flat=True))
        if states - {"counted", "cancelled"}:
            raise Refusal("report", _("An activity is not counted yet. Count or cancel it first."))
        if "counted" not in states:
            raise Refusal("report", _("No activity was held. Call the campaign off instead."))
        if not report.strip():
            raise Refusal("report", _("Say what was done and what it brought."))
        if not 0 <= spent_cents <= MOST_CENTS:
            raise Refusal("spent_cents", _("Write an amount of money, 0 or more."))
        refuse_people({"report": report})
        line.row.report, line.row.spent_cents, line.row.reported_at = report.strip(), spent_cents, line.at
        clocks.meet(line.subject, REPORT, by=by, at=line.at)
        found = line.done("report", "spent_cents", "reported_at")
        leader = next(iter(_leaders(found.unit, line.at)), None)
        watch(REVIEW, found, owner=leader, by=by, at=line.at, on=line.today)
        if leader is not None:
            _tell(line, "approval", leader)
        return found


def review_campaign(row: UUID, *, remark: str = "", by: User, at: datetime | None = None) -> Campaign:
    """The leader has read the report."""
    with step(Campaign, row, "review_campaign", by=by, at=at) as line:
        refuse_people({"remark": remark})
        line.row.reviewed_by, line.row.reviewed_at, line.row.remark = by, line.at, remark.strip()
        clocks.meet(line.subject, REVIEW, by=by, at=line.at)
        return line.done("reviewed_by", "reviewed_at", "remark")


def archive_campaign(row: UUID, *, by: User, at: datetime | None = None) -> Campaign:
    """Nothing is added to it any more."""
    with step(Campaign, row, "archive_campaign", by=by, at=at) as line:
        return line.done()


def call_off_campaign(row: UUID, *, remark: str, by: User, at: datetime | None = None) -> Campaign:
    """It does not take place. Raises Refusal without a reason, and once an activity was held: then a report is owed."""
    with step(Campaign, row, "call_off_campaign", by=by, at=at) as line:
        if not remark.strip():
            raise Refusal("remark", _("Say why."))
        refuse_people({"remark": remark})
        open_ones = Activity.objects.filter(campaign=line.row).exclude(state="cancelled")
        if open_ones.exists():
            raise Refusal(
                "remark", _("Activities of it stand. Cancel them first; one that was held needs a report.")
            )
        line.row.remark = remark.strip()
        clocks.cancel_running(line.subject, by=by, at=line.at)
        return line.done("remark")
