"""Patrols: never alone, untrained or uninsured; places and never persons; what is not known is not guessed."""

from datetime import date, datetime, timedelta

import pytest
from django import forms as django_forms

from network.access.gate import Refusal
from network.deadlines import sweep
from network.patrols import closing, forms, found, models, verbs
from network.patrols.models import Patrol
from network.patrols.verbs import Plan
from network.units.models import Unit
from network.volunteers import figures, teams
from network.volunteers import verbs as people
from sisterhood.lib import clock
from sisterhood.lib.persons import points_at_a_person
from tests.house import acting, browser_of, person, plain_sql
from tests.volunteers import told
from tests.volunteers.test_volunteers import refused
from tests.volunteers.told import BEGUN, TOWN, VILLAGE, does

EVENING = datetime(2026, 3, 6, 18, tzinfo=clock.ZONE)
WAY = ("村小学门前", "东头水库边", "张家屯东桥")


def crew(**more) -> tuple:
    """An insured patrol team with two members, one of whom has an account."""
    first, second = told.active("何桂芳", "he"), told.active("乌兰珍", code=told.THIRD)
    team = told.team("safety_patrol", "巡逻一队", **more)
    does(VILLAGE, teams.insure_team, team.pk, insured_until=date(2026, 12, 31), at=BEGUN)
    if not more:
        for each in (first, second):
            told.joins(team, each)
    return team, first, second


def planned(team, *walkers, at: datetime = EVENING, **more) -> Patrol:
    """A walk of ninety minutes."""
    ends = (at + timedelta(minutes=90)).time()
    facts = {"places": WAY} | more
    plan = Plan(at.date(), at.time(), ends, tuple(each.pk for each in walkers), **facts)
    return does(VILLAGE, verbs.plan_patrol, team.pk, plan, at=BEGUN)


def code_of(run, *args, **kwargs) -> str:
    with pytest.raises(Refusal) as said:
        run(*args, **kwargs)
    return said.value.code


def test_out_and_back_are_one_tap_each_without_a_script_and_the_minutes_are_both_theirs(fresh_house):
    row = planned(*crew())
    assert fresh_house.raw(
        "select recipient_id from network_outboxmessage where kind = 'patrol_planned'"
    ) == [(person("he").pk,)]
    he = browser_of("he")
    with clock.moved_to(EVENING):
        page = he.get(f"/network/patrols/{row.pk}/").content.decode()
        assert 'href="tel:110"' in page and "/m/report/" in page and "乌兰珍" in page
        assert str(row.pk) in he.get("/m/service/").content.decode()
        assert he.post(f"/network/patrols/{row.pk}/start_patrol/").status_code == 302
    with clock.moved_to(EVENING + timedelta(minutes=30)):
        assert he.post(f"/network/patrols/{row.pk}/record_call/", {"number": "110"}).status_code == 302
    with clock.moved_to(EVENING + timedelta(minutes=70)):
        assert he.post(f"/network/patrols/{row.pk}/end_patrol/").status_code == 302
        assert he.post(f"/network/patrols/{row.pk}/end_patrol/").status_code == 200  # and is told why not
        blank = he.post(f"/network/patrols/{row.pk}/describe_patrol/", {"weather": "rain"})
        assert blank.status_code == 200 and "0 到 99" in blank.content.decode()
        done = he.post(f"/network/patrols/{row.pk}/describe_patrol/", {"weather": "rain", "helped": "2"})
        assert done.status_code == 302
    rows = fresh_house.raw(
        "select v.name, h.minutes, h.source_kind, h.source_id from network_hoursentry h"
        " join network_volunteer v on v.id = h.volunteer_id order by v.name"
    )
    assert rows == [(name, 70, "patrol", row.pk) for name in sorted(("何桂芳", "乌兰珍"))]
    assert fresh_house.raw("select state, weather, helped from network_patrol") == [("done", "rain", 2)]
    assert fresh_house.raw("select number from network_patrolcall") == [("110",)]


def test_whoever_walked_and_left_the_team_still_reads_her_own_patrol(fresh_house):
    team, first, second = crew()
    row = planned(team, first, second)
    with acting(VILLAGE):
        mine = team.members.get(volunteer=first)
    does(VILLAGE, teams.leave_team, team.pk, member=mine.pk)
    he = browser_of("he")
    page = he.get(f"/network/patrols/{row.pk}/")
    assert page.status_code == 200 and "巡逻一队" in page.content.decode()
    assert str(row.pk) in he.get("/m/service/").content.decode()
    assert he.get(f"/network/teams/{team.pk}/").status_code == 404, "the team itself is hers no more"
    assert browser_of("ma").get(f"/network/patrols/{row.pk}/").status_code == 404


