"""The desk's work survives whatever happens to it: nothing twice, nothing lost, nothing outside her scope."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from cases.imports import expiry, verbs
from network.staff.models import Appointment
from sisterhood.celery import app
from tests.ground import BASE
from tests.house import House, acting, browser_of, person
from tests.imports.counted import counts
from tests.imports.registers import FIRST_DATA_ROW, line, run_desk, workbook
from tests.imports.test_registers import mapped, upload

TASK = "cases.work_on_import"


def checked(username: str, content: bytes):
    """Uploaded and judged."""
    client = browser_of(username)
    row = upload(client, content)
    client.post(f"/cases/imports/{row.pk}/check/", mapped(client, row))
    run_desk(username, row)
    assert row.state == "checked"
    return row


def start(username: str, row) -> None:
    browser_of(username).post(f"/cases/imports/{row.pk}/start/")
    app.control.purge()


def desk(house: House) -> subprocess.Popen:
    """A real worker of the queue `desk`, in a process group of its own."""
    argv = [sys.executable, "-m", "celery", "-A", "sisterhood", "--quiet", "worker", "-Q", "desk", "-c", "1"]
    return subprocess.Popen(
        [*argv, "-n", f"desk{house.name}@%h", "--loglevel=ERROR"],
        cwd=BASE,
        env=house.environment("app"),
        process_group=0,
    )


def stop(worker: subprocess.Popen, sign: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(worker.pid, sign)
    worker.wait(30)


def wait_for(house: House, question: str, seconds: float = 180) -> None:
    end = time.monotonic() + seconds
    while not house.raw(question)[0][0]:
        assert time.monotonic() < end, question
        time.sleep(0.05)


def test_a_worker_killed_in_the_middle_leaves_whole_chunks_and_the_next_one_goes_on(fresh_house):
    row = checked("lin", workbook(line(n) for n in range(2300)))
    start("lin", row)
    nudge = {"row": str(row.pk), "acting_user": person("lin").pk}
    worker = desk(fresh_house)
    try:
        app.send_task(TASK, kwargs=nudge, queue="desk")
        wait_for(fresh_house, "select count(*) > 0 from cases_case")
    finally:
        stop(worker, signal.SIGKILL)
    made, chunk = fresh_house.raw("select made, next_chunk from cases_ledgerimport")[0]
    assert fresh_house.raw("select count(*) from cases_case") == [(made,)]
    assert made == min(2300, chunk * 500) < 2300
    app.control.purge()
    fresh_house.raw("update cases_ledgerimport set touched_at = now() - interval '2 minutes'")
    with fresh_house.login("worker"):
        assert expiry.wake() == 1  # what the schedule does every minute
    worker = desk(fresh_house)
    try:
        wait_for(fresh_house, "select state = 'done' from cases_ledgerimport")
    finally:
        stop(worker, signal.SIGTERM)
    assert fresh_house.raw(
        "select count(*), count(distinct row), min(row), max(row) from cases_importedmatter"
    ) == [(2300, 2300, FIRST_DATA_ROW, FIRST_DATA_ROW + 2299)]
    gaps = fresh_house.raw(
        "select count(*) from cases_numberseries s where s.last <> (select count(*) from cases_case c"
        " where regexp_replace(c.number, '-[0-9]+$', '') = s.key)"
    )
    assert gaps == [(0,)]


def test_a_message_that_comes_twice_or_late_does_nothing_more(fresh_house):
    row = checked("lin", workbook(line(n) for n in range(30)))
    start("lin", row)
    run_desk("lin", row)
    before = counts(fresh_house)
    for _again in range(3):
        app.tasks[TASK](row=str(row.pk), acting_user=person("lin").pk)
    assert counts(fresh_house) == before and before["cases_case"] == 30


def test_a_message_in_somebody_elses_name_finds_nothing(fresh_house):
    row = checked("lin", workbook([line(0)]))
    start("lin", row)
    app.tasks[TASK](row=str(row.pk), acting_user=person("gao").pk)
    assert fresh_house.raw("select count(*) from cases_case") == [(0,)]
    with pytest.raises(Exception, match="without a person"):
        app.tasks[TASK](row=str(row.pk))


def test_whoever_leaves_her_post_meanwhile_brings_nothing_more_in(fresh_house):
    row = checked("lin", workbook([line(0)]))
    start("lin", row)
    with fresh_house.login("migrator"):
        Appointment.objects.filter(user=person("lin")).update(ends_on="2026-01-01")
    app.tasks[TASK](row=str(row.pk), acting_user=person("lin").pk)
    assert fresh_house.raw("select state from cases_ledgerimport") == [("stopped",)]
    assert fresh_house.raw("select count(*) from cases_case") == [(0,)]


def test_the_messages_name_ids_only_and_the_uploader_is_told_when_it_is_done(fresh_house):
    row = checked("lin", workbook([line(0, 姓名="太史芝兰")]))
    browser_of("lin").post(f"/cases/imports/{row.pk}/start/")
    with app.connection_for_read() as connection:
        message = connection.default_channel.basic_get("desk", no_ack=True)
    assert message is not None
    assert message.decode()[1] == {"row": str(row.pk), "acting_user": person("lin").pk}
    run_desk("lin", row)
    told = fresh_house.raw("select kind, recipient_id from network_outboxmessage where kind = 'import_done'")
    assert told == [("import_done", person("lin").pk)]


def big(rows: int, broken: int) -> tuple[bytes, set[int]]:
    """A register with wrong rows spread over it, and the numbers of those rows."""
    kinds = (
        {"来访日期": "昨天"},
        {"来访日期": ""},
        {"联系电话": "没有"},
        {"办理状态": "不清楚"},
        {"年龄": "很老"},
        {"诉求类别": "杂项"},
        {"办结日期": "1999-01-01"},
        {"身份证号": "12345"},
    )
    still = {"办理状态": "办理中", "办结日期": "", "来访日期": "2026-11-02"}
    wrong = {n * (rows // broken): kinds[n % len(kinds)] for n in range(broken)}

    def cells(n: int) -> dict:
        if n in wrong:
            return wrong[n]
        return still if n % 20 == 7 else {"反映问题": "丈夫殴打"} if n % 50 == 9 else {}

    return workbook(line(n, **cells(n)) for n in range(rows)), {n + FIRST_DATA_ROW for n in wrong}


@pytest.mark.parametrize(
    ("rows", "broken"), [(2000, 30), pytest.param(20_000, 300, marks=pytest.mark.long)], ids=["2000", "20000"]
)
def test_exactly_the_wrong_rows_are_reported_and_all_others_come_in_and_go_again(fresh_house, rows, broken):
    content, wrong = big(rows, broken)
    before = counts(fresh_house)
    started = time.monotonic()
    row = checked("lin", content)
    assert (row.good, row.broken) == (rows - broken, broken)
    assert {p[0] for p in row.problems if p[2] not in ("known", "late")} == wrong
    start("lin", row)
    run_desk("lin", row)
    assert (row.state, row.made) == ("done", rows - broken)
    assert time.monotonic() - started < (120 if rows == 20_000 else 60)
    there = {r for (r,) in fresh_house.raw("select row from cases_importedmatter")}
    assert there == set(range(FIRST_DATA_ROW, FIRST_DATA_ROW + rows)) - wrong
    with acting("lin") as (lin, _scope):
        verbs.undo(row, by=lin)
    run_desk("lin", row)
    assert (row.removed, row.kept) == (rows - broken, 0)
    assert counts(fresh_house) == before
