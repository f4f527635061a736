"""志愿者与巡逻: a volunteer, a walk, a place found wanting. A table."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from network.access.reach import Reach
from network.access.roles import ROLES
from network.patrols import closing, found, verbs
from network.patrols.models import FoundPlace, Patrol
from network.patrols.states import ITSELF, PATROL, PLACE
from network.patrols.verbs import Plan
from network.staff.models import User
from network.volunteers import teams
from network.volunteers import verbs as people
from network.volunteers.models import Volunteer
from network.volunteers.states import VOLUNTEER
from sisterhood.lib import clock
from tests.house import House
from tests.machines.walker import GATE, NOTHING, Hers, Machine, Road, Standing, Verb, Walk
from tests.volunteers import told
from tests.volunteers.told import BEGUN, VILLAGE, does

KEEP = frozenset({"village_chair", "township_chair"})
SERVE = frozenset(role for role, row in ROLES.items() if "note_place" in row.may)
_serial = count(1)


def _holds(hers: Hers, action: str) -> int | None:
    """Her account where the role acts on what is hers alone; whoever keeps them needs none."""
    reach = ROLES[hers.role].may.get(action, ())
    return hers.user.pk if reach == (Reach.HOLDS,) else None


def _name() -> str:
    return f"乌兰{'梅兰竹菊'[next(_serial) % 4]}{next(_serial)}"


def _volunteer(tell: Any, *then: Any) -> Road:
    def walk(_house: House) -> Standing:
        row = tell(_name())
        for verb, more in then:
            does(VILLAGE, verb, row.pk, **more)
        return Standing(row.pk)

    return walk


def _ready(name: str) -> Volunteer:
    row = told.applied(name)
    for topic in ("risks", "secrecy"):
        day = clock.local_date(BEGUN)
        does(VILLAGE, people.record_training, row.pk, topic=topic, held_on=day, at=BEGUN)
    return row


def _applies(standing: Standing, user: User) -> Any:
    facts = told.FACTS | {"name": _name(), "username": ""}
    return people.apply_volunteer(told.village(), by=user, **facts)


def _on(verb: Any, **facts: Any) -> Verb:
    return lambda standing, user: verb(standing.row, by=user, **facts)


def _at(verb: Any, minutes: int, **facts: Any) -> Verb:
    """So long after the walk was to begin."""

    def run(standing: Standing, user: User) -> Any:
        at = standing.more["at"] + timedelta(minutes=minutes)
        more = {name: value(at) if callable(value) else value for name, value in facts.items()}
        return verb(standing.row, by=user, at=at, **more)

    return run


def _service_is_hers(walk: Walk, hers: Hers) -> None:
    """On every road the same woman stands, which outside of this table nobody can."""
    walk.seats.hands.execute("drop index if exists volunteer_one_of_a_person")
    walk.on_rows(
        "update network_volunteer set user_id = %s where id = any(%s)", _holds(hers, "pause_service")
    )


VOLUNTEER_MACHINE = Machine(
    name="volunteer",
    table=VOLUNTEER,
    drawn=("volunteers.md", 0),
    model=Volunteer,
    begins={"apply_volunteer": KEEP},
    roads={
        NOTHING: lambda _house: Standing(None),
        "applied": _volunteer(_ready),
        "trained": _volunteer(told.trained),
        "active": _volunteer(told.active),
        "paused": _volunteer(told.active, (people.pause_service, {})),
        "left": _volunteer(told.applied, (people.leave_service, {"why": "wish"})),
    },
    steps={
        "apply_volunteer": _applies,
        "finish_training": _on(people.finish_training),
        "begin_service": _on(people.begin_service),
        "pause_service": _on(people.pause_service),
        "resume_service": _on(people.resume_service),
        "leave_service": _on(people.leave_service, why="wish"),
    },
    hand=_service_is_hers,
    reasons=GATE | {"gone"},
)


def _crew() -> dict[str, Any]:
    """An insured team of two."""
    pair = [told.active(_name()) for _each in range(2)]
    team = told.team("safety_patrol", f"巡逻{next(_serial)}队")
    until = clock.local_date(BEGUN + timedelta(days=300))
    does(VILLAGE, teams.insure_team, team.pk, insured_until=until, at=BEGUN)
    for each in pair:
        told.joins(team, each)
    return {"team": team.pk, "walkers": tuple(each.pk for each in pair)}


def _plan(crew: dict[str, Any], at: datetime) -> Plan:
    return Plan(at.date(), at.time(), (at + timedelta(hours=1)).time(), crew["walkers"], (), ("村小学门前",))


def _walk(day: int, *then: tuple[Any, int], closes: bool = False) -> Road:
    """A walk on a day of its own; what the night's work closes lies before all others."""

    def walk(house: House) -> Standing:
        crew, at = _crew(), BEGUN.replace(hour=18) + timedelta(days=day)
        row = does(VILLAGE, verbs.plan_patrol, crew["team"], _plan(crew, at), at=BEGUN)
        for verb, minutes in then:
            does(VILLAGE, verb, row.pk, at=at + timedelta(minutes=minutes))
        if closes:
            with house.login("worker"):
                closing.close_forgotten(at=at + timedelta(hours=4))
        return Standing(row.pk, None, crew | {"at": at})

    return walk


