"""活动计划, 活动 and 经典案例: who plans, who approves, who counts, who signs. A table."""

from datetime import timedelta
from typing import Any

from network.staff.models import User
from network.units.models import Unit
from outreach.campaigns import correcting, holding, photos, teaching, verbs
from outreach.campaigns.activity import Activity
from outreach.campaigns.models import Campaign
from outreach.campaigns.states import ACTIVITY, CAMPAIGN, STORY
from outreach.campaigns.teaching import TeachingCase
from sisterhood.lib import clock
from tests.campaigns import told
from tests.house import House, acting, person
from tests.machines.walker import NOTHING, Hers, Machine, Road, Standing, Verb, Walk
from tests.selection.told import does

PLANNERS = frozenset({"city_officer", "county_officer", "township_chair"})
LEADERS = frozenset({"city_leader", "county_leader"})
HOLDERS = PLANNERS | {"village_chair"}
SEEN = frozenset({"role", "not_yours", "gone"})
PEOPLE = {"people": {"women": 12}, "cost_cents": 100}
CORRECTED = {"people": {"women": 13}, "cost_cents": 100, "reason": "漏记一人"}
PICTURE = {"shows": "nobody", "consented": "not_needed"}
STORY_FACTS = {"title": "一张告诫书", "topic": "anti_dv", "text": "案例", "origin": "made_up"}


def _hers(user: User) -> Unit:
    post = user.appointments.select_related("unit").order_by("unit__level").first()
    assert post is not None
    return post.unit


def _plan(unit: Unit) -> verbs.Plan:
    today = clock.today()
    places = list(verbs.targets(unit)[:1])
    return told.plan(starts_on=today, ends_on=today + timedelta(days=3), villages=places)


_TO = {
    "submitted": (("lin", verbs.submit_campaign, {}),),
    "approved": (("gao", verbs.approve_campaign, {}),),
    "announced": (("lin", verbs.announce_campaign, {}),),
    "running": (("lin", verbs.begin_campaign, {}),),
    "reported": (("lin", verbs.report_campaign, told.REPORT),),
    "reviewed": (("gao", verbs.review_campaign, {}),),
    "archived": (("gao", verbs.archive_campaign, {}),),
}
_ORDER = list(_TO)


def _campaign(until: str = "", *, with_event: bool = False, called_off: bool = False) -> Road:
    """The county's, told up to a state; an event of it is counted where one has to be."""

    def walk(_house: House) -> Standing:
        county = told.county()
        row = does("lin", verbs.draft_campaign, county, plan=_plan(county))
        for state in _ORDER[: _ORDER.index(until) + 1] if until else []:
            if state == "reported":
                _counted(row)
            for who, verb, facts in _TO[state]:
                does(who, verb, row.pk, **facts)
        if with_event:
            _counted(row)
        if called_off:
            does("lin", verbs.call_off_campaign, row.pk, remark="改期")
        return Standing(row.pk)

    return walk


def _event(campaign: Campaign | None = None) -> Activity:
    outline = told.outline(campaign=campaign, planned_on=clock.today())
    return does("lin", holding.plan_activity, told.county(), outline=outline)


def _shown(row: Activity) -> None:
    does("lin", holding.hold_activity, row.pk, held_on=clock.today())
    does("lin", photos.upload_evidence, row.pk, content=told.picture(), **PICTURE)


def _counted(campaign: Campaign) -> None:
    row = _event(campaign)
    _shown(row)
    does("lin", holding.count_activity, row.pk, **PEOPLE)


def _on(verb: Any, **facts: Any) -> Verb:
    def run(standing: Standing, user: User) -> Any:
        return verb(standing.row, by=user, **{n: v() if callable(v) else v for n, v in facts.items()})

    return run


def _drafts(_standing: Standing, user: User) -> Any:
    unit = _hers(user)
    return verbs.draft_campaign(unit, plan=_plan(unit), by=user)


def _revises(standing: Standing, user: User) -> Any:
    found = Campaign.objects.filter(pk=standing.row).select_related("unit").first()
    return verbs.revise_campaign(standing.row, plan=_plan(found.unit if found else told.county()), by=user)


def _put_into(table: str, owner: str, planners: frozenset[str], units: frozenset[str]) -> Any:
    """Of her unit where her post has such rows; hers where she plans, else the county's officer's."""

    def hand(walk: Walk, hers: Hers) -> None:
        unit = hers.unit.pk if hers.role in units else told.county().pk
        keeper = hers.user.pk if hers.role in planners else person("lin").pk
        statement = f"update {table} set unit_id = %s, {owner} = %s where id = any(%s)"  # noqa: S608 - names of this page
        walk.on_rows(statement, unit, keeper)

    return hand


