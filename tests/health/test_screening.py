"""A village invites, a hospital examines: names stay in the village for a while, findings never come."""

from datetime import time, timedelta

import pytest
from django.db import DatabaseError, transaction

from network.access.gate import Refusal
from outreach.health import figures, forgetting
from outreach.health.screening import verbs
from outreach.health.screening.models import ScreeningRound
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.health import told
from tests.house import acting, browser_of, person, plain_sql
from tests.selection.told import does

WOMEN = ("令狐玉梅", "尉迟桂兰", "司徒淑琴")


def planned(code: str = told.VILLAGE, *, ago: int = 10, due: int = 12) -> ScreeningRound:
    """Planned by its chair for the third day from then."""
    at = clock.now() - timedelta(days=ago)
    facts = {"held_on": clock.local_date(at) + timedelta(days=3), "place": "村部", "due": due}
    return does(told.LINE[code][0], verbs.plan_screening, told.village(code), at=at, **facts)


def held(
    code: str = told.VILLAGE, *, came: int = 2, women: tuple[str, ...] = WOMEN, due: int = 12
) -> ScreeningRound:
    """Told, and so many came."""
    row, who = planned(code, due=due), told.LINE[code][0]
    at = clock.now() - timedelta(days=9)
    slots = [
        does(who, verbs.add_slot, row.pk, name=name, phone="", at_time=time(9, n), at=at)
        for n, name in enumerate(women)
    ]
    does(who, verbs.invite_screening, row.pk, at=at)
    for slot in slots[:came]:
        does(who, verbs.mark_slot, row.pk, slot=slot.pk, attended=True)
    return does(who, verbs.hold_screening, row.pk)


def test_a_round_of_a_village_goes_from_plan_to_counts(fresh_house):
    row = held()
    assert (row.state, row.invited, row.attended, row.due) == ("held", 3, 2, 12)
    clocks = fresh_house.raw(
        "select limit_id, state, owner_id from network_clock where subject_kind = 'screening' order by limit_id"
    )
    assert clocks == [
        ("screening.counts", "running", person("lin").pk),
        ("screening.invite", "met", person("luo").pk),
    ]
    does("lin", verbs.count_screening, row.pk, examined=2, abnormal=1, followed_up=0)
    does("lin", verbs.count_screening, row.pk, examined=2, abnormal=1, followed_up=1)
    assert fresh_house.raw("select examined, abnormal, followed_up from outreach_screeningcount") == [
        (2, 1, 1)
    ]
    with pytest.raises(Refusal):
        does("lin", verbs.count_screening, row.pk, examined=3, abnormal=1, followed_up=1)


def test_nobody_but_the_chair_of_the_village_reads_a_name(fresh_house):
    row = held()
    page = browser_of("luo").get(f"/outreach/screenings/{row.pk}/").content.decode()
    assert "令狐*梅" in page and WOMEN[0] not in page
    for other in ("tian", "lin", "gao", "wu", "zhou"):
        page = browser_of(other).get(f"/outreach/screenings/{row.pk}/").content.decode()
        assert "令狐" not in page and "实查" in page, other
        with acting(other):
            assert plain_sql("select id from outreach_screeningslot") == []
        assert browser_of(other).post(f"/outreach/screenings/{row.pk}/day/").status_code == 403
    assert browser_of("li").get(f"/outreach/screenings/{row.pk}/").status_code == 404
    day = browser_of("luo").post(f"/outreach/screenings/{row.pk}/day/")
    assert WOMEN[0] in day.content.decode() and day["Cache-Control"] == "no-store"
    assert WOMEN[0] not in browser_of("luo").get(f"/outreach/screenings/{row.pk}/day/").content.decode()
    logged = fresh_house.raw("select detail::text from network_auditevent where action = 'reveal'")
    assert len(logged) == 1 and "令狐" not in logged[0][0]