def _plans(standing: Standing, user: User) -> Any:
    plan = _plan(dict(standing.more), standing.more["at"])
    return verbs.plan_patrol(standing.more["team"], plan, by=user, at=BEGUN)


def _unplanned(_house: House) -> Standing:
    return Standing(None, None, _crew() | {"at": BEGUN.replace(hour=18) + timedelta(days=30)})


def _walk_is_hers(walk: Walk, hers: Hers) -> None:
    """One of the two who walk is she, where her role walks; whoever keeps patrols walks none of these."""
    walk.seats.hands.execute("drop index if exists volunteer_one_of_a_person")
    firsts = [each.more["walkers"][0] for each in walk.standing.values()]
    walk.seats.hands.execute(
        "update network_volunteer set user_id = %s where id = any(%s)", [_holds(hers, "end_patrol"), firsts]
    )


_OUT = (verbs.start_patrol, 0)
PATROL_MACHINE = Machine(
    name="patrol",
    table=PATROL,
    drawn=("volunteers.md", 1),
    model=Patrol,
    begins={"plan_patrol": KEEP},
    nobodys=frozenset(ITSELF),
    roads={
        NOTHING: _unplanned,
        "unclosed": _walk(1, _OUT, closes=True),
        "not_held": _walk(2, closes=True),
        "planned": _walk(10),
        "under_way": _walk(11, _OUT),
        "done": _walk(12, _OUT, (verbs.end_patrol, 50)),
        "called_off": _walk(13, (verbs.call_off_patrol, -600)),
    },
    steps={
        "plan_patrol": _plans,
        "start_patrol": _at(verbs.start_patrol, 0),
        "end_patrol": _at(verbs.end_patrol, 50),
        "call_off_patrol": _at(verbs.call_off_patrol, -600),
        "complete_patrol": _at(verbs.complete_patrol, 50, ended_at=lambda at: at),
        "write_up_patrol": _at(
            verbs.write_up_patrol,
            50,
            started_at=lambda at: at - timedelta(minutes=40),
            ended_at=lambda at: at,
        ),
    },
    hand=_walk_is_hers,
    reasons=GATE | {"gone"},
)


def _found(day: int, *then: Any) -> Road:
    walks = _walk(day, _OUT)

    def walk(house: House) -> Standing:
        patrol = walks(house)
        at, facts = patrol.more["at"], {"hazard": "light", "place": "村小学门前", "what": ""}
        row = does(VILLAGE, found.note_place, patrol.row, at=at, **facts)
        for username, verb, more in then:
            does(username, verb, row.pk, at=at, **more)
        return Standing(row.pk, None, patrol.more)

    return walk


def _notes(standing: Standing, user: User) -> Any:
    facts = {"hazard": "road", "place": "东桥", "what": ""}
    return found.note_place(standing.more["patrol"], by=user, at=standing.more["at"], **facts)


def _out(house: House) -> Standing:
    patrol = _walk(40, _OUT)(house)
    return Standing(None, None, {**patrol.more, "patrol": patrol.row})


_GIVEN = (VILLAGE, found.give_place, {})
_SETTLED = (told.TOWN, found.settle_place, {"settled": "mended", "answer": ""})
PLACE_MACHINE = Machine(
    name="place found wanting",
    table=PLACE,
    drawn=("volunteers.md", 2),
    model=FoundPlace,
    begins={"note_place": SERVE},
    roads={
        NOTHING: _out,
        "noted": _found(41),
        "given": _found(42, _GIVEN),
        "settled": _found(43, _GIVEN, _SETTLED),
    },
    steps={
        "note_place": _notes,
        "give_place": _on(found.give_place),
        "settle_place": _on(found.settle_place, settled="mended", answer=""),
    },
    hand=_walk_is_hers,
    reasons=GATE | {"gone"},
)
