"""The database keeps the second wall: rows of others, sealed columns, and who may destroy."""

import pytest
from django.db import ProgrammingError, transaction

from cases import tasks
from tests.exports.test_ledgers import order, run_desk
from tests.house import acting, plain_sql
from tests.imports.registers import line, workbook
from tests.imports.test_registers import bring_in
from tests.stories import matter

TABLES = ("cases_ledgerimport", "cases_ledgerexport", "cases_importedmatter", "cases_columnmemory")


def test_without_the_orm_a_colleague_elsewhere_reads_no_row_and_nobody_nothing(fresh_house):
    matter("lin")
    bring_in("lin", workbook([line(0)]))
    run_desk("lin", order("lin"))
    for table in TABLES:
        assert fresh_house.raw(f"select count(*) > 0 from {table}") == [(True,)]
        assert plain_sql(f"select count(*) from {table}") == [(0,)]
        for username in ("zheng", "feng", "tian", "he", "auditor"):
            with acting(username):
                assert plain_sql(f"select count(*) from {table}") == [(0,)], (table, username)
    with acting("lin"), pytest.raises(ProgrammingError), transaction.atomic():
        plain_sql("update cases_ledgerimport set by_id = 1")


def test_the_worker_destroys_and_reads_nothing(fresh_house, settings):
    matter("lin")
    bring_in("lin", workbook([line(0)]))
    run_desk("lin", order("lin"))
    fresh_house.raw("update cases_ledgerexport set expires_at = now()")
    fresh_house.raw("update cases_ledgerimport set undo_until = now()")
    with fresh_house.login("worker"):
        for column in ("reason", "reason_key", "copy_number"):
            with pytest.raises(ProgrammingError):
                plain_sql(f"select {column} from cases_ledgerexport")
        for column in ("problems", "mapping"):
            with pytest.raises(ProgrammingError):
                plain_sql(f"select {column} from cases_ledgerimport")
        settings.LOGIN = "worker"
        tasks.destroy_files()
        tasks.wake_desk()
    runs = fresh_house.raw("select name, counts, error from network_jobrun order by name")
    assert runs == [
        ("destroy_files", {"imports": 1, "exports": 1, "orphans": 0, "held": 0}, ""),
        ("wake_desk", {"woken": 0}, ""),
    ]


def test_a_matter_registered_by_hand_cannot_be_taken_back_as_if_it_had_come_in_a_file(fresh_house):
    row = bring_in("lin", workbook([line(0)]))
    by_hand = matter("lin")
    with acting("lin"):
        plain_sql(
            "insert into cases_importedmatter (case_id, source_id, row) values (%s, %s, 99) returning 1",
            [by_hand.pk, row.pk],
        )
        plain_sql("update cases_ledgerimport set state = 'undoing' returning 1")
        assert plain_sql("select removed, kept from import_undo(%s)", [row.pk]) == [(1, 1)]
    assert fresh_house.raw("select id from cases_case") == [(by_hand.pk,)]
