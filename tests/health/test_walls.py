"""Each wall of health alone: plain SQL behind the login of the web, past every verb."""

from datetime import time, timedelta

import pytest
from django.db import DatabaseError, transaction

from network.staff import holdings
from outreach.health.relief import checks, verbs
from outreach.health.relief.lists import Paper
from outreach.health.screening import verbs as screening
from outreach.health.subjects import aside
from outreach.health.treatment import verbs as treatment
from sisterhood.lib import clock
from tests.health import told
from tests.health.test_insurance import enrolled, plan
from tests.house import acting, person, plain_sql
from tests.selection.told import does


@pytest.fixture(scope="module")
def rows(house):
    """One of each, with the chair of the village."""
    told.opened()
    relief = told.nominated()
    told.complete(relief.pk)
    facts = {"held_on": clock.today() + timedelta(days=3), "place": "村部", "due": 5}
    round_ = does("luo", screening.plan_screening, told.village(), **facts)
    slot = does("luo", screening.add_slot, round_.pk, name=told.NAME, phone="", at_time=time(9))
    asked = {"name": told.NAME, "phone": "", "consented_on": clock.today(), "consent_how": "signed"}
    look = does("luo", treatment.begin_treatment, told.village(), **asked)
    woman = enrolled(plan())
    return {"relief": relief.pk, "round": round_.pk, "slot": slot.pk, "look": look.pk, "woman": woman.pk}


def _changed(who: str, statement: str, *values: object) -> int:
    """How many rows somebody's own SQL changes; taken back. -1 where the database refuses."""
    try:
        with acting(who), transaction.atomic():
            n = len(plain_sql(statement, list(values)))
            transaction.set_rollback(True)
            return n
    except DatabaseError:
        return -1


TABLES = {
    "outreach_cancerreliefapplication": ("relief", {"luo", "tian", "lin", "gao", "wu", "zhou"}),
    "outreach_reliefpapers": ("relief", {"luo"}),
    "outreach_screeninground": ("round", {"luo", "tian", "lin", "gao", "wu", "zhou"}),
    "outreach_screeningslot": ("slot", {"luo"}),
    "outreach_treatmentcontinuityfollowup": ("look", {"luo"}),
    "outreach_insuranceenrolment": ("woman", {"luo"}),
}
EVERYBODY = (
    "luo",
    "tian",
    "lin",
    "gao",
    "wu",
    "zhou",
    "he",
    "wang",
    "sun",
    "li",
    "feng",
    "bai",
    "tong",
    "secadmin",
)


@pytest.mark.parametrize("table", TABLES)
def test_a_row_is_read_by_whom_it_is_for_and_by_nobody_else(rows, table):
    name, readers = TABLES[table]
    for who in EVERYBODY:
        seen = _changed(who, f"select id from {table} where id = %s", rows[name])
        assert seen == (1 if who in readers else 0), who


@pytest.mark.parametrize("who", ["tian", "lin", "gao", "zhou", "li", "he"])
def test_whoever_is_not_at_the_desk_moves_nothing(rows, who):
    statement = "update outreach_cancerreliefapplication set owner_id = app_user() where id = %s returning 1"
    assert _changed(who, statement, rows["relief"]) == 0
    assert _changed("luo", statement, rows["relief"]) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "update outreach_cancerreliefapplication set unit_id = desk_id where id = %s returning 1",
        "update outreach_cancerreliefapplication set number = 'x' where id = %s returning 1",
        "update outreach_cancerreliefapplication set no_publicity = false where id = %s returning 1",
        "delete from outreach_cancerreliefapplication where id = %s returning 1",
        "delete from outreach_reliefpapers where id = %s returning 1",
        "delete from outreach_reliefstep where application_id = %s returning 1",
        "update outreach_reliefstep set by_id = 1 where application_id = %s returning 1",
    ],
)
def test_what_was_written_of_an_application_stays_as_it_was(rows, statement):
    assert _changed("luo", statement, rows["relief"]) == -1


def test_nobody_writes_a_step_or_an_aside_in_the_name_of_somebody_else(rows):
    step = (
        "insert into outreach_reliefstep (application_id, verb, by_id, at, unit_id, reason)"
        " select %s, 'verify_relief', %s, now(), desk_id, '' from outreach_cancerreliefapplication limit 1 returning 1"
    )
    assert _changed("luo", step, rows["relief"], person("gao").pk) == -1
    aside = "insert into outreach_reliefrecusal (application_id, user_id, why, at) values (%s, %s, 'close', now()) returning 1"
    assert _changed("luo", aside, rows["relief"], person("gao").pk) == -1
    assert _changed("li", aside, rows["relief"], person("li").pk) == -1


def test_the_ended_follow_up_of_a_treatment_cannot_keep_a_name(rows):
    keeps = "update outreach_treatmentcontinuityfollowup set state = 'ended', ended_on = now() where id = %s returning 1"
    assert _changed("luo", keeps, rows["look"]) == -1


def test_work_of_a_chair_goes_over_and_the_other_can_go_on(fresh_house):
    told.opened()
    row = told.nominated()
    asked = {"name": told.NAME, "phone": "", "consented_on": clock.today(), "consent_how": "signed"}
    does("luo", treatment.begin_treatment, told.village(), **asked)
    with acting("tian"):
        assert holdings.counts(person("luo"), unit=told.village())["health"] == 2
    does("tian", holdings.hand_over, person("luo"), person("tian"), unit=told.village(), reason="rotation")
    owners = fresh_house.raw(
        "select distinct owner_id from network_clock where subject_kind in ('relief', 'treatment')"
    )
    assert owners == [(person("tian").pk,)]
    does("tian", verbs.complete_papers, row.pk, told=told.papers(), seen=list(Paper.values))
    with acting("sun"):
        assert holdings.counts(person("tian"))["health"] == 0


def test_whoever_stepped_aside_is_told_nothing_and_given_nothing(fresh_house):
    told.opened()
    row = told.nominated()
    does("tian", verbs.recuse_relief, row.pk, why="relative")
    told.complete(row.pk)
    does("luo", checks.check_village, row.pk)
    assert fresh_house.raw(
        "select count(*) from network_outboxmessage where recipient_id = %s", [person("tian").pk]
    ) == [(0,)]
    with fresh_house.login("worker"):
        pairs = [(row.pk, person("tian").pk), (row.pk, person("luo").pk)]
        assert aside(pairs) == {pairs[0]}
    # The county checks for the township; whoever stepped aside there does not get it with her colleague's work.
    does("xu", verbs.recuse_relief, row.pk, why="close")
    county = person("lin").appointments.get().unit
    does("gao", holdings.hand_over, person("lin"), person("xu"), unit=county, reason="rotation")
    owner = fresh_house.raw("select owner_id from outreach_cancerreliefapplication where id = %s", [row.pk])
    assert owner == [(person("lin").pk,)]


def test_whoever_stepped_aside_is_not_told_by_the_sums_how_it_goes(fresh_house):
    told.opened()
    row = told.nominated()
    told.complete(row.pk)
    county = person("gao").appointments.get().unit_id
    asked = "select coalesce(sum(asked), 0) from relief_sums(%s, (select year from outreach_reliefwindow limit 1)) where child is null"
    with acting("gao"):
        assert plain_sql(asked, [county]) == [(1,)]
    does("gao", verbs.recuse_relief, row.pk, why="relative")
    with acting("gao"):
        assert plain_sql(asked, [county]) == [(0,)]
