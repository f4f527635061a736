"""通知公告, 走访 and 妇女需求表: what is told down the tree, who goes round, what a hamlet needs. A table."""

from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from network.bulletins import verbs as bulletins
from network.bulletins.models import Bulletin
from network.bulletins.states import BULLETIN
from network.staff.models import User
from network.units.models import Unit
from outreach.needs import periods, turning
from outreach.needs import verbs as needs
from outreach.needs.models import NeedsSheet
from outreach.needs.states import ITSELF as LAPSES
from outreach.needs.states import SHEET
from outreach.visits import verbs as visits
from outreach.visits.models import VisitRound
from outreach.visits.states import ROUND
from sisterhood.lib import clock
from tests.house import House, acting, person
from tests.machines.walker import NOTHING, Hers, Machine, Road, Standing, Verb, Walk
from tests.selection import told
from tests.selection.told import HEADED, does

OFFICES = frozenset(
    {"city_leader", "city_officer", "county_leader", "county_officer", "township_chair", "village_chair"}
)
GOES = frozenset({"station_head", "village_chair", "township_chair", "executive_member", "volunteer"})
SEEN = frozenset({"role", "not_yours", "gone"})
WORDS = {"title": "冬季法律讲座", "body": "请各站通知妇女参加，时间地点见村部公告。"}


def _office() -> Unit:
    return person("gao").appointments.get().unit


def _written(unit: Unit, user: User) -> Bulletin:
    return bulletins.draft_bulletin(unit, **WORDS, below=unit, roles=["station_head"], by=user)


def _bulletin(*then: Any) -> Road:
    def walk(_house: House) -> Standing:
        with acting("gao") as (user, _scope):
            row = _written(_office(), user)
            for verb in then:
                verb(row.pk, by=user)
        return Standing(row.pk)

    return walk


def _replaced(_house: House) -> Standing:
    with acting("gao") as (user, _scope):
        row = _written(_office(), user)
        bulletins.publish_bulletin(row.pk, by=user)
        new = bulletins.renew_bulletin(row.pk, by=user)
        bulletins.publish_bulletin(new.pk, by=user)
    return Standing(row.pk)


def _withdraw(row: UUID, *, by: User) -> Bulletin:
    return bulletins.withdraw_bulletin(row, reason="改期", by=by)


def _revise(row: UUID, *, by: User) -> Bulletin:
    found = Bulletin.objects.select_related("unit").filter(pk=row).first()
    unit = found.unit if found else _office()
    return bulletins.revise_bulletin(row, **WORDS, below=unit, roles=["station_head"], by=by)


def _on(verb: Any, **facts: Any) -> Verb:
    def run(standing: Standing, user: User) -> Any:
        return verb(standing.row, by=user, **{n: v() if callable(v) else v for n, v in facts.items()})

    return run


def _draft(_standing: Standing, user: User) -> Any:
    post = user.appointments.select_related("unit").order_by("unit__level").first()
    assert post is not None
    return _written(post.unit, user)


def _of_her_office(walk: Walk, hers: Hers) -> None:
    """Everything is her own office's, with somebody below it who has not read."""
    unit = hers.unit.pk if hers.role in OFFICES else _office().pk
    walk.on_rows("update network_bulletin set unit_id = %s, below_id = %s where id = any(%s)", unit, unit)


BULLETIN_MACHINE = Machine(
    name="bulletin",
    table=BULLETIN,
    drawn=("bulletin.md", 0),
    model=Bulletin,
    begins={"draft_bulletin": OFFICES},
    nobodys=frozenset({"supersede"}),
    roads={
        NOTHING: lambda _house: Standing(None),
        "draft": _bulletin(),
        "published": _bulletin(bulletins.publish_bulletin),
        "replaced": _replaced,
        "withdrawn": _bulletin(bulletins.publish_bulletin, _withdraw),
        "discarded": _bulletin(bulletins.discard_bulletin),
    },
    steps={
        "draft_bulletin": _draft,
        "revise_bulletin": _on(_revise),
        "discard_bulletin": _on(bulletins.discard_bulletin),
        "publish_bulletin": _on(bulletins.publish_bulletin),
        "remind_readers": _on(bulletins.remind_readers),
        "renew_bulletin": _on(bulletins.renew_bulletin),
        "withdraw_bulletin": _on(_withdraw),
    },
    hand=_of_her_office,
    reasons=SEEN,
)

_days = count(1)
BACK = {"doors": 3, "opened": 2, "come_again": 1, "topics": ["rights"], "help_asked": {"law": 1}}