CAMPAIGN_MACHINE = Machine(
    name="campaign",
    table=CAMPAIGN,
    drawn=("campaigns.md", 0),
    model=Campaign,
    begins={"draft_campaign": PLANNERS},
    roads={
        NOTHING: lambda _house: Standing(None),
        "draft": _campaign(),
        **{state: _campaign(state) for state in _ORDER},
        "running/report_campaign": _campaign("running", with_event=True),
        "called_off": _campaign("approved", called_off=True),
    },
    steps={
        "draft_campaign": _drafts,
        "revise_campaign": _revises,
        "submit_campaign": _on(verbs.submit_campaign),
        "return_campaign": _on(verbs.return_campaign, remark="请补充"),
        "approve_campaign": _on(verbs.approve_campaign),
        "announce_campaign": _on(verbs.announce_campaign),
        "begin_campaign": _on(verbs.begin_campaign),
        "report_campaign": _on(verbs.report_campaign, **told.REPORT),
        "review_campaign": _on(verbs.review_campaign),
        "archive_campaign": _on(verbs.archive_campaign),
        "call_off_campaign": _on(verbs.call_off_campaign, remark="改期"),
    },
    hand=_put_into("outreach_campaign", "owner_id", PLANNERS, PLANNERS | LEADERS),
    reasons=SEEN,
)


def _activity(state: str) -> Road:
    def walk(_house: House) -> Standing:
        row = _event()
        if state == "cancelled":
            does("lin", holding.cancel_activity, row.pk, reason="下雨")
        elif state == "held":
            does("lin", holding.hold_activity, row.pk, held_on=clock.today())
        elif state != "planned":
            _shown(row)
        if state == "counted":
            does("lin", holding.count_activity, row.pk, **PEOPLE)
        return Standing(row.pk)

    return walk


def _plans(_standing: Standing, user: User) -> Any:
    unit = _hers(user)
    outline = told.outline(planned_on=clock.today(), place=unit)
    return holding.plan_activity(unit, outline=outline, by=user)


ACTIVITY_MACHINE = Machine(
    name="activity",
    table=ACTIVITY,
    drawn=("campaigns.md", 1),
    model=Activity,
    begins={"plan_activity": HOLDERS},
    roads={NOTHING: lambda _house: Standing(None), **{state: _activity(state) for state in ACTIVITY.states}},
    steps={
        "plan_activity": _plans,
        "hold_activity": _on(holding.hold_activity, held_on=clock.today),
        "upload_evidence": _on(photos.upload_evidence, content=told.picture, **PICTURE),
        "count_activity": _on(holding.count_activity, **PEOPLE),
        "correct_activity": _on(correcting.correct_activity, **CORRECTED),
        "cancel_activity": _on(holding.cancel_activity, reason="下雨"),
    },
    hand=_put_into("outreach_activity", "owner_id", HOLDERS, HOLDERS),
    reasons=SEEN,
)


def _story(*then: Any) -> Road:
    def walk(_house: House) -> Standing:
        with acting("lin") as (user, _scope):
            row = teaching.write_story(told.county(), by=user, **STORY_FACTS)
        for who, verb in then:
            does(who, verb, row.pk)
        return Standing(row.pk)

    return walk


def _writes(_standing: Standing, user: User) -> Any:
    return teaching.write_story(_hers(user), by=user, **STORY_FACTS)


_SENT = ("lin", teaching.send_story)
STORY_MACHINE = Machine(
    name="teaching case",
    table=STORY,
    drawn=("campaigns.md", 2),
    model=TeachingCase,
    begins={"write_story": PLANNERS},
    roads={
        NOTHING: lambda _house: Standing(None),
        "draft": _story(),
        "waits": _story(_SENT),
        "published": _story(_SENT, ("bai", teaching.sign_story)),
        "withdrawn": _story(("lin", teaching.withdraw_story)),
    },
    steps={
        "write_story": _writes,
        "revise_story": _on(teaching.revise_story, **STORY_FACTS),
        "send_story": _on(teaching.send_story),
        "return_story": _on(teaching.return_story, remark="职业写得太细"),
        "sign_story": _on(teaching.sign_story),
        "withdraw_story": _on(teaching.withdraw_story),
    },
    hand=_put_into("outreach_teachingcase", "author_id", PLANNERS, PLANNERS),
    reasons=SEEN,
)
