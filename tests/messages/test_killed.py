"""Workers and databases are killed while they send: an inbox has it once, outside has it at most once."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest
from django.db import OperationalError, connection

from network.deadlines import workdays
from network.notifications import courier, delivery
from tests.house import House
from tests.messages.conftest import MORNING, carry, hurry, states, tell, wants
from tests.messages.servers import Post

WORKER = """
import os, sys
from datetime import datetime
import django
django.setup()
from network.deadlines import workdays
from network.notifications import courier, delivery
at = datetime.fromisoformat(sys.argv[1])
while True:
    delivery.deliver_due(limit=7)
    courier.send_due(at=at, calendar=workdays.current())
"""


def start_worker(house: House, outside) -> subprocess.Popen:
    """A worker process of its own, which sends and sends."""
    told = {
        "DJANGO_SETTINGS_MODULE": "sisterhood.settings",
        "PORTAL_URL": outside.PORTAL_URL,
        "MESSAGE_TIMEOUT": "8",
        "EMAIL_HOST": outside.EMAIL_HOST,
        "EMAIL_PORT": str(outside.EMAIL_PORT),
        "EMAIL_SECURITY": "none",
        "EMAIL_FROM": outside.EMAIL_FROM,
        "WEBHOOK_URL": outside.WEBHOOK_URL,
    }
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, MORNING.isoformat()],
        env=house.environment("worker") | told,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def kill(worker: subprocess.Popen) -> None:
    """SIGKILL."""
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()


def letters(post: Post) -> Counter[str]:
    """How many came for whom."""
    return Counter(re.search(rb"\nTo: (\S+)@", letter)[1].decode() for letter in post.got)


def test_a_worker_killed_while_it_waits_for_an_answer_leaves_an_uncertain_row(fresh_house, outside, robot):
    wants(fresh_house, "gao", webhook=True)
    tell("gao", "danger")
    robot.mood = "hangs"
    worker = start_worker(fresh_house, outside)
    try:
        assert robot.arrived.wait(30)
    finally:
        kill(worker)
    robot.mood = "kind"
    assert carry(fresh_house) == {"planned": 0}  # its lease still lives
    assert states(fresh_house) == [("webhook", "danger", "sending", 1, "")]
    for _n in range(2):
        hurry(fresh_house)
        carry(fresh_house)
    assert states(fresh_house) == [("webhook", "danger", "uncertain", 1, "stopped")]
    assert len(robot.got) == 1


def test_what_a_killed_worker_had_only_taken_is_sent_by_the_next(fresh_house, outside, post):
    people = ("gao", "luo", "he", "tian")
    for username in people:
        wants(fresh_house, username, email=True)
        tell(username)
    post.mood = "hangs after the text"
    worker = start_worker(fresh_house, outside)
    try:
        assert post.arrived.wait(30)
    finally:
        kill(worker)
    post.mood = "kind"
    assert sorted(row[2] for row in states(fresh_house)) == ["leased", "leased", "leased", "sending"]
    hurry(fresh_house)
    assert carry(fresh_house)["sent"] == 3
    assert letters(post) == dict.fromkeys(people, 1)
    assert sorted(row[2] for row in states(fresh_house)) == ["sent", "sent", "sent", "uncertain"]


def test_a_database_lost_while_sending_never_leads_to_a_second_line(fresh_house, outside, robot):
    wants(fresh_house, "gao", webhook=True)
    tell("gao", "danger")
    robot.on_whole = lambda: fresh_house.raw(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'worker'"
        " and datname = current_database()"
    )
    with pytest.raises(OperationalError):
        carry(fresh_house)
    connection.close()
    robot.on_whole = lambda: None
    hurry(fresh_house)
    carry(fresh_house)
    assert states(fresh_house) == [("webhook", "danger", "uncertain", 1, "stopped")]
    assert len(robot.got) == 1


def test_many_workers_at_once_send_each_line_once(fresh_house, outside, post):
    _crowd(fresh_house, 60)
    counts: list[dict[str, int]] = []

    def work() -> None:
        try:
            delivery.deliver_due(limit=7)
            counts.append(courier.send_due(at=MORNING, calendar=workdays.current()))
        finally:
            connection.close()

    with fresh_house.login("worker"):
        threads = [threading.Thread(target=work) for _n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sum(count.get("sent", 0) for count in counts) == 60
    assert set(letters(post).values()) == {1}
    assert len(letters(post)) == 60


def test_a_storm_of_kills_doubles_nothing_inside_or_outside(fresh_house, outside, post):
    """Each of 80 people has one message in her inbox, and at most one letter; without a letter it says so."""
    _crowd(fresh_house, 80)
    post.on_whole = lambda: post.over.wait(0.02)
    killed = 0
    for _round in range(12):
        worker = start_worker(fresh_house, outside)
        before, until = len(post.got), time.monotonic() + 30
        while len(post.got) < before + 3 and time.monotonic() < until and _open(fresh_house):
            post.over.wait(0.007)
        kill(worker)
        killed += 1
        hurry(fresh_house)
    post.on_whole = lambda: None
    while _open(fresh_house):
        hurry(fresh_house)
        carry(fresh_house)
    told = letters(post)
    assert max(told.values()) == 1
    assert fresh_house.raw("select count(*), count(distinct user_id) from network_inboxitem") == [(80, 80)]
    stood = dict(
        fresh_house.raw(
            "select u.username, d.state from network_delivery d join network_user u on u.id = d.user_id"
        )
    )
    assert len(stood) == 80
    assert killed == 12
    assert {name for name, state in stood.items() if state == "sent"} <= set(told)
    assert {state for name, state in stood.items() if name not in told} <= {"uncertain"}
    assert 1 <= Counter(stood.values())["uncertain"] <= killed


def _open(house: House) -> bool:
    """Whether anything still waits, inside or outside."""
    return bool(
        house.raw(
            "select 1 from network_delivery where state in ('due', 'leased', 'sending') union all"
            " select 1 from network_outboxmessage where state in ('due', 'leased') limit 1"
        )
    )


def _crowd(house: House, n: int) -> None:
    """New colleagues, each with one message on its way and a wish for letters."""
    house.raw(
        "with new as (insert into network_user (password, username, display_name, work_phone, is_active,"
        " must_change_password, created_at) select '', 'new' || g, 'new', '', true, false, now()"
        " from generate_series(1, %s) g returning id, username),"
        " choice as (insert into network_messagechoice (user_id, email, by_email, by_webhook, changed_at)"
        " select id, username || '@work.example', true, false, now() from new)"
        " insert into network_outboxmessage (id, key, recipient_id, kind, subject_kind, due_at, state, attempts,"
        " last_error, posted_at) select gen_random_uuid(), 'crowd:' || id, id, 'danger', '', now(), 'due', 0, '', now()"
        " from new",
        [n],
    )
