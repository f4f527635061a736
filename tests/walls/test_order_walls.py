"""Behind the verbs: whoever has the login of the web and her own scope, and no verb, takes no step out of turn.

Each wall alone, with one statement that it refuses; beside it what the same person may, so that the wall is no closed door.
"""

from datetime import time, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from outreach.beneficiaries.models import Beneficiary
from outreach.families import rounds
from outreach.families import writing as families
from outreach.health.screening import verbs as screening
from outreach.pairings import care
from outreach.threezero import judging
from outreach.visits import verbs as visits
from sisterhood.lib import clock
from tests.donations import told as gifts
from tests.families import told as awards
from tests.health import told as health
from tests.house import House, acting, person, plain_sql
from tests.pairings import told as pairings
from tests.selection import told as places
from tests.selection.told import does
from tests.threezero import told as villages

Statement = tuple[str, list[Any]]
ROUND = {"doors": 6, "opened": 5, "come_again": 2, "topics": ["rights"], "help_asked": {"law": 2}}
GOOD = {"living": "good", "study": "good", "wellbeing": "good"}


def _does(who: str, *statements: Statement) -> bool:
    """Whether the database takes what somebody writes with her own SQL, to the end of the transaction; taken back."""
    try:
        with acting(who), transaction.atomic():
            for statement, values in statements:
                with connection.cursor() as cursor:
                    cursor.execute(statement, values)
                    if not statement.startswith("select"):
                        assert cursor.rowcount > 0, f"{who} reaches no row: {statement}"
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return True


def _set(table: str, row: Any, **columns: Any) -> Statement:
    said = ", ".join(f"{name} = %s" for name in columns)
    return f"update {table} set {said} where id = %s", [*columns.values(), row]


RELIEF = "outreach_cancerreliefapplication"


def _step(row: Any, verb: str) -> Statement:
    return (
        "insert into outreach_reliefstep (application_id, verb, by_id, at, unit_id, reason)"
        f" select id, %s, app_user(), now(), desk_id, '' from {RELIEF} where id = %s",
        [verb, row],
    )


@pytest.fixture(scope="module")
def relief(house: House) -> dict[str, Any]:
    """One whose papers are awaited, one whose papers are complete, one that is approved."""
    health.opened()
    waits, complete = health.nominated(), health.nominated(health.OTHER)
    health.complete(complete.pk, health.OTHER, id_number=health.SECOND)
    return {"waits": waits.pk, "complete": complete.pk}


def test_nobody_pays_an_application_at_her_own_desk_or_takes_a_step_she_does_not_write(relief):
    waits, complete = relief["waits"], relief["complete"]
    today = clock.today()
    assert _does("luo", _step(waits, "complete_papers"), _set(RELIEF, waits, state="papers_complete"))
    for told in (
        [_set(RELIEF, waits, state="paid", paid_on=today, paid=10000, answered_on=today)],
        [_set(RELIEF, waits, paid_on=today, paid=10000)],
        [_set(RELIEF, waits, state="papers_complete")],
        [_step(waits, "complete_papers")],
        [_step(waits, "pay_relief"), _set(RELIEF, waits, state="paid", paid_on=today, paid=10000)],
        [_set(RELIEF, waits, told_on=today)],
    ):
        assert not _does("luo", *told), told
    town = person("qian").appointments.get().unit_id
    checked = _step(complete, "check_village")
    assert _does("li", checked, _set(RELIEF, complete, state="village_checked", desk_id=town))
    assert not _does("li", checked, _set(RELIEF, complete, state="village_checked")), "it stays at her desk"
    assert not _does("li", _step(complete, "send_back_relief"), _set(RELIEF, complete, state="nominated"))


def test_a_number_and_papers_are_given_while_they_are_to_be_completed_and_not_afterwards(relief):
    ask = "select relief_ask(%s, sha256('another'))"
    assert _does("luo", (ask, [relief["waits"]]))
    assert not _does("li", (ask, [relief["complete"]]))
    for name, who, may in (("waits", "luo", True), ("complete", "li", False)):
        assert _does(who, _set("outreach_reliefpapers", relief[name], seen="[]")) is may


