"""Volunteers of the demo: two teams of a village, a walk of last night with a lamp that is dark, one to come, true hours."""

from datetime import datetime, time, timedelta
from typing import Any

from network.patrols import found, verbs
from network.patrols.verbs import Plan
from network.sites.places import Site
from network.units.models import Level, Unit
from network.volunteers import checks, hours, logs, teams
from network.volunteers import verbs as people
from network.volunteers.entries import HoursEntry
from network.volunteers.groups import TeamMember, VolunteerTeam
from network.volunteers.models import Volunteer
from sisterhood.demo import cast
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock

VILLAGE, TOWN, WALKS = "luo", "tian", "he"
# How many days ago: they wanted to help, the teams were founded; the walk.
APPLIED, FOUNDED, WALKED = 120.0, 20.0, 3.0
PEOPLE = (
    ("001", "何桂芳", "he", ("listening", "phone")),
    ("002", "马春花", "ma", ("first_aid", "old")),
    ("003", "乌兰珍", "", ("publicity", "crafts")),
)


def _hamlet(serial: str) -> Unit:
    return Unit.objects.current().get(code=f"{cast.WOHU_VILLAGE}{serial}", level=Level.HAMLET)


def three_who_help(tell: Teller) -> list[Volunteer]:
    """Told of the risks, trained, and taking part; two with an account, one without."""
    made = []
    for serial, name, username, skills in PEOPLE:
        told: dict[str, Any] = {"name": name, "username": username, "number": "", "skills": skills}
        told |= {"is_adult": True, "told_risks": True, "consent_how": "signed"}
        told["consented_on"] = clock.local_date(tell.now - timedelta(days=APPLIED))
        row = tell.does(VILLAGE, people.apply_volunteer, _hamlet(serial), days=APPLIED, **told)
        for topic in ("risks", "secrecy", "patrol"):
            day = clock.local_date(tell.now - timedelta(days=APPLIED - 5))
            tell.does(VILLAGE, people.record_training, row.pk, topic=topic, held_on=day, days=APPLIED - 6)
        for step in (people.finish_training, people.begin_service):
            tell.does(VILLAGE, step, row.pk, days=APPLIED - 7)
        made.append(row)
    first = made[0]
    day = clock.local_date(tell.now - timedelta(days=345))
    tell.does(VILLAGE, checks.record_check, first.pk, checked_on=day, days=APPLIED - 8)  # rings soon
    area = {"unit": first.unit, "households": 27, "since": clock.local_date(tell.now - timedelta(days=90))}
    tell.does(VILLAGE, people.give_area, first.pk, days=90.0, **area)
    return made


def two_teams(tell: Teller, who: list[Volunteer]) -> VolunteerTeam:
    """The patrol of the village, and its volunteers for women's rights."""
    village = Unit.objects.current().get(code=cast.WOHU_VILLAGE, level=Level.VILLAGE)
    stem = village.short_name
    for kind, name in (("rights", f"{stem}维权志愿者服务队"), ("safety_patrol", f"{stem}妇女维稳巡逻队")):
        told = {"kind": kind, "name": name, "near_children": False}
        team: VolunteerTeam = tell.does(VILLAGE, teams.found_team, village, days=FOUNDED, **told)
        for each in who:
            member: TeamMember = tell.does(
                VILLAGE, teams.join_team, team.pk, volunteer=each.pk, days=FOUNDED - 1
            )
            if each is who[0]:
                tell.does(VILLAGE, teams.name_leader, team.pk, member=member.pk, days=FOUNDED - 1)
        tell.does(VILLAGE, _write_what_is_owed, team, days=0.02)
    until = clock.local_date(tell.now + timedelta(days=200))
    tell.does(VILLAGE, teams.insure_team, team.pk, insured_until=until, days=FOUNDED - 2)
    return team


def _write_what_is_owed(team: VolunteerTeam, *, by: Any) -> None:
    while logs.is_over(logs.owed_month(team), clock.today()):
        told: dict[str, Any] = {
            "meetings": 1,
            "activities": 2,
            "reached": 60,
            "words": "入户发放宣传单，村广场讲法一次。",
        }
        logs.write_log(team.pk, by=by, **told)


def _plan(tell: Teller, who: list[Volunteer], days: float) -> Plan:
    day = clock.local_date(tell.now - timedelta(days=days))
    sites = tuple(
        Site.objects.standing().filter(unit__code=cast.WOHU_VILLAGE).values_list("pk", flat=True)[:1]
    )
    walkers = tuple(each.pk for each in who[:2])
    return Plan(day, time(18, 0), time(19, 30), walkers, sites, ("村小学门前", "东头水库边", "屯西小桥"))


def one_walk(tell: Teller, team: VolunteerTeam, who: list[Volunteer]) -> Any:
    """Out and back, a dark lamp given to the township, and one minute too many taken back by another person."""
    plan = tell.does(VILLAGE, lambda *, by: _plan(tell, who, WALKED), days=WALKED + 1)
    row = tell.does(VILLAGE, verbs.plan_patrol, team.pk, plan, days=WALKED + 1)
    out = (tell.now - row.begins_at).total_seconds() / 86400
    tell.does(WALKS, verbs.start_patrol, row.pk, days=out)
    seen = {"hazard": "light", "place": "村小学门前", "what": "路灯不亮，已有几天。"}
    place = tell.does(WALKS, found.note_place, row.pk, days=out - 0.02, **seen)
    tell.does(WALKS, found.give_place, place.pk, days=out - 0.03)
    tell.does(WALKS, verbs.end_patrol, row.pk, days=out - 0.07)
    tell.does(WALKS, verbs.describe_patrol, row.pk, weather="clear", helped=1, days=out - 0.07)
    tell.does(TOWN, _take_back, who[1].pk, days=out - 0.5)
    return row


def _take_back(volunteer: Any, *, by: Any) -> HoursEntry:
    entry = HoursEntry.objects.filter(volunteer_id=volunteer, corrects=None).first()
    assert entry is not None, "the walk credited it"
    told: dict[str, Any] = {"minutes": entry.minutes - 10, "why": "absent", "words": ""}
    return hours.correct_hours(volunteer, entry=entry.pk, by=by, **told)


def tell_all(now: datetime | None = None) -> list[object]:
    """The stories of this page, told as of now."""
    tell = Teller(now or clock.now())
    who = three_who_help(tell)
    team = two_teams(tell, who)
    walk = one_walk(tell, team, who)
    plan = tell.does(VILLAGE, lambda *, by: _plan(tell, who, -1), days=0.01)
    return [*who, team, walk, tell.does(VILLAGE, verbs.plan_patrol, team.pk, plan, days=0.01)]
