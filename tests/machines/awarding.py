"""寻找最美家庭: an award round of a county or the city, and a family on its way to the wall. A table."""

from datetime import timedelta
from itertools import count
from typing import Any

from network.staff.models import User
from outreach.families import going_up, objecting, rounds, writing
from outreach.families.models import AwardRound, FamilyNomination
from outreach.families.states import FAMILY, ROUND
from sisterhood.lib import clock
from tests.families import told
from tests.families.told import DAYS, does
from tests.house import House, person
from tests.machines.walker import NOTHING, Hers, Machine, Road, Standing, Verb, Walk

SEEN = frozenset({"role", "not_yours", "gone"})
LISTS = frozenset(
    {"village_chair", "township_chair", "county_officer", "county_leader", "city_officer", "city_leader"}
)
OFFICES = frozenset({"county_officer", "county_leader", "city_officer", "city_leader"})
_names = count(1)


def _name() -> str:
    return f"家{next(_names)}户"


def _before(stage: str) -> Road:
    """A round that long since waits for its next step, with two families in it."""

    def walk(_house: House) -> Standing:
        return Standing(_told(stage)[0].pk)

    return walk


def _told(stage: str) -> tuple[told.Round, list[FamilyNomination]]:
    award = told.Round(60)
    rows: list[FamilyNomination] = []
    if stage == "opened":
        return award, rows
    award.moves(rounds.call_families, 0)
    rows = [award.nominated(_name(), photo=False) for _n in range(2)]
    if stage == "nominations":
        return award, rows
    award.visited(*rows)
    if stage == "visits":
        return award, rows
    award.talked("luo")
    award.listed("luo", told.village(), *rows)
    award.listed("tian", told.township(), *rows)
    if stage == "recommended":
        return award, rows
    award.listed("lin", told.county(), rows[0])
    if stage == "discussion":
        return award, rows
    award.moves(rounds.publish_notice, DAYS["notice"])
    if stage == "public_notice":
        return award, rows
    award.moves(rounds.decide_awards, 50, titles={rows[0].pk: "beautiful_family"})
    if stage == "decided":
        return award, rows
    award.moves(rounds.award_families, 50)
    return award, rows


def _called_off(_house: House) -> Standing:
    award, _rows = _told("opened")
    award.moves(rounds.call_off_awards, 1)
    return Standing(award.pk)


def _on(verb: Any, **facts: Any) -> Verb:
    def run(standing: Standing, user: User) -> Any:
        return verb(standing.row, by=user, **{n: v() if callable(v) else v for n, v in facts.items()})

    return run


def _opens(_standing: Standing, user: User) -> Any:
    post = user.appointments.select_related("unit").order_by("unit__level").first()
    assert post is not None
    return rounds.open_awards(post.unit, plan=told.plan(clock.today()), by=user)


def _of_her_office(walk: Walk, hers: Hers) -> None:
    unit = hers.unit.pk if hers.role in OFFICES else told.county().pk
    walk.on_rows("update outreach_awardround set unit_id = %s where id = any(%s)", unit)


def _decides(standing: Standing, user: User) -> Any:
    family = FamilyNomination.objects.filter(round=standing.row, state="in_notice").values_list(
        "pk", flat=True
    )
    return rounds.decide_awards(standing.row, titles=dict.fromkeys(family, "beautiful_family"), by=user)


ROUND_MACHINE = Machine(
    name="award round",
    table=ROUND,
    drawn=("families.md", 0),
    model=AwardRound,
    begins={"open_awards": OFFICES},
    roads={NOTHING: lambda _house: Standing(None)}
    | {
        stage: _before(stage)
        for stage in ("opened", "nominations", "visits", "discussion", "public_notice", "decided", "awarded")
    }
    | {"called_off": _called_off},
    steps={
        "open_awards": _opens,
        "call_families": _on(rounds.call_families),
        "begin_visits": _on(rounds.begin_visits),
        "begin_discussion": _on(rounds.begin_discussion),
        "publish_notice": _on(rounds.publish_notice),
        "decide_awards": _decides,
        "award_families": _on(rounds.award_families),
        "call_off_awards": _on(rounds.call_off_awards),
    },
    hand=_of_her_office,
    reasons=SEEN,
)


def _family(state: str) -> Road:
    """The family of a round of its own, so that no list stands in another's way."""

    def walk(_house: House) -> Standing:
        stages = {"nominated": "nominations", "in_notice": "public_notice", "chosen": "decided"}
        if state == "drafted":
            award = told.Round(9)
            award.moves(rounds.call_families, 0)
            return Standing(award.drafted(_name(), photo=False).pk)
        if state == "not_chosen":
            return Standing(_told("discussion")[1][1].pk)
        if state in ("visited", "discussed"):
            award, rows = _told("visits")
            if state == "discussed":
                award.talked("luo")
            return Standing(rows[0].pk)
        award, rows = _told(stages.get(state, state))
        if state == "withdrawn":
            does("luo", objecting.withdraw_family, rows[0].pk)
        return Standing(rows[0].pk)

    return walk