def test_nobody_checks_twice_and_a_step_that_is_only_written_clears_nobody(fresh_house):
    health.opened()
    row = health.to_county()
    fresh_house.raw("update outreach_reliefstep set by_id = %s", [person("gao").pk])
    city = person("wu").appointments.get().unit_id
    taken = _set(RELIEF, row.pk, state="county_verified", desk_id=city)
    assert not _does("gao", _step(row.pk, "verify_relief"), taken), "she has looked already"
    back = _step(row.pk, "send_back_relief")
    assert not _does("gao", back, _step(row.pk, "verify_relief"), taken)
    fresh_house.raw("update outreach_reliefstep set by_id = %s", [person("tian").pk])
    with acting("gao"):
        plain_sql("select relief_holds(%s)", [row.pk])
    assert _does("gao", _step(row.pk, "verify_relief"), taken)


def test_a_visit_of_a_village_is_the_citys_and_its_last_day_the_rules(fresh_house):
    table, today = "outreach_threezeroassessment", clock.today()
    villages.well_done(fresh_house)
    row = villages.sampled()
    for who in ("luo", "tian", "lin", "gao", "wu"):
        told = {"visited_on": today, "visited_by_id": person(who).pk, "visit_words": "去过"}
        assert _does(who, _set(table, row.pk, **told)) is (who == "wu"), who
        assert not _does(who, _set(table, row.pk, valid_until=today + timedelta(days=9000))), who
        assert not _does(who, _set(table, row.pk, designated_by_id=person("gao").pk)), who
    told = {"visited_on": today, "visited_by_id": person("zhou").pk, "visit_words": "去过"}
    assert not _does("wu", _set(table, row.pk, **told)), "in nobody else's name"
    does("wu", judging.visit_sample, row.pk, visited_on=today, words=villages.WORDS)
    chosen = {"state": "designated", "designated_by_id": person("gao").pk, "designated_at": clock.now()}
    assert not _does("gao", _set(table, row.pk, **chosen, valid_until=today + timedelta(days=9000)))
    made = does("gao", judging.designate_village, row.pk)
    assert not _does("gao", _set(table, row.pk, valid_until=made.valid_until + timedelta(days=1)))
    looked = {"monitored_by_id": person("tian").pk, "monitored_at": clock.now(), "remark": "看过"}
    assert not _does("luo", _set(table, row.pk, state="monitored", **looked))
    does("tian", judging.monitor_village, row.pk, words=villages.WORDS)
    assert not _does("luo", _set(table, row.pk, monitored_by_id=person("luo").pk)), "also while it stays"
    assert _does("tian", _set(table, row.pk, **looked))


FAMILY = "outreach_familynomination"


def test_what_a_family_agreed_to_stays_and_its_way_is_the_way_of_its_round(fresh_house):
    told = awards.Round(20)
    told.moves(rounds.call_families, 0)
    drafted, row = told.drafted("赵家"), told.nominated("钱家")
    words = {"story": b"x", "photo": drafted.pk, "virtues": "[]", "title_sought": "star_of_families"}
    for name, value in words.items():
        assert not _does("luo", _set(FAMILY, drafted.pk, **{name: value})), f"{name}, with consents"
        for who in ("luo", "gao"):
            assert not _does(who, _set(FAMILY, row.pk, **{name: value})), f"{name} by {who}"
    gone = ("delete from outreach_familyperson where family_id = %s", [drafted.pk])
    assert _does("luo", gone, _set(FAMILY, drafted.pk, story=b"x")), "whoever consented is asked anew"
    for who, columns in (
        ("luo", {"state": "visited", "visited_on": clock.today()}),
        ("luo", {"state": "drafted"}),
        ("luo", {"state": "not_chosen"}),
        ("luo", {"state": "discussed"}),
        ("gao", {"state": "awarded", "title": "beautiful_family"}),
        ("gao", {"title": "beautiful_family"}),
        ("luo", {"statement_on": clock.today() - timedelta(days=9)}),
        ("luo", {"shown_until": clock.today() + timedelta(days=9000)}),
    ):
        assert not _does(who, _set(FAMILY, row.pk, **columns)), (who, columns)
    changed = families.Words("赵家", "改过的话")
    at = told.at(2)
    does("luo", families.write_family, drafted.pk, title_sought="beautiful_family", words=changed, at=at)