def test_nobody_walks_alone_untrained_uninsured_or_near_children_unchecked(fresh_house):
    team, first, second = crew()
    raw = told.trained("马春花", "ma", code=told.SECOND)
    does(VILLAGE, people.begin_service, raw.pk, at=BEGUN)
    told.joins(team, raw)
    assert code_of(planned, team, first) == "walkers"
    assert code_of(planned, team, first, raw) == "walkers"
    assert code_of(planned, team, first, second, at=datetime(2027, 1, 2, 18, tzinfo=clock.ZONE)) == "day"
    assert code_of(planned, team, first, second, places=()) == "places"
    assert code_of(planned, team, first, second, places=("老李家门口",)) == "places"
    row = planned(team, first, second)
    assert code_of(planned, team, first, second) == "walkers"  # both walk already
    assert refused("he", verbs.start_patrol, row.pk, at=EVENING - timedelta(hours=3)) == "day"
    assert refused("ma", verbs.start_patrol, row.pk, at=EVENING) == "gone"
    does(VILLAGE, people.pause_service, second.pk, at=BEGUN)
    assert refused("he", verbs.start_patrol, row.pk, at=EVENING) == "walkers"
    does(VILLAGE, people.resume_service, second.pk, at=BEGUN)
    fresh_house.raw("update network_volunteerteam set near_children = true")
    assert refused("he", verbs.start_patrol, row.pk, at=EVENING) == "walkers"
    for each in (first, second):
        told.checked(each, date(2026, 3, 1))
    assert does("he", verbs.start_patrol, row.pk, at=EVENING).state == "under_way"


@pytest.mark.parametrize(
    ("text", "is_person"),
    [
        *(
            (text, True)
            for text in (
                "见到老李家又在吵",
                "姓王的喝多了",
                "张某蹲在桥头",
                "李大娘家门口",
                "220303198807150026",
            )
        ),
        *(
            (text, True)
            for text in ("电话１３７０４３４１９８７", "欧阳娜家院墙", "小刘，住村东头", "何桂芳家门口")
        ),
        *(
            (text, False)
            for text in ("张家屯东桥栏杆断了", "老王家窝堡路口路灯不亮", "水库边没有护栏", "高压线杆倾斜")
        ),
        *(
            (text, False)
            for text in ("石桥边有冰", "村小学门前3盏灯不亮", "金沟子道口塌陷", "白城路12号对面井盖丢失")
        ),
    ],
)
def test_words_about_a_place_pass_and_words_about_a_person_do_not(text, is_person):
    assert points_at_a_person(text) is is_person


def test_a_place_goes_to_the_township_as_a_task_and_a_person_is_shown_the_other_way(fresh_house):
    row = planned(*crew())
    assert refused("he", found.note_place, row.pk, hazard="light", place="村小学", what="") == "hazard"
    does("he", verbs.start_patrol, row.pk, at=EVENING)
    he, note = browser_of("he"), f"/network/patrols/{row.pk}/note_place/"
    said = {"hazard": "light", "place": "村小学门前", "what": "老李家又打起来了"}
    page = he.post(note, said)
    text = page.content.decode()
    assert (
        page.status_code == 200
        and "上报一件事" in text
        and "老李家又打起来了" in text
        and "/m/report/" in text
    )
    assert he.post(note, said | {"what": "路灯不亮"}).status_code == 302
    place = fresh_house.raw("select id from network_foundplace")[0][0]
    does("he", found.give_place, place, at=EVENING)
    rows = fresh_house.raw(
        "select owner_id, unit_id, due_on from network_clock where limit_id = 'patrol.place' and state = 'running'"
    )
    town = Unit.objects.current().get(pk=told.village().township_id)
    assert rows == [(person("tian").pk, town.pk, date(2026, 3, 20))]  # ten working days
    assert (person("tian").pk,) in fresh_house.raw(
        "select recipient_id from network_outboxmessage where kind = 'place_given'"
    )
    with fresh_house.login("worker"):
        sweep.ring_due(at=EVENING + timedelta(days=20), limit=100)
    assert (person("tian").pk,) in fresh_house.raw(
        "select recipient_id from network_outboxmessage where kind = 'rung'"
    )
    assert refused(VILLAGE, found.settle_place, place, settled="mended", answer="") == "role"
    tian = browser_of(TOWN)
    assert "村小学门前" in tian.get("/network/patrols/").content.decode()
    bare = tian.post(f"/network/found-places/{place}/", {"act": "settle"})
    assert bare.status_code == 200 and "请从列表中选择" in bare.content.decode()
    done = tian.post(
        f"/network/found-places/{place}/", {"act": "settle", "settled": "mended", "answer": "已换灯"}
    )
    assert done.status_code == 302
    assert fresh_house.raw(
        "select state, met_at is not null from network_clock where limit_id = 'patrol.place'"
    ) == [("met", True)]
    assert "已换灯" in he.get(f"/network/found-places/{place}/").content.decode()


