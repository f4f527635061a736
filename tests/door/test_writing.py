"""A letter through the public door reaches exactly the people it should, and the door keeps nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.door.writing import ACCOUNT, door_scope
from network.access import rest
from network.access.gate import Refusal
from network.deadlines.models import Clock
from network.staff.models import User
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.door.conftest import case_id, county, forget_counts, letter
from tests.house import acting, browser_of, person, plain_sql
from tests.stories import NAME, PHONE, STORY

EVERYBODY = [seated.username for seated in cast.CAST]
TABLES = (
    *("cases_case", "cases_petition", "cases_person", "cases_narrative", "cases_event", "cases_casekey"),
    *("cases_safecontact", "cases_caseaccess", "cases_returncode", "cases_rating", "network_clock"),
)


def _who_sees(receipt) -> set[str]:
    seen = set()
    for username in EVERYBODY:
        with acting(username) as (_user, scope):
            if Case.objects.visible_to(scope).filter(number=receipt.number).exists():
                seen.add(username)
    return seen


def test_an_ordinary_letter_lies_on_the_desk_of_the_countys_officer(fresh_house):
    receipt = letter()
    assert _who_sees(receipt) == {"lin", "gao", "xu", "zhou", "wu"}
    with acting("lin") as (lin, scope):
        (case,) = Case.objects.held_by(scope, limit=9)
        assert (case.number, case.channel, case.stage, case.owner) == (
            receipt.number,
            "web",
            "registered",
            lin,
        )
        assert Vault.of(case).open(case.narrative, "facts") == STORY
        notice = Clock.objects.get(subject_id=case.pk, limit_id="petition.notice")
        assert notice.starts_on == clock.today() and notice.owner == lin
        assert notice.raw_due_on == clock.today() + timedelta(days=15)
    kinds = fresh_house.raw("select kind, recipient_id from network_outboxmessage")
    assert kinds == [("handed", person("lin").pk)]
    assert STORY in browser_of("lin").get(f"/cases/{case_id(fresh_house, receipt)}/").content.decode()


def test_a_letter_about_violence_is_sealed_and_only_its_owner_opens_it(fresh_house):
    receipt = letter(safety="violence")
    assert receipt.number.startswith("M-")
    assert _who_sees(receipt) == {"lin", "gao"}
    with acting("gao") as (_gao, scope):
        assert not Case.objects.openable_by(scope).exists()


def test_danger_now_is_told_as_danger_and_starts_the_clocks_in_minutes(fresh_house):
    letter(safety="urgent")
    told = (
        "select o.kind, u.username from network_outboxmessage o join network_user u on u.id = o.recipient_id"
    )
    assert sorted(fresh_house.raw(told)) == [("danger", "gao"), ("danger", "lin")]
    codes = {row[0] for row in fresh_house.raw("select limit_id from network_clock")}
    assert codes >= {
        *("petition.notice", "petition.urgent_report", "petition.mandatory_report"),
        *("protection.duty_told", "protection.safety"),
    }


def test_past_a_county_whose_people_he_knows_she_writes_to_the_city(fresh_house):
    receipt = letter(county(cast.SIPING, 1), knows_other_side=True)
    assert _who_sees(receipt) == {"wu", "zhou"}


def test_where_the_county_has_no_officer_and_no_leader_the_city_takes_it(fresh_house):
    fresh_house.raw(
        "update network_appointment set ends_on = current_date - 1 where unit_id = %s",
        [county(cast.LISHU).pk],
    )
    receipt = letter(county(cast.LISHU))
    with acting("wu") as (_wu, scope):
        assert [c.number for c in Case.objects.held_by(scope, limit=9)] == [receipt.number]


def test_afterwards_the_door_reads_no_row_of_what_it_registered(fresh_house):
    letter()
    letter(safety="violence")
    account = User.objects.get(username=ACCOUNT)
    with rest.acting_as(door_scope(county(), account=account)) as scope:
        assert not Case.objects.visible_to(scope).exists()
        for table in TABLES:
            assert plain_sql(f"select count(*) from {table}") == [(0,)], table
    for table in TABLES:
        assert plain_sql(f"select count(*) from {table}") == [(0,)], table


def test_without_the_doors_scope_nothing_can_be_landed_and_nobody_counts_by_hand(fresh_house):
    found = case_id(fresh_house, letter())
    attempts = ["select door_land(%s, 1, 1)"]
    for username in ("", "zheng", "lin"):
        for statement in attempts:
            with pytest.raises(ProgrammingError), transaction.atomic():
                if username:
                    with acting(username):
                        plain_sql(statement, [found])
                else:
                    plain_sql(statement, [found])
    account = User.objects.get(username=ACCOUNT)
    with pytest.raises(ProgrammingError), rest.acting_as(door_scope(county(), account=account)):
        plain_sql("select door_land(%s, 1, 1)", [found])
    for statement in (
        "select * from network_strangercount",
        "delete from network_strangercount",
        "select door_limit('window')",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            plain_sql(statement)


def test_the_account_of_the_door_cannot_sign_in(fresh_house):
    account = User.objects.get(username=ACCOUNT)
    assert not account.is_active and not account.has_usable_password() and not account.appointments.exists()


def test_the_same_form_sent_twice_is_one_matter_with_the_same_receipt(fresh_house):
    first = letter(ident="a" * 32)
    assert letter(ident="a" * 32) == first
    assert fresh_house.raw("select count(*) from cases_case") == [(1,)]


def test_side_by_side_too_the_same_form_is_one_matter(fresh_house):
    unit = county()

    def send(_n):
        try:
            return letter(unit, ident="b" * 32)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        receipts = list(pool.map(send, range(6)))
    assert len(set(receipts)) == 1
    assert fresh_house.raw("select count(*) from cases_case") == [(1,)]


def test_from_one_address_six_letters_an_hour_pass_however_many_come_at_once(fresh_house):
    unit = county()

    def send(_n):
        try:
            return letter(unit) is not None
        except Refusal:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(send, range(20))) == 6
    assert fresh_house.raw("select count(*) from cases_case") == [(6,)]
    assert letter(unit, address=b"c" * 32).number
    forget_counts(fresh_house)
    assert letter(unit).number


def test_of_code_name_and_address_nothing_is_kept_in_the_clear(fresh_house):
    receipt = letter()
    for table in (
        "cases_returncode",
        "cases_person",
        "network_strangercount",
        "network_auditevent",
        "cases_event",
    ):
        text = "".join(str(row[0]) for row in fresh_house.raw(f"select t::text from {table} t"))
        for word in (receipt.code, NAME, PHONE, STORY):
            assert word not in text, table
            assert word.encode().hex() not in text, table
    assert fresh_house.raw("select count(*) from network_auditevent where ip is not null") == [(0,)]
