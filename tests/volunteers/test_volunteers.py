"""Volunteers: told, trained, checked before children; teams with their logs; nobody is made to serve."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from network.access.gate import Refusal
from network.deadlines import sweep
from network.staff import holdings
from network.units import ties
from network.volunteers import checks, hours, logs, teams, verbs
from network.volunteers.entries import HoursEntry
from network.volunteers.groups import VolunteerTeam
from network.volunteers.models import Volunteer
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.house import acting, browser_of, person, plain_sql
from tests.volunteers import told
from tests.volunteers.told import BEGUN, TOWN, VILLAGE, does


def refused(username: str, verb, *args, **kwargs) -> str:
    """The code of the refusal; fails when it is done."""
    with pytest.raises(Refusal) as said:
        does(username, verb, *args, **kwargs)
    assert str(said.value)
    return said.value.code


def test_nobody_serves_untold_under_age_untrained_or_against_her_will(fresh_house):
    for wrong in ("is_adult", "told_risks"):
        with pytest.raises(Refusal) as said:
            told.applied("尉迟春梅", **{wrong: False})
        assert said.value.code == wrong
    row = told.applied("尉迟春梅", "he")
    assert refused(VILLAGE, verbs.finish_training, row.pk) == "topic"
    with pytest.raises(IllegalTransition):
        does(VILLAGE, verbs.begin_service, row.pk)
    row = told.active("令狐秋菊", "ma", code=told.SECOND)
    assert row.state == "active"
    assert does("ma", verbs.pause_service, row.pk).state == "paused"  # she herself, and nobody asks why
    assert does(VILLAGE, verbs.resume_service, row.pk).state == "active"
    assert (
        refused("he", verbs.pause_service, row.pk) == "gone"
    )  # of somebody else's service she knows nothing
    with pytest.raises(Refusal) as twice:
        told.applied("马春花", "ma")
    assert twice.value.code == "username"


def test_a_number_of_an_identity_card_or_a_phone_has_no_place_in_her_facts(fresh_house):
    for field, value in (
        ("name", "王 220303198807150026"),
        ("number", "220303198807150026"),
        ("number", "13704341987"),
    ):
        with pytest.raises(Refusal) as said:
            told.applied(**({"name": "尉迟春梅"} | {field: value}))
        assert said.value.code == field


def test_near_children_only_while_the_look_into_records_holds_and_it_rings_before_it_lapses(fresh_house):
    row, near = told.active("何桂芳", "he"), told.team(name="护学队", near_children=True)
    assert refused(VILLAGE, teams.join_team, near.pk, volunteer=row.pk, at=BEGUN) == "volunteer"
    assert refused("he", checks.record_check, row.pk, checked_on=date(2026, 3, 2)) == "role"
    long_ago = date(2025, 3, 1)  # holds until the day before
    assert refused(VILLAGE, checks.record_check, row.pk, checked_on=long_ago, at=BEGUN) == "checked_on"
    row = told.checked(row, date(2025, 3, 2))
    assert row.check_until == date(2026, 3, 2)  # a Monday, 365 days on
    assert told.joins(near, row).until is None
    row = told.checked(row, date(2026, 3, 1))
    assert row.check_until == date(2027, 3, 1)
    checks.require_for_children(row, on=date(2027, 3, 1))
    with pytest.raises(Refusal):
        checks.require_for_children(row, on=date(2027, 3, 2))
    clock_ = fresh_house.raw(
        "select owner_id, raw_due_on, (next_ring_at at time zone 'Asia/Shanghai')::date from network_clock"
        " where limit_id = 'volunteer.check' and state = 'running'"
    )
    assert clock_ == [(person("luo").pk, date(2027, 3, 1), date(2027, 1, 30))]  # thirty days ahead
    with fresh_house.login("worker"):
        sweep.ring_due(at=BEGUN + timedelta(days=335), limit=100)
    rung = fresh_house.raw("select recipient_id from network_outboxmessage where kind = 'reminder'")
    assert (person("luo").pk,) in rung
    assert "目前不可" not in browser_of(VILLAGE).get(f"/network/volunteers/{row.pk}/").content.decode()


def test_behind_the_pages_nobody_lengthens_her_own_check_or_a_day(fresh_house):
    row = told.active("何桂芳", "he")
    with acting("he"), pytest.raises(ProgrammingError, match="another person"), transaction.atomic():
        Volunteer.objects.filter(pk=row.pk).update(checked_on=date(2026, 3, 2), check_until=date(2036, 3, 2))
    with acting("he"), pytest.raises(IntegrityError), transaction.atomic():
        HoursEntry(
            volunteer_id=row.pk,
            minutes=1441,
            served_on=date(2026, 3, 2),
            source_kind="patrol",
            source_id=uuid4(),
            credited_by_id=person("he").pk,
            credited_at=BEGUN,
        ).save(force_insert=True)


def test_a_team_has_one_leader_and_owes_a_log_after_each_month(fresh_house):
    first, second = told.active("何桂芳", "he"), told.active("乌兰珍", code=told.THIRD)
    team = told.team()
    ones = [told.joins(team, each) for each in (first, second)]
    for member in ones:
        does(VILLAGE, teams.name_leader, team.pk, member=member.pk, at=BEGUN)
    does(VILLAGE, teams.name_leader, team.pk, member=ones[0].pk, at=BEGUN)
    assert fresh_house.raw("select count(*) from network_teammember where leads") == [(1,)]
    with pytest.raises(IntegrityError), acting(VILLAGE), transaction.atomic():
        plain_sql("update network_teammember set leads = true where id = %s returning 1", [ones[1].pk])
    hers = "select owner_id, due_on from network_clock where limit_id = 'team.log' and state = 'running'"
    assert fresh_house.raw(hers) == [(person("he").pk, date(2026, 4, 8))]  # Qingming lies between
    said = {"meetings": 2, "activities": 3, "reached": 120, "words": "广场讲法。"}
    assert refused("he", logs.write_log, team.pk, at=BEGUN, **said) == "meetings"
    later = BEGUN + timedelta(days=31)
    wrong = said | {"words": "老李家又打起来了，13704341987"}
    assert refused("he", logs.write_log, team.pk, at=later, **wrong) == "words"
    made = does("he", logs.write_log, team.pk, at=later, **said)
    assert (made.month, made.written_by_id) == (date(2026, 3, 1), person("he").pk)
    assert fresh_house.raw(hers) == [(person("he").pk, date(2026, 5, 11))]
    assert refused("ma", logs.write_log, team.pk, at=later, **said) == "gone"


def test_who_leaves_belongs_nowhere_and_with_her_consent_her_name_goes(fresh_house):
    row, team = told.active("何桂芳", "he"), told.team()
    told.joins(team, row)
    told.checked(row, date(2026, 3, 1))
    area = {"unit": row.unit, "households": 27, "since": date(2026, 3, 2)}
    does(VILLAGE, verbs.give_area, row.pk, at=BEGUN, **area)
    assert refused(VILLAGE, verbs.give_area, row.pk, at=BEGUN, **area) == "unit"
    with acting("he") as (he, _scope):
        hours.credit_person(he, 45, date(2026, 3, 2), "visit", uuid4(), by=he)
    does("he", verbs.leave_service, row.pk, why="consent", at=BEGUN + timedelta(days=3))
    kept = fresh_house.raw("select name, number, user_id, skills, why_left from network_volunteer")
    assert kept == [("", "", None, [], "consent")]
    assert fresh_house.raw("select count(*) from network_teammember where until is null") == [(0,)]
    assert fresh_house.raw("select count(*) from network_contactarea where until is null") == [(0,)]
    assert fresh_house.raw(
        "select count(*) from network_clock where subject_kind = 'volunteer' and state = 'running'"
    ) == [(0,)]
    assert fresh_house.raw("select sum(minutes) from network_hoursentry") == [(45,)]  # what was done stays
    assert "何桂芳" not in browser_of(VILLAGE).get(f"/network/volunteers/{row.pk}/").content.decode()


def test_a_unit_with_volunteers_stays_open_and_a_chair_hands_their_periods_on(fresh_house):
    row = told.active("何桂芳", "he")
    told.checked(row, date(2026, 3, 1))
    with acting("sysadmin"):
        assert dict(ties.holding([row.unit_id])).popitem()[1] == 1
    with acting(TOWN):
        assert holdings.counts(person("luo"), unit=told.village())["service"] == 1


def test_from_above_names_are_masked_and_elsewhere_nobody_knows_her(fresh_house):
    row, team = told.active("尉迟春梅", "he"), told.team()
    told.joins(team, row)
    for who, sees in (("luo", True), ("tian", True), ("lin", False), ("zhou", False), ("he", True)):
        page = browser_of(who).get(f"/network/volunteers/{row.pk}/").content.decode()
        assert ("尉迟春梅" in page) is sees, who
        assert sees or "尉迟*梅" in page, who
    for who in ("sun", "feng", "ma"):
        assert browser_of(who).get(f"/network/volunteers/{row.pk}/").status_code == 404
        assert browser_of(who).get(f"/network/teams/{team.pk}/").status_code == 404
        with acting(who):
            assert plain_sql("select count(*) from network_volunteer") == [(0,)]
            assert plain_sql("select count(*) from network_teammember") == [(0,)]
    county = browser_of("lin").get("/network/volunteers/").content.decode()
    assert "卧虎镇" in county and "尉迟" not in county


def test_the_forms_keep_what_was_typed_and_say_in_chinese_what_is_missing(fresh_house):
    luo, unit = browser_of(VILLAGE), told.hamlet(told.FIRST)
    page = luo.post(f"/network/volunteers/new/?unit={unit.pk}", {"name": "尉迟春梅", "is_adult": "on"})
    text = page.content.decode()
    assert page.status_code == 200 and "尉迟春梅" in text and "请从列表中选择" in text
    sent = {"name": "尉迟春梅", "is_adult": "on", "told_risks": "on", "consent_how": "signed"}
    done = luo.post(f"/network/volunteers/new/?unit={unit.pk}", sent | {"consented_on": str(clock.today())})
    assert done.status_code == 302
    row = fresh_house.raw("select id from network_volunteer")[0][0]
    late = luo.post(f"/network/volunteers/{row}/finish_training/")
    assert late.status_code == 200 and "还缺培训" in late.content.decode()
    assert luo.post(f"/network/volunteers/{row}/nonsense/").status_code == 404
    assert luo.get("/network/teams/new/").status_code == 200
    made = luo.post("/network/teams/new/", {"kind": "rights", "name": "维权一队"})
    assert made.status_code == 302
    with acting(VILLAGE):
        assert Volunteer.objects.count() == 1 and VolunteerTeam.objects.get().name == "维权一队"