def test_a_forgotten_patrol_closes_by_itself_says_so_and_credits_nothing_until_somebody_else_knows(
    fresh_house,
):
    team, first, second = crew()
    row, never = planned(team, first, second), planned(team, first, second, at=EVENING + timedelta(days=1))
    does("he", verbs.start_patrol, row.pk, at=EVENING)
    end = EVENING + timedelta(minutes=90)
    with fresh_house.login("worker"):
        assert closing.close_forgotten(at=end + timedelta(minutes=119))["unclosed"] == 0
        counts = closing.close_forgotten(at=end + timedelta(minutes=120))
        assert counts == {"unclosed": 1, "not_held": 0, "told": 2}
        assert closing.close_forgotten(at=end + timedelta(days=2)) == {
            "unclosed": 0,
            "not_held": 1,
            "told": 2,
        }
        assert closing.close_forgotten(at=end + timedelta(days=3))["told"] == 0
    states = dict(fresh_house.raw("select id, state from network_patrol"))
    assert states == {row.pk: "unclosed", never.pk: "not_held"}
    told_to = fresh_house.raw(
        "select distinct recipient_id from network_outboxmessage where kind = 'patrol_unclosed'"
    )
    assert set(told_to) == {(person("he").pk,), (person("luo").pk,)}
    assert fresh_house.raw("select count(*) from network_hoursentry") == [(0,)]
    assert "没有计时长" in browser_of("he").get(f"/network/patrols/{row.pk}/").content.decode()
    assert refused("he", verbs.complete_patrol, row.pk, ended_at=end) == "role"
    wrong = end + timedelta(hours=5)
    assert refused(VILLAGE, verbs.complete_patrol, row.pk, ended_at=wrong) == "ended_at"
    luo = browser_of(VILLAGE)
    done = luo.post(f"/network/patrols/{row.pk}/complete_patrol/", {"ended_at": f"{end:%Y-%m-%dT%H:%M}"})
    assert done.status_code == 302
    assert fresh_house.raw("select distinct minutes from network_hoursentry") == [(90,)]


def test_no_field_and_no_column_is_about_a_person_or_holds_a_picture():
    """Who walks is a row of its own; whoever acted stands under an account."""
    texts = {
        (model.__name__, field.name)
        for model in (models.Patrol, models.PatrolStop, models.PatrolCall, models.FoundPlace)
        for field in model._meta.concrete_fields
        if field.get_internal_type() in ("CharField", "TextField", "JSONField", "FileField", "BinaryField")
        and not field.choices
    }
    assert texts == {
        ("PatrolStop", "place"),
        ("FoundPlace", "place"),
        ("FoundPlace", "what"),
        ("FoundPlace", "answer"),
    }
    asked = [
        form
        for form in vars(forms).values()
        if isinstance(form, type) and issubclass(form, django_forms.Form)
    ]
    fields = {name: type(field) for form in asked for name, field in form.base_fields.items()}
    assert django_forms.FileField not in fields.values() and django_forms.ImageField not in fields.values()


def test_elsewhere_nobody_sees_a_patrol_and_counts_stand_by_township(fresh_house):
    row = planned(*crew())
    for who in ("sun", "feng", "ma", "shi"):
        assert browser_of(who).get(f"/network/patrols/{row.pk}/").status_code == 404
        with acting(who):
            assert plain_sql("select count(*) from network_patrol") == [(0,)]
    does("he", verbs.start_patrol, row.pk, at=EVENING)
    does("he", verbs.end_patrol, row.pk, at=EVENING + timedelta(minutes=61))
    with clock.moved_to(EVENING):
        county = browser_of("lin").get("/network/patrols/").content.decode()
    assert "卧虎镇" in county and "何桂芳" not in county
    with acting("lin"):
        town = Unit.objects.current().get(pk=told.village().township_id)
        county_unit = person("lin").appointments.get().unit
        rows = {unit.pk: f for unit, f in figures.by_child(county_unit, on=EVENING.date())}
    assert (rows[town.pk].people, rows[town.pk].teams, rows[town.pk].patrols) == (2, 1, 1)
    assert rows[town.pk].minutes == 122 and sum(each.people for each in rows.values()) == 2
