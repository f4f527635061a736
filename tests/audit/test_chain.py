"""The audit log only grows, is chained, and its head stands outside the database."""

import json
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from network.audit import chain, record
from network.audit.models import Action
from tests.house import acting


@pytest.fixture
def log(fresh_house, settings, tmp_path):
    """A house whose log holds 50 events of today; the test runs as the worker."""
    settings.DATA_DIR = tmp_path
    record.events(Action.VIEW, by=None, kind="case", ids=range(50))
    with fresh_house.login("worker"):
        yield fresh_house


def _forge(house, statement: str) -> None:
    """What only the owner of the server could do: write with every trigger asleep."""
    house.raw(
        f"do $$ begin perform set_config('session_replication_role', 'replica', true); {statement}; end $$"
    )


def test_a_whole_chain_verifies_after_sealing_everything(log):
    verdict = chain.verify()
    assert verdict.events == verdict.sealed > 50
    assert (verdict.unsealed, verdict.first_bad) == (0, None)
    assert chain.seal() == 0


def test_the_command_answers_in_json_and_by_its_exit_code(log, capsys):
    call_command("audit", "verify")
    said = json.loads(capsys.readouterr().out)
    assert list(said) == ["events", "sealed", "unsealed", "first_bad"]
    assert said["first_bad"] is None
    _forge(log, "update network_auditevent set purpose = 'x' where id = 20")
    with pytest.raises(CommandError) as broken:
        call_command("audit", "verify")
    assert broken.value.returncode == 1
    assert json.loads(capsys.readouterr().out)["first_bad"] == 20


FORGERIES = {
    "another purpose": ("update network_auditevent set purpose = 'x' where id = 20", 20),
    "another person": ("update network_auditevent set actor_id = 7 where id = 21", 21),
    "another moment": (
        "update network_auditevent set occurred_at = occurred_at - interval '1 day' where id = 22",
        22,
    ),
    "another arrival": (
        "update network_auditevent set recorded_at = recorded_at + interval '1 s' where id = 23",
        23,
    ),
    "another detail": ("""update network_auditevent set detail = '{"a": 1}' where id = 24""", 24),
    "another hash": ("update network_auditseal set hash = sha256('x') where event_id = 25", 25),
    "two swapped": (
        "update network_auditseal set position = case position when 5 then -6 when 6 then -5 end where position in (5, 6);"
        "update network_auditseal set position = -position where position < 0",
        None,
    ),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_a_forged_row_is_found(log, what):
    chain.seal_all()
    statement, bad = FORGERIES[what]
    _forge(log, statement)
    found = chain.verify().first_bad
    assert found == bad if bad else found is not None


def test_a_row_taken_out_with_its_seal_is_found(log):
    chain.seal_all()
    _forge(
        log, "delete from network_auditseal where event_id = 30; delete from network_auditevent where id = 30"
    )
    assert chain.verify().first_bad is not None


def test_a_tail_cut_off_is_found_by_the_anchor_alone(log, capsys):
    head = chain.anchor()
    assert chain.broken_anchor() is None
    _forge(
        log,
        f"""delete from network_auditseal where position > {head.position - 5};
            delete from network_auditevent where id > (select max(event_id) from network_auditseal)""",
    )
    assert chain.verify().first_bad is None
    assert chain.broken_anchor() == head
    with pytest.raises(CommandError) as broken:
        call_command("audit", "verify")
    assert broken.value.returncode == 1


def test_a_chain_rewritten_from_the_start_is_found_by_the_file_outside(log):
    chain.anchor()
    _forge(
        log,
        """delete from network_auditanchor; delete from network_auditseal;
           update network_auditevent set purpose = 'rewritten' where id = 10;
           insert into network_auditpending select id from network_auditevent""",
    )
    assert chain.verify().first_bad is None
    assert chain.broken_anchor() is not None


def test_anchors_are_lines_of_a_file_that_only_its_owner_reads(log, capsys):
    call_command("audit", "anchor")
    call_command("audit", "anchor")
    path = chain.anchors_file()
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [set(line) for line in lines] == [{"at", "position", "hash", "count"}] * 2
    assert path.stat().st_mode & 0o777 == 0o600
    assert log.raw("select count(*) from network_auditanchor") == [(2,)]


def test_an_open_transaction_is_sealed_when_it_ends_and_nothing_is_passed_over(log):
    with psycopg.connect(log.url("app")) as open_one:
        open_one.execute(
            """insert into network_auditevent (occurred_at, session, action, subject_kind, subject_id, purpose, detail)
               values (now(), '', 'view', 'case', 'late', '', '{}')"""
        )
        record.event(Action.VIEW, by=None, subject=("case", "after"))
        assert chain.verify().unsealed == 0
        open_one.commit()
    verdict = chain.verify()
    assert (verdict.unsealed, verdict.first_bad) == (0, None)
    assert verdict.events == verdict.sealed


def test_what_is_rolled_back_leaves_no_row_and_no_gap_in_the_chain(log):
    chain.seal_all()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record.event(Action.VIEW, by=None, subject=("case", "never"))
        raise ZeroDivisionError
    verdict = chain.verify()
    assert (verdict.first_bad, verdict.events) == (None, verdict.sealed)


def test_two_sealers_and_eight_writers_leave_one_whole_chain(log):
    def write(number: int) -> None:
        try:
            for _round in range(25):
                record.event(Action.LIST, by=None, subject=("case", number))
        finally:
            connection.close()

    def seal(_number: int) -> None:
        try:
            for _round in range(20):
                chain.seal(limit=7)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda job: job[0](job[1]), [(write, n) for n in range(8)] + [(seal, 0), (seal, 1)]))
    verdict = chain.verify()
    assert (verdict.unsealed, verdict.first_bad) == (0, None)
    assert verdict.events == verdict.sealed


COLUMNS = {
    "network_auditevent": "purpose",
    "network_auditseal": "hash",
    "network_auditpending": "event_id",
    "network_auditanchor": "hash",
}
ACTS = (
    "update {table} set {column} = {column}",
    "delete from {table}",
    "truncate {table}",
    "alter table {table} disable trigger all",
    "drop table {table}",
)


@pytest.mark.parametrize("login", ["app", "worker"])
@pytest.mark.parametrize("table", COLUMNS)
@pytest.mark.parametrize("act", ACTS)
def test_no_login_of_the_product_rewrites_the_log(fresh_house, login, table, act):
    with (
        fresh_house.login(login),
        pytest.raises(ProgrammingError) as refused,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(act.format(table=table, column=COLUMNS[table]))
    assert refused.value.__cause__.sqlstate == "42501"


def test_even_the_owner_cannot_rewrite_it_by_mistake(fresh_house):
    record.event(Action.VIEW, by=None, subject=("case", "1"))
    with fresh_house.login("migrator"):
        for statement in (
            "update network_auditevent set purpose = 'x'",
            "delete from network_auditevent",
            "truncate network_auditevent cascade",
        ):
            with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


def test_the_web_login_writes_to_the_log_but_only_the_auditor_reads_it(fresh_house):
    record.event(Action.VIEW, by=None, subject=("case", "1"))
    for who, sees in (("gao", False), ("sysadmin", False), ("auditor", True)):
        with acting(who), connection.cursor() as cursor:
            cursor.execute("select count(*) from network_auditevent")
            assert (cursor.fetchone()[0] > 0) is sees