def _round(*then: Any) -> Road:
    """Planned by the village for its head."""

    def walk(_house: House) -> Standing:
        on = clock.today() + timedelta(days=next(_days))
        row = does("luo", visits.plan_round, told.hamlet(HEADED), planned_on=on, doer=person("he"))
        for verb, facts in then:
            does("he", verb, row.pk, **{n: v() if callable(v) else v for n, v in facts.items()})
        return Standing(row.pk)

    return walk


def _companion() -> User:
    return person("shi")


_BEGUN = (visits.begin_round, {"companion": _companion})


def _ended_first(*then: Any) -> Road:
    """Whoever is on a round ends it, so that the next story can begin one."""

    def walk(house: House) -> Standing:
        house.raw("update outreach_visitround set state = 'called_off' where state = 'under_way'")
        return _round(*then)(house)

    return walk


def _made_by_her(walk: Walk, hers: Hers) -> None:
    """Hers to make, where her post goes round; else the head's."""
    doer = hers.user.pk if hers.role in GOES else person("he").pk
    walk.on_rows("update outreach_visitround set doer_id = %s where id = any(%s)", doer)


def _sets_out(_standing: Standing, user: User) -> Any:
    return visits.set_out(told.hamlet(HEADED), companion=_companion(), by=user)


def _begins(standing: Standing, user: User) -> Any:
    VisitRound.objects.filter(doer=user, state="under_way").exclude(pk=standing.row).update(
        state="called_off"
    )
    return visits.begin_round(standing.row, companion=_companion(), by=user)


def _plans(_standing: Standing, user: User) -> Any:
    on = clock.today() + timedelta(days=9)
    return visits.plan_round(told.hamlet(HEADED), planned_on=on, doer=person("he"), by=user)


ROUND_MACHINE = Machine(
    name="round of visits",
    table=ROUND,
    drawn=("outreach.md", 0),
    model=VisitRound,
    begins={"plan_round": frozenset({"village_chair", "township_chair"})},
    roads={
        NOTHING: lambda _house: Standing(None),
        "planned": _round(),
        "ended": _ended_first(_BEGUN, (visits.end_round, BACK)),
        "called_off": _round((visits.call_off_round, {})),
        "under_way": _ended_first(_BEGUN),
    },
    steps={
        "plan_round": _plans,
        "begin_round": _begins,
        "end_round": _on(visits.end_round, **BACK),
        "call_off_round": _on(visits.call_off_round),
    },
    hand=_made_by_her,
    reasons=SEEN,
)

SHEET_FACTS = {"asked": 12, "women": {"work": 6}, "words": "想学做豆腐"}


def _sheet() -> NeedsSheet:
    """The rule asks for one when a station is entered."""
    told.entered(HEADED, at=clock.now())
    with acting("luo"):
        return NeedsSheet.objects.get(unit=told.hamlet(HEADED))


def _late(house: House) -> Standing:
    """Of the half-year before, and not filled yet."""
    row = _sheet()
    before = periods.before(row.period)
    house.raw("update outreach_needssheet set period = %s where id = %s", [before, row.pk])
    return Standing(row.pk)


def _filled(_house: House) -> Standing:
    """Of this half-year."""
    unit, today = told.hamlet(HEADED), clock.today()
    with acting("luo") as (luo, _scope):
        row = needs.owe(unit, periods.of(today), start_on=today, by=luo, at=clock.now())
    does("luo", needs.fill_needs, row.pk, **SHEET_FACTS)
    return Standing(row.pk)


def _lapsed(house: House) -> Standing:
    """Nobody filled it, and the half-year went by."""
    unit, today = told.hamlet(HEADED), clock.today()
    before = periods.before(periods.before(periods.of(today)))
    with acting("luo") as (luo, _scope):
        row = needs.owe(unit, before, start_on=today, by=luo, at=clock.now())
    with house.login("worker"):
        turning.lapse_sheet(row, clock.now())
    return Standing(row.pk)


SHEET_MACHINE = Machine(
    name="sheet of needs",
    table=SHEET,
    drawn=("outreach.md", 1),
    model=NeedsSheet,
    roads={"due": _late, "filled": _filled, "lapsed": _lapsed},
    nobodys=frozenset(LAPSES),
    steps={
        "fill_needs": _on(needs.fill_needs, **SHEET_FACTS),
    },
    hand=lambda _walk, _hers: None,
    reasons=SEEN,
)