def test_a_use_takes_from_what_is_held_and_puts_to_what_is_used(fresh_house):
    gifts.route()
    gift = gifts.gift(100000)
    unit = gifts.county().pk
    account = "(select id from outreach_account where unit_id = %s and side = %s)"
    used = (
        "insert into outreach_account (id, unit_id, purpose, item, measure, side, balance)"
        " values (gen_random_uuid(), %s, 'study', '', '', 'used', 0)",
        [unit],
    )
    entry = (
        'insert into outreach_entry (id, unit_id, kind, "on", lines, use, people, voucher, made_by_id, made_at)'
        " values ('00000000-0000-7000-8000-000000000001', %s, 'use', %s, 2, 'study', 1, '凭证9', app_user(), now())",
        [unit, clock.today()],
    )

    def posting(side: str, amount: int) -> Statement:
        return (
            "insert into outreach_posting (id, entry_id, account_id, gift_id, amount) values (gen_random_uuid(),"
            f" '00000000-0000-7000-8000-000000000001', {account}, %s, %s)",
            [unit, side, gift.pk, amount],
        )

    assert _does("lin", used, entry, posting("held", -500), posting("used", 500))
    for first, second in ((("held", -500), ("given", 500)), (("held", -500), ("held", 500))):
        assert not _does("lin", used, entry, posting(*first), posting(*second)), (first, second)
    early = (entry[0], [unit, clock.today() - timedelta(days=3)])
    assert not _does("lin", used, early, posting("held", -500), posting("used", 500)), "before it was given"
    gifts.use(500)


def test_a_round_of_visits_that_is_over_changes_no_more_and_nobody_makes_one_up(fresh_house):
    places.entered(places.HEADED)
    begun = clock.now() - timedelta(hours=1)
    hamlet = places.hamlet(places.HEADED)
    row = does("he", visits.set_out, hamlet, companion=person("luo"), at=begun)
    does("he", visits.end_round, row.pk, at=clock.now(), **ROUND)
    for who in ("he", "luo", "tian"):
        for columns in (
            {"doors": 99},
            {"state": "planned"},
            {"help_asked": "{}"},
            {"planned_on": clock.today()},
        ):
            assert not _does(who, _set("outreach_visitround", row.pk, **columns)), (who, columns)
    made_up = (
        "insert into outreach_visitround (id, unit_id, doer_id, companion_id, entered_by_id, entered_at, state, begun_at,"
        " ended_at, doors, opened, come_again, topics, help_asked) values (gen_random_uuid(), %s, %s, %s, app_user(), now(),"
        " 'ended', now(), now(), 9, 9, 9, '[]', '{}')"
    )
    assert not _does("he", (made_up, [hamlet.pk, person("he").pk, person("luo").pk]))
    assert _does("tian", (made_up, [hamlet.pk, person("he").pk, person("luo").pk])), (
        "the township writes it down"
    )


