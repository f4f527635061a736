"""Scheduled jobs: their entrances, what they leave behind, and that no task reads without a scope."""

import json
from datetime import timedelta

import pytest
from celery import current_app, shared_task
from django.db import ProgrammingError
from django.test import override_settings
from django.utils import timezone

from cases.casefile.models import Case
from network import tasks
from network.access.logins import WrongLogin
from network.access.rest import NoScope
from network.deadlines import jobs
from network.deadlines.models import JobRun
from network.notifications.models import OutboxMessage
from network.staff.models import User
from sisterhood import celery as entrance
from sisterhood.lib import clock
from sisterhood.schedule import BEAT, DANGER_TASKS
from tests.deadlines.conftest import at, posted, start
from tests.deadlines.test_clocks import reported
from tests.house import browser_of, person, plain_sql


@shared_task(name="tests.count_cases")
def count_cases() -> int:
    """A desk task that asks for rows."""
    return Case.objects.count()


def run(name: str, **kwargs):
    """The task as the worker process calls it."""
    return entrance.app.tasks[name](**kwargs)


def test_the_beat_table_names_tasks_that_exist_and_drop_what_waited_too_long():
    assert current_app.tasks.keys() >= {entry["task"] for entry in BEAT.values()}
    assert entrance.app.amqp.router.route({}, "tests.count_cases")["queue"].name == "desk"
    for entry in BEAT.values():
        queue = "danger" if entry["task"] in DANGER_TASKS else "clock"
        assert entrance.app.amqp.router.route({}, entry["task"])["queue"].name == queue
        assert entry["options"]["expires"] > 0


def test_no_message_of_the_broker_can_carry_more_than_ids():
    conf = entrance.app.conf
    assert conf.accept_content == ["json"]
    assert conf.task_ignore_result
    assert conf.result_backend is None
    assert not conf.worker_hijack_root_logger


def test_a_desk_task_without_a_person_reads_nothing(fresh_house):
    reported("lin")
    with pytest.raises(NoScope):
        run("tests.count_cases")


def test_a_desk_task_sees_what_its_person_sees(fresh_house):
    reported("lin")
    assert run("tests.count_cases", acting_user=person("lin").pk) == 1
    assert run("tests.count_cases", acting_user=person("zheng").pk) == 0
    User.objects.filter(username="lin").update(is_active=False)
    with pytest.raises(NoScope):
        run("tests.count_cases", acting_user=person("lin").pk)


def test_a_clock_task_refuses_the_web_login(fresh_house):
    with override_settings(LOGIN="app"), pytest.raises(WrongLogin):
        run("network.ring_due")


def test_the_jobs_run_and_leave_one_row_an_hour(night):
    with override_settings(LOGIN="worker"), clock.moved_to(at("2026-10-09 00:00")):
        start("lin")
        for _n in range(3):
            for task in (tasks.ring_due, tasks.deliver_due, tasks.seal_audit, tasks.guard_calendar):
                task()
    rows = {row.name: row for row in JobRun.objects.all()}
    assert set(rows) == {"ring_due", "deliver_due", "seal_audit", "guard_calendar"}
    assert JobRun.objects.count() in (4, 5, 6, 7, 8)  # eight when the hour turned meanwhile
    assert rows["ring_due"].counts["rungs"] == 2
    assert rows["deliver_due"].counts["delivered"] == 5
    assert rows["seal_audit"].counts["sealed"] > 0


def test_runs_of_the_last_season_are_forgotten_and_younger_ones_stay(night):
    now = timezone.now()
    for days in (1, 89, 91, 400):
        JobRun.objects.create(name=f"run {days}", started_at=now - timedelta(days=days))
    with override_settings(LOGIN="worker"):
        tasks.forget_runs()
    assert set(JobRun.objects.values_list("name", flat=True)) == {"run 1", "run 89", "forget_runs"}
    assert JobRun.objects.get(name="forget_runs").counts == {"forgotten": 2}


def test_the_head_of_the_audit_chain_is_copied_outside_every_hour(night, tmp_path):
    with override_settings(LOGIN="worker", DATA_DIR=tmp_path):
        tasks.anchor_audit()
    (line,) = (tmp_path / "anchors.log").read_text().splitlines()
    assert json.loads(line)["position"] > 0


def test_an_error_leaves_its_kind_but_not_its_words(night):
    with pytest.raises(ValueError, match="13900000001"), jobs.run("drill"):
        raise ValueError("13900000001")
    row = JobRun.objects.get(name="drill")
    assert row.error == "ValueError"


@pytest.mark.parametrize(
    ("today", "told"),
    [
        ("2026-11-14", []),
        ("2026-11-23", ["sysadmin"]),
        ("2026-12-02", ["sysadmin"]),
        ("2026-12-15", ["sysadmin", "zhou"]),
    ],
)
def test_a_missing_calendar_is_told_first_to_administrators_then_to_the_leader(night, today, told):
    with clock.moved_to(at(f"{today} 08:30")):
        assert jobs.guard_calendar()["missing"] == 1
        jobs.guard_calendar()
    assert posted("calendar_missing") == told


def test_from_december_on_the_alarm_comes_daily(night):
    for day in ("2026-11-16", "2026-11-17", "2026-12-01", "2026-12-02"):
        with clock.moved_to(at(f"{day} 08:30")):
            jobs.guard_calendar()
    assert OutboxMessage.objects.filter(kind="calendar_missing").count() == 3
    with clock.moved_to(at("2025-12-20 08:30")):
        assert jobs.guard_calendar() == {"missing": 0, "told": 0}


def test_sessions_that_have_ended_are_cleared_by_a_login_that_can_read_none(fresh_house):
    browser_of("lin")
    browser_of("gao")
    fresh_house.raw(
        "update django_session set expire_date = now() - interval '1 minute'"
        " where session_key = (select min(session_key) from django_session)"
    )
    with fresh_house.login("worker"):
        with override_settings(LOGIN="worker"):
            tasks.clear_sessions()
        for column in ("session_key", "session_data"):
            with pytest.raises(ProgrammingError):
                plain_sql(f"select {column} from django_session")
    assert fresh_house.raw("select count(*) from django_session") == [(1,)]
    assert fresh_house.raw("select counts from network_jobrun where name = 'clear_sessions'") == [
        ({"cleared": 1},)
    ]