def test_what_the_hospital_counted_is_read_by_the_county_and_withheld_below_it(fresh_house):
    row = held()
    does("lin", verbs.count_screening, row.pk, examined=2, abnormal=1, followed_up=1)
    for below in ("luo", "tian"):
        with acting(below):
            assert plain_sql("select abnormal from outreach_screeningcount") == []
        page = browser_of(below).get(f"/outreach/screenings/{row.pk}/").content.decode()
        assert "医院通知再来" not in page
    year = row.year
    with acting("tian") as (tian, _scope):
        whole = figures.summed(tian.appointments.get().unit, year)[None]
        assert (whole.due, whole.invited, whole.attended, whole.abnormal) == (12, 3, 2, None)
    with acting("gao") as (gao, _scope):
        county = gao.appointments.get().unit
        counted = figures.summed(county, year)
        # Two women of one township came: what was found in the county would be what was found there.
        assert {(row.attended, row.abnormal) for row in counted.values()} == {(2, None), (0, None)}
        assert figures.summed(person("feng").appointments.get().unit, year) == {}


def test_a_second_appointment_says_no_reason_and_leaves_no_trace_of_one(fresh_house):
    row = held()
    luo = browser_of("luo")
    with acting("luo"):
        came, missed = row.slots.filter(attended=True)[0], row.slots.filter(attended=False)[0]
    on = clock.now() + timedelta(days=5)
    for slot in (came, missed):
        form = {"slot": str(slot.pk), "again_at": f"{on:%Y-%m-%dT%H:%M}"}
        assert luo.post(f"/outreach/screenings/{row.pk}/ask_again/", form).status_code == 302
    columns = {
        name
        for (name,) in fresh_house.raw(
            "select column_name from information_schema.columns where table_name = 'outreach_screeningslot'"
        )
    }
    assert columns == {
        "id",
        "round_id",
        "at",
        "again_at",
        "wrapped",
        "name",
        "phone",
        "attended",
        "entered_by_id",
    }
    said = luo.get(f"/outreach/screenings/{row.pk}/ask_again/?slot={came.pk}").content.decode()
    assert "请您按预约时间再来一趟" in said and "异常" not in said
    page = luo.get(f"/outreach/screenings/{row.pk}/").content.decode()
    assert page.count("再次预约时间") == 2 and "异常" not in page
    with pytest.raises(Refusal):
        does("luo", verbs.ask_again, row.pk, slot=came.pk, again_at=clock.now() + timedelta(days=90))
    with pytest.raises(Refusal):
        does("luo", verbs.ask_again, row.pk, slot=came.pk, again_at=clock.now() - timedelta(days=1))


def test_names_are_destroyed_some_weeks_after_the_day_and_the_numbers_stay(fresh_house):
    row = held()
    with fresh_house.login("worker"):
        assert forgetting.forget()["lists"] == 0
        later = clock.start_of_day(row.held_on + timedelta(days=61))
        assert forgetting.forget(at=later)["lists"] == 1 and forgetting.forget(at=later)["lists"] == 0
    assert fresh_house.raw("select count(*) from outreach_screeningslot") == [(0,)]
    assert fresh_house.raw("select invited, attended from outreach_screeninground") == [(3, 2)]
    assert "名单已删除" in browser_of("luo").get(f"/outreach/screenings/{row.pk}/").content.decode()
    with pytest.raises(DatabaseError), transaction.atomic(), acting("luo"):
        plain_sql("select screening_forget('2030-01-01', now())")


def test_a_day_that_is_closed_after_the_names_are_gone_keeps_its_numbers(fresh_house):
    row, at = planned(), clock.now() - timedelta(days=9)
    slots = [
        does("luo", verbs.add_slot, row.pk, name=name, phone="", at_time=time(9, n), at=at)
        for n, name in enumerate(WOMEN)
    ]
    does("luo", verbs.invite_screening, row.pk, at=at)
    for slot in slots[:2]:
        does("luo", verbs.mark_slot, row.pk, slot=slot.pk, attended=True)
    later = clock.start_of_day(row.held_on + timedelta(days=61))
    with fresh_house.login("worker"):
        assert forgetting.forget(at=later)["lists"] == 1
    with pytest.raises(Refusal) as gone:
        does("luo", verbs.add_slot, row.pk, name=WOMEN[0], phone="", at_time=time(9), at=later)
    assert gone.value.code == "name"
    found = does("luo", verbs.hold_screening, row.pk, at=later)
    assert (found.state, found.invited, found.attended) == ("held", 3, 2)
    does("lin", verbs.count_screening, row.pk, examined=2, abnormal=0, followed_up=0, at=later)
    assert fresh_house.raw("select invited, attended from outreach_screeninground") == [(3, 2)]