def _withdrawn(_house: House) -> Standing:
    _award, rows = _told("nominations")
    does("luo", objecting.withdraw_family, rows[0].pk)
    return Standing(rows[0].pk)


def _visit_time(_house: House) -> Standing:
    award, rows = _told("nominations")
    award.moves(rounds.begin_visits, DAYS["visits"])
    return Standing(rows[0].pk)


def _talk_time(_house: House) -> Standing:
    award, rows = _told("visits")
    award.moves(rounds.begin_discussion, DAYS["talk"])
    return Standing(rows[0].pk)


def _begins(_standing: Standing, user: User) -> Any:
    award = AwardRound.objects.filter(state="nominations").order_by("opened_at").last()
    words = writing.Words(_name(), told.STORY)
    facts = {"put_forward": "self", "title_sought": "beautiful_family", "words": words}
    return writing.nominate_family(award.pk, unit=told.village(), by=user, **facts)  # type: ignore[union-attr]


def _in_time(standing: Standing, user: User) -> Any:
    signed = clock.today()
    return writing.submit_family(standing.row, statement_on=signed, by=user)


def _visits(standing: Standing, user: User) -> Any:
    on = clock.today() - timedelta(days=48)
    return going_up.visit_family(standing.row, visited_on=on, companion=person("shi"), by=user)


def _talks(standing: Standing, user: User) -> Any:
    row = FamilyNomination.objects.filter(pk=standing.row).first()
    award = row.round_id if row else AwardRound.objects.values_list("pk", flat=True)[0]
    if row is not None and row.state != "visited":
        FAMILY.transition(row.state, "hold_discussion")
    on = clock.today() - timedelta(days=38)
    return going_up.hold_discussion(award, unit=told.village(), held_on=on, households=9, by=user)


def _lists(event: str) -> Verb:
    """The list of her own unit with this family alone."""

    def run(standing: Standing, user: User) -> Any:
        row = FamilyNomination.objects.filter(pk=standing.row).first()
        if row is not None:
            FAMILY.transition(row.state, event)
        award = row.round_id if row else AwardRound.objects.values_list("pk", flat=True)[0]
        unit = row.at_unit if row else told.county()
        return going_up.pass_on_list(award, unit=unit, families=[standing.row], by=user)

    return run


def _stands_before_her(walk: Walk, hers: Hers) -> None:
    """The list is hers to make: families stand before her unit, in a round of her own or of a unit above."""
    for road, standing in walk.standing.items():
        if standing.row is None:
            continue
        unit = hers.unit.pk if hers.role in LISTS else told.county().pk
        shortlists = road.endswith("shortlist_family")
        lists = road.endswith("list_family")
        if not lists:
            continue
        award = unit if shortlists else told.city().pk
        walk.seats.hands.execute(
            "update outreach_awardround set unit_id = %s where id = (select round_id from outreach_familynomination where id = %s)",
            [award, standing.row],
        )
        # What the road itself reported for this office stands in the way of a list of hers.
        hers_already = (
            "select l.id from outreach_familylist l join outreach_familynomination f on f.round_id = l.round_id"
            " where f.id = %s and l.unit_id = %s"
        )
        for table, column in (("outreach_familylisted", "list_id"), ("outreach_familylist", "id")):
            walk.seats.hands.execute(
                f"delete from {table} where {column} in ({hers_already})", [standing.row, unit]
            )
        walk.seats.hands.execute("alter table outreach_familynomination disable trigger family_moves")
        walk.seats.hands.execute(
            "update outreach_familynomination set at_unit_id = %s where id = %s", [unit, standing.row]
        )
        walk.seats.hands.execute("alter table outreach_familynomination enable trigger family_moves")


FAMILY_MACHINE = Machine(
    name="family in an award round",
    table=FAMILY,
    drawn=("families.md", 1),
    model=FamilyNomination,
    begins={"nominate_family": frozenset({"village_chair", "township_chair"})},
    nobodys=frozenset({"choose_family", "award_family", "pass_over"}),
    roads={NOTHING: lambda _house: Standing(None)}
    | {
        state: _family(state)
        for state in (
            "drafted",
            "nominated",
            "visited",
            "discussed",
            "recommended",
            "in_notice",
            "chosen",
            "awarded",
        )
    }
    | {"not_chosen": _family("not_chosen"), "withdrawn": _withdrawn}
    | {"nominated/visit_family": _visit_time, "visited/hold_discussion": _talk_time}
    | {"discussed/list_family": _family("discussed"), "recommended/list_family": _family("recommended")}
    | {"recommended/shortlist_family": _family("recommended")},
    steps={
        "nominate_family": _begins,
        "submit_family": _in_time,
        "visit_family": _visits,
        "hold_discussion": _talks,
        "list_family": _lists("list_family"),
        "shortlist_family": _lists("shortlist_family"),
        "withdraw_family": _on(objecting.withdraw_family),
    },
    hand=_stands_before_her,
    reasons=SEEN,
)