def test_a_screening_goes_its_way_and_its_counts_are_those_of_its_list(fresh_house):
    table = "outreach_screeninground"
    facts = {"held_on": clock.today() + timedelta(days=3), "place": "村部", "due": 5}
    row = does("luo", screening.plan_screening, health.village(), **facts)
    slot = does("luo", screening.add_slot, row.pk, name=health.NAME, phone="", at_time=time(9))
    assert _does("luo", _set(table, row.pk, state="invited", invited=1))
    for columns in (
        {"state": "counted"},
        {"state": "held"},
        {"invited": 5},
        {"state": "invited", "invited": 5},
        {"held_on": clock.today()},
    ):
        assert not _does("luo", _set(table, row.pk, **columns)), columns
    assert not _does("tian", _set(table, row.pk, state="invited", invited=1)), "the village invites"
    does("luo", screening.invite_screening, row.pk)
    counted = (
        "insert into outreach_screeningcount (round_id, examined, abnormal, followed_up, entered_by_id, entered_at)"
        " values (%s, %s, 0, 0, app_user(), now())"
    )
    assert not _does("lin", (counted, [row.pk, 0])), "before the day"
    later = clock.now() + timedelta(days=4)
    does("luo", screening.mark_slot, row.pk, slot=slot.pk, attended=True, at=later)
    does("luo", screening.hold_screening, row.pk, at=later)
    assert not _does("luo", _set(table, row.pk, attended=0))
    assert not _does("lin", (counted, [row.pk, 2])), "more than came"
    assert not _does("lin", _set(table, row.pk, state="counted")), "without counts"
    assert _does("lin", (counted, [row.pk, 1]), _set(table, row.pk, state="counted"))


def test_a_visit_to_a_child_is_written_on_its_day_and_behind_what_is_written(fresh_house):
    row = pairings.running()
    does("he", care.write_care_log, row.pk, on=clock.today(), **GOOD)
    later = clock.now() + timedelta(days=7)
    log = (
        'insert into outreach_carelog (id, pairing_id, "on", living, study, wellbeing, written_by_id, written_at)'
        " values (gen_random_uuid(), %s, %s, 'good', 'good', 'good', app_user(), %s)"
    )
    tomorrow = clock.today() + timedelta(days=1)
    assert _does("he", (log, [row.pk, tomorrow, later]))
    for on, at in (
        (clock.today() - timedelta(days=40), later),
        (tomorrow, clock.now() - timedelta(days=30)),
        (tomorrow + timedelta(days=30), later),
    ):
        assert not _does("he", (log, [row.pk, on, at])), (on, at)
    contact = _set("outreach_supportpairing", row.pk, last_contact_on=tomorrow)
    assert not _does("he", contact)
    assert _does("he", (log, [row.pk, tomorrow, later]), contact)
    with acting("lin"):
        assert Beneficiary.objects.filter(pk=row.beneficiary_id).exists()


# Whoever owns the tables passes a wall that is not forced; a table that stands here needs a reason beside it.
UNFORCED: dict[str, str] = {}
COUNTED = ("outreach_coming", "outreach_surveysheet", "outreach_surveytally")


def test_every_wall_of_rows_is_forced(house):
    found = house.raw(
        "select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace"
        " and relrowsecurity and not relforcerowsecurity"
    )
    assert {name for (name,) in found} == set(UNFORCED)


def test_whoever_changes_what_strangers_left_stands_in_the_log_and_the_form_does_not(fresh_house):
    for table in COUNTED:
        assert plain_sql("select has_table_privilege('app', %s, 'insert, update, delete')", [table]) == [
            (False,)
        ]
    fresh_house.raw(
        "insert into outreach_campaign (id, unit_id, kind, series, title, plan, topics, starts_on, ends_on, budget_cents,"
        " spent_cents, state, owner_id, entered_by_id, entered_at, remark, report)"
        " select gen_random_uuid(), unit_id, 'x', '', 'x', '', '[]', now(), now(), 0, 0, 'draft', user_id, user_id, now(), '', ''"
        " from network_appointment limit 1"
    )
    logged = "select count(*) from network_auditevent where detail ->> 'table' = 'outreach_surveytally'"
    fresh_house.raw(
        "insert into outreach_surveytally (campaign_id, phase, question, answer, number)"
        " select id, 'before', 'rights', 3, 1 from outreach_campaign"
    )
    fresh_house.raw("update outreach_surveytally set number = number + 1")
    assert fresh_house.raw(logged) == [(0,)], "the order of sheets would tell what one person answered"
    fresh_house.raw("update outreach_surveytally set number = 90")
    fresh_house.raw("delete from outreach_surveytally")
    assert fresh_house.raw(logged) == [(2,)]