def test_a_list_that_lost_its_purpose_goes_even_when_the_township_called_it_off(fresh_house):
    row = planned()
    does("luo", verbs.add_slot, row.pk, name=WOMEN[0], phone="", at_time=time(9, 0))
    does("tian", verbs.call_off_screening, row.pk)
    with fresh_house.login("worker"):
        forgetting.forget()
    assert fresh_house.raw("select count(*) from outreach_screeningslot") == [(0,)]
    assert fresh_house.raw("select distinct state from network_clock where subject_kind = 'screening'") == [
        ("cancelled",)
    ]


def test_one_round_a_year_and_nothing_before_its_day(fresh_house):
    on = clock.today() + timedelta(days=3)
    row = does("luo", verbs.plan_screening, told.village(), held_on=on, place="村部", due=2)
    with pytest.raises(Refusal) as twice:
        does("luo", verbs.plan_screening, told.village(), held_on=on, place="村部", due=2)
    assert twice.value.code == "held_on"
    with pytest.raises(Refusal):
        does("luo", verbs.invite_screening, row.pk)
    slots = [does("luo", verbs.add_slot, row.pk, name=name, phone="", at_time=time(9)) for name in WOMEN[:2]]
    with pytest.raises(Refusal) as full:
        does("luo", verbs.add_slot, row.pk, name=WOMEN[2], phone="", at_time=time(9))
    assert full.value.code == "name"
    does("luo", verbs.invite_screening, row.pk)
    for verb, facts in (
        (verbs.mark_slot, {"slot": slots[0].pk, "attended": True}),
        (verbs.hold_screening, {}),
    ):
        with pytest.raises(Refusal):
            does("luo", verb, row.pk, **facts)
    with pytest.raises((Refusal, IllegalTransition)):
        does("luo", verbs.invite_screening, row.pk)
    with pytest.raises(Refusal):
        does("wang", verbs.plan_screening, told.village(), held_on=on, place="村部", due=2)
    does("luo", verbs.take_off_slot, row.pk, slot=slots[1].pk)
    assert fresh_house.raw("select invited from outreach_screeninground") == [(1,)]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "plan/",
        "plan/?unit=%00",
        "x/",
        "00000000-0000-0000-0000-000000000000/",
        "00000000-0000-0000-0000-000000000000/add_slot/",
    ],
)
def test_no_address_of_screening_breaks(house, path):
    for who in ("luo", "zhou", "bai", "he"):
        for method in ("get", "post"):
            answer = getattr(browser_of(who), method)(f"/outreach/screenings/{path}")
            assert answer.status_code < 500, (who, method, path)


def test_what_was_typed_wrongly_is_said_beside_its_field(fresh_house):
    row = planned(ago=0)
    luo = browser_of("luo")
    bad = luo.post(f"/outreach/screenings/{row.pk}/add_slot/", {"name": "", "at_time": "25:99"})
    assert "时间" in bad.content.decode() and bad.status_code == 200
    for verb in ("mark_slot", "take_off_slot", "ask_again"):
        for slot in ("x", "\x00", "", "00000000-0000-0000-0000-000000000000"):
            answer = luo.post(f"/outreach/screenings/{row.pk}/{verb}/", {"slot": slot, "attended": "yes"})
            assert answer.status_code in (200, 400), (verb, slot)
    figures_ = luo.get("/outreach/health/figures/?year=99999999999999999999")
    assert figures_.status_code == 200
